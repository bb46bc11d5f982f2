"""What people correct in the tables, in a file beside the drops: `_corrections.csv`.

Belongs here: reading it, and appending to it. Does not belong here: what a correction does (extract/corrections).
A file that is absent corrects nothing. As in all CSV of Dixit an id begins with `i`, so that a spreadsheet does not round it,
and a text that a spreadsheet would take for a formula begins with an apostrophe.
"""

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import polars as pl

from pipeline.drops.decisions import CORRECTIONS_FILE, append, read
from pipeline.extract.corrections import FILE

GUARDED = re.compile(r"'*[=+\-@\t\r]")  # what would be a formula, and what the guard would be taken from


def read_corrections(seeds: Path) -> pl.DataFrame:
    """Return the corrections in the order of the file, columns as in extract.corrections.FILE.

    Raises:
        UserError: the file cannot be read, or lacks a column.
    """
    rows = read(seeds / CORRECTIONS_FILE, FILE, ["field"])
    guarded = pl.all().str.contains(rf"^'{GUARDED.pattern}")
    return rows.with_columns(pl.when(guarded).then(pl.all().str.slice(1)).otherwise(pl.all()))


def append_corrections(seeds: Path, rows: Sequence[Mapping[str, str | None]]) -> None:
    """Write corrections under the others, all at once; nothing else in the file is touched."""
    append(
        seeds / CORRECTIONS_FILE,
        FILE,
        [{name: _guard(value or "") for name, value in row.items()} for row in rows],
    )


def digest(seeds: Path) -> str:
    """Return what tells these corrections from others; the same for an absent file as for an empty one."""
    path = seeds / CORRECTIONS_FILE
    return sha256(path.read_bytes() if path.is_file() else b"").hexdigest()


def _guard(text: str) -> str:
    return f"'{text}" if GUARDED.match(text) else text
