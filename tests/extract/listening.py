"""Runs the real way from a text to its quotes, for tests: paragraphs, tokens, mentions, quotes, sources."""

import re
from dataclasses import dataclass

import polars as pl

from pipeline import tables
from pipeline.extract.quotes import find_quotes
from pipeline.extract.reading import Reading, readings
from pipeline.extract.references import read_mentions
from pipeline.extract.roles import attest_roles
from pipeline.extract.sources import find_sources
from pipeline.extract.tokens import tokenize


@dataclass
class Heard:
    """The frames of one article."""

    articles: pl.DataFrame
    mentions: pl.DataFrame
    quotes: pl.DataFrame
    terms: pl.DataFrame
    sources: pl.DataFrame
    roles: pl.DataFrame

    def said(self) -> list[tuple[str, str | None]]:
        """Return who said what, by place."""
        return self.quotes.sort("start_char").select("text", "speaker_name").rows()

    def one(self, words: str) -> dict[str, object]:
        """Return the only quote that holds the words."""
        return self.quotes.filter(pl.col("text").str.contains(words, literal=True)).row(0, named=True)


def listen(text: str, language: str | None = "fr", **header: object) -> Heard:
    """Return what is heard in a text whose paragraphs are body."""
    articles, segments, tokens, mentions = _read(text, language, header)
    quotes, terms = find_quotes(articles, segments, tokens, mentions)
    sources = find_sources(articles, segments, tokens, mentions, quotes)
    return Heard(articles, mentions, quotes, terms, sources, attest_roles(articles, tokens, mentions))


def reading_of(text: str, language: str = "fr") -> Reading:
    """Return a text whose paragraphs are body as the extractors of quotes read it."""
    (reading,) = readings(*_read(text, language, {}))
    return reading


def _read(
    text: str, language: str | None, header: dict[str, object]
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return articles, segments, tokens and mentions."""
    article = {
        "article_id": 1,
        "language": language,
        "text": text,
        "n_chars": len(text),
        "n_words": len(text.split()),
        **header,
    }
    articles = tables.frame("articles", [article])
    paragraphs = enumerate(re.finditer(r"[^\n]+", text))
    rows = [
        {
            "article_id": 1,
            "seq": seq,
            "role": "body",
            "start_char": m.start(),
            "end_char": m.end(),
            "text": m.group(),
        }
        for seq, m in paragraphs
    ]
    segments = tables.frame("segments", rows)
    tokens = tokenize(articles, segments)
    return articles, segments, tokens, read_mentions(articles, segments, tokens)
