"""Files that people write by hand beside the drops: which there are, how one is read, appended to, told from another.

Belongs here: CSV as spreadsheets leave it. Does not belong here: what the rows say (decisions.py, corrections.py,
watches.py). As in all CSV of Dixit a text that a spreadsheet would take for a formula begins with an apostrophe.
"""

import csv
import fcntl
import io
import os
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import polars as pl

from pipeline.errors import UserError

JUDGEMENTS_FILE = "_judgements.csv"
AUTHORITIES_FILE = "_authorities.csv"
CORRECTIONS_FILE = "_corrections.csv"
WATCHES_FILE = "_watches.csv"
ABOUT_NAMES = (AUTHORITIES_FILE, JUDGEMENTS_FILE)
FILES = frozenset((*ABOUT_NAMES, CORRECTIONS_FILE, WATCHES_FILE))  # beside the drops, and no articles
GUARDED = re.compile(r"'*[=+\-@\t\r]")  # what would be a formula, and what the guard would be taken from


def read(path: Path, schema: pl.Schema, needed: list[str]) -> pl.DataFrame:
    """Return the rows of a file beside the drops that have what is needed; a column that it lacks is NULL.

    Raises:
        UserError: the file cannot be read, or lacks a column that is needed.
    """
    try:
        content = _whole(path) if path.is_file() else b""
        if not content:
            return schema.to_frame()
        separator = _separator(content.decode("utf-8-sig").partition("\n")[0])
        read = pl.read_csv(content, infer_schema=False, separator=separator)
        missing = [column for column in needed if column not in read.columns]
        if missing:
            raise UserError(f"{path.name} lacks the column {missing[0]}: it has {', '.join(read.columns)}")
        guarded = pl.all().str.contains(rf"^'{GUARDED.pattern}")
        plain = read.with_columns(pl.when(guarded).then(pl.all().str.slice(1)).otherwise(pl.all()))
        whole = plain.with_columns(pl.lit(None, pl.String).alias(c) for c in schema if c not in read.columns)
        return whole.select(pl.col(column).cast(kind) for column, kind in schema.items()).drop_nulls(needed)
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        raise UserError(f"{path.name} cannot be read: {str(error).splitlines()[0]}") from error
    except OSError as error:
        raise UserError(f"{path.name} cannot be read: {error.strerror}") from error


def _whole(path: Path) -> bytes:
    """Return what is in a file, after whoever is appending to it."""
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        return file.read()


def digest(seeds: Path, names: Sequence[str]) -> str:
    """Return what tells the files of these names from others; the same for absent files as for empty ones."""
    found = sha256()
    for name in names:
        path = seeds / name
        found.update(name.encode() + (path.read_bytes() if path.is_file() else b""))
    return found.hexdigest()


def append(path: Path, schema: pl.Schema, rows: Sequence[Mapping[str, str | None]]) -> None:
    """Write rows under the others, and the header before the first; of two that write at once one waits.

    Raises:
        UserError: the file cannot be written, or lacks a column.
    """
    try:
        with path.open("ab+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            there = file.read().decode("utf-8-sig")
            lines = there.splitlines()
            separator = _separator(lines[0] if lines else "")
            names = next(csv.reader(lines, delimiter=separator), list(schema))
            missing = [name for name in schema if name not in names]
            if missing:
                raise UserError(f"{path.name} lacks the column {missing[0]}: it has {', '.join(names)}")
            written = io.StringIO("" if not there or there.endswith("\n") else "\n")
            written.seek(0, os.SEEK_END)
            writer = csv.DictWriter(written, names, lineterminator="\n", delimiter=separator)
            if not there:
                writer.writeheader()
            writer.writerows({name: _guard(value or "") for name, value in row.items()} for row in rows)
            file.write(written.getvalue().encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path.name} cannot be read: {error}") from error


def _guard(text: str) -> str:
    return f"'{text}" if GUARDED.match(text) else text


def _separator(header: str) -> str:
    """Return what parts the columns of a file: a comma, or a semicolon, as some spreadsheets write it."""
    return ";" if header.count(";") > header.count(",") else ","
