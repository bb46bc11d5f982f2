"""The contract: one schema a table (columns, types, keys, nulls, rules); nothing else defines a column.

Belongs here: what a row may hold. Does not belong here: how a row is made (extract/), what a column
means to a reader in SQL (the COMMENTs of sql/schema.sql), references between tables (sql/checks/).

Spans are half-open, in Unicode characters, on `articles.text`.
Frames of an extractor leave `entity_id` and `said_` columns NULL; the warehouse fills them once entities and stories are
resolved.
"""

import dataframely as dy
import polars as pl

from pipeline.tables import articles, corpus
from pipeline.tables.by_hand import AUTHORITIES, DIFFERENT, JUDGEMENTS, SAME, UNDO, VERDICTS
from pipeline.tables.values import (
    BODY,
    ENTITY_TYPES,
    GROUP,
    PERSON,
    QUOTE_KINDS,
    QUOTED_TERM_KINDS,
    ROLES,
    SOURCE_TYPES,
    SPEAKER_KINDS,
    UNNAMED,
)

__all__ = [
    "AUTHORITIES",
    "BODY",
    "DIFFERENT",
    "ENTITY_TYPES",
    "FRAMES_ONLY",
    "GROUP",
    "JUDGEMENTS",
    "PERSON",
    "QUOTED_TERM_KINDS",
    "QUOTE_KINDS",
    "ROLES",
    "SAME",
    "SOURCE_TYPES",
    "SPEAKER_KINDS",
    "TABLES",
    "TABLES_OF_AN_ARTICLE",
    "UNDO",
    "UNNAMED",
    "VERDICTS",
    "frame",
]

# kept as frames; the warehouse does without them
FRAMES_ONLY = ("tokens", "sayings", "breaches", "attested_roles")

# what the rules about one article look at
TABLES_OF_AN_ARTICLE = ("articles", "segments", "dates", "mentions", "quotes", "quoted_terms", "sources")

TABLES: dict[str, type[dy.Schema]] = {
    "documents": articles.Documents,
    "articles": articles.Articles,
    "segments": articles.Segments,
    "tokens": articles.Tokens,
    "dates": articles.Dates,
    "mentions": articles.Mentions,
    "entities": corpus.Entities,
    "entity_aliases": corpus.EntityAliases,
    "sources": articles.Sources,
    "quotes": articles.Quotes,
    "sayings": articles.Sayings,
    "quoted_terms": articles.QuotedTerms,
    "breaches": articles.Breaches,
    "attested_roles": articles.AttestedRoles,
    "stories": corpus.Stories,
    "roles": corpus.Roles,
    "statements": corpus.Statements,
    "corrections": corpus.Corrections,
}


def frame(table: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    """Return the rows as a frame with the table's columns and types; a column that rows leave out is NULL."""
    schema = TABLES[table].create_empty().schema
    return pl.DataFrame(rows, schema=schema, strict=False, infer_schema_length=None)
