"""What people decide about names, in two files beside the drops: `_judgements.csv` and `_authorities.csv`.

Belongs here: reading them, appending a judgement. Does not belong here: how such a file is read and appended to
(by_hand.py), what they do (extract/entities), what is corrected in the tables (corrections.py).
A file that is absent decides nothing.
"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from pipeline.drops.by_hand import AUTHORITIES_FILE, JUDGEMENTS_FILE, append, read
from pipeline.errors import UserError
from pipeline.tables import AUTHORITIES, JUDGEMENTS, VERDICTS


def read_judgements(seeds: Path) -> pl.DataFrame:
    """Return the judgements, columns as in tables.JUDGEMENTS.

    Raises:
        UserError: the file cannot be read, lacks a column, or has a verdict that is none of tables.VERDICTS.
    """
    rows = read(seeds / JUDGEMENTS_FILE, JUDGEMENTS, ["left", "right", "verdict"])
    wrong = rows.filter(~pl.col("verdict").is_in(VERDICTS))
    if not wrong.is_empty():
        raise UserError(
            f"{JUDGEMENTS_FILE}: the verdict {wrong['verdict'][0]} is none of {', '.join(VERDICTS)}"
        )
    return rows


def read_authorities(seeds: Path) -> pl.DataFrame:
    """Return the user's own authorities, columns as in tables.AUTHORITIES.

    Raises:
        UserError: the file cannot be read, or lacks a column.
    """
    return read(seeds / AUTHORITIES_FILE, AUTHORITIES, ["name", "type"])


def append_judgement(seeds: Path, judgement: Mapping[str, str]) -> None:
    """Write one judgement under the others; nothing else in the file is touched."""
    append(seeds / JUDGEMENTS_FILE, JUDGEMENTS, [judgement])
