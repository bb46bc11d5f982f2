"""What a rule's expression means: one function a kind of meaning, named by `means` in lang/<code>/dates.toml."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from pipeline.extract.dates import periods
from pipeline.extract.dates.context import FUTURE, PAST, Context, Fields, no_anchor
from pipeline.extract.dates.periods import Value, unknown
from pipeline.extract.dates.resolve import NO_DAY, nearest_month, read_date, stated_year, timed

UNIT_CODES = {
    "minute": "M",
    "hour": "H",
    "day": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
    "decade": "Y",
    "century": "Y",
}
MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
HOURS_A_DAY = 24
ENDLESS = 100_000  # units: beyond it, no calendar


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


def weekday_after(fields: Fields, context: Context) -> Value | None:
    """A weekday counted on from the day named last («le mardi suivant»), or weeks ahead («lundi en huit»)."""
    weekday, days = fields.get("weekday"), fields.get("days_ahead")
    anchor = context.day if days is not None else context.last_day or context.day
    if anchor is None:
        return unknown(no_anchor(context, "a weekday"), "day")
    ahead = (weekday - anchor.isoweekday()) % 7
    if days is not None:
        ahead += days
    elif (fields.get("rel_text") or fields.get("rel")) == 1:
        ahead = ahead or 7
    else:
        ahead -= 7
    when = periods.add_days(anchor, ahead)
    return periods.day(when).by("publication" if days is not None else "context") if when else None


def day_of_month(fields: Fields, context: Context) -> Value | None:
    """A day of this, the last or the next month: «le 1er du mois dernier»; «suivant» counts from the day named last."""
    day = next((n for name in ("day", "ordinal_number", "first_word") if (n := fields.number(name))), 0)
    rel, rel_text = fields.get("rel"), fields.get("rel_text")
    anchor = context.month
    if rel_text and context.last_day:
        anchor = context.last_day.replace(day=1)
    if anchor is None:
        return unknown(no_anchor(context, "a day without its month"), "day")
    within = periods.month(anchor.year, anchor.month + (rel or rel_text or 0))
    when = periods.make_date(within.start.year, within.start.month, day) if within.start else None
    return periods.day(when).by("context" if rel_text else "publication") if when else unknown(NO_DAY, "day")


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


def shift(fields: Fields, context: Context) -> Value | None:
    """A number of units before or after the publication, or after the day named last (`from = "text"`)."""
    number, unit, sign = fields.amount(), fields.get("unit"), fields.get("sign") or fields.get("rel")
    if number is None or unit is None or sign is None:
        return None
    vague = Value(f"{'PAST' if sign < 0 else 'FUTURE'}_REF", granularity="vague", method="vague")
    anchor = context.day
    if fields.get("from") == "text":
        anchor = context.last_day or context.day
    if unit in {"minute", "hour"}:
        return _clock_moved(number * sign, unit, fields, context) or vague
    if number != int(number) or number > ENDLESS:
        return vague
    if anchor is None:
        return _shift_from_month(unit, int(number) * sign, context)
    return _moved(anchor, unit, int(number) * sign)


def _clock_moved(number: float, unit: str, fields: Fields, context: Context) -> Value | None:
    """Return the hour so long before or after the publication's; without one the day, where that is sure enough."""
    from_text = fields.get("from") == "text"
    hours = number if unit == "hour" else number / 60
    if context.moment is not None and not from_text and abs(hours) <= ENDLESS:
        reached = context.moment + timedelta(hours=hours)
        return periods.at(periods.day(reached.date()), reached.hour, reached.minute).by("publication")
    anchor = context.last_day or context.day if from_text else context.day
    if anchor is None or (from_text and abs(hours) < HOURS_A_DAY) or abs(hours) > ENDLESS:
        return None
    return _moved(anchor, "day", int(hours / HOURS_A_DAY))


def _shift_from_month(unit: str, number: int, context: Context) -> Value:
    if unit == "year" and context.year is not None:
        return periods.year(context.year + number).by("publication")
    if unit == "month" and context.month is not None:
        return periods.month(context.month.year, context.month.month + number).by("publication")
    return unknown(no_anchor(context, "a time counted from today"), unit)


def _moved(anchor: date, unit: str, number: int) -> Value:
    if unit in DAYS:
        when = periods.add_days(anchor, number * DAYS[unit])
        return periods.day(when).by("publication") if when else unknown("beyond the calendar", "day")
    months = MONTHS[unit] * number
    reached = periods.month(anchor.year, anchor.month + months)
    if reached.start is None:
        return Value(f"{'PAST' if number < 0 else 'FUTURE'}_REF", granularity="vague", method="vague")
    if unit == "month":
        return reached.by("publication")
    return periods.year(reached.start.year).by("publication")


