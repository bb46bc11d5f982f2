"""Seeds: what lies in seeds/, read as documents and texts. Never written to, nothing outside a drop is read.

Belongs here: files, formats, what stands beside the files. Does not belong here: characters (text.py), the history of
documents (extract/documents.py), what a page holds (extract/articles.py).
"""

import csv
import gzip
import io
import json
import os
import stat
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from pathlib import Path

from pipeline.errors import UserError
from pipeline.text import UndecodableError, decode

LOOSE = "loose"
METADATA_FILE = "_metadata.csv"
METADATA_COLUMNS = ("published", "title", "byline", "publisher", "language", "url")
DEFAULT_MAX_BYTES = 20_000_000
FORMATS = {".txt": "text", ".html": "html", ".htm": "html", ".jsonl": "jsonl", ".csv": "csv"}
csv.field_size_limit(DEFAULT_MAX_BYTES)


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


@dataclass(frozen=True)
class Seeds:
    """A folder of drops: every top folder is one, and the files outside any are the drop `loose`."""

    root: Path
    max_bytes: int = DEFAULT_MAX_BYTES

    def drops(self) -> list[str]:
        """Return the names of the drops, sorted."""
        if not self.root.is_dir():
            raise UserError(f"there is no seeds folder {self.root}: make it, or name another with --seeds")
        entries = [entry for entry in os.scandir(self.root) if not entry.name.startswith((".", "_"))]
        folders = {entry.name for entry in entries if entry.is_dir(follow_symlinks=False)}
        loose = {LOOSE} if any(not entry.is_dir(follow_symlinks=False) for entry in entries) else set()
        return sorted(folders | loose)

    def files(self, drop: str) -> Iterator[str]:
        """Yield the paths of a drop's files, relative to the seeds folder with '/', sorted."""
        folder = self.root / drop
        found: list[str] = []
        if drop == LOOSE:
            found += [e.name for e in os.scandir(self.root) if not e.is_dir(follow_symlinks=False)]
        if folder.is_dir() and not folder.is_symlink():
            for parent, folders, names in os.walk(folder):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                inside = Path(parent).relative_to(self.root).as_posix()
                found += [f"{inside}/{name}" for name in names]
                found += [f"{inside}/{name}" for name in folders if Path(parent, name).is_symlink()]
        return (path for path in sorted(found) if _is_wanted(path))

    def digest(self, drop: str) -> str:
        """Return the digest of a drop: names and contents of its files, and how they would be read."""
        digest = blake2b(f"{self.max_bytes}".encode(), digest_size=16)
        for path in (*self.files(drop), *self._metadata_files(drop)):
            content = b"?"
            if self._objection(drop, path) is None:
                try:
                    content = sha256((self.root / path).read_bytes()).digest()
                except OSError as error:
                    content = type(error).__name__.encode()
            digest.update(os.fsencode(path) + b"\0" + content)
        return digest.hexdigest()

    def read(self, drop: str) -> Iterator[Seen]:
        """Yield every document of a drop; a file that cannot be read is one with a reason."""
        beside, objections = self._beside(drop)
        yield from objections
        for path in self.files(drop):
            objection = self._objection(drop, path)
            if objection:
                yield Seen(_shown(path), reason=objection)
                continue
            try:
                before = (self.root / path).stat()
                data = (self.root / path).read_bytes()
                after = (self.root / path).stat()
            except OSError as error:
                yield Seen(_shown(path), reason=f"cannot be read: {error.strerror}")
                continue
            if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
                continue  # still being written: left for the next look
            yield from self._read_file(path, data, beside)

    def _read_file(self, path: str, data: bytes, beside: Mapping[str, Mapping[str, str]]) -> Iterator[Seen]:
        kind = FORMATS[_suffix(path)]
        digest = sha256(data).hexdigest()
        try:
            content = _gunzip(data, self.max_bytes) if path.lower().endswith(".gz") else data
            if kind in {"jsonl", "csv"}:
                yield from _rows(path, kind, content, beside)
                return
            decoded = decode(content)
            text, found = (decoded.text, {}) if kind == "text" else _html(decoded.text)
        except (UndecodableError, QuarantineError) as error:
            yield Seen(_shown(path), digest, len(data), reason=str(error))
            return
        stated = {**found, **beside.get(path, {})}
        yield Seen(_shown(path), digest, len(data), decoded.encoding, text, decoded.repaired, stated)

    def _objection(self, drop: str, path: str) -> str | None:
        """Say why a file is not to be read, or None."""
        full = self.root / path
        home = (self.root if drop == LOOSE else self.root / drop).resolve()
        try:
            if full.is_symlink() and not full.resolve().is_relative_to(home):
                return "a symbolic link that leads out of the drop"
            state = full.stat()
        except (OSError, RuntimeError) as error:
            return f"cannot be read: {getattr(error, 'strerror', None) or 'a link that leads nowhere'}"
        if not stat.S_ISREG(state.st_mode):
            return "not a regular file"
        if path.endswith(METADATA_FILE):
            return None
        if _suffix(path) not in FORMATS:
            return f"skipped: unknown extension {_suffix(path) or '(none)'}"
        if state.st_size > self.max_bytes:
            return f"larger than the limit of {self.max_bytes} bytes"
        return None

    def _metadata_files(self, drop: str) -> list[str]:
        folder = self.root / drop
        found = [path.relative_to(self.root).as_posix() for path in sorted(folder.rglob(METADATA_FILE))]
        if drop == LOOSE and (self.root / METADATA_FILE).exists():
            found.append(METADATA_FILE)
        return found

    def _beside(self, drop: str) -> tuple[dict[str, dict[str, str]], list[Seen]]:
        """Return what the metadata files of a drop say of each path, and the files that could not be read."""
        beside: dict[str, dict[str, str]] = {}
        objections = []
        for path in self._metadata_files(drop):
            folder = path.removesuffix(METADATA_FILE)
            try:
                if objection := self._objection(drop, path):
                    raise QuarantineError(objection)
                rows = csv.DictReader(io.StringIO(decode((self.root / path).read_bytes()).text), restkey="")
                if "path" not in (rows.fieldnames or []):
                    raise QuarantineError("the metadata file has no column path")
                for row in rows:
                    beside[folder + row["path"].strip()] = _stated(row)
            except (UndecodableError, QuarantineError, OSError, csv.Error) as error:
                objections.append(Seen(_shown(path), reason=f"metadata not read: {error}"))
        return beside, objections


