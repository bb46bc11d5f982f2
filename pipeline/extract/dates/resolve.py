"""Which day, month, season or year a date means, also where it leaves out its year, its month or its week."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from pipeline.extract.dates import periods
from pipeline.extract.dates.context import FUTURE, PAST, Context, Fields, no_anchor, possible_days
from pipeline.extract.dates.periods import Value, unknown

MONTH_CLASSES = ("month", "month_short", "month_figures", "english_month")
LATELY = 90  # days: a date so near behind is meant even beside a future («en vigueur depuis le 1er décembre, elle sera»)
CLOSE = 45  # days: a date so near ahead is meant even beside a past tense («attendu le 4 mai»)
HALF_YEAR = 186  # days: a date without its year lies no farther from the publication, weekday agreeing
NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2,4}))?")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
FAR_AHEAD = 270  # days: «the budget of 2019, passed in December», said in January, means the December before
THIS_MONTH = 6  # days: so much farther a day without its month may be in this month than in the next
WEATHER = 21  # days by which the weather's seasons go before those of the calendar
SOON = 3  # days: what is awaited is so near
NEAR = 2  # days: a weekday so near is meant, before or after, where nothing of its own says otherwise
NO_DAY = "no such day in the calendar"


def read_date(fields: Fields, prefix: str, context: Context) -> Value | None:  # noqa: PLR0911 - one return a form
    """Return what the fields of one date say together, or None where they make no date."""
    if fields.has("iso", prefix):
        return periods.from_iso(fields.text("iso", prefix))
    if fields.has("numeric", prefix) or fields.has("slashed", prefix):
        return _in_figures(fields, prefix, context)
    month = next((m for name in MONTH_CLASSES if (m := fields.get(name, prefix))), None)
    deictic = fields.get("deictic", prefix)
    if deictic is not None and not month:
        return _from_today(deictic, context)
    feast = fields.get("holiday", prefix) or fields.get("article_holiday", prefix)
    if feast:
        return _feast(feast, fields, prefix, context)
    if fields.has("day", prefix) or fields.has("first_word", prefix):
        return _with_day(month, fields, prefix, context)
    year, rel = stated_year(fields, prefix), fields.get("rel", prefix)
    counted = _counted_year(fields, context)
    if month and counted is not None:
        return periods.month(counted, month).by("publication")
    if month:
        return nearest_month(month, year, rel, context)
    if fields.has("season", prefix):
        return _season(fields.get("season", prefix), year, rel, context)
    weekday = _stated_weekday(fields, prefix)
    if weekday:
        return _weekday(weekday, rel, context, is_this=fields.has("this", prefix))
    return periods.year(year) if year is not None else None


def timed(value: Value, fields: Fields, prefix: str) -> Value:
    """Return the day with the clock time or the part of the day that stands with it."""
    hour, minute = _clock(fields, prefix)
    part = fields.get("part", prefix)
    if hour is not None and value.value is not None:
        if part in {"AF", "EV"} and 1 <= hour < 12:
            hour += 12
        half = fields.get("meridiem", prefix)
        if half is not None and hour <= 12:
            hour = hour % 12 + half
        return periods.at(value, hour, minute, fields.get("zone", prefix) or "")
    if part and value.granularity == "day":
        return periods.part_of(value, part)
    return value


def stated_year(fields: Fields, prefix: str = "") -> int | None:
    """Return the year that the expression itself holds."""
    year = fields.number("year", prefix)
    if year is not None:
        return year
    short = fields.number("century_year", prefix)
    return 1900 + short if short is not None else fields.number("near_year", prefix)


def _counted_year(fields: Fields, context: Context) -> int | None:
    """Return the year that is counted from the publication's, or from the one named last: «en mars de l'an dernier»."""
    offset, base = fields.get("year_rel"), context.year
    if fields.get("from") == "text" and context.last_value and context.last_value.start:
        base = context.last_value.start.year
    return base + offset if offset is not None and base is not None else None


def nearest_month(number: int, year: int | None, rel: int | None, context: Context) -> Value:
    """Return the month of the year, or the one that the direction asks for."""
    if year is not None:
        return periods.month(year, number)
    anchor = context.month
    if anchor is None:
        return unknown(no_anchor(context, "a month without its year"), "month")
    by_words = rel or context.is_behind  # «dernier», «depuis»
    told = None if by_words else _in_story_told(context, anchor, lambda y: periods.make_date(y, number, 1))
    if told:
        return periods.month(told.year, told.month).by("context")
    firsts = [d for y in _around(anchor.year) if (d := periods.make_date(y, number, 1))]
    told = None if by_words else _in_year_at_hand(context, anchor, firsts)
    if told:
        return periods.month(told.year, told.month).by("context")
    close = LATELY if context.is_aim else 0
    when = _choose(firsts, anchor, _asked_of_month(rel, context), strict=bool(rel), close=close)
    return periods.month(when.year, when.month).by("publication")


def _stated_weekday(fields: Fields, prefix: str) -> int | None:
    weekday: int | None = fields.get("weekday", prefix) or fields.get("weekday_short", prefix)
    return weekday


def _clock(fields: Fields, prefix: str) -> tuple[int | None, int | None]:
    clock = CLOCK.match(fields.text("clock", prefix))
    if clock:
        return int(clock[1]), int(clock[2])
    noon = fields.get("noon", prefix)
    hour = noon if noon is not None else fields.number("hour", prefix)
    minute = fields.number("minute", prefix)
    quarter = fields.get("quarter_hour", prefix)
    if quarter is not None and hour is not None:
        return (hour, quarter) if quarter > 0 else (hour - 1, 60 + quarter)
    return hour, minute


def _around(year: int, reach: int = 1) -> Iterable[int]:
    return (y for y in range(year - reach, year + reach + 1) if 0 < y < periods.LAST_YEAR)


def _asked(rel: int | None, context: Context) -> str | None:
    """Return the direction that the words («dernier») or else the verb ask for."""
    return {-1: PAST, 1: FUTURE}.get(rel or 0) or context.direction


def _asked_of_month(rel: int | None, context: Context) -> str | None:
    return {-1: PAST, 1: FUTURE}.get(rel or 0) or context.direction_of_month


def _choose(
    days: list[date], anchor: date, direction: str | None, *, strict: bool, close: int = CLOSE
) -> date:
    """Return the last day before the anchor, the next after it, or the nearest where no direction tells.

    `strict` leaves the anchor itself out; beside a past tense a day less than `close` days ahead is kept.
    """
    nearest = min(days, key=lambda d: (abs((d - anchor).days), d))
    before = [d for d in days if d < anchor or (d == anchor and not strict)]
    after = [d for d in days if d > anchor or (d == anchor and not strict)]
    if direction == PAST and before and (strict or not 0 < (nearest - anchor).days <= close):
        return max(before)
    if direction == FUTURE and after and (strict or not 0 < (anchor - nearest).days <= close):
        return min(after)
    return nearest


def _century(number: int, context: Context) -> int:
    """Return the full year of a year in two figures, at most ten years after the publication."""
    if number >= 100:
        return number
    limit = (context.year or 2030) + 10
    full = limit // 100 * 100 + number
    return full if full <= limit else full - 100


def _in_figures(fields: Fields, prefix: str, context: Context) -> Value | None:
    found = NUMERIC.fullmatch(fields.text("numeric", prefix) or fields.text("slashed", prefix))
    if not found:
        return None
    one, two = int(found[1]), int(found[2])
    day_first = fields.grammar.settings.get("day_first", True)
    day, month = (one, two) if (day_first and two <= 12) or one > 12 else (two, one)
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if not found[3]:
        return _without_year(day, month, _stated_weekday(fields, prefix), fields.get("rel", prefix), context)
    when = periods.make_date(_century(int(found[3]), context), month, day)
    return periods.day(when) if when else unknown(NO_DAY, "day")


def _with_day(month: int | None, fields: Fields, prefix: str, context: Context) -> Value | None:
    day = fields.number("day", prefix) or fields.number("first_word", prefix)
    if day is None or not 1 <= day <= 31:
        return None
    year, weekday = stated_year(fields, prefix), _stated_weekday(fields, prefix)
    if month and year is not None:
        when = periods.make_date(year, month, day)
        return periods.day(when) if when else unknown(NO_DAY, "day")
    counted = _counted_year(fields, context)
    if month and counted is not None:
        when = periods.make_date(counted, month, day)
        return periods.day(when).by("publication") if when else unknown(NO_DAY, "day")
    if month:
        return _without_year(day, month, weekday, fields.get("rel", prefix), context)
    return _without_month(day, weekday, fields.get("rel", prefix), context)


def _without_year(day: int, month: int, weekday: int | None, rel: int | None, context: Context) -> Value:
    if periods.make_date(2000, month, day) is None:
        return unknown(NO_DAY, "day")
    if context.year is None:
        return periods.yearless(month, day, no_anchor(context, "a date without its year"))
    anchor = context.day or context.month
    days = [d for y in _around(context.year) if (d := periods.make_date(y, month, day))]
    if anchor is None or not days:
        when = periods.make_date(context.year, month, day)
        return periods.day(when).by("publication") if when else unknown(NO_DAY, "day")
    agreeing = [d for d in days if d.isoweekday() == weekday and abs((d - anchor).days) <= HALF_YEAR]
    if agreeing:
        return periods.day(agreeing[0]).by("publication, weekday")
    told = None if rel else _in_story_told(context, anchor, lambda year: periods.make_date(year, month, day))
    if told:
        return periods.day(told).by("context")
    told = None if rel else _in_year_at_hand(context, anchor, days)
    if told:
        return periods.day(told).by("context")
    direction = _asked_of_month(rel, context)
    close = LATELY if direction == FUTURE else CLOSE
    if (context.is_ahead and not context.is_aim) or context.is_behind:
        close = 0
    return periods.day(_choose(days, anchor, direction, strict=bool(rel), close=close)).by("publication")


def _in_year_at_hand(context: Context, anchor: date, days: list[date]) -> date | None:
    """Return the one of the days that lies in the year just named, where no verb tells and it is not far ahead."""
    if context.direction is not None:
        return None
    named = (day for day in days if day.year == context.year_at_hand)
    return next((day for day in named if (day - anchor).days <= FAR_AHEAD), None)


def _in_story_told(context: Context, anchor: date, made: Callable[[int], date | None]) -> date | None:
    """Return the day in the past year that the text is telling of, soon after the day or month it named."""
    named = context.value_at_hand
    if named is None or named.start is None or named.granularity not in {"day", "month", "minute"}:
        return None  # a year named in passing tells no story
    if (anchor - named.start).days <= HALF_YEAR:
        return None
    day = made(named.start.year)
    return day if day and 0 <= (day - named.start).days <= HALF_YEAR else None


def _without_month(day: int, weekday: int | None, rel: int | None, context: Context) -> Value:
    anchor = context.day or context.month
    if anchor is None:
        return unknown(no_anchor(context, "a day without its month"), "day")
    reach = 6 if weekday else 1
    firsts = [periods.month(anchor.year, anchor.month + n).start for n in range(-reach, reach + 1)]
    days = [d for first in firsts if first and (d := periods.make_date(first.year, first.month, day))]
    fitting = [d for d in days if weekday in {None, d.isoweekday()}]
    if not fitting:
        return unknown(NO_DAY, "day")
    direction = None if weekday else _asked(rel, context)
    this_month = next((d for d in fitting if (d.year, d.month) == (anchor.year, anchor.month)), None)
    if direction is None and this_month:
        nearest = _choose(fitting, anchor, None, strict=False)
        farther = abs((this_month - anchor).days) - abs((nearest - anchor).days)
        return periods.day(this_month if farther <= THIS_MONTH else nearest).by("publication")
    return periods.day(_choose(fitting, anchor, direction, strict=bool(rel), close=0)).by("publication")


def _weekday(weekday: int, rel: int | None, context: Context, *, is_this: bool) -> Value:
    if context.in_apposition and context.last_day and context.last_day.isoweekday() == weekday:
        return periods.day(context.last_day).by("context")
    named = context.named_days.get(weekday)
    direction, anchor = _asked(rel, context), context.day
    if context.is_end and context.last_day:
        when = periods.add_days(context.last_day, (weekday - context.last_day.isoweekday()) % 7 or 7)
        return periods.day(when).by("context") if when else unknown("beyond the calendar", "day")
    ahead = (weekday - anchor.isoweekday()) % 7 if anchor else 0
    if anchor and not rel and _is_soon(weekday, ahead, context, is_this=is_this):
        direction = FUTURE
    elif anchor and not rel and 7 - ahead <= SOON and context.is_recalled:
        direction = PAST
    is_today = anchor and is_this and ahead <= 1
    if named and not rel and not is_today and not _contradicts(named, anchor, direction):
        return periods.day(named).by("named in the text")
    if anchor is None:
        return unknown(possible_days(context, weekday, direction), "day")
    if not rel and ahead:
        direction = _near(ahead, context, is_this=is_this) or direction
    way, distance = (1, ahead) if direction == FUTURE else (-1, -ahead % 7)
    when = periods.add_days(anchor, way * (7 if rel and not ahead else distance))
    method = "publication, future" if direction == FUTURE else "publication, past"
    return periods.day(when).by(method) if when else unknown("beyond the calendar", "day")


def _is_soon(weekday: int, ahead: int, context: Context, *, is_this: bool) -> bool:
    """Tell whether words of the text put a weekday ahead that its own verb would not."""
    if context.is_told_apart:
        return True
    return ahead <= SOON and (context.is_awaited or (is_this and weekday in context.these_ahead))


def _near(ahead: int, context: Context, *, is_this: bool) -> str | None:
    """Return where a weekday lies that is at most two days off, None where it is not or a verb of its own tells."""
    if is_this and ahead == 1:
        return FUTURE
    if context.is_sure:
        loose = ahead == 1 and not context.is_behind and context.lent != PAST
        return FUTURE if loose and context.verbs.is_loose(context.offset) else None
    if is_this and ahead <= SOON and context.direction is None:
        return FUTURE
    if ahead == 1 or (ahead <= NEAR and context.lent != PAST):
        return FUTURE
    return PAST if 7 - ahead <= NEAR else None


def _contradicts(named: date, anchor: date | None, direction: str | None) -> bool:
    """Tell whether the verb looks the other way than the day that the text names elsewhere: won samedi, plays samedi 15."""
    if anchor is None or direction is None or named == anchor:
        return False
    return (named > anchor) != (direction == FUTURE)


def _season(name: str, year: int | None, rel: int | None, context: Context) -> Value:
    if year is not None:
        return periods.season(year, name)
    anchor = context.day or context.month
    if anchor is None:
        return unknown(no_anchor(context, "a season without its year"), "season")
    seasons = [periods.season(y, name) for y in _around(anchor.year)]
    running = next((s for s in seasons if s.start and s.end and s.start <= anchor <= s.end), None)
    if running and not rel and not context.is_limit:
        return running.by("publication")
    starts = {s.start: s for s in seasons if s.start and s is not running}
    chosen = _choose(list(starts), anchor, _asked(rel, context), strict=bool(rel), close=WEATHER)
    return starts[chosen].by("publication")


def _from_today(days: int, context: Context) -> Value:
    if context.day is None:
        return unknown(no_anchor(context, "a day counted from today"), "day")
    when = periods.add_days(context.day, days)
    return periods.day(when).by("publication") if when else unknown("beyond the calendar", "day")


def _feast(rule: str, fields: Fields, prefix: str, context: Context) -> Value:
    """Return a feast: «12-25» is fixed, «easter+39» counts from Easter."""
    year, rel = stated_year(fields, prefix), fields.get("rel", prefix)
    if year is not None:
        when = periods.feast(rule, year)
        return periods.day(when) if when else unknown(NO_DAY, "day")
    anchor = context.day or context.month
    if anchor is None:
        return unknown(no_anchor(context, "a feast without its year"), "day")
    days = [d for y in _around(anchor.year) if (d := periods.feast(rule, y))]
    direction = _asked(rel, context)
    close = 0 if direction == FUTURE else CLOSE
    return periods.day(_choose(days, anchor, direction, strict=bool(rel), close=close)).by("publication")
