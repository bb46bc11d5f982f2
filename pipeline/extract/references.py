"""Mentions of every kind in one frame: names, the descriptions that stand for them, and the pronouns that mean them."""

from operator import itemgetter

import polars as pl

from pipeline import tables
from pipeline.extract.coreference import pronouns
from pipeline.extract.mentions import find_mentions
from pipeline.extract.quotes.lexicon import lexicon
from pipeline.extract.quotes.marks.marks import find_marks
from pipeline.extract.quotes.speakers.asides import quotations
from pipeline.extract.reading import Reading, readings
from pipeline.extract.referents import described


def read_mentions(articles: pl.DataFrame, segments: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions: names, descriptions, and the pronouns that mean them.

    Frames hold the columns of pipeline.tables.
    """
    named = find_mentions(articles, segments, tokens)
    years = dict(articles.select("article_id", pl.col("published_on").dt.year()).iter_rows())
    replaced: list[int] = []
    descriptions: list[dict[str, object]] = []
    meant: list[dict[str, object]] = []
    for reading in readings(articles, segments, tokens, named):
        mark_quotations(reading)
        under, found = described(reading, years[reading.article_id])
        if found:
            kept = [mention for mention in reading.mentions if mention["mention_id"] not in under]
            reading.place(sorted([*kept, *found], key=itemgetter("start_char")))
        replaced.extend(under)
        descriptions.extend(found)
        meant.extend(pronouns(reading))
    kept_names = named.filter(~pl.col("mention_id").is_in(replaced))
    return pl.concat([kept_names, tables.frame("mentions", [*descriptions, *meant])])


def mark_quotations(reading: Reading) -> None:
    """Give a reading the places of its outermost quotes."""
    marks = find_marks(reading.text, [(start, end) for _, start, end, _ in reading.segments])
    reading.quotations = quotations(reading, lexicon(reading.language), marks)
