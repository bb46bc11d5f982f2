"""Recipes: which extractor makes which frames from which others, and the version that says when to make them again.

Belongs here: the order of the house, once; Dagster's assets (defs/frames.py) and the question whether a drop is up to
date are both answered from it. A new extractor is a line here and a table in tables.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from pipeline.extract.articles import read_articles
from pipeline.extract.coreference import link_pronouns
from pipeline.extract.dates import find_dates
from pipeline.extract.mentions import find_mentions
from pipeline.extract.quotes import find_quotes
from pipeline.extract.sources import find_sources
from pipeline.extract.tokens import tokenize
from pipeline.frames import Extractor, Frames, Made
from pipeline.seeds import Seeds
from pipeline.versions import version_of


@dataclass(frozen=True)
class Recipe:
    """How some frames are made: tables out, frames in (the first drives: one row of it is an article), by what."""

    tables: tuple[str, ...]
    inputs: tuple[str, ...]
    extract: Extractor
    kinds: tuple[str, ...] = ("polars",)

    @cached_property
    def version(self) -> str:
        """The digest of the extractor's source, its language data, and the versions of what goes in."""
        upstream = [recipe.version for recipe in RECIPES if set(recipe.tables) & set(self.inputs)]
        return version_of(self.extract.__module__, upstream)

    def made(self) -> Made:
        """Return the recipe in the form that a frame's update takes."""
        return Made(self.inputs[0], self.inputs, self.extract, self.version)


def read_mentions(articles: pl.DataFrame, segments: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions: names and descriptions, and the pronouns that mean them."""
    named = find_mentions(articles, segments, tokens)
    return pl.concat([named, link_pronouns(articles, segments, tokens, named)])


RECIPES: Sequence[Recipe] = (
    Recipe(("articles", "segments"), ("texts",), read_articles),
    Recipe(("tokens",), ("articles", "segments"), tokenize, ("polars", "spacy")),
    Recipe(("dates",), ("articles", "segments", "tokens"), find_dates),
    Recipe(("mentions",), ("articles", "segments", "tokens"), read_mentions),
    Recipe(("quotes", "quoted_terms"), ("articles", "segments", "tokens", "mentions"), find_quotes),
    Recipe(("sources",), ("articles", "segments", "tokens", "mentions", "quotes"), find_sources),
)


def is_current(seeds: Seeds, frames: Frames, drop: str) -> bool:
    """Tell whether every frame of a drop was made from its files as they are, by the extractors as they are."""
    digest = seeds.digest(drop)
    documents = frames.state("documents", drop)
    if documents is None or documents.version != digest:
        return False
    states = [(recipe.version, frames.state(table, drop)) for recipe in RECIPES for table in recipe.tables]
    return all(
        state and state.version == version and state.drop_digest == digest for version, state in states
    )
