"""Exports: tables and views as Parquet and CSV, with a manifest after the Data Package specification.

Parquet has the rows as they are, CSV what a spreadsheet leaves whole (spreadsheet.py).
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from pipeline.errors import UserError
from pipeline.warehouse.catalogue import Table, tables
from pipeline.warehouse.reading import Target, connect
from pipeline.warehouse.spreadsheet import is_id, write_csv

FIELD_TYPES = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "DOUBLE": "number",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "VARCHAR": "string",
}
MANIFEST = "datapackage.json"
LEFT_OUT = {
    "build",
    "quote_facets",
    "search_corpora",
    "search_languages",
    "search_places",
    "search_seal",
    "search_words",
}  # of use to the warehouse alone


def write(target: Target, folder: Path) -> Iterator[tuple[str, int]]:
    """Write the files of every table and view, then the manifest; give each name with its number of rows.

    Raises:
        MissingWarehouseError: there is no warehouse.
        UserError: the folder holds something else, or cannot be written.
    """
    resources: list[dict[str, object]] = []
    with connect(target) as con:
        _prepare(folder)
        for table in (found for found in tables() if found.name not in LEFT_OUT):
            rows = con.table(table.name)
            parquet, csv = folder / f"{table.name}.parquet", folder / f"{table.name}.csv"
            rows.write_parquet(str(parquet), compression="zstd")
            write_csv(rows, csv)
            resources += [_resource(table, parquet), _resource(table, csv)]
            counted = rows.count("*").fetchone()
            yield table.name, counted[0] if counted else 0
    manifest = {"profile": "data-package", "name": "dixit", "resources": resources}
    (folder / MANIFEST).write_text(
        json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )


def _prepare(folder: Path) -> None:
    """Make the folder; one that holds an export already is written again, one that holds other things is not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = any(folder.iterdir()) and not (folder / MANIFEST).is_file()
    except FileExistsError as error:
        raise UserError(f"{folder} is a file: name a folder for the export") from error
    except OSError as error:
        raise UserError(f"the folder {folder} cannot be written: {error.strerror}") from error
    if others:
        raise UserError(f"{folder} holds other files: name a folder that is empty, new, or holds an export")


def _resource(table: Table, path: Path) -> dict[str, object]:
    text_ids = path.suffix == ".csv"
    fields = [
        {
            "name": column.name,
            "type": "string"
            if text_ids and is_id(column.name, column.type)
            else FIELD_TYPES.get(column.type, "array"),
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
