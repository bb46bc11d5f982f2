"""Losses: how many articles are set aside or gone, and when they are too many to be published without a word.

And how many are read without speakers and names, because their language's model is not installed.

Does not belong here: what sets an article aside (frames/, audit.py).
"""

import duckdb
import polars as pl

from pipeline import lang
from pipeline.frames import Frames
from pipeline.lang.installed import has_model
from pipeline.warehouse.lake import MissingLakeError
from pipeline.warehouse.reading import HeldWarehouseError, MissingWarehouseError, Target, connect

MOST_LOST = 10  # one article in so many of a drop, and one of any
PUBLISHED = "SELECT drop, article_id FROM documents WHERE status = 'quarantined' AND article_id IS NOT NULL"


def heavy_losses(frames: Frames, accepted: pl.DataFrame | None = None) -> list[str]:
    """Say of each drop that more than one article in ten is set aside, and by which rule most often.

    Args:
        frames: the frames.
        accepted: drop and article_id of losses that do not count.
    """
    loaded = frames.scan_all("documents").filter(pl.col("status") == "loaded")
    here = loaded.select("drop", "article_id").unique().collect()
    lost = here.join(frames.set_aside(), on=["drop", "article_id"])
    if accepted is not None:
        lost = lost.join(accepted, on=["drop", "article_id"], how="anti")
    counted = (
        lost.group_by("drop")
        .agg(n_lost=pl.len(), rule=pl.col("rule").mode().sort().first())
        .join(here.group_by("drop").agg(n_articles=pl.len()), on="drop")
        .filter(pl.col("n_lost") > pl.max_horizontal(1, pl.col("n_articles") // MOST_LOST))
        .sort("drop")
    )
    return [
        f"{row['n_lost']} of {row['n_articles']} articles of the drop {row['drop']} are set aside, most often by {row['rule']}"
        for row in counted.iter_rows(named=True)
    ]


def unaccepted_losses(frames: Frames, target: Target, seeds: str) -> list[str]:
    """Return the heavy losses that the warehouse in place does not have already; none where there is no warehouse.

    Args:
        frames: the frames.
        target: the warehouse in place.
        seeds: how the folder of drops is called.
    """
    accepted = _in_place(target, PUBLISHED)
    if accepted is None:
        return []
    loaded = frames.scan_all("documents").filter(pl.col("status") == "loaded")
    if not loaded.head(1).collect().height:
        return all_lost(target, seeds)
    return heavy_losses(frames, accepted)


def all_lost(target: Target, seeds: str) -> list[str]:
    """Say how many articles the warehouse in place has, where none is left in the seeds; nothing where it has none."""
    found = _in_place(target, "SELECT count(*) FROM articles")
    n_articles = found.item() if found is not None else 0
    told = f"no article is left in {seeds} of the {n_articles} in the warehouse (is the folder mounted?)"
    return [told] if n_articles else []


def _in_place(target: Target, query: str) -> pl.DataFrame | None:
    """Ask the warehouse in place; None where there is none yet, or one of another version, without what is asked.

    Raises:
        HeldWarehouseError: another program writes to it.
        LakeError: it cannot be reached; what it holds is not known, and not to be given up.
    """
    try:
        with connect(target) as con:
            return con.sql(query).pl()
    except HeldWarehouseError:
        raise
    except (MissingWarehouseError, MissingLakeError, duckdb.CatalogException, duckdb.BinderException):
        return None


def unread_languages(frames: Frames) -> list[str]:
    """Say of each language whose model is not installed how many articles wait for it, and how to install it."""
    missing = [code for code in lang.languages() if not has_model(code)]
    if not missing:
        return []
    counted = (
        frames.scan_all("articles")
        .filter(pl.col("language").is_in(missing))
        .group_by("language")
        .agg(n=pl.col("article_id").n_unique())
        .sort("language")
        .collect()
    )
    told = ((n, lang.load(code, "language")) for code, n in counted.iter_rows())
    return [
        f"{n} articles in {language['name']} are read without speakers and names: its model is not installed "
        f"({language['install']})"
        for n, language in told
    ]
