"""Finds the names of people, organisations and places in articles, and which of them mean the same one.

Belongs here: one article at a time, names and descriptions. Does not belong here: pronouns (coreference),
the same one across articles (entities).
"""

from collections.abc import Iterator
from typing import Any

import polars as pl

from pipeline import tables
from pipeline.extract.ids import content_id
from pipeline.extract.mentions.clusters import Cluster, clusters_of
from pipeline.extract.mentions.descriptions import (
    Description,
    find_descriptions,
    find_roles,
    retype_by_role,
)
from pipeline.extract.mentions.evidence import evidence_of
from pipeline.extract.mentions.layers import name_spans
from pipeline.extract.mentions.lexicon import lexicon
from pipeline.extract.mentions.mending import Name, Words
from pipeline.extract.mentions.people import ROSTER, ROSTER_LINE
from pipeline.extract.tidy import Tidy, tidy

COLUMNS = ["start_char", "end_char", "form", "upos", "ner", "segment_seq", "sentence"]
# How sure a description's link is, by how it was made.
CONFIDENCE = {"apposition": 0.9, "description": 0.7, "unresolved": None}
# Names in menus and adverts are no part of what the article tells.
SILENT = ["boilerplate"]


def find_mentions(articles: pl.DataFrame, segments: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions of articles, one row a place where someone or something is named or described.

    Frames hold the columns of pipeline.tables, articles in any order; so does the result. Mentions of one
    article that mean the same share `cluster_id`; `name` is the fullest name of the cluster in the article.
    An article without tokens, or in a language without data, has no mentions.
    """
    silent = _silent(segments)
    heard = tokens.join(silent, on=["article_id", "segment_seq"], how="anti").sort("article_id", "seq")
    texts = articles.select("article_id", "text", "language")
    rows: list[dict[str, object]] = []
    by_article = heard.group_by("article_id", maintain_order=True).agg(COLUMNS)
    for article_id, text, language, *columns in texts.join(by_article, on="article_id").iter_rows():
        rows.extend(_article(article_id, text, Words(*columns), language))
    return tables.frame("mentions", rows)


def _silent(segments: pl.DataFrame) -> pl.DataFrame:
    """Return the segments whose names do not count; a list with a name a line, such as a team's, is none of them."""
    listed = pl.col("text").str.contains(ROSTER_LINE.pattern)
    is_roster = listed & (listed.sum().over("article_id") >= ROSTER)
    return (
        segments.filter(pl.col("role").is_in(SILENT))
        .filter(~is_roster)
        .select("article_id", segment_seq="seq")
    )


def _article(article_id: int, text: str, words: Words, code: str | None) -> list[dict[str, Any]]:
    """Return the rows of one article: found in its tidy text, told by their places in the text as it came."""
    tidied = Tidy(text)
    words = _tidy_words(words, tidied) if tidied.is_new else words
    return [_placed(row, text, tidied) for row in _rows(article_id, tidied.text, words, code)]


def _tidy_words(words: Words, tidied: Tidy) -> Words:
    """Return the tokens as they stand in the tidy text, without those of which nothing is left."""
    forms = [form if form.isascii() and form.isalnum() else tidy(form) for form in words.form]
    kept = [i for i, form in enumerate(forms) if form.strip()]
    start = [tidied.tidied(words.start[i]) for i in kept]
    end = [at + len(forms[i]) for at, i in zip(start, kept, strict=True)]
    return Words(
        start,
        end,
        [forms[i] for i in kept],
        [words.upos[i] for i in kept],
        [words.ner[i] for i in kept],
        [words.segment[i] for i in kept],
        [words.sentence[i] for i in kept],
    )


def _placed(row: dict[str, Any], text: str, tidied: Tidy) -> dict[str, Any]:
    start, end = tidied.place(row["start_char"]), tidied.place(row["end_char"] - 1) + 1
    placed = row | {"start_char": start, "end_char": end, "text": text[start:end]}
    return placed | {"mention_id": content_id("mention", row["article_id"], start, end, row["kind"])}


def _rows(article_id: int, text: str, words: Words, code: str | None) -> Iterator[dict[str, Any]]:
    known = lexicon(code)
    names = name_spans(text, words, known, evidence_of(code))
    told = find_roles(text, code)
    retype_by_role(text, names, told, known)
    clusters = clusters_of(text, names, known)
    described = find_descriptions(text, words, clusters, told, code)
    for cluster in clusters:
        yield from (_name_row(article_id, name, cluster) for name in cluster.members)
    yield from (_description_row(article_id, description) for description in described)


def _cluster_id(article_id: int, cluster: Cluster) -> int:
    first = cluster.members[0]
    return content_id("cluster", article_id, first.start, first.end)


def _row(article_id: int, start: int, end: int, kind: str) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "start_char": start,
        "end_char": end,
        "kind": kind,
    }


def _name_row(article_id: int, name: Name, cluster: Cluster) -> dict[str, Any]:
    return _row(article_id, name.start, name.end, "name") | {
        "type": cluster.type,
        "name": cluster.name,
        "gender": cluster.gender,
        "cluster_id": _cluster_id(article_id, cluster),
        "method": name.method,
        "confidence": name.confidence,
    }


def _description_row(article_id: int, description: Description) -> dict[str, Any]:
    cluster = description.cluster
    return _row(article_id, description.start, description.end, "description") | {
        "type": "PER",
        "name": cluster.name if cluster else None,
        "gender": cluster.gender if cluster else description.gender,
        "cluster_id": _cluster_id(article_id, cluster) if cluster else None,
        "method": description.method,
        "confidence": CONFIDENCE[description.method],
    }
