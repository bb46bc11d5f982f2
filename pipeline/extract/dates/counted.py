"""What is counted from the day of publication, or from what the text named last: units ago, last weeks, parts of a year."""

from datetime import date, timedelta

from pipeline.extract.dates import periods
from pipeline.extract.dates.context import FUTURE, PAST, Context, Fields, no_anchor
from pipeline.extract.dates.periods import Value, unknown
from pipeline.extract.dates.resolve import nearest_month, stated_year

MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
HOURS_A_DAY = 24
FIRST_EDGE, LAST_EDGE = 1, 3  # of what lang/ calls an edge
MIDWEEK, FRIDAY = 3, 5
EARLY = 6  # months or days: so early in a year or month its end is still to come, beside a past tense the last one's
FAR = 183  # days
ENDLESS = 100_000  # units: beyond it, no calendar
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
HALVES = {
    "year": (12, "month"),
    "day": (24, "hour"),
    "hour": (60, "minute"),
}  # in how many of what a half is told


def shift(fields: Fields, context: Context) -> Value | None:
    """A number of units before or after the publication, or after the day named last (`from = "text"`)."""
    number, unit = fields.amount(), fields.get("unit") or fields.get("years")
    sign = fields.get("sign") or fields.get("rel")
    if number is None or unit is None or sign is None:
        return None
    if fields.get("half") and unit in HALVES:
        parts, unit = HALVES[unit]
        number = number * parts + parts / 2
    if fields.get("spent") and context.direction == PAST:
        return duration(fields, context)  # «won in two hours»: what it took
    vague = Value(f"{'PAST' if sign < 0 else 'FUTURE'}_REF", granularity="vague", method="vague")
    anchor = context.day
    if fields.get("from") == "text":
        anchor = named_last(unit, context) or context.day
    if unit in {"minute", "hour"}:
        return _clock_moved(number * sign, unit, fields, context) or vague
    if number != int(number) or number > ENDLESS:
        return vague
    if anchor is None:
        return _shift_from_month(unit, int(number) * sign, context)
    return _moved(anchor, unit, int(number) * sign)


def named_last(unit: str, context: Context) -> date | None:
    """Return the day that the text named last; for months and years, also the month or year that it named since."""
    since = context.last_value_end > context.last_day_end and unit in MONTHS
    return context.last_value.start if since and context.last_value else context.last_day


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
    """This, the last or the next week, month, year ...; `from = "text"` counts from the day named last.

    With `told = true` it is a habit, and no date, where no verb looks back or ahead: «fermé durant le week-end».
    """
    unit = fields.get("unit") or fields.get("edge_unit")
    rel = fields.get("rel") or fields.get("rel_text") or 0
    anchor = context.day
    if fields.get("told") and context.direction is None:
        return None
    if fields.get("from") == "text":
        anchor = named_last(unit, context) or context.day
    if anchor is None and context.month is not None and unit == "month":
        anchor = context.month
    if anchor is None and context.year is not None and unit == "year":
        return periods.year(context.year + rel).by("publication")
    if anchor is None:
        return unknown(no_anchor(context, "a time counted from today"), unit)
    weekday = fields.get("weekday")
    edge = fields.get("edge") or fields.get("edge_noun")
    if not rel:
        begun = bool(fields.get("begun"))
        rel = (
            _weekend_before(anchor, context, begun=begun, gone=bool(fields.get("gone")))
            if unit == "weekend"
            else _of_edge(edge, unit, anchor, context)
        )
        if (
            fields.get("told")
            and unit == "week"
            and anchor.isoweekday() < MIDWEEK
            and context.direction == PAST
        ):
            rel = -1  # it is over
    moved = _period_at(unit, anchor, rel)
    if weekday and moved and moved.start:
        return periods.day(moved.start + timedelta(days=weekday - moved.start.isoweekday())).by("publication")
    return moved


def _of_edge(edge: int | None, unit: str, anchor: date, context: Context) -> int:
    """Return how many years or months on an edge lies: the start is the next one's where the verb looks ahead."""
    if unit not in {"year", "month", "week"} or context.is_limit or context.is_behind:
        return 0
    if edge == FIRST_EDGE and context.direction == FUTURE:
        return int(unit != "week" or anchor.isoweekday() > MIDWEEK)
    if unit == "week":
        return 0
    early = anchor.month <= EARLY if unit == "year" else anchor.day <= EARLY
    return -1 if edge == LAST_EDGE and early and context.direction == PAST else 0


def _weekend_before(anchor: date, context: Context, *, begun: bool, gone: bool) -> int:
    """Return -1 where a weekend is the one before: the verb looks back, or the words tell of one `begun` early in a week.

    One that is told of and not called this one is `gone` until the next has come: «at the weekend», on a Friday.
    """
    if context.direction == PAST:
        last = FRIDAY if gone else MIDWEEK + 1 if context.is_sure else MIDWEEK
        return -1 if anchor.isoweekday() <= last else 0
    told = context.before.strip() and context.direction is None  # something is told of it
    return -1 if begun and told and anchor.isoweekday() <= MIDWEEK else 0


def _period_at(unit: str, anchor: date, rel: int) -> Value | None:
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
    part = _nth_in(nth, unit, within, fields.get("weekday"))
    counted = within.method == "publication" and unit in {"quarter", "half-year"} and not fields.get("rel")
    if part and counted and (away := _years_away(part, context)):
        moved = periods.year(within.start.year + away).by("publication")
        return _nth_in(nth, unit, moved, None)
    return part


def _years_away(part: Value, context: Context) -> int:
    """Return by how many years a quarter is another than this year's: the last one's where it lies far ahead, or the next."""
    if context.day is None or part.start is None or part.end is None:
        return 0
    if (part.start - context.day).days > FAR and context.direction != FUTURE:
        return -1
    return 1 if (context.day - part.end).days > FAR and context.direction == FUTURE else 0


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


def months_to(fields: Fields, context: Context) -> Value | None:
    """So many months up to the end of one: «the six months to June»."""
    last, number = _month_of(fields, context), fields.number("number")
    if last is None or number is None or not 1 <= number <= ENDLESS:
        return None
    if last.start is None:
        return last
    first = periods.month(last.start.year, last.start.month - number + 1)
    return periods.between(first, last).by(last.method)


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
    elif ahead or fields.get("rel") != 0:  # the same weekday named again is the same day
        ahead -= 7
    when = periods.add_days(anchor, ahead)
    return periods.day(when).by("publication" if days is not None else "context") if when else None


def duration(fields: Fields, _: Context) -> Value | None:
    """A length of time."""
    number, unit = (
        fields.amount(),
        next((u for name in ("length_unit", "unit", "years", "hours") if (u := fields.get(name))), None),
    )
    if number is None or unit not in UNIT_CODES:
        return None
    number *= {"decade": 10, "century": 100}.get(unit, 1)
    if fields.get("half") and unit in HALVES:
        parts, unit = HALVES[unit]
        number = number * parts + parts / 2
    text = f"{number:.12g}" if number < 1e12 else f"{number:.0f}"
    head = "PT" if unit in {"minute", "hour"} else "P"
    return Value(f"{head}{text}{UNIT_CODES[unit]}", granularity=unit, type="DURATION", method="absolute")
