"""Recipes: which extractor makes which frames from which others, and the version that says when to make them again.

Belongs here: the order of the house, once; Dagster's assets (defs/frames.py) and the question whether a drop is up to
date (drops/changed.py) are both answered from it. A new extractor is a line here and a table in tables/. Extractors are imported when
they are called: to find out that nothing changed, no model and no library of theirs is loaded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module

import polars as pl

from pipeline import lang
from pipeline.frames.frames import Made
from pipeline.frames.schemas import schema_of
from pipeline.frames.versions import version_of
from pipeline.tables import TABLES_OF_AN_ARTICLE

CORPUS_MODULES = ("entities", "lending", "roles", "statements", "stories")
CORRECTED = ("corrections", "corrected_quotes", "corrected_terms", "corrected_articles")
CORPUS_FRAMES = (
    "links",
    "entities",
    "entity_aliases",
    "stories",
    "lent_dates",
    "lent_publications",
    "roles",
    "lent_speakers",
    *CORRECTED,
    "statements",
)
MODELS = ("spacy", *(lang.load(code, "language")["package"] for code in lang.languages()))


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
    Recipe(
        ("breaches",),
        TABLES_OF_AN_ARTICLE,
        "warehouse.audit:find_breaches",
        ("duckdb",),
        ("polars", "duckdb"),
    ),
)


@cache
def corpus_version() -> str:
    """Return the version of the extractors that work over all drops at once."""
    return " ".join(version_of(f"pipeline.extract.{module}") for module in CORPUS_MODULES)
