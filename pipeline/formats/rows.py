"""Files of rows: CSV and JSON lines; every row is a document."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256

from pipeline.encodings import UndecodableError
from pipeline.formats.seen import METADATA_COLUMNS, QuarantineError, Seen, clean, scalar, stated_in
from pipeline.text import Decoded

DELIMITERS = ",;\t"
LONGEST_ROW_KEY = 120
csv.field_size_limit(2**31 - 1)  # what is too large was refused before


def table(text: str, needed: str) -> Iterator[dict[str, object]]:
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


def keyed(rows: Iterable[Mapping[str, object]]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the rows with what tells them apart: their id, else their number."""
    for number, row in enumerate(rows, 1):
        identity = row.get("id")
        named = isinstance(identity, str | int) and str(identity).strip()
        yield (clean(identity).strip()[:LONGEST_ROW_KEY] if named else str(number)), row


def row_document(path: str, row: Mapping[str, object], file: Decoded, beside: Mapping[str, str]) -> Seen:
    """Return the document of a row of a file; `beside` is what metadata files say of it, and wins."""
    raw = json.dumps([scalar(row.get(name)) for name in ("text", *METADATA_COLUMNS)]).encode()
    digest = sha256(raw).hexdigest()
    text = row.get("text")
    try:
        if not isinstance(text, str) or not text.strip():
            raise QuarantineError("the row has no text")
        read = file.piece(clean(text))
    except (UndecodableError, QuarantineError) as error:
        return Seen(path, digest, len(raw), reason=str(error).replace("the file", "the row"))
    stated = {**stated_in(row), **beside}
    return Seen(path, digest, len(raw), read.encoding, read.text, read.repaired, stated)


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
    return table(text, "text")


ROW_READERS: Mapping[str, Callable[[str], Iterator[Mapping[str, object]]]] = {
    "jsonl": _json_rows,
    "csv": _csv_rows,
}
