"""Changed: whether the frames of a drop, and those over all drops, were made from what lies in seeds/ as it is.

Belongs here: the comparison. Does not belong here: what files hold (seeds.py), how frames are made (frames/recipes.py).
"""

from functools import cache
from pathlib import Path

import polars as pl

from pipeline.drops import by_hand
from pipeline.drops.seeds import Seeds
from pipeline.frames import (
    CORPUS,
    CORPUS_FRAMES,
    CORRECTED,
    RECIPES,
    Frames,
    corpus_version,
    schema_of,
    version_of,
)

READER_PACKAGES = (
    "charset-normalizer",
    "feedparser",
    "ftfy",
    "lxml",
    "odfdo",
    "pypdfium2",
    "python-docx",
    "trafilatura",
)


@cache
def reader_version() -> str:
    """Return the version of what turns files into documents and texts."""
    columns = [(table, schema_of(table)) for table in ("documents", "texts")]
    return version_of("pipeline.drops.seeds", packages=READER_PACKAGES, columns=columns)


def basis(digest: str) -> str:
    """Return what the frames of a drop are made from: the digest of its files, and how they are read."""
    return f"{digest}:{reader_version()}"


def is_current(seeds: Seeds, frames: Frames, drop: str) -> bool:
    """Tell whether every frame of a drop was made from its files as they are, by the extractors as they are.

    Of a drop that is gone the documents stay, as history, and no other frame.
    """
    digest = basis(seeds.digest(drop))
    documents = frames.made_from("documents", drop)
    if documents is None or documents[1] != digest:
        return False
    tables = [(recipe.version, table) for recipe in RECIPES for table in recipe.tables]
    if drop not in seeds.drops():
        return not any(frames.exists(table, drop) for table in ("texts", *(t for _, t in tables)))
    if frames.made_from("texts", drop) is None:
        return False
    return all(frames.made_from(table, drop) == (version, digest) for version, table in tables)


def changed_drops(seeds: Seeds, frames: Frames) -> list[str]:
    """Return the drops whose frames are not up to date, those that left the seeds folder among them."""
    frames.look()
    here = seeds.drops()
    gone = [drop for drop in frames.drops("documents") if drop not in here]
    return [drop for drop in [*here, *gone] if not is_current(seeds, frames, drop)]


def empty_drops(seeds: Seeds, frames: Frames) -> list[str]:
    """Return the drops that were looked at and hold no file."""
    there = frames.scan_all("documents").filter(~pl.col("status").is_in(["removed", "superseded"]))
    filled = there.select(pl.col("drop").unique()).collect()["drop"]
    return sorted({*seeds.drops()} & {*frames.drops("documents")} - {*filled})


def links_version(seeds: Path) -> str:
    """Return the version of the links to entities: the extractors, and what people decided beside the drops."""
    return f"{corpus_version()} {by_hand.digest(seeds, by_hand.ABOUT_NAMES)}"


def corrections_version(seeds: Path) -> str:
    """Return the version of what people corrected: how it is applied, and what they wrote."""
    return f"{version_of('pipeline.extract.corrections')} {by_hand.digest(seeds, [by_hand.CORRECTIONS_FILE])}"


def corrections_wait(frames: Frames, seeds: Path) -> bool:
    """Tell whether the corrections in place are not those that lie beside the drops."""
    made = frames.made_from(CORRECTED[0], CORPUS)
    return made is None or made[0] != corrections_version(seeds)


def corpus_is_current(frames: Frames, seeds: Path) -> bool:
    """Tell whether the frames over all drops were made by the extractors and the decisions as they are."""
    wanted = (
        dict.fromkeys(CORPUS_FRAMES, corpus_version())
        | dict.fromkeys(("links", "roles", "lent_speakers"), links_version(seeds))
        | dict.fromkeys(CORRECTED, corrections_version(seeds))
    )
    made = {table: frames.made_from(table, CORPUS) for table in CORPUS_FRAMES}
    return all(found and found[0] == wanted[table] for table, found in made.items())
