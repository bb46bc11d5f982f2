"""Finds who said what: quoted and reported speech with its cue, speaker and relay; and quoted words that are no speech.

Rules on word order and the dependency tree, driven by the data of lang/<code>/. The path of a fragment, room by room:
marks/ → speakers/ → cues/ → settling/ → confidence.py → rows.py; report.py walks it for one article.
"""

import polars as pl

from pipeline import tables
from pipeline.extract.quotes.report import report
from pipeline.extract.reading import readings


def find_quotes(
    articles: pl.DataFrame, segments: pl.DataFrame, tokens: pl.DataFrame, mentions: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the quotes and the quoted terms of articles, one row a fragment, by article and place.

    Frames hold the columns of pipeline.tables, articles in any order. An article in a language without data,
    or without tokens, still gives the speech in its marks, without speaker.
    """
    quotes: list[dict[str, object]] = []
    terms: list[dict[str, object]] = []
    for reading in readings(articles, segments, tokens, mentions):
        found, other = report(reading)
        quotes.extend(found)
        terms.extend(other)
    return tables.frame("quotes", quotes), tables.frame("quoted_terms", terms)
