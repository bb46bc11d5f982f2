"""CSV that survives a spreadsheet: ids stay whole, no cell is a formula, Excel sees that it is UTF-8.

A spreadsheet rounds numbers of more than 15 digits, so an id is written `i` and the number. A text that it would take for
a formula begins with an apostrophe (OWASP, «CSV injection»): articles are other people's words. Days are ISO 8601.
"""

import csv
import shutil
from pathlib import Path

import duckdb
import polars as pl

BOM = "\ufeff"
ID = "i"  # what an id begins with
FORMULA = r"^[=+\-@\t\r]"


def is_id(name: str, dtype: str) -> bool:
    """Tell whether a column holds ids."""
    return dtype == "BIGINT" and name.endswith("_id")


def safe(rows: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """Return rows as a spreadsheet may read them: ids as text, no text that begins like a formula."""
    changed = []
    for name, dtype in zip(rows.columns, map(str, rows.types), strict=True):
        quoted = '"' + name.replace('"', '""') + '"'
        if is_id(name, dtype):
            changed.append(f"'{ID}' || {quoted} AS {quoted}")
        elif dtype == "VARCHAR":
            changed.append(
                f"CASE WHEN regexp_matches({quoted}, '{FORMULA}') THEN '''' || {quoted} ELSE {quoted} END AS {quoted}"
            )
    return rows.project(f"* REPLACE ({', '.join(changed)})") if changed else rows


def as_csv(rows: pl.DataFrame, *, excel: bool = False) -> str:
    """Return rows as CSV; for Excel with the mark by which it knows UTF-8."""
    with duckdb.connect() as con:
        return (BOM if excel else "") + safe(con.from_arrow(rows.to_arrow())).pl().write_csv()


def write_csv(rows: duckdb.DuckDBPyRelation, path: Path) -> None:
    """Write rows as CSV for spreadsheets, Excel among them, however many they are."""
    body = path.with_name(f"{path.name}.partial")
    try:
        safe(rows).write_csv(str(body), header=False)
        with path.open("w", encoding="utf-8", newline="") as head:
            head.write(BOM)
            csv.writer(head, lineterminator="\n").writerow(rows.columns)
        with body.open("rb") as source, path.open("ab") as file:
            shutil.copyfileobj(source, file)
    finally:
        body.unlink(missing_ok=True)