def _is_wanted(path: str) -> bool:
    name = path.rsplit("/", 1)[-1]
    return not name.startswith(".") and not (name.startswith("_") and name.endswith(".csv"))


def _suffix(path: str) -> str:
    name = path.rsplit("/", 1)[-1].lower().removesuffix(".gz")
    return name[name.rfind(".") :] if "." in name else ""


def _shown(path: str) -> str:
    """Return a path that is text: bytes of a name that are none are shown escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _stated(row: Mapping[str, object]) -> dict[str, str]:
    found = ((name, str(row.get(name) or "").strip()) for name in METADATA_COLUMNS)
    return {name: value for name, value in found if value}


def _gunzip(data: bytes, limit: int) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as file:
            content = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise QuarantineError("the gzip file is damaged") from error
    if len(content) > limit:
        raise QuarantineError(f"larger than the limit of {limit} bytes when unpacked")
    return content


def _html(page: str) -> tuple[str, dict[str, str]]:
    """Return the text of a page and what it says of itself."""
    import trafilatura

    found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
    if found is None or not (found.text or "").strip():
        raise QuarantineError("the page holds no article text")
    fields = {
        "title": found.title,
        "published": found.date,
        "byline": found.author,
        "publisher": found.sitename,
        "url": found.url,
    }
    return decode(found.text.encode()).text, {name: value for name, value in fields.items() if value}


def _rows(path: str, kind: str, content: bytes, beside: Mapping[str, Mapping[str, str]]) -> Iterator[Seen]:
    """Yield one document a row of a JSONL or CSV file; its path is the file's with '#' and the row's id or number."""
    decoded = decode(content)
    for number, row in enumerate(_json_rows(decoded.text) if kind == "jsonl" else _csv_rows(decoded.text), 1):
        key = str(row.get("id") or number)
        row_path = f"{path}#{key}"
        raw = json.dumps(row, ensure_ascii=False, sort_keys=True, default=str).encode(
            "utf-8", "surrogatepass"
        )
        digest = sha256(raw).hexdigest()
        text = row.get("text")
        if not isinstance(text, str) or not text.strip():
            yield Seen(_shown(row_path), digest, len(raw), reason="the row has no text")
            continue
        read = decode(text.encode("utf-8", "replace"))
        stated = {**_stated(row), **beside.get(row_path, {})}
        yield Seen(_shown(row_path), digest, len(raw), decoded.encoding, read.text, read.repaired, stated)


def _json_rows(text: str) -> Iterator[Mapping[str, object]]:
    """Yield the objects of the lines; a line that holds none is an empty one."""
    for line in text.split("\n"):
        if line.strip():
            try:
                row = json.loads(line)
            except (json.JSONDecodeError, RecursionError):
                row = {}
            yield row if isinstance(row, dict) else {}


def _csv_rows(text: str) -> Iterable[Mapping[str, object]]:
    rows = csv.DictReader(io.StringIO(text), restkey="")
    if "text" not in (rows.fieldnames or []):
        raise QuarantineError("the CSV file has no column text")
    try:
        yield from rows
    except csv.Error as error:
        raise QuarantineError(f"the CSV file is damaged: {error}") from error