def period(fields: Fields, context: Context) -> Value | None:
    """This, the last or the next week, month, year ...; `from = "text"` counts from the day named last."""
    unit = fields.get("unit") or fields.get("edge_unit")
    rel = fields.get("rel") or fields.get("rel_text") or 0
    anchor = context.day
    if fields.get("from") == "text" and context.last_value and context.last_value.start:
        anchor = context.last_value.start
    if anchor is None and context.month is not None and unit == "month":
        anchor = context.month
    if anchor is None and context.year is not None and unit == "year":
        return periods.year(context.year + rel).by("publication")
    if anchor is None:
        return unknown(no_anchor(context, "a time counted from today"), unit)
    weekday = fields.get("weekday")
    moved = _period_at(unit, anchor, rel, context)
    if weekday and moved and moved.start:
        return periods.day(moved.start + timedelta(days=weekday - moved.start.isoweekday())).by("publication")
    return moved


def _period_at(unit: str, anchor: date, rel: int, context: Context) -> Value | None:
    if unit == "weekend" and rel == 0 and context.direction == PAST and anchor.isoweekday() < 5:
        rel = -1
    if unit in {"day", "week", "weekend"}:
        when = periods.add_days(anchor, rel * DAYS[unit])
        made = {"day": periods.day, "week": periods.week, "weekend": periods.weekend}[unit]
        return made(when).by("publication") if when else unknown("beyond the calendar", unit)
    return _long_period(unit, anchor, rel)


