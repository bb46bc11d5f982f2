"""CSV that survives a spreadsheet: ids stay whole, no cell is a formula, Excel sees that it is UTF-8.

A spreadsheet rounds numbers of more than 15 digits, so an id is written `i` and the number. A text that it would take for
a formula begins with an apostrophe (OWASP, «CSV injection»): articles are other people's words. Days are ISO 8601.
"""

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipeline.warehouse.reading import ROWS_A_CHUNK, tables_of

if TYPE_CHECKING:
    import pyarrow as pa

BOM = "\ufeff".encode()
ID = "i"  # what an id begins with
FORMULA = r"^[=+\-@\t\r]"
NUMBER = re.compile(r"\w*INT(EGER)?|FLOAT|DOUBLE|DECIMAL\(.+\)")  # types whose values may begin with a sign


def is_id(name: str, dtype: str) -> bool:
    """Tell whether a column holds ids."""
    return dtype == "BIGINT" and name.endswith("_id")


def as_csv(tables: "Iterable[pa.Table]", *, excel: bool = True) -> Iterator[bytes]:
    """Give rows as CSV, the bytes of each table as it comes; for Excel with the mark by which it knows UTF-8.

    Args:
        tables: at least one, if an empty one, all of the same columns: what memory holds is some times the largest of them.
        excel: whether the mark stands first.
    """
    with duckdb.connect() as con:
        for number, table in enumerate(tables):
            made = io.BytesIO(BOM if excel and not number else b"")
            made.seek(0, io.SEEK_END)
            _as_text(con.from_arrow(table)).pl().write_csv(made, include_header=not number)
            yield made.getvalue()


def write_csv(rows: duckdb.DuckDBPyRelation, path: Path) -> None:
    """Write rows as CSV for spreadsheets, Excel among them, however many they are; the file bears its name once it is whole."""
    partial = path.with_name(f"{path.name}.partial")
    try:
        with partial.open("wb") as file:
            file.writelines(as_csv(tables_of(rows.to_arrow_reader(ROWS_A_CHUNK))))
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _as_text(rows: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """Return rows as a spreadsheet may read them: all as text, ids marked as such, no text that begins like a formula."""
    cells = []
    for name, dtype in zip(rows.columns, map(str, rows.types), strict=True):
        column, head = (
            '"' + text.replace('"', '""') + '"' for text in (name, re.sub(f"({FORMULA})", r"'\1", name))
        )
        text = f"{column}::VARCHAR"
        if is_id(name, dtype):
            text = f"'{ID}' || {text}"
        elif not NUMBER.fullmatch(dtype):
            text = f"regexp_replace({text}, '({FORMULA})', '''\\1')"
        cells.append(f"{text} AS {head}")
    return rows.project(", ".join(cells))
