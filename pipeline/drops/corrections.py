"""What people correct in the tables, in a file beside the drops: `_corrections.csv`.

Belongs here: reading it, appending to it, and bringing together what it is about. Does not belong here: what a correction
does (extract/corrections), when it is applied (defs/corpus.py).
A file that is absent corrects nothing. As in all CSV of Dixit an id begins with `i`, so that a spreadsheet does not round it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from pipeline.drops.by_hand import CORRECTIONS_FILE, append, read
from pipeline.extract.corrections import FILE, Corrected, Press, apply_corrections, places
from pipeline.frames import Frames
from pipeline.warehouse import lent, spoken, with_entities


def read_corrections(seeds: Path) -> pl.DataFrame:
    """Return the corrections in the order of the file, columns as in extract.corrections.FILE.

    Raises:
        UserError: the file cannot be read, or lacks a column.
    """
    return read(seeds / CORRECTIONS_FILE, FILE, ["field"])


def append_corrections(seeds: Path, rows: Sequence[Mapping[str, str | None]]) -> None:
    """Write corrections under the others, all at once; nothing else in the file is touched."""
    append(seeds / CORRECTIONS_FILE, FILE, rows)


def corrected(frames: Frames, seeds: Path) -> Corrected:
    """Return what becomes of the corrections on the frames as they are, and the rows that they change.

    Raises:
        UserError: the file cannot be read, or lacks a column.
    """
    rows = read_corrections(seeds)
    owners = frames.owners().select("article_id", is_known=pl.lit(value=True))
    is_there = (pl.col("status") == "loaded") & pl.col("is_known").is_not_null()
    documents = frames.scan_all("documents").join(owners, on="article_id", how="left")
    targets = places(rows, documents.select("path", "article_id", present=is_there).collect())
    return apply_corrections(rows, targets, _press(frames, rows, targets))


def _press(frames: Frames, rows: pl.DataFrame, targets: pl.DataFrame) -> Press:
    """Return what corrections are about: their articles, and the entities that bear a name that they give."""
    names = rows["value"].drop_nulls().str.to_lowercase().unique().implode()
    here = pl.col("article_id").is_in(targets["article_id"].unique().implode())
    aliases = [
        frames.corpus(table).select("entity_id", alias=name)
        for table, name in (("entity_aliases", "alias"), ("entities", "name"))
    ]
    return Press(
        lent(frames).filter(here).collect(),
        spoken(frames).filter(here).collect(),
        frames.present("quoted_terms").filter(here).collect(),
        with_entities(frames, "mentions").filter(here).collect(),
        pl.concat(aliases).filter(pl.col("alias").str.to_lowercase().is_in(names)).collect(),
    )
