"""Finds the names of people, organisations and places in articles, and which of them mean the same one.

Belongs here: one article at a time, names and descriptions. Does not belong here: pronouns (coreference),
the same one across articles (entities).
"""

from typing import Any

import polars as pl

from pipeline import tables
from pipeline.extract.mentions.clusters import Cluster, clusters_of
from pipeline.extract.mentions.layers import name_spans
from pipeline.extract.mentions.lexicon import Lexicon, lexicon
from pipeline.extract.mentions.spans import Name, Words
from pipeline.ids import content_id

COLUMNS = ["start_char", "end_char", "form", "upos", "ner", "segment_seq", "sentence"]
# Names in menus and adverts are no part of what the article tells.
SILENT = ["boilerplate"]


def find_mentions(articles: pl.DataFrame, segments: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions of articles, one row a place where someone or something is named or described.

    Frames hold the columns of pipeline.tables, articles in any order; so does the result. Mentions of one
    article that mean the same share `cluster_id`; `name` is the fullest name of the cluster in the article.
    An article without tokens, or in a language without data, has no mentions.
    """
    silent = segments.filter(pl.col("role").is_in(SILENT)).select("article_id", segment_seq="seq")
    heard = tokens.join(silent, on=["article_id", "segment_seq"], how="anti").sort("article_id", "seq")
    texts = articles.select("article_id", "text", "language")
    rows: list[dict[str, object]] = []
    by_article = heard.group_by("article_id", maintain_order=True).agg(COLUMNS)
    for article_id, text, language, *columns in texts.join(by_article, on="article_id").iter_rows():
        rows.extend(_article(article_id, text, Words(*columns), lexicon(language)))
    return tables.frame("mentions", rows)


def _article(article_id: int, text: str, words: Words, known: Lexicon) -> list[dict[str, Any]]:
    names = name_spans(text, words, known)
    return [
        _row(article_id, name, cluster)
        for cluster in clusters_of(text, names, known)
        for name in cluster.members
    ]


def _row(article_id: int, name: Name, cluster: Cluster) -> dict[str, Any]:
    return {
        "mention_id": content_id("mention", article_id, name.start, name.end, "name"),
        "article_id": article_id,
        "start_char": name.start,
        "end_char": name.end,
        "text": name.text,
        "type": cluster.type,
        "kind": "name",
        "name": cluster.name,
        "gender": cluster.gender,
        "cluster_id": content_id("cluster", article_id, cluster.members[0].start),
        "method": name.method,
        "confidence": name.confidence,
    }
