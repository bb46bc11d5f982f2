"""Mentions of every kind in one frame: names and descriptions, and the pronouns that mean them."""

import polars as pl

from pipeline.extract.coreference import link_pronouns
from pipeline.extract.mentions import find_mentions


def read_mentions(articles: pl.DataFrame, segments: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions: names and descriptions, and the pronouns that mean them."""
    named = find_mentions(articles, segments, tokens)
    return pl.concat([named, link_pronouns(articles, segments, tokens, named)])
