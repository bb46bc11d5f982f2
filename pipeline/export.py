"""Exports: tables and views as Parquet and CSV, with a manifest after the Data Package specification.

Parquet has the rows as they are. In CSV a text that a spreadsheet would take for a formula begins with an apostrophe
(OWASP, «CSV injection»): articles are other people's words.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import duckdb

from pipeline.catalogue import Table, tables
from pipeline.warehouse import Target, connect

FIELD_TYPES = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "DOUBLE": "number",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "VARCHAR": "string",
}
FORMULA = r"^[=+\-@\t\r]"
LEFT_OUT = {"build", "search_corpora", "search_languages", "search_terms"}  # of use to the warehouse alone


def write(target: Target, folder: Path) -> Iterator[tuple[str, int]]:
    """Write the files of every table and view, then the manifest; give each name with its number of rows.

    Raises:
        MissingWarehouseError: there is no warehouse.
    """
    resources: list[dict[str, object]] = []
    with connect(target) as con:
        folder.mkdir(parents=True, exist_ok=True)
        for table in (found for found in tables() if found.name not in LEFT_OUT):
            rows = con.table(table.name)
            parquet, csv = folder / f"{table.name}.parquet", folder / f"{table.name}.csv"
            rows.write_parquet(str(parquet), compression="zstd")
            _safe(rows).write_csv(str(csv))
            resources += [_resource(table, parquet), _resource(table, csv)]
            counted = rows.count("*").fetchone()
            yield table.name, counted[0] if counted else 0
    manifest = {"profile": "data-package", "name": "dixit", "resources": resources}
    (folder / "datapackage.json").write_text(
        json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )


def _safe(rows: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """Return rows with no text that begins like a formula."""
    text = [name for name, dtype in zip(rows.columns, rows.types, strict=True) if str(dtype) == "VARCHAR"]
    marked = ", ".join(
        f"CASE WHEN regexp_matches({name}, '{FORMULA}') THEN '''' || {name} ELSE {name} END AS {name}"
        for name in text
    )
    return rows.project(f"* REPLACE ({marked})") if text else rows


def _resource(table: Table, path: Path) -> dict[str, object]:
    fields = [
        {
            "name": column.name,
            "type": FIELD_TYPES.get(column.type, "array"),
            "description": column.comment,
            "constraints": {"required": column.required},
        }
        for column in table.columns
    ]
    keys = {"primaryKey": list(table.key)} if table.key else {}
    links = [
        {"fields": [column], "reference": {"resource": f"{other}_{path.suffix[1:]}", "fields": [key]}}
        for column, other, key in table.links
    ]
    return {
        "name": f"{table.name}_{path.suffix[1:]}",
        "path": path.name,
        "format": path.suffix[1:],
        "mediatype": "text/csv" if path.suffix == ".csv" else "application/vnd.apache.parquet",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256(path.read_bytes()).hexdigest()}",
        "description": table.comment,
        "schema": {"fields": fields, **keys, **({"foreignKeys": links} if links else {})},
    }
