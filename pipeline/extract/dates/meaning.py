"""What a rule's expression means: one function a kind of meaning, named by `means` in lang/<code>/dates.toml."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from pipeline.extract.dates import periods
from pipeline.extract.dates.context import FUTURE, PAST, Context, Fields, no_anchor, possible_days
from pipeline.extract.dates.periods import Value, unknown

NEAR = 186  # days: a date without its year lies within half a year of the publication
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
NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2,4}))?")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
ENDLESS = 100_000  # units: beyond it, no calendar


def _nearest(days: list[date], context: Context, rel: int | None, *, strict: bool = False) -> date | None:
    """Return the day that the direction asks for: the last one before or the next one after publication."""
    anchor = context.day or context.month
    if anchor is None or not days:
        return None
    direction = {-1: PAST, 1: FUTURE}.get(rel or 0) or context.direction
    before = [d for d in days if d < anchor or (d == anchor and not strict)]
    after = [d for d in days if d > anchor or (d == anchor and not strict)]
    if direction == PAST and before:
        return max(before)
    if direction == FUTURE and after:
        return min(after)
    return min(days, key=lambda d: (abs((d - anchor).days), d))


def _century(number: int, context: Context) -> int:
    """Return the full year of a year in two figures, at most ten years after the publication."""
    if number >= 100:
        return number
    limit = (context.year or 2030) + 10
    full = limit // 100 * 100 + number
    return full if full <= limit else full - 100


def _day_month(fields: Fields, prefix: str, context: Context) -> Value | None:
    text = fields.text("numeric", prefix) or fields.text("slashed", prefix)
    found = NUMERIC.fullmatch(text)
    if not found:
        return None
    one, two = int(found[1]), int(found[2])
    day_first = fields.grammar.settings.get("day_first", True)
    day, month = (one, two) if (day_first and two <= 12) or one > 12 else (two, one)
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if found[3]:
        when = periods.make_date(_century(int(found[3]), context), month, day)
        return periods.day(when) if when else unknown("no such day in the calendar", "day")
    return _without_year(day, month, None, fields.get("rel", prefix), context)


def _without_year(day: int, month: int, weekday: int | None, rel: int | None, context: Context) -> Value:
    if periods.make_date(2000, month, day) is None:
        return unknown("no such day in the calendar", "day")
    if context.year is None:
        return unknown(no_anchor(context, "a date without its year"), "day")
    years = range(context.year - 1, context.year + 2)
    if weekday:
        years = range(context.year - 6, context.year + 7)
    days = [d for y in years if 0 < y <= periods.LAST_YEAR and (d := periods.make_date(y, month, day))]
    agreeing = [d for d in days if d.isoweekday() == weekday]
    if (
        agreeing
        and context.month
        and abs((min(agreeing, key=lambda d: abs((d - context.month).days)) - context.month).days) < NEAR
    ):
        when: date | None = min(agreeing, key=lambda d: abs((d - context.month).days))
    elif context.month is None:
        when = periods.make_date(context.year, month, day)
    else:
        near = [d for d in days if abs(d.year - context.year) <= 1]
        when = _nearest(near or days, context, rel)
    return periods.day(when).by("publication") if when else unknown("no such day in the calendar", "day")


def _weekday(weekday: int, rel: int | None, context: Context) -> Value:
    named = context.named_days.get(weekday)
    if named and not rel:
        return periods.day(named).by("named in the text")
    direction = {-1: PAST, 1: FUTURE}.get(rel or 0) or context.direction
    anchor = context.day
    if anchor is None:
        return unknown(possible_days(context, weekday, direction), "day")
    if direction == FUTURE:
        ahead = (weekday - anchor.isoweekday()) % 7
        ahead = 7 if ahead == 0 and rel else ahead
        when = periods.add_days(anchor, ahead)
    else:
        back = (anchor.isoweekday() - weekday) % 7
        back = 7 if back == 0 and rel else back
        when = periods.add_days(anchor, -back)
    method = "publication, future" if direction == FUTURE else "publication, past"
    return periods.day(when).by(method) if when else unknown("beyond the calendar", "day")


def _weekday_and_day(weekday: int, day: int, context: Context) -> Value:
    if context.month is None:
        return unknown(no_anchor(context, "a day without its month"), "day")
    around = [periods.month(context.month.year, context.month.month + n).start for n in range(-6, 7)]
    days = [d for first in around if first and (d := periods.make_date(first.year, first.month, day))]
    agreeing = [d for d in days if d.isoweekday() == weekday]
    if not agreeing:
        return unknown("no such day in the calendar", "day")
    anchor = context.day or context.month
    return periods.day(min(agreeing, key=lambda d: abs((d - anchor).days))).by("publication")


def _day_alone(day: int, context: Context) -> Value:
    if context.month is None:
        return unknown(no_anchor(context, "a day without its month"), "day")
    around = [periods.month(context.month.year, context.month.month + n).start for n in (-1, 0, 1)]
    days = [d for first in around if first and (d := periods.make_date(first.year, first.month, day))]
    when = _nearest(days, context, None)
    return periods.day(when).by("publication") if when else unknown("no such day in the calendar", "day")


def _month(number: int, year: int | None, rel: int | None, context: Context) -> Value:
    if year is not None:
        return periods.month(year, number)
    if context.month is None:
        return unknown(no_anchor(context, "a month without its year"), "month")
    firsts = [
        date(y, number, 1) for y in range(context.month.year - 1, context.month.year + 2) if 0 < y < 9999
    ]
    monthly = Context(periods.month(context.month.year, context.month.month), context.tense, context.offset)
    when = _nearest(firsts, monthly, rel, strict=bool(rel))
    return (
        periods.month(when.year, when.month).by("publication") if when else unknown("no such month", "month")
    )


def _season(name: str, year: int | None, rel: int | None, context: Context) -> Value:
    if year is None:
        if context.day is None and context.month is None:
            return unknown(no_anchor(context, "a season without its year"), "season")
        anchor = context.day or context.month
        assert anchor is not None  # noqa: S101 - one of the two, by the test above
        seasons = [periods.season(anchor.year + n, name) for n in (-1, 0, 1)]
        direction = {-1: PAST, 1: FUTURE}.get(rel or 0) or context.direction
        running = [s for s in seasons if s.start and s.end and s.start <= anchor <= s.end]
        if running and not rel:
            return running[0].by("publication")
        past = [s for s in seasons if s.end and s.end < anchor]
        ahead = [s for s in seasons if s.start and s.start > anchor]
        if direction == PAST and past:
            return past[-1].by("publication")
        if direction == FUTURE and ahead:
            return ahead[0].by("publication")
        nearest = min(seasons, key=lambda s: min(abs((s.start - anchor).days), abs((s.end - anchor).days)))  # type: ignore[operator]
        return nearest.by("publication")
    return periods.season(year, name)


def _date(fields: Fields, prefix: str, context: Context) -> Value | None:  # noqa: PLR0911, C901 - one line a form
    if fields.has("iso", prefix):
        return periods.from_iso(fields.text("iso", prefix))
    if fields.has("numeric", prefix) or fields.has("slashed", prefix):
        return _day_month(fields, prefix, context)
    weekday, rel = fields.get("weekday", prefix), fields.get("rel", prefix)
    weekday = weekday or fields.get("weekday_short", prefix)
    month = fields.get("month", prefix) or fields.get("month_short", prefix)
    day = fields.number("day", prefix) or fields.number("first_word", prefix)
    year = _year(fields, prefix)
    if fields.has("day", prefix) and (day is None or not 1 <= day <= 31):
        return None
    deictic = fields.get("deictic", prefix)
    if deictic is not None and not month:
        return _shifted_day(deictic, context)
    if fields.has("holiday", prefix):
        return _holiday(str(fields.get("holiday", prefix)), year, rel, context)
    if day and month:
        if year is None:
            return _without_year(day, month, weekday, rel, context)
        when = periods.make_date(year, month, day)
        return periods.day(when) if when else unknown("no such day in the calendar", "day")
    if month:
        return _month(month, year, rel, context)
    if fields.has("season", prefix):
        return _season(fields.get("season", prefix), year, rel, context)
    if weekday and day:
        return _weekday_and_day(weekday, day, context)
    if weekday:
        return _weekday(weekday, rel, context)
    if day:
        return _day_alone(day, context)
    return periods.year(year) if year is not None else None


def _year(fields: Fields, prefix: str) -> int | None:
    for name in ("year", "near_year"):
        if fields.has(name, prefix) or name in fields.found.rule.constants:
            return fields.number(name, prefix)
    return None


def _shifted_day(days: int, context: Context) -> Value:
    if context.day is None:
        return unknown(no_anchor(context, "a day counted from today"), "day")
    when = periods.add_days(context.day, days)
    return periods.day(when).by("publication") if when else unknown("beyond the calendar", "day")


def easter(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar (Meeus, Jones, Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    x = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * x) // 451
    month, day = divmod(h + x - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _holiday(rule: str, year: int | None, rel: int | None, context: Context) -> Value:
    """Return a feast: «12-25» is fixed, «easter+39» counts from Easter."""

    def of(number: int) -> date | None:
        if rule.startswith("easter"):
            return periods.add_days(easter(number), int(rule.removeprefix("easter") or 0))
        month, day = rule.split("-")
        return periods.make_date(number, int(month), int(day))

    if year is not None:
        when = of(year)
        return periods.day(when) if when else unknown("no such day in the calendar", "day")
    if context.year is None:
        return unknown(no_anchor(context, "a feast without its year"), "day")
    days = [d for n in (-1, 0, 1) if 0 < context.year + n < 9999 and (d := of(context.year + n))]
    when = _nearest(days, context, rel, strict=bool(rel))
    return periods.day(when).by("publication") if when else unknown(no_anchor(context, "a feast"), "day")


def _timed(value: Value, fields: Fields, prefix: str) -> Value:
    """Return the day with the clock time or the part of the day that stands with it."""
    clock = CLOCK.match(fields.text("clock", prefix))
    part = fields.get("part", prefix)
    if clock:
        hour: int | None = int(clock[1])
        minute: int | None = int(clock[2])
    elif fields.has("noon", prefix):
        hour, minute = fields.get("noon", prefix), None
    else:
        hour, minute = fields.number("hour", prefix), fields.number("minute", prefix)
    if hour is not None and value.value is not None:
        if part in {"AF", "EV"} and 1 <= hour < 12:
            hour += 12
        half = fields.get("meridiem", prefix)
        if half is not None and hour <= 12:
            hour = hour % 12 + half
        zone = fields.get("zone", prefix) or ""
        return periods.at(value, hour, minute, zone)
    if part and value.granularity == "day":
        return Value(
            value.value, value.start, value.end, f"day, {part}", value.type, value.method, value.reason
        )
    return value


def calendar(fields: Fields, context: Context) -> Value | None:
    """A day, month, season or year, with what stands beside it."""
    value = _date(fields, "", context)
    return _timed(value, fields, "") if value else None


def moment(fields: Fields, context: Context) -> Value | None:
    """A clock time or part of the day alone: on the day named last, else on that of publication."""
    anchor = context.day or context.last_day
    if anchor is None:
        return unknown(no_anchor(context, "a time of the day"), "minute")
    part = fields.get("part")
    if part and not fields.has("hour") and not fields.has("clock"):
        return Value(f"{anchor.isoformat()}T{part}", anchor, anchor, "part of the day", "TIME", "publication")
    value = _timed(periods.day(anchor).by("publication"), fields, "")
    return value if value.type == "TIME" or value.value is None else None


def interval(fields: Fields, context: Context) -> Value | None:
    """From one date to another; what the first leaves out, the second tells."""
    last = _date(fields, "b", context)
    if last is None:
        return None
    filled = dict(fields.found.fields)
    for name in ("month", "month_short", "year", "rel"):
        if ("a", name) not in filled and ("b", name) in filled and not _finer(filled, name):
            filled["a", name] = filled["b", name]
    match = type(fields.found)(fields.found.rule, fields.found.first, fields.found.last, filled)
    first = _date(Fields(fields.grammar, match), "a", context)
    if first is None:
        return None
    first, last = _timed(first, fields, "a"), _timed(last, fields, "b")
    if first.start and last.end and first.start > last.end:
        first = _turned(first, last, filled)
    return periods.between(first, last)


def _finer(filled: dict[tuple[str, str], str], name: str) -> bool:
    """Tell whether the first date has a form that the second's `name` would not complete."""
    named = ("a", "month") in filled or ("a", "month_short") in filled
    if name.startswith("month"):
        return named or ("a", "day") not in filled
    return not named and ("a", "day") not in filled


