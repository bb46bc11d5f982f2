"""Scores the rules on French dates on dev/timex_fr.jsonl: short phrases with a reference time and accepted values.

Those suites serve calendars and assistants: they look forward by default, count part of a day in hours and end
intervals a day later. Accepted is, therefore: the same first day (a weekday may be out by seven days), the same
minute where the phrase gives one, the month or year around a part of it («début avril») or at so many months or
years from now, and Saturday and Sunday for a weekend that the suites begin on Friday evening.
Phrases that no press reader meets are left out, each with its reason, in timex_left_out.toml.

    python -m tests.gold.timex [--misses]
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from pipeline.extract.dates import read_dates

HERE = Path(__file__).parent
GOLD = HERE.parents[2] / "shared" / "eval" / "dev" / "timex_fr.jsonl"
LEFT_OUT = HERE / "timex_left_out.toml"
EXPECTED = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:T(\d\d)(?::(\d\d))?)?")
CLOCK = re.compile(r"\d\s*h|:\d\d|midi|minuit|heure|minute|seconde|\bmin\b|\d['\"]", re.IGNORECASE)
UNITS = re.compile(r"\b(?:mois|ans?|années?)\b", re.IGNORECASE)  # «il y a deux mois»: its month is the value
WEEKDAY = re.compile(r"\b(?:lun|mar|mer|jeu|ven|sam|dim)", re.IGNORECASE)


class Figures(NamedTuple):
    """How many of the phrases that count get an accepted value, how many are left out, and what was missed."""

    right: int
    counted: int
    left_out: int
    misses: list[str]

    @property
    def share(self) -> float:
        """The share of right values."""
        return round(self.right / max(1, self.counted), 3)


def score_timex(gold: Path = GOLD) -> Figures:
    """Return the figures over the phrases that a press reader would meet."""
    out = left_out()
    right, counted, skipped, misses = 0, 0, 0, []
    for line in gold.read_text(encoding="utf-8").splitlines():
        phrase = json.loads(line)
        if phrase["id"] in out:
            skipped += 1
            continue
        counted += 1
        rows = list(read_dates(phrase["text"], "fr", phrase["reference"]))
        if _is_right(phrase, rows):
            right += 1
        else:
            found = [(row["text"], row["value"]) for row in rows]
            wanted = [item["values"] for item in phrase["expected"]]
            misses.append(f"{phrase['id']} | {phrase['text']} | {phrase['reference']} | {wanted} | {found}")
    return Figures(right, counted, skipped, misses)


def left_out() -> dict[str, str]:
    """Return the reason for every phrase that is left out, by its id."""
    data = tomllib.loads(LEFT_OUT.read_text(encoding="utf-8"))
    return {phrase: group["reason"] for group in data["left_out"] for phrase in group["ids"]}


def _is_right(phrase: dict, rows: list[dict]) -> bool:
    if not phrase["expected"]:
        return all(row["value"] is None for row in rows)
    wanted = [text for item in phrase["expected"] for value in item["values"] for text in _texts(value)]
    return any(_accepted(text, row, phrase["text"]) for row in rows for text in wanted)


def _texts(value: dict) -> Iterator[str]:
    found = value.get("value")
    if found:
        yield "/".join(found) if isinstance(found, list) else found


def _accepted(wanted: str, row: dict, text: str) -> bool:
    first, last = (*wanted.split("/"), None)[:2]
    value = row["value"] or ""
    start, end = row["starts_on"], row["ends_on"]
    found = EXPECTED.match(first)
    if not found or not start:
        return False
    year, month, day, hour, minute = found.groups()
    if month == "00" or day == "00":
        return start <= date(int(year), max(1, int(month)), 1) <= end
    begin = date(int(year), int(month), int(day or 1))
    if CLOCK.search(text) and hour is not None and not last:
        return _same_day(begin, start, text) and value[10:].startswith(f"T{hour}:{minute or '00'}")
    if row["granularity"] in {"month", "year"} and UNITS.search(text):
        return start <= begin <= end
    return _same_day(begin, start, text) or (last is not None and _around(begin, last, start, end))


def _same_day(wanted: date, start: date, text: str) -> bool:
    return start == wanted or (bool(WEEKDAY.search(text)) and abs(start - wanted) == timedelta(days=7))


def _around(first: date, last: str, start: date, end: date) -> bool:
    """Tell whether the value is the month, week or year in which the wanted part lies, or its weekend."""
    found = EXPECTED.match(last)
    until = date(int(found[1]), int(found[2]), int(found[3] or 1)) if found and found[3] != "00" else first
    until -= timedelta(days=1)
    return (start <= first and until <= end) or (until == end and start - first == timedelta(days=1))


def main() -> int:
    """Print the share, and with --misses what was missed."""
    if not GOLD.exists():
        print("nothing to score: the gold does not lie beside the project")
        return 0
    figures = score_timex()
    if "--misses" in sys.argv:
        print("\n".join(figures.misses))
    print(f"{figures.right} of {figures.counted} phrases, {figures.share:.1%}; {figures.left_out} left out")
    return 0


if __name__ == "__main__":
    sys.exit(main())
