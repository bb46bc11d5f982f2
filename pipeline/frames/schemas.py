"""The columns of a frame: those of the contract, and of the frames that stay inside."""

from functools import cache
from typing import Any

import polars as pl

from pipeline.extract.corrections import ARTICLES_SCHEMA, QUOTES_SCHEMA, TERMS_SCHEMA
from pipeline.extract.lending import PUBLICATION_SCHEMA
from pipeline.extract.roles.lent import SPEAKER_SCHEMA
from pipeline.tables import TABLES

TIME: Any = pl.Datetime("us")
LAYOUT: Any = pl.List(pl.Struct({"role": pl.String, "start_char": pl.Int32, "end_char": pl.Int32}))
INTERNAL_SCHEMAS: dict[str, pl.Schema] = {
    # the decoded texts of a drop with what stands beside the files, before they are read as articles
    "texts": pl.Schema(
        {
            "article_id": pl.Int64,
            "text": pl.String,
            "published": pl.String,
            "title": pl.String,
            "byline": pl.String,
            "publisher": pl.String,
            "language": pl.String,
            "url": pl.String,
            "updated": pl.String,
            "layout": LAYOUT,  # of a text that was read off a page: its pieces
        }
    ),
    # which cluster of mentions is which entity
    "links": pl.Schema({"cluster_id": pl.Int64, "entity_id": pl.Int64}),
    # the dates and publications that articles of a story lend each other
    "lent_dates": TABLES["dates"].create_empty().schema,
    "lent_publications": PUBLICATION_SCHEMA,
    # the speakers that the corpus lends quotes by their offices
    "lent_speakers": SPEAKER_SCHEMA,
    # the rows that people corrected
    "corrected_quotes": QUOTES_SCHEMA,
    "corrected_terms": TERMS_SCHEMA,
    "corrected_articles": ARTICLES_SCHEMA,
    # what the watches found; told_at is NULL where the statement was told of an earlier state of the article
    "told": pl.Schema(
        {
            "watch": pl.String,
            "told_at": TIME,
            "kind": pl.String,
            "published": pl.String,
            "publisher": pl.String,
            "speaker": pl.String,
            "text": pl.String,
            "context": pl.String,
            "relay": pl.String,
            "title": pl.String,
            "url": pl.String,
            "path": pl.String,
            "start_char": pl.Int32,
            "end_char": pl.Int32,
            "confidence": pl.Float64,
            "article_id": pl.Int64,
            "quote_id": pl.Int64,
            "statement": pl.String,  # the digest of path, kind and words
        }
    ),
}


@cache
def schema_of(table: str) -> pl.Schema:
    """Return the columns of a frame: those of the contract, or of an internal frame."""
    return TABLES[table].create_empty().schema if table in TABLES else INTERNAL_SCHEMAS[table]
