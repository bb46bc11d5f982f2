"""Runs the names of one article from tokens that a test marks as the model would, for tests."""

from collections.abc import Mapping

import polars as pl

from pipeline import tables
from pipeline.extract.mentions import find_mentions


def tagged(
    text: str, *spans: tuple[str, str], language: str = "fr", upos: Mapping[str, str] | None = None
) -> pl.DataFrame:
    """Return the mentions of a text whose tokens carry these names as the model would mark them, in order.

    `upos` gives words their part of speech; any other with a capital is a proper noun.
    """
    marks: dict[int, str] = {}
    at = 0
    for name, label in spans:
        start = text.index(name, at)
        at = start + len(name)
        for place in range(start, at):
            marks[place] = ("B-" if place == start else "I-") + label
    rows: list[dict[str, object]] = []
    at = 0
    for form in text.replace(".", " .").replace(",", " ,").replace("(", "( ").replace(")", " )").split():
        start = text.index(form, at)
        at = start + len(form)
        rows.append(
            {
                "article_id": 1,
                "seq": len(rows),
                "segment_seq": 0,
                "sentence": 0,
                "token": len(rows) + 1,
                "start_char": start,
                "end_char": at,
                "form": form,
                "upos": (upos or {}).get(form, "PROPN" if form[0].isupper() else None),
                "ner": marks.get(start, "O"),
            }
        )
    articles = tables.frame(
        "articles",
        [{"article_id": 1, "language": language, "text": text, "n_chars": len(text), "n_words": len(rows)}],
    )
    segment = {
        "article_id": 1,
        "seq": 0,
        "role": "body",
        "start_char": 0,
        "end_char": len(text),
        "text": text,
    }
    return find_mentions(articles, tables.frame("segments", [segment]), tables.frame("tokens", rows))


def clusters(mentions: pl.DataFrame) -> list[list[str]]:
    """Return the texts of each cluster, in the order of the text."""
    grouped = mentions.sort("start_char").group_by("cluster_id", maintain_order=True).agg("text")
    return [texts for _, texts in grouped.iter_rows()]


def kinds(mentions: pl.DataFrame) -> dict[str, str]:
    """Return the type of each name."""
    return dict(mentions.filter(pl.col("kind") == "name").select("text", "type").iter_rows())
