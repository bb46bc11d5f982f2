"""What a rule's expression means: one function a kind of meaning, named by `means` in lang/<code>/dates.toml."""

from collections.abc import Callable
from dataclasses import replace

from pipeline.extract.dates import periods
from pipeline.extract.dates.context import FUTURE, Context, Fields, no_anchor
from pipeline.extract.dates.counted import (
    UNIT_CODES,
    duration,
    months_of,
    months_to,
    named_last,
    nth_period,
    period,
    shift,
    stretch,
    weekday_after,
)
from pipeline.extract.dates.periods import Value, unknown
from pipeline.extract.dates.resolve import NO_DAY, read_date, timed

IN_MONTH = 300  # characters: a day without its month so near behind a date is of its month


def calendar(fields: Fields, context: Context) -> Value | None:
    """A day, month, season or year, with what stands beside it."""
    value = read_date(fields, "", context)
    return timed(value, fields, "") if value else None


def moment(fields: Fields, context: Context) -> Value | None:
    """A clock time or part of the day alone: on the day named last, else on that of publication."""
    anchor = context.day_at_hand
    if context.day and anchor and anchor < context.day and context.direction == FUTURE:
        anchor = context.day  # «the trial opens at 2 pm», after what was told of yesterday
    if anchor is None:
        return unknown(no_anchor(context, "a time of the day"), "minute")
    part = fields.get("part") or fields.get("day_part")
    if part and not any(fields.has(name) for name in ("hour", "clock", "noon")):
        return Value(f"{anchor.isoformat()}T{part}", anchor, anchor, "part of the day", "TIME", "publication")
    value = timed(periods.day(anchor).by("publication"), fields, "")
    return value if value.type == "TIME" or value.value is None else None


def timed_day(fields: Fields, context: Context) -> Value | None:
    """A clock time with its day behind it: «13h30 samedi», «8 heures ce soir» (of today)."""
    value = read_date(fields, "", context)
    if value is None and context.day is not None:
        value = periods.day(context.day).by("publication")
    return timed(value, fields, "") if value else unknown(no_anchor(context, "a time of the day"), "minute")


def day_of_month(fields: Fields, context: Context) -> Value | None:
    """A day of this, the last or the next month: «le 1er du mois dernier»; «suivant» counts from the day named last."""
    day = next((n for name in ("day", "ordinal_number", "first_word") if (n := fields.number(name))), 0)
    rel, rel_text = fields.get("rel"), fields.get("rel_text")
    anchor, from_text = context.month, bool(rel_text) or fields.get("from") == "text"
    named = named_last("month", context) if from_text else None
    if named:
        anchor = named.replace(day=1)
    if anchor is None:
        return unknown(no_anchor(context, "a day without its month"), "day")
    within = periods.month(anchor.year, anchor.month + (rel or rel_text or 0))
    when = periods.make_date(within.start.year, within.start.month, day) if within.start else None
    return periods.day(when).by("context" if from_text else "publication") if when else unknown(NO_DAY, "day")


def day_alone(fields: Fields, context: Context) -> Value | None:
    """A day without its month, of the month that the text has just named: «du 3 mai au 5, puis le 8»."""
    day, named = fields.number("day") or 0, context.last_value
    if named is None or named.start is None or named.granularity not in {"day", "month", "interval"}:
        return None
    of_history = context.year is not None and abs(named.start.year - context.year) > 1
    if of_history or context.offset - context.last_value_end > IN_MONTH:
        return None
    when = periods.make_date(named.start.year, named.start.month, day)
    is_later = named.granularity == "month" or (when is not None and when > named.start)
    return periods.day(when).by("context") if when and is_later else None


def date_after(fields: Fields, context: Context) -> Value | None:
    """A day or month next after, or last before, what the text named last: «le 24 octobre suivant»."""
    named, month = context.last_value, fields.get("month") or fields.get("month_short")
    day = fields.number("day") or fields.number("first_word")
    if named is None or named.start is None or month is None:
        return calendar(fields, context)
    years = range(named.start.year - 1, named.start.year + 2)
    days = [when for year in years if (when := periods.make_date(year, month, day or 1))]
    ahead = (fields.get("rel_text") or fields.get("rel")) == 1
    beyond = [when for when in days if (when > named.start if ahead else when < named.start)]
    if not beyond:
        return unknown(NO_DAY, "day")
    when = min(beyond) if ahead else max(beyond)
    return (periods.day(when) if day else periods.month(when.year, when.month)).by("context")


def week_of(fields: Fields, context: Context) -> Value | None:
    """The week of a date: «la semaine du 6 octobre»."""
    value = read_date(fields, "", context)
    if value is None or value.start is None:
        return value
    return periods.week(value.start).by(value.method)


