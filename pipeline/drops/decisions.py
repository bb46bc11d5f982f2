"""What people decide about names, in two files beside the drops: `_judgements.csv` and `_authorities.csv`.

Belongs here: reading them, and appending a judgement. Does not belong here: what they do (extract/entities).
A file that is absent decides nothing.
"""

import csv
from hashlib import sha256
from pathlib import Path

import polars as pl

from pipeline.errors import UserError
from pipeline.tables import AUTHORITIES, DIFFERENT, JUDGEMENTS, SAME

JUDGEMENTS_FILE = "_judgements.csv"
AUTHORITIES_FILE = "_authorities.csv"
FILES = frozenset([JUDGEMENTS_FILE, AUTHORITIES_FILE])


def read_judgements(seeds: Path) -> pl.DataFrame:
    """Return the judgements, columns as in tables.JUDGEMENTS.

    Raises:
        UserError: the file cannot be read, lacks a column, or has a verdict that is neither same nor different.
    """
    rows = _read(seeds / JUDGEMENTS_FILE, JUDGEMENTS, ["left", "right", "verdict"])
    wrong = rows.filter(~pl.col("verdict").is_in([SAME, DIFFERENT]))
    if not wrong.is_empty():
        raise UserError(
            f"{JUDGEMENTS_FILE}: the verdict {wrong['verdict'][0]} is neither {SAME} nor {DIFFERENT}"
        )
    return rows


def read_authorities(seeds: Path) -> pl.DataFrame:
    """Return the user's own authorities, columns as in tables.AUTHORITIES.

    Raises:
        UserError: the file cannot be read, or lacks a column.
    """
    return _read(seeds / AUTHORITIES_FILE, AUTHORITIES, ["name", "type"])


def _read(path: Path, schema: pl.Schema, needed: list[str]) -> pl.DataFrame:
    if not path.is_file():
        return schema.to_frame()
    try:
        read = pl.read_csv(path, infer_schema=False)
        missing = [column for column in needed if column not in read.columns]
        if missing:
            raise UserError(f"{path.name} lacks the column {missing[0]}: it has {', '.join(read.columns)}")
        whole = read.with_columns(pl.lit(None, pl.String).alias(c) for c in schema if c not in read.columns)
        return whole.select(pl.col(column).cast(kind) for column, kind in schema.items()).drop_nulls(needed)
    except pl.exceptions.PolarsError as error:
        raise UserError(f"{path.name} cannot be read: {str(error).splitlines()[0]}") from error


def digest(seeds: Path) -> str:
    """Return what tells these decisions from others; the same for absent files as for no seeds."""
    found = sha256()
    for name in sorted(FILES):
        path = seeds / name
        found.update(name.encode() + (path.read_bytes() if path.is_file() else b""))
    return found.hexdigest()


def append_judgement(seeds: Path, judgement: dict[str, str]) -> None:
    """Write one judgement under the others, and the header before the first; nothing else in the file is touched."""
    path = seeds / JUDGEMENTS_FILE
    is_new = not path.is_file() or not path.stat().st_size
    ends_line = is_new or path.read_bytes().endswith(b"\n")
    with path.open("a", encoding="utf-8", newline="") as file:
        if not ends_line:
            file.write("\n")
        writer = csv.DictWriter(file, list(JUDGEMENTS), lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerow(judgement)
