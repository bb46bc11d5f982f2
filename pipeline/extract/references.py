"""Mentions of every kind in one frame: names, the descriptions that stand for them, and the pronouns that mean them."""

import polars as pl

from pipeline.extract.coreference import link_pronouns
from pipeline.extract.mentions import find_mentions
from pipeline.extract.referents import link_descriptions


def read_mentions(articles: pl.DataFrame, segments: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions: names, descriptions, and the pronouns that mean them."""
    named = find_mentions(articles, segments, tokens)
    described = link_descriptions(articles, segments, tokens, named)
    return pl.concat([described, link_pronouns(articles, segments, tokens, described)])