def interval(fields: Fields, context: Context) -> Value | None:
    """From one date to another; what the first leaves out, the second tells, of a month the other way too."""
    filled = dict(fields.found.fields)
    for name in ("month", "month_short"):
        if ("b", "day") in filled and not {("b", "month"), ("b", "month_short")} & filled.keys():
            filled |= {("b", name): filled["a", name]} if ("a", name) in filled else {}
    for name in ("month", "month_short", "year", "rel"):
        if ("a", name) not in filled and ("b", name) in filled and not _finer(filled, name):
            filled["a", name] = filled["b", name]
    fields = Fields(fields.grammar, replace(fields.found, fields=filled))
    first, last = read_date(fields, "a", context), read_date(fields, "b", context)
    if first is None or last is None:
        return None
    first, last = timed(first, fields, "a"), timed(last, fields, "b")
    if fields.has("weekday", "a") and not fields.has("day", "a") and last.start:
        back = (last.start.isoweekday() - fields.get("weekday", "a")) % 7 or 7
        day = periods.add_days(last.start, -back)
        first = periods.day(day).by(last.method) if day else first
    if first.start and last.end and first.start > last.end:
        first = _turned(first, last)
    return periods.between(first, last)


def _finer(filled: dict[tuple[str, str], str], name: str) -> bool:
    """Tell whether the first date has a form that the second's `name` would not complete."""
    named = ("a", "month") in filled or ("a", "month_short") in filled
    if name.startswith("month"):
        return named or ("a", "day") not in filled
    return not named and ("a", "day") not in filled


def _turned(first: Value, last: Value) -> Value:
    """Return the first end moved back by a year, where it would come after the last."""
    if first.start is None or last.end is None or first.granularity not in {"day", "month"}:
        return first
    if first.granularity == "month":
        return periods.month(first.start.year - 1, first.start.month).by(first.method)
    earlier = periods.make_date(first.start.year - 1, first.start.month, first.start.day)
    return periods.day(earlier).by(first.method) if earlier else first


def season_years(fields: Fields, _: Context) -> Value | None:
    """Two years of which the second is shortened: «la saison 2015/16»."""
    first, second = fields.number("near_year"), fields.number("short_year")
    if first is None or second != (first + 1) % 100:
        return None
    return periods.between(periods.year(first), periods.year(first + 1))


def decade(fields: Fields, _: Context) -> Value | None:
    """«les années 1990», «the eighties»."""
    year = fields.number("year") or fields.number("near_year") or fields.get("short_decade")
    short = fields.number("short_year")
    if year is None and short is not None:
        year = 1900 + short
    return periods.decade(year) if year is not None and year % 10 == 0 else None


def decades(fields: Fields, _: Context) -> Value | None:
    """«les années 1970-1980»."""
    first, last = fields.number("year", "a"), fields.number("year", "b")
    if first is None or last is None or first % 10 or last % 10:
        return None
    return periods.between(periods.decade(first), periods.decade(last))


def century(fields: Fields, _: Context) -> Value | None:
    """«le XIXe siècle»."""
    number = fields.number("century") or fields.number("roman") or fields.number("ordinal_number")
    return periods.century(number) if number else None


def named_day(fields: Fields, context: Context) -> Value | None:
    """A day counted from the one that the text named last: «la veille», «ce jour-là»."""
    anchor = context.last_day or context.day
    if anchor is None:
        return unknown("no day named before it in the text", "day")
    when = periods.add_days(anchor, fields.get("offset"))
    return timed(periods.day(when).by("context"), fields, "") if when else None


def beside_date(fields: Fields, context: Context) -> Value | None:
    """The eve or the morrow of a date that stands with it."""
    value = read_date(fields, "", context)
    if value is None or value.start is None or value.granularity != "day":
        return value
    when = periods.add_days(value.start, fields.get("offset"))
    return periods.day(when).by(value.method) if when else None


def repeated(fields: Fields, _: Context) -> Value | None:
    """Something that comes again: «chaque année», «tous les lundis»."""
    weekday, unit, number = fields.get("weekday"), fields.get("unit"), fields.number("number")
    if weekday:
        return Value(f"XXXX-WXX-{weekday}", granularity="day", type="SET", method="absolute")
    if unit not in UNIT_CODES or (fields.has("number") and number is None):
        return None
    head = "PT" if unit in {"minute", "hour"} else "P"
    return Value(f"{head}{number or 1}{UNIT_CODES[unit]}", granularity=unit, type="SET", method="absolute")


def vague(fields: Fields, _: Context) -> Value | None:
    """A time that nobody could put on the calendar: PAST_REF, PRESENT_REF, FUTURE_REF."""
    value = fields.get("value")
    if value is None:
        value = "PAST_REF" if (fields.get("rel") or fields.get("lately")) == -1 else "FUTURE_REF"
    return Value(value, granularity="vague", method="vague")


def nothing(_fields: Fields, _context: Context) -> Value | None:
    """What looks like a date and is none: the rule takes its place and gives no row."""
    return None


MEANINGS: dict[str, Callable[[Fields, Context], Value | None]] = {
    meaning.__name__: meaning
    for meaning in (
        calendar, moment, timed_day, weekday_after, day_of_month, day_alone, date_after, week_of, interval, shift, period, stretch, nth_period,
        season_years, months_of, months_to, decade, decades, century, named_day, beside_date, duration, repeated, vague, nothing,
    )
}  # fmt: skip
