"""Files of rows: CSV, TSV, JSON and JSON lines; every row is a document."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from itertools import chain, islice

from pipeline.drops.formats.columns import match_columns, no_text_column
from pipeline.drops.formats.markup import text_of_markup
from pipeline.drops.formats.seen import (
    LONGEST_KEY,
    METADATA_COLUMNS,
    Context,
    Found,
    QuarantineError,
    clean,
    fields_of,
    plain,
)
from pipeline.drops.text import Decoded

DELIMITERS = ",;\t|"
SAMPLE_ROWS = 200  # that tell which columns there are
NO_OBJECT = "the row is no object"
Row = Mapping[str, object] | str  # what it holds; or why it holds nothing
csv.field_size_limit(2**31 - 1)  # what is too large was refused before


def read_csv(decoded: Decoded, context: Context) -> Iterator[Found]:
    """Yield the documents of a CSV or TSV file."""
    return _documents(table(decoded.text), decoded, context)


def read_json(decoded: Decoded, context: Context) -> Iterator[Found]:
    """Yield the documents of JSON lines, or of one JSON array or object."""
    return _documents(_objects(decoded.text, context), decoded, context)


def table(text: str) -> Iterator[dict[str, object]]:
    """Yield the rows of a CSV file, by its header, which tells the delimiter too.

    Raises:
        QuarantineError: the file is damaged.
    """
    header = text.removeprefix("\ufeff").lstrip("\n").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header.count)
    rows = csv.DictReader(
        io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter, restkey=""
    )
    try:
        rows.fieldnames = [str(name).strip() for name in rows.fieldnames or []]
        yield from rows
    except csv.Error as error:
        raise QuarantineError(f"the CSV file is damaged: {error}") from error


def _documents(rows: Iterator[Row], file: Decoded, context: Context) -> Iterator[Found]:
    sample = list(islice(rows, SAMPLE_ROWS))
    whole = [row for row in sample if not isinstance(row, str)]
    names = list(dict.fromkeys(name for row in whole for name in row if name))
    columns = match_columns(names, context.columns)
    if not columns["text"]:
        faults = [row for row in sample if isinstance(row, str)] or ["the file has no rows"]
        raise QuarantineError(no_text_column(names, _longest(whole)) if names else faults[0])
    known = {column for found in columns.values() for column in found}
    for number, row in enumerate(chain(sample, rows), 1):
        if isinstance(row, str):
            yield Found(key=str(number), reason=row)
            continue
        key = _scalar(_first(row, columns["id"]))
        named = key is not None and clean(key).strip()[:LONGEST_KEY]
        extra = {
            clean(name): value
            for name, value in row.items()
            if name and name not in known and value not in (None, "")
        }
        yield _document(row, columns, file, named or str(number), extra)


def _document(
    row: Mapping[str, object],
    columns: Mapping[str, list[str]],
    file: Decoded,
    key: str,
    extra: Mapping[str, object],
) -> Found:
    text = _first(row, columns["text"])
    stated = {name: _scalar(_first(row, columns[name])) for name in METADATA_COLUMNS}
    fields = fields_of(stated)
    try:
        if not isinstance(text, str):
            raise QuarantineError("the row has no text")
        return Found(plain(text_of_markup(text), file, "the row"), fields, extra, key=key)
    except QuarantineError as error:
        return Found(fields=fields, extra=extra, key=key, reason=str(error))


def _first(row: Mapping[str, object], columns: list[str]) -> object:
    """Return the first value that states something."""
    return next((row[name] for name in columns if row.get(name) not in (None, "")), None)


def _scalar(value: object) -> object:
    """Return a value that can stand in a column: names of lists joined, the name of an object."""
    if isinstance(value, list):
        parts = [clean(part) for item in value if (part := _scalar(item)) is not None]
        return ", ".join(parts) or None
    if isinstance(value, dict):
        return _scalar(value.get("name") or value.get("title"))
    return value if isinstance(value, str | int | float) else None


def _longest(rows: list[Mapping[str, object]]) -> str | None:
    """Return the column whose values are longest: the text, if any is."""
    lengths: dict[str, int] = {}
    for row in rows:
        for name, value in row.items():
            if name and isinstance(value, str):
                lengths[name] = lengths.get(name, 0) + len(value)
    return max(lengths, key=lambda name: lengths[name], default=None)


def _objects(text: str, context: Context) -> Iterator[Row]:
    """Yield the objects of the whole, or of its lines; of a line that holds none, why.

    Raises:
        QuarantineError: it is no JSON lines, and no JSON as a whole.
    """
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.lstrip()[:1] == "[" or text.lstrip()[:2] in {"{\n", "{\r"}:
            raise QuarantineError(f"the JSON is damaged: {_fault(error)}") from error
    else:
        yield from (row if isinstance(row, dict) else NO_OBJECT for row in _rows(whole, context))
        return
    for line in text.split("\n"):
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield f"the line is no JSON: {_fault(error, in_line=True)}"
            else:
                yield row if isinstance(row, dict) else NO_OBJECT


def _rows(whole: object, context: Context) -> list[object]:
    """Return what JSON lists: itself, or an object's first list of objects, or the object, where it has a text of its own."""
    if isinstance(whole, list):
        return whole
    if isinstance(whole, dict) and not match_columns(whole, context.columns)["text"]:
        for value in whole.values():
            if isinstance(value, list) and any(isinstance(row, dict) for row in value):
                return value
    return [whole]


def _fault(error: Exception, *, in_line: bool = False) -> str:
    """Return where JSON is damaged, and how."""
    if not isinstance(error, json.JSONDecodeError):
        return "it nests too deep, or a number is too long"
    where = f"column {error.colno}" if in_line else f"line {error.lineno}, column {error.colno}"
    return f"{where}: {error.msg}"
