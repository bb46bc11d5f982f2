"""Formats: the bytes of a file read as documents (text, HTML, JSONL, CSV, each also gzipped) with what stands beside.

Belongs here: what a format holds. Does not belong here: files and folders (seeds.py), characters (text.py).
"""

import csv
import gzip
import io
import json
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from pipeline.text import Decoded, UndecodableError, decode

METADATA_FILE = "_metadata.csv"
METADATA_COLUMNS = ("published", "title", "byline", "publisher", "language", "url")
FORMATS = {".txt": "text", ".html": "html", ".htm": "html", ".jsonl": "jsonl", ".csv": "csv"}
DELIMITERS = ",;\t"
LONGEST_ROW_KEY = 120
csv.field_size_limit(2**31 - 1)  # what is too large was refused before


class QuarantineError(ValueError):
    """A file or row cannot be read; the message says why in one line."""


@dataclass(frozen=True)
class Seen:
    """A document as it lies in a drop: a text with what stands beside it, or the reason why there is none."""

    path: str
    sha256: str | None = None
    bytes: int | None = None
    encoding: str | None = None
    text: str | None = None
    reason: str | None = None
    beside: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Beside:
    """What the metadata files of a drop say, by path in NFC, as file systems write names in either form."""

    stated: dict[str, dict[str, str]] = field(default_factory=dict)
    stated_in: dict[str, str] = field(default_factory=dict)

    def add(self, metadata_path: str, rows: Mapping[str, dict[str, str]]) -> None:
        """Add the rows of a metadata file; their paths are relative to its folder."""
        for path, fields in rows.items():
            key = unicodedata.normalize("NFC", metadata_path.removesuffix(METADATA_FILE) + path)
            self.stated[key], self.stated_in[key] = fields, metadata_path

    def of(self, path: str) -> dict[str, str]:
        """Return the fields of a path."""
        return self.stated.get(unicodedata.normalize("NFC", path), {})

    def without_a_file(self, paths: Iterable[str]) -> list[Seen]:
        """Return a remark on every metadata file that speaks of files which are not there."""
        there = {unicodedata.normalize("NFC", path) for path in paths}
        astray: dict[str, list[str]] = {}
        for key, metadata_path in sorted(self.stated_in.items()):
            if key not in there and key.split("#")[0] not in there:
                astray.setdefault(metadata_path, []).append(key)
        return [
            Seen(path, reason=f"{len(keys)} rows name no file that is here, the first {keys[0]!r}")
            for path, keys in astray.items()
        ]


def suffix_known(name: str) -> bool:
    """Tell whether a file of this name is read."""
    return suffix(name) in FORMATS


def suffix(name: str) -> str:
    """Return the extension of a name in lower case, with the full stop, that of what is gzipped within."""
    name = name.rsplit("/", 1)[-1].lower().removesuffix(".gz")
    return name[name.rfind(".") :] if "." in name else ""


def read_file(path: str, data: bytes, digest: str, beside: Beside, max_bytes: int) -> Iterator[Seen]:
    """Yield the documents of a file: one, or one a row; a file or row that cannot be read has a reason.

    Args:
        path: relative to the seeds folder; its extension tells the format.
        data: the bytes of the file.
        digest: their SHA-256.
        beside: what metadata files say.
        max_bytes: the most that a gzipped file may unpack to.
    """
    kind = FORMATS[suffix(path)]
    try:
        content = _gunzip(data, max_bytes) if path.lower().endswith(".gz") else data
        decoded = decode(content, is_page=kind == "html")
        if kind in ROW_READERS:
            for key, row in _keyed(ROW_READERS[kind](decoded.text)):
                yield _row_document(f"{path}#{key}", row, decoded.encoding, beside)
            return
        found: dict[str, str] = {}
        if kind == "html":
            decoded, found = _html(decoded)
    except (UndecodableError, QuarantineError) as error:
        yield Seen(path, digest, len(data), reason=str(error))
        return
    stated = {**found, **beside.of(path)}
    yield Seen(path, digest, len(data), decoded.encoding, decoded.text, decoded.repaired, stated)


