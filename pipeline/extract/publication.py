"""Reads when an article was published and updated, from a header line or from a drop's metadata."""

import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime

from pipeline.extract.dates import periods, read_dates
from pipeline.extract.dates.context import folded
from pipeline.lang import SHARED, languages, load

PRECISION = {"month": 1, "day": 2, "hour": 3, "minute": 4}
MAIL_DATE = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d")
LONGEST_LINE = 400  # characters; a header line is short, and nothing is learnt from reading a page of them


@dataclass(frozen=True)
class Publication:
    """What a line says: ISO 8601 texts at their true precision, a zone where the text gives one.

    «2023-09», «2023-09-11T15:29+02:00»; a missing zone is an unknown one.
    """

    published: str | None = None
    updated: str | None = None


@dataclass(frozen=True)
class _Complete:
    before: str  # folded text since the date before
    value: str
    precision: int


def read_publication(text: str | None, language: str | None = None) -> Publication | None:
    """Return what a header line or a metadata value says of publication and update, or None.

    Only what is complete counts: a weekday or a day without its year settles nothing. The first date that
    stands behind no word of updating is the publication. Without a language every language's rules read the
    line and the most precise reading counts, the shared rules' first. Neither a file's time nor today's is used.
    """
    line = (text or "")[:LONGEST_LINE]
    codes = [language] if language else [SHARED, *languages()]
    mail = _mail_date(line)
    readings = [[mail]] if mail else [_complete_dates(line, code) for code in codes]
    found = max(readings, key=lambda dates: max((d.precision for d in dates), default=0))
    cues = {folded(cue) for code in [*codes, SHARED] for cue in load(code, "publication").get("updated", ())}
    later = [d for d in found if any(f" {cue} " in f" {d.before} " for cue in cues)]
    first = next((d for d in found if d not in later), None)
    if not found:
        return None
    updated = later[0].value if later else None
    return Publication(first.value if first else None, updated)


def span_of(published: str | None) -> tuple[date, date] | None:
    """Return the first and last day that an ISO 8601 text at its true precision may mean."""
    value = periods.from_published(published)
    return (value.start, value.end) if value and value.start and value.end else None


def _complete_dates(line: str, language: str) -> list[_Complete]:
    out = []
    position = 0
    for row in read_dates(line, language):
        precision = PRECISION.get(str(row["granularity"]), 0)
        start, end = row["start_char"], row["end_char"]
        if row["starts_on"] and precision and isinstance(start, int) and isinstance(end, int):
            out.append(_Complete(folded(line[position:start]), str(row["value"]), precision))
            position = end
    return out


def _mail_date(line: str) -> _Complete | None:
    """Return the value of a date as mails and feeds write it (RFC 2822), with its zone."""
    if not MAIL_DATE.search(line):
        return None
    try:
        when = parsedate_to_datetime(line.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    value = periods.from_iso(when.isoformat(timespec="minutes"))
    return _Complete("", value.value, PRECISION["minute"]) if value.value else None
