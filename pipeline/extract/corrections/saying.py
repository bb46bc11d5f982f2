"""What a correction may say: its columns, fields and values, and why one says nothing that can be done."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from pipeline.extract.publication import span_of
from pipeline.tables import QUOTE_KINDS, QUOTED_TERM_KINDS, TABLES, UNDO

Row = dict[str, Any]
FILE = pl.Schema(
    dict.fromkeys(("path", "article", "start", "text", "field", "value", "by", "on", "why"), pl.String)
)
SPEAKER, KIND, PUBLISHED, PUBLISHER = "speaker", "kind", "published", "publisher"
FIELDS = (KIND, SPEAKER, PUBLISHED, PUBLISHER)  # what makes a quote of words before who says them
OF_A_QUOTE = (SPEAKER, KIND)
NOTHING = "none"  # the kind of words that are neither speech nor a term
KINDS = (*QUOTE_KINDS, *QUOTED_TERM_KINDS, NOTHING)
HUMAN = "human"
LONGEST = 300  # characters of a value: names and descriptions are shorter
LEAST_SHARED = 0.5  # of the characters of a quote and the words of a correction together
IDENTITY = re.compile(r"i?(-?\d{1,20})")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
PUBLICATION = ("published", "published_on", "published_from", "published_to", "published_method")
STANDS: dict[str, Any] = {"stands": pl.Boolean}
QUOTES_SCHEMA = pl.Schema(dict(TABLES["quotes"].create_empty().schema) | STANDS)
TERMS_SCHEMA = pl.Schema(dict(TABLES["quoted_terms"].create_empty().schema) | STANDS)
ARTICLES_SCHEMA = pl.Schema(
    {
        name: TABLES["articles"].create_empty().schema[name]
        for name in ("article_id", "publisher", *PUBLICATION)
    }
    | {"published_method": pl.String}
)


class Place(NamedTuple):
    """Where a correction is about: words of an article and the quote they are, or why they are not found."""

    start: int | None = None
    end: int | None = None
    quote_id: int | None = None
    lost: str | None = None


def is_one_line(text: str) -> bool:
    """Tell whether a text may stand in a file of decisions: one line of at most LONGEST characters."""
    return not CONTROL.search(text) and len(text) <= LONGEST


def refusal(row: Mapping[str, str | None]) -> str | None:
    """Return why a correction says nothing that can be done; None where it does."""
    field, value = row["field"], row["value"] or ""
    about = value if field == UNDO else field
    if about not in FIELDS:
        return f"the field is none of {', '.join((*FIELDS, UNDO))}"
    if not row["path"] and identity(row["article"]) is None:
        return "it names no article"
    if about in OF_A_QUOTE and not row["text"]:
        return "it does not say which words it is about"
    if not is_one_line(value):
        return f"the value holds a control character, or more than {LONGEST} characters"
    if field == KIND and value not in KINDS:
        return f"the kind is none of {', '.join(KINDS)}"
    if field == PUBLISHED and value and span_of(value) is None:
        return "the date is not written as 2024, 2024-03, 2024-03-05 or 2024-03-05T14:30"
    return None


def identity(text: str | None) -> int | None:
    """Return the article id that a correction names; None where it is no such number."""
    found = IDENTITY.fullmatch((text or "").strip())
    number = int(found[1]) if found else None
    return number if number is not None and -(2**63) <= number < 2**63 else None
