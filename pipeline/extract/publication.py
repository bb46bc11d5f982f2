"""Reads when an article was published and updated, from its header lines or from a drop's metadata."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from pipeline.extract.dates import read_dates
from pipeline.extract.dates.context import folded
from pipeline.lang import load

PRECISE = {"month", "day", "hour", "minute"}
LONGEST_LINE = 400  # characters; a header line is short, and nothing is learnt from reading a page of them


@dataclass(frozen=True)
class Publication:
    """ISO 8601 texts at their true precision: «2023-09», «2023-09-11T15:29+02:00»; a missing zone is an unknown one."""

    published: str | None = None
    updated: str | None = None


def read_publication(lines: str | list[str], language: str | None = None) -> Publication:
    """Return what header lines, or one metadata value, say of the day of publication and of the last update.

    Only what is complete counts: a weekday or a day without its year settles nothing. The first date that
    stands behind no word of updating is the publication. Neither a file's time nor today's is ever used.
    """
    published = updated = None
    cues = [folded(cue) for cue in load(language, "publication").get("updated", ())]
    for line in [lines] if isinstance(lines, str) else lines:
        for before, value in _complete_dates(line[:LONGEST_LINE], language):
            if any(f" {cue} " in f" {before} " for cue in cues):
                updated = updated or value
            else:
                published = published or value
    return Publication(published, updated)


def _complete_dates(line: str, language: str | None) -> list[tuple[str, str]]:
    """Return (folded text since the date before, ISO value) of a line's dates."""
    mail = _mail_date(line)
    if mail:
        return [("", mail)]
    out = []
    position = 0
    for row in read_dates(line, language):
        start, end, value = row["start_char"], row["end_char"], row["value"]
        if value and row["granularity"] in PRECISE and isinstance(start, int) and isinstance(end, int):
            out.append((folded(line[position:start]), str(value)))
            position = end
    return out


def _mail_date(line: str) -> str | None:
    """Return the value of a date as mails and feeds write it (RFC 2822), with its zone."""
    try:
        when: datetime = parsedate_to_datetime(line.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return when.isoformat(timespec="minutes") if ":" in line else None
