"""Corrections: what a person says is wrong in the tables, applied over all else, and what became of each.

A correction says by words and their place in an article what it is about, so that it outlives a new run, a new version
of an extractor and a new drop; after an edit it goes on in what stands at the document's path, as long as the words do.
Of two about one thing the later one stands; `undo` takes back what stands. Columns: path, article (`i` and the id),
start, text, field, value, by, on, why.
"""

from pipeline.extract.corrections.apply import Corrected, Press, apply_corrections, places
from pipeline.extract.corrections.saying import (
    ARTICLES_SCHEMA,
    FIELDS,
    FILE,
    KIND,
    KINDS,
    NOTHING,
    OF_A_QUOTE,
    QUOTES_SCHEMA,
    SPEAKER,
    TERMS_SCHEMA,
    is_one_line,
    refusal,
)

__all__ = [
    "ARTICLES_SCHEMA",
    "FIELDS",
    "FILE",
    "KIND",
    "KINDS",
    "NOTHING",
    "OF_A_QUOTE",
    "QUOTES_SCHEMA",
    "SPEAKER",
    "TERMS_SCHEMA",
    "Corrected",
    "Press",
    "apply_corrections",
    "is_one_line",
    "places",
    "refusal",
]