def read_metadata(data: bytes) -> dict[str, dict[str, str]]:
    """Return the fields that a metadata file states, by path.

    Raises:
        QuarantineError: it is no CSV file with a column `path`.
        UndecodableError: it is no text.
    """
    rows = _table(decode(data).text, "path")
    return {str(row["path"] or "").strip().removeprefix("./"): _stated(row) for row in rows}


def _table(text: str, needed: str) -> Iterator[dict[str, object]]:
    """Yield the rows of a CSV file whose header holds the needed column; it tells the delimiter too."""
    header = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="")
    try:
        names = [str(name).strip().lower() for name in rows.fieldnames or []]
        if needed not in names:
            raise QuarantineError(f"the CSV file has no column {needed}")
        rows.fieldnames = names
        yield from rows
    except csv.Error as error:
        raise QuarantineError(f"the CSV file is damaged: {error}") from error


def _stated(row: Mapping[str, object]) -> dict[str, str]:
    found = ((name, row.get(name)) for name in METADATA_COLUMNS)
    clean = ((name, _text(value).strip()) for name, value in found if _scalar(value) is not None)
    return {name: value for name, value in clean if value}


def _scalar(value: object) -> object:
    return value if isinstance(value, str | int | float) else None


def _text(value: object) -> str:
    """Return a value as text; half a surrogate pair, which JSON can spell, becomes U+FFFD."""
    return str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _gunzip(data: bytes, limit: int) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as file:
            content = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise QuarantineError("the gzip file is damaged") from error
    if len(content) > limit:
        raise QuarantineError(f"larger than the limit of {limit} bytes when unpacked")
    return content


def _html(page: Decoded) -> tuple[Decoded, dict[str, str]]:
    """Return the text of a page and what it says of itself; its date only where its own markup states one."""
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            page.text,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # whatever a hostile page makes the parser raise, the run goes on
        raise QuarantineError(f"the page cannot be read: {type(error).__name__}") from error
    if found is None or not (found.text or "").strip():
        raise QuarantineError("the page holds no article text")
    text = decode(_text(found.text).encode()).text
    fields = {
        "title": found.title,
        "published": found.date,
        "byline": found.author,
        "publisher": found.sitename,
        "url": found.url,
    }
    return page._replace(text=text), {name: _text(value) for name, value in fields.items() if value}


def _keyed(rows: Iterable[Mapping[str, object]]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the rows with what tells them apart: their id, else their number."""
    for number, row in enumerate(rows, 1):
        identity = row.get("id")
        named = isinstance(identity, str | int) and str(identity).strip()
        yield (_text(identity).strip()[:LONGEST_ROW_KEY] if named else str(number)), row


def _row_document(path: str, row: Mapping[str, object], encoding: str, beside: Beside) -> Seen:
    raw = json.dumps([_scalar(row.get(name)) for name in ("text", *METADATA_COLUMNS)]).encode()
    digest = sha256(raw).hexdigest()
    text = row.get("text")
    try:
        if not isinstance(text, str) or not text.strip():
            raise QuarantineError("the row has no text")
        read = decode(_text(text).encode())
    except (UndecodableError, QuarantineError) as error:
        return Seen(path, digest, len(raw), reason=str(error).replace("the file", "the row"))
    stated = {**_stated(row), **beside.of(path)}
    return Seen(path, digest, len(raw), encoding, read.text, read.repaired, stated)


def _json_rows(text: str) -> Iterator[Mapping[str, object]]:
    """Yield the objects of the lines; a line that holds none is an empty one."""
    for line in text.split("\n"):
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = {}
            yield row if isinstance(row, dict) else {}


def _csv_rows(text: str) -> Iterator[Mapping[str, object]]:
    return _table(text, "text")


ROW_READERS: Mapping[str, Callable[[str], Iterator[Mapping[str, object]]]] = {
    "jsonl": _json_rows,
    "csv": _csv_rows,
}
