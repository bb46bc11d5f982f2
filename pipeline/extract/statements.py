"""Statements: the same words of one speaker across articles."""

import polars as pl

from pipeline.ids import content_id
from pipeline.tables import frame

FEWEST_WORDS = 4


def find_statements(quotes: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Return the statements: quoted words of at least FEWEST_WORDS words that stand in two articles or more.

    Args:
        quotes: with speaker_entity_id filled.
        articles: article_id and published_on are read.
    """
    words = (
        pl.col("text")
        .str.normalize("NFKD")
        .str.replace_all(r"\p{M}", "")
        .str.to_lowercase()
        .str.extract_all(r"\w+")
    )
    attestations = (
        quotes.filter(pl.col("kind") != "indirect")
        .with_columns(words=words)
        .filter(pl.col("words").list.len() >= FEWEST_WORDS)
        .with_columns(folded=pl.col("words").list.join(" "))
        .join(articles.select("article_id", "published_on"), on="article_id")
        .sort("published_on", "article_id", "start_char", nulls_last=True)
    )
    grouped = (
        attestations.group_by("folded", "speaker_entity_id", maintain_order=True)
        .agg(
            pl.col("text", "speaker_name").first(),
            first_article_id=pl.col("article_id").first(),
            first_published_on=pl.col("published_on").first(),
            members=pl.col("quote_id").sort(),
            n_articles=pl.col("article_id").n_unique().cast(pl.Int64),
        )
        .filter(pl.col("n_articles") > 1)
    )
    rows = [
        {
            **row,
            "statement_id": content_id("statement", row["folded"], row["speaker_entity_id"]),
            "score": 1.0,
            "method": "exact",
        }
        for row in grouped.iter_rows(named=True)
    ]
    return frame("statements", [{k: v for k, v in row.items() if k != "folded"} for row in rows])