def _turned(first: Value, last: Value, filled: dict[tuple[str, str], str]) -> Value:
    """Return the first end moved back where it would come after the last: a year for a date, a week for a weekday."""
    if first.start is None or last.end is None or first.granularity not in {"day", "month"}:
        return first
    if ("a", "weekday") in filled and ("a", "month") not in filled:
        back = periods.add_days(first.start, -7)
        return periods.day(back).by(first.method) if back else first
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
        return (
            vague
            if anchor is None or unit == "minute" or number < 24
            else _moved(anchor, "day", int(number) // 24 * sign)
        )
    if number != int(number) or number > ENDLESS:
        return vague
    if anchor is None:
        return _shift_from_month(unit, int(number) * sign, context)
    return _moved(anchor, unit, int(number) * sign)


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
    if unit == "weekend":
        if rel == 0 and context.direction != FUTURE and anchor.isoweekday() < 5:
            rel = -1 if context.direction == PAST else 0
        elif rel < 0 and anchor.isoweekday() == 7:
            rel = -1
    if unit == "day":
        when = periods.add_days(anchor, rel)
        return periods.day(when).by("publication") if when else unknown("beyond the calendar", "day")
    if unit in {"week", "weekend"}:
        when = periods.add_days(anchor, 7 * rel)
        if when is None:
            return unknown("beyond the calendar", unit)
        return (periods.week if unit == "week" else periods.weekend)(when).by("publication")
    if unit == "month":
        return periods.month(anchor.year, anchor.month + rel).by("publication")
    if unit == "quarter":
        nth = (anchor.month - 1) // 3 + rel
        return periods.quarter(anchor.year + nth // 4, nth % 4 + 1).by("publication")
    if unit == "year":
        return periods.year(anchor.year + rel).by("publication")
    if unit == "decade":
        return periods.decade(anchor.year // 10 * 10 + 10 * rel).by("publication")
    if unit == "century":
        return periods.century((anchor.year - 1) // 100 + 1 + rel).by("publication")
    return None


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
    near, far = (1, number) if unit in MONTHS or rel > 0 else (0, number)
    if rel < 0:
        near, far = -far, -near
    first, last = _period_or_day(unit, anchor, near), _period_or_day(unit, anchor, far)
    return periods.between(first, last)


def _period_or_day(unit: str, anchor: date, number: int) -> Value:
    return _moved(anchor, unit, number)


def nth_period(fields: Fields, context: Context) -> Value | None:
    """The first quarter, second half, last week of a month or year."""
    nth = fields.number("nth") or fields.number("ordinal_number")
    unit = fields.get("unit_of_year") or fields.get("unit_of_month")
    year = _year(fields, "")
    within = _month_of(fields, context)
    if within is None:
        if year is None and context.year is None:
            return unknown(no_anchor(context, "a part of the year"), unit)
        within = periods.year(year if year is not None else (context.year or 0) + (fields.get("rel") or 0))
    if nth is None or within.start is None or within.end is None:
        return within
    return _nth_in(nth, unit, within, fields.get("weekday"))


def _month_of(fields: Fields, context: Context) -> Value | None:
    number = fields.get("month") or fields.get("month_short")
    return _month(number, _year(fields, ""), fields.get("rel"), context) if number else None


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
        last_one = within.end - timedelta(days=(within.end.isoweekday() - target) % 7)
        when = last_one if nth == -1 else first_one + timedelta(days=7 * (nth - 1))
    else:
        return None
    if when is None or not within.start <= when <= within.end:
        return unknown("no such day in the calendar", "day")
    made = {"week": periods.week, "weekend": periods.weekend}.get(unit or "", periods.day)
    return made(when).by(within.method)


def months_of(fields: Fields, context: Context) -> Value | None:
    """The first or last so many months of a year."""
    number, nth, year = fields.number("number"), fields.number("first_months"), _year(fields, "")
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


def century(fields: Fields, _: Context) -> Value | None:
    """«le XIXe siècle»."""
    number = fields.number("century") or fields.number("ordinal_number")
    return periods.century(number) if number else None


def named_day(fields: Fields, context: Context) -> Value | None:
    """A day counted from the one that the text named last: «la veille», «ce jour-là»."""
    anchor = context.last_day or context.day
    if anchor is None:
        return unknown("no day named before it in the text", "day")
    when = periods.add_days(anchor, fields.get("offset"))
    return _timed(periods.day(when).by("context"), fields, "") if when else None


def beside_date(fields: Fields, context: Context) -> Value | None:
    """The eve or the morrow of a date that stands with it."""
    value = _date(fields, "", context)
    if value is None or value.start is None or value.granularity != "day":
        return value
    when = periods.add_days(value.start, fields.get("offset"))
    return periods.day(when).by(value.method) if when else None


def duration(fields: Fields, _: Context) -> Value | None:
    """A length of time."""
    number, unit = fields.amount(), fields.get("length_unit") or fields.get("years")
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
        value = "PAST_REF" if fields.get("rel") == -1 else "FUTURE_REF"
    return Value(value, granularity="vague", method="vague")


def nothing(_fields: Fields, _context: Context) -> Value | None:
    """What looks like a date and is none: the rule takes its place and gives no row."""
    return None


MEANINGS: dict[str, Callable[[Fields, Context], Value | None]] = {
    meaning.__name__: meaning
    for meaning in (
        calendar, moment, interval, shift, period, stretch, nth_period, months_of, decade, century,
        named_day, beside_date, duration, repeated, vague, nothing,
    )
}  # fmt: skip
