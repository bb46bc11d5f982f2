"""Calendar arithmetic on stretches of days: what a day, week, month, season or century is called in ISO 8601."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

DAY = timedelta(days=1)
NO_YEAR = "XXXX-"
FIRST_YEAR, LAST_YEAR = 1, 9999
PARTS = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night", "MI": "midday", "DT": "daytime"}
SEASON_STARTS = {"SP": (3, 20), "SU": (6, 21), "FA": (9, 22), "WI": (12, 21)}
SEASON_ENDS = {"SP": (6, 20), "SU": (9, 21), "FA": (12, 20), "WI": (3, 19)}


@dataclass(frozen=True)
class Value:
    """What an expression means: TIMEX3 value, first and last day, and how it is known."""

    value: str | None
    start: date | None = None
    end: date | None = None
    granularity: str | None = None
    type: str = "DATE"
    method: str = "absolute"
    reason: str | None = None

    def by(self, method: str) -> "Value":
        """Return the same value, known in another way."""
        return replace(self, method=method)


def unknown(reason: str, granularity: str | None = None, method: str = "unresolved") -> Value:
    """Return a value that stays NULL, with its reason."""
    return Value(None, granularity=granularity, method=method, reason=reason)


def make_date(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def day(when: date) -> Value:
    """Return one day."""
    return Value(when.isoformat(), when, when, "day")


def yearless(number: int, in_month: int, reason: str) -> Value:
    """Return a day of a month whose year is unknown, and why it is."""
    return Value(
        f"{NO_YEAR}{number:02d}-{in_month:02d}", granularity="day", method="unresolved", reason=reason
    )


def week(when: date) -> Value:
    """Return the ISO week that holds the day."""
    year, number, weekday = when.isocalendar()
    monday = when - (weekday - 1) * DAY
    return Value(f"{year:04d}-W{number:02d}", monday, monday + 6 * DAY, "week")


def weekend(when: date) -> Value:
    """Return the Saturday and Sunday of the ISO week that holds the day."""
    saturday = when + (6 - when.isoweekday()) * DAY
    sunday = saturday + DAY
    return Value(f"{saturday.isoformat()}/{sunday.isoformat()}", saturday, sunday, "weekend")


def month(year: int, number: int) -> Value:
    """Return a month; `number` may lie outside 1..12 and counts on."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return unknown("no such year")
    last = calendar.monthrange(year, number)[1]
    return Value(f"{year:04d}-{number:02d}", date(year, number, 1), date(year, number, last), "month")


def year(number: int) -> Value:
    """Return a year."""
    if not FIRST_YEAR <= number <= LAST_YEAR:
        return unknown("no such year")
    return Value(f"{number:04d}", date(number, 1, 1), date(number, 12, 31), "year")


def quarter(number: int, nth: int, months: int = 3) -> Value:
    """Return the nth quarter of a year, or with six `months` its nth half."""
    letter, granularity = ("Q", "quarter") if months == 3 else ("H", "half-year")
    first, last = month(number, (nth - 1) * months + 1), month(number, nth * months)
    return Value(f"{number:04d}-{letter}{nth}", first.start, last.end, granularity)


def season(number: int, name: str) -> Value:
    """Return a season of a year, as its first and last day (astronomical, to the day in most years)."""
    first = date(number, *SEASON_STARTS[name])
    last = date(number + (name == "WI"), *SEASON_ENDS[name])
    return Value(f"{number:04d}-{name}", first, last, "season")


def decade(first_year: int) -> Value:
    """Return the ten years from 1990, 2010 ..."""
    if not FIRST_YEAR <= first_year <= LAST_YEAR - 9:
        return unknown("no such year")
    return Value(f"{first_year // 10:03d}X", date(first_year, 1, 1), date(first_year + 9, 12, 31), "decade")


def century(number: int) -> Value:
    """Return the nth century of our era."""
    if not 1 <= number <= 99:
        return unknown("no such century")
    first = (number - 1) * 100
    return Value(f"{first // 100:02d}XX", date(first + 1, 1, 1), date(first + 100, 12, 31), "century")


def add_days(when: date, days: int) -> date | None:
    """Return another day, or None beyond the calendar."""
    try:
        return when + timedelta(days=days)
    except OverflowError:
        return None


def easter(number: int) -> date:
    """Return Easter Sunday of a year in the Gregorian calendar (Meeus, Jones and Butcher's computation)."""
    a, (b, c) = number % 19, divmod(number, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    x = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * x) // 451
    nth, in_month = divmod(h + x - 7 * m + 114, 31)
    return date(number, nth, in_month + 1)


def feast(rule: str, number: int) -> date | None:
    """Return a feast's day in a year: «12-25» is fixed, «easter+39» counts days from Easter."""
    if rule.startswith("easter"):
        return add_days(easter(number), int(rule.removeprefix("easter") or 0))
    nth, in_month = rule.split("-")
    return make_date(number, int(nth), int(in_month))


def part_of(value: Value, part: str) -> Value:
    """Return a day of which a part is meant (MO, AF, EV, NI): the day is its value, the part its granularity."""
    return replace(value, granularity=f"day, {PARTS[part]}")


def between(first: Value, last: Value) -> Value:
    """Return the interval of two values."""
    if first.value is None or last.value is None:
        return unknown(first.reason or last.reason or "an end of the interval is unknown", "interval")
    if first.start and last.end and last.end < first.start:
        return unknown("the interval ends before it begins", "interval")
    weak = first if first.method != "absolute" else last
    return Value(f"{first.value}/{last.value}", first.start, last.end, "interval", method=weak.method)


ISO_TEXT = re.compile(
    r"(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?)?"
)


def from_iso(text: str) -> Value:
    """Return the value of an ISO 8601 text, at its true precision; its time zone is kept as it stands."""
    found = ISO_TEXT.fullmatch(text)
    if not found:
        return unknown("not an ISO 8601 date")
    number, nth = int(found[1]), int(found[2])
    if found[3] is not None:
        return _iso_day(found)
    if nth == number % 100 + 1:  # 2015-16
        return between(year(number), year(number + 1))
    return (
        month(number, nth) if 1 <= nth <= 12 and number else unknown("no such month in the calendar", "month")
    )


def from_published(text: str | None) -> Value | None:
    """Return the value of `articles.published`: a year, a month, a day or a time of it."""
    if not text:
        return None
    return year(int(text)) if re.fullmatch(r"\d{4}", text) else from_iso(text)


def _iso_day(found: re.Match[str]) -> Value:
    when = make_date(int(found[1]), int(found[2]), int(found[3]))
    if when is None:
        return unknown("no such day in the calendar", "day")
    return at(day(when), int(found[4]), int(found[5]), found[7] or "") if found[4] else day(when)


def at(value: Value, hour: int, minute: int | None, zone: str = "") -> Value:
    """Return the day with a clock time; 24 h is the next day's midnight."""
    if value.value is None or value.granularity != "day":
        return value
    if value.start is None:
        clock = f"{value.value}T{hour:02d}:{minute or 0:02d}{zone}"
        return replace(value, value=clock, granularity="hour" if minute is None else "minute", type="TIME")
    when = value.start
    if hour == 24 and not minute:
        later = add_days(when, 1)
        when, hour = (later, 0) if later else (when, 23)
    if not 0 <= hour <= 23 or not 0 <= (minute or 0) <= 59:
        return unknown("no such time of the day", "minute")
    text = f"{when.isoformat()}T{hour:02d}:{minute or 0:02d}{zone}"
    return Value(text, when, when, "hour" if minute is None else "minute", "TIME", value.method)