def _long_period(unit: str, anchor: date, rel: int) -> Value | None:
    nth = (anchor.month - 1) // 3 + rel
    made = {
        "month": lambda: periods.month(anchor.year, anchor.month + rel),
        "quarter": lambda: periods.quarter(anchor.year + nth // 4, nth % 4 + 1),
        "year": lambda: periods.year(anchor.year + rel),
        "decade": lambda: periods.decade(anchor.year // 10 * 10 + 10 * rel),
        "century": lambda: periods.century((anchor.year - 1) // 100 + 1 + rel),
    }.get(unit)
    return made().by("publication") if made else None


def stretch(fields: Fields, context: Context) -> Value | None:
    """The last or next so many units: «les deux prochaines années»."""
    number, unit, rel = fields.number("number"), fields.get("unit"), fields.get("rel")
    if number is None or unit is None or rel is None or not 0 < number <= ENDLESS:
        return None
    anchor = context.day
    if anchor is None:
        return unknown(no_anchor(context, "a time counted from today"), "interval")
    if unit not in DAYS and unit not in MONTHS:
        return Value("PAST_REF" if rel < 0 else "FUTURE_REF", granularity="vague", method="vague")
    if unit == "weekend":
        return _weekends(anchor, number, rel)
    if unit == "month" and rel < 0:
        return periods.between(
            _moved(anchor, unit, -number), periods.month(anchor.year, anchor.month).by("publication")
        )
    near, far = (1, number) if unit in MONTHS or rel > 0 else (0, number)
    if rel < 0:
        near, far = -far, -near
    first, last = _moved(anchor, unit, near), _moved(anchor, unit, far)
    return periods.between(first, last)


def _weekends(anchor: date, number: int, rel: int) -> Value:
    """Return the last or next weekends, from the first one's Saturday to the last one's Sunday."""
    saturday = 6
    days = (anchor.isoweekday() - saturday) % 7 if rel < 0 else (saturday - anchor.isoweekday()) % 7 or 7
    nearest = periods.add_days(anchor, rel * days)
    farthest = periods.add_days(anchor, rel * (days + 7 * (number - 1)))
    if nearest is None or farthest is None:
        return unknown("beyond the calendar", "interval")
    first, last = periods.weekend(min(nearest, farthest)), periods.weekend(max(nearest, farthest))
    assert first.start and last.end  # noqa: S101, PT018 - a weekend has both
    return periods.between(periods.day(first.start), periods.day(last.end)).by("publication")


def nth_period(fields: Fields, context: Context) -> Value | None:
    """The first quarter, second half, last week of a month or year."""
    nth = fields.number("nth") or fields.number("ordinal_number") or fields.number("small")
    unit = fields.get("unit_of_year") or fields.get("unit_of_month")
    year = stated_year(fields, "")
    within = _month_of(fields, context)
    if within is None:
        if year is None and context.year is None:
            return unknown(no_anchor(context, "a part of the year"), unit)
        within = (
            periods.year(year)
            if year is not None
            else periods.year((context.year or 0) + (fields.get("rel") or 0)).by("publication")
        )
    if nth is None or within.start is None or within.end is None:
        return within
    return _nth_in(nth, unit, within, fields.get("weekday"))


def _month_of(fields: Fields, context: Context) -> Value | None:
    number = fields.get("month") or fields.get("month_short")
    if number is None and fields.has("this_month") and context.month is not None:
        return _moved(context.month, "month", fields.get("rel") or 0)
    return nearest_month(number, stated_year(fields, ""), fields.get("rel"), context) if number else None


def _nth_in(nth: int, unit: str | None, within: Value, weekday: int | None) -> Value | None:
    assert within.start and within.end  # noqa: S101, PT018 - the caller has seen both
    if unit in {"quarter", "half-year"} and within.granularity == "year":
        months, count = (3, 4) if unit == "quarter" else (6, 2)
        nth = count if nth == -1 else nth
        return periods.quarter(within.start.year, nth, months).by(within.method) if nth <= count else None
    if unit == "fortnight" and within.granularity == "month":
        middle = within.start.replace(day=15)
        first = periods.day(within.start), periods.day(middle)
        second = periods.day(middle), periods.day(within.end)
        return periods.between(*(first if nth == 1 else second)).by(within.method)
    target = weekday or {"week": 1, "weekend": 6}.get(unit or "")
    if unit == "day":
        when = within.end if nth == -1 else periods.add_days(within.start, nth - 1)
    elif target:
        first_one = within.start + timedelta(days=(target - within.start.isoweekday()) % 7)
        latest = within.end - timedelta(days=6 if unit == "week" else 0)  # a week lies in its month whole
        last_one = latest - timedelta(days=(latest.isoweekday() - target) % 7)
        when = last_one if nth == -1 else first_one + timedelta(days=7 * (nth - 1))
    else:
        return None
    if when is None or not within.start <= when <= within.end:
        return unknown("no such day in the calendar", "day")
    made = {"week": periods.week, "weekend": periods.weekend}.get(unit or "", periods.day)
    return made(when).by(within.method)


def season_years(fields: Fields, _: Context) -> Value | None:
    """Two years of which the second is shortened: «la saison 2015/16»."""
    first, second = fields.number("near_year"), fields.number("short_year")
    if first is None or second != (first + 1) % 100:
        return None
    return periods.between(periods.year(first), periods.year(first + 1))


def months_of(fields: Fields, context: Context) -> Value | None:
    """The first or last so many months of a year."""
    number, nth, year = fields.number("number"), fields.number("first_months"), stated_year(fields, "")
    named = context.value_at_hand
    if year is None and named and named.granularity == "year" and named.start:
        year = named.start.year
    if year is None:
        year = context.year
    if year is None:
        return unknown(no_anchor(context, "a part of the year"), "interval")
    if number is None or not 1 <= number <= 12 or nth is None:
        return None
    first = 1 if nth == 1 else 13 - number
    made = periods.between(periods.month(year, first), periods.month(year, first + number - 1))
    return made.by("absolute" if fields.has("year") else "publication")


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


def duration(fields: Fields, _: Context) -> Value | None:
    """A length of time."""
    number, unit = (
        fields.amount(),
        next((u for name in ("length_unit", "years", "hours") if (u := fields.get(name))), None),
    )
    if number is None or unit not in UNIT_CODES:
        return None
    number *= {"decade": 10, "century": 100}.get(unit, 1)
    text = f"{number:.12g}" if number < 1e12 else f"{number:.0f}"
    head = "PT" if unit in {"minute", "hour"} else "P"
    return Value(f"{head}{text}{UNIT_CODES[unit]}", granularity=unit, type="DURATION", method="absolute")


def repeated(fields: Fields, _: Context) -> Value | None:
    """Something that comes again: «chaque année», «tous les lundis»."""
    weekday, unit, number = fields.get("weekday"), fields.get("unit"), fields.number("number") or 1
    if weekday:
        return Value(f"XXXX-WXX-{weekday}", granularity="day", type="SET", method="absolute")
    if unit not in UNIT_CODES:
        return None
    head = "PT" if unit in {"minute", "hour"} else "P"
    return Value(f"{head}{number}{UNIT_CODES[unit]}", granularity=unit, type="SET", method="absolute")


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
        calendar, moment, timed_day, weekday_after, day_of_month, week_of, interval, shift, period, stretch, nth_period,
        season_years, months_of, decade, decades, century, named_day, beside_date, duration, repeated, vague, nothing,
    )
}  # fmt: skip
