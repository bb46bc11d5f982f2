"""Finds the temporal expressions of articles and what they mean on the calendar.

The cut is HeidelTime's (Strötgen & Gertz 2013): lang/<code>/dates.toml says what to match and which meaning a
rule has, meaning.py turns it into a TIMEX3 value given the day of publication, direction.py asks the verb
whether the text looks back or ahead. Time is linear in the length of the text; no clock is ever asked.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

import polars as pl

from pipeline.extract.dates import periods
from pipeline.extract.dates.context import AT_HAND, FUTURE, Context, Cues, Fields, folded
from pipeline.extract.dates.direction import NoVerbs, verbs
from pipeline.extract.dates.grammar import Grammar, Match, grammar, matches
from pipeline.extract.dates.lexer import Encoded, encode
from pipeline.extract.dates.meaning import MEANINGS
from pipeline.extract.dates.sayings import Row, Saying, find_sayings, saying_row
from pipeline.extract.ids import with_content_id
from pipeline.extract.reading import HEADLINES, readings
from pipeline.tables import frame

__all__ = ["Layout", "Name", "Stated", "find_dates", "read_dates", "read_stated"]

DATED = ("day", "month", "rel", "deictic", "numeric", "slashed")
CAPITAL = r"[A-ZÀ-Ý][^\W\d_]*[a-zß-ÿ]"
CAPITAL_BEFORE, CAPITAL_AFTER = re.compile(rf"({CAPITAL}) $"), re.compile(f" {CAPITAL}")
SEASON = {("", "season")}
ALSO_NAMES = {("", name) for name in ("month", "month_short", "holiday", "article_holiday")}
DEICTIC = {("", "deictic")}
NESTED = (
    4  # names that may begin before an expression and still hold it: «Mme Marie Juin», «Marie Juin», «Juin»
)
BEFORE = 64  # characters before an expression that may hold words such as «pour», «avant la marche de»
HEADS = HEADLINES | {"caption"}  # roles of pieces without a sentence of their own, often
NO_TOKENS = frame("tokens", [])


Span = tuple[int, int]


class Name(NamedTuple):
    """Where a name stands, and whether it is a person's."""

    start: int
    end: int
    is_person: bool


def find_dates(
    articles: pl.DataFrame,
    segments: pl.DataFrame,
    tokens: pl.DataFrame,
    mentions: pl.DataFrame,
    quotes: pl.DataFrame,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the `dates` of the articles, one row an expression in the order of the text, and the `sayings`.

    `articles.published` (ISO 8601 at its true precision) is the anchor of what is relative; without it such
    values stay NULL with a reason. `tokens` may lack an article: its verbs are then not asked. A month or feast that
    stands in a name of `mentions` («Robert Janvier») is none. In quotation marks a day counts from the one on which
    the words were said, where the text tells that: «hier» in words of Monday is Sunday.
    """
    layouts = _layouts(segments)
    parts = tokens.partition_by("article_id", as_dict=True) if tokens.height else {}
    named, spoken = (
        names_of(mentions),
        quotes.sort("article_id", "start_char").partition_by("article_id", as_dict=True),
    )
    rows: list[dict[str, object]] = []
    sayings: list[dict[str, object]] = []
    for reading, published in zip(
        readings(articles, segments, tokens, mentions), articles["published"], strict=True
    ):
        key = reading.article_id
        read = partial(
            read_dates,
            reading.text,
            reading.language,
            layout=layouts.get(key, Layout()),
            tokens=parts.get((key,), NO_TOKENS),
            names=named.get(key, ()),
        )
        found = list(read(published))
        said = spoken[key,].to_dicts() if (key,) in spoken else []
        known = periods.from_published(published)
        told = find_sayings(reading, said, found, known.end if known else None)
        sayings.extend(map(saying_row, told))
        rows.extend({"article_id": key, **row} for row in _retold(found, told, read))
    out = frame("dates", rows)
    out = with_content_id(out.drop("date_id"), "date_id", ["article_id", "start_char", "end_char"]).select(
        out.columns
    )
    return out, frame("sayings", sayings)


def _retold(found: list[Row], told: Sequence[Saying], read: Callable[[str], Iterator[Row]]) -> Iterator[Row]:
    """Yield the rows of an article, those in words of another day read again from that day on."""
    spans = {
        (quote["start_char"], quote["end_char"]): day["starts_on"]
        for quote, day, *_ in told
        if quote["kind"] != "indirect" and day and day["starts_on"] and day["starts_on"] == day["ends_on"]
    }

    def day_of(row: Row) -> date | None:
        within = (day for (start, end), day in spans.items() if start <= row["start_char"] < end)
        return next(within, None) if row["method"].startswith(("publication", "unresolved")) else None

    days = {day for row in found if (day := day_of(row))}
    again = {
        day: {(row["start_char"], row["end_char"]): row for row in read(day.isoformat())} for day in days
    }
    for row in found:
        day = day_of(row)
        other = again[day].get((row["start_char"], row["end_char"])) if day else None
        yield {**other, "method": "said"} if other and other["value"] != row["value"] else row


class Layout(NamedTuple):
    """Where the pieces of a text begin, and the spans of those that are headlines and captions, in order."""

    breaks: frozenset[int] = frozenset()
    heads: tuple[Span, ...] = ()

    @classmethod
    def of(cls, pieces: Iterable[tuple[str, int, int]]) -> "Layout":
        """Return the layout of pieces, each its role, start and end."""
        pieces = list(pieces)
        heads = sorted((start, end) for role, start, end in pieces if role in HEADS)
        return cls(frozenset(start for _, start, _ in pieces), tuple(heads))


def _layouts(segments: pl.DataFrame) -> dict[int, Layout]:
    pieces: dict[int, list[tuple[str, int, int]]] = {}
    role = pl.col("role").cast(pl.String)
    for key, *piece in segments.select("article_id", role, "start_char", "end_char").iter_rows():
        pieces.setdefault(key, []).append(tuple(piece))
    return {key: Layout.of(found) for key, found in pieces.items()}


def read_dates(
    text: str,
    language: str | None,
    published: str | None = None,
    layout: Layout = Layout(),  # noqa: B008 - it cannot change
    tokens: pl.DataFrame = NO_TOKENS,
    names: Sequence[Name] = (),
) -> Iterator[dict[str, object]]:
    """Yield the expressions of one text as rows of `dates` without ids; offsets count characters.

    A weekday of a headline that no verb tells looks where the body's does.
    """
    for found in _read(text, language, published, layout, tokens, names):
        yield _row(text, found.start, found.end, found.value)


class Stated(NamedTuple):
    """What one expression says of the day on which it was written."""

    start: int
    end: int
    weekday: int | None  # a weekday alone, without its date: 1..7
    value: periods.Value
    direction: str | None  # past, future, or None where the verb does not tell
    background: bool  # told as past of a past («avait annoncé»)


def read_stated(
    text: str,
    language: str | None,
    published: str | None,
    layout: Layout = Layout(),  # noqa: B008 - it cannot change
    tokens: pl.DataFrame = NO_TOKENS,
) -> Iterator[Stated]:
    """Yield what each expression of a text says of the day it was written on: its weekday, value and direction."""
    for found in _read(text, language, published, layout, tokens, ()):
        fields = Fields(grammar(language), found.match)
        weekday = fields.get("weekday") if _is_weekday_alone(fields) else None
        direction = found.context.direction
        yield Stated(found.start, found.end, weekday, found.value, direction, found.context.background)


class _Found(NamedTuple):
    match: Match
    start: int
    end: int
    value: periods.Value
    context: Context


def _read(
    text: str,
    language: str | None,
    published: str | None,
    layout: Layout,
    tokens: pl.DataFrame,
    names: Sequence[Name],
) -> Iterator[_Found]:
    rules = grammar(language)
    encoded = encode(text, rules.vocabulary, layout.breaks)
    anchor = periods.from_published(published)
    cues = Cues(**{name: _words(rules, name) for name in Cues._fields})
    context = Context(anchor, verbs(tokens, rules.direction), cues)
    found = matches(encoded, rules)
    context.named_days = _named_days(found, rules, anchor)
    lent = _told_weekdays(found, encoded, rules, context, layout.heads)
    context.these_ahead = lent.these_ahead
    for match in found:
        start, end = encoded.starts[match.first], encoded.ends[match.last - 1]
        _place(context, text, start, end)
        fields = Fields(rules, match)
        context.lent = lent.of(fields.get("weekday"), in_head=_within(start, layout.heads))
        if _is_part_of_name(match, names, encoded, rules):
            continue
        value = MEANINGS[match.rule.means](fields, context)
        figures = rules.settings.get("counts_before") and text[start:end].isdecimal()
        if value is None or (figures and context.verbs.counts(start)):
            continue
        _remember(value, end, context)
        context.last_start, context.last_end = start, end
        yield _Found(match, start, end, value, context)


def _place(context: Context, text: str, start: int, end: int) -> None:
    context.offset, context.end, context.before = start, end, text[max(0, start - BEFORE) : start]
    near = 0 <= start - context.last_year_end <= AT_HAND
    context.since_year = text[context.last_year_end : start] if near else ""


def _within(start: int, spans: Sequence[Span]) -> bool:
    """Tell whether an offset lies in one of the spans, which stand in the order of the text."""
    at = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return at >= 0 and start < spans[at][1]


def _is_weekday_alone(fields: Fields) -> bool:
    """Tell whether an expression is a weekday without its date and without «dernier» or «prochain»."""
    calendar = fields.found.rule.means == "calendar" and fields.has("weekday")
    return calendar and not any(fields.has(name) for name in DATED)


class _Told(NamedTuple):
    """Weekday -> where the verbs of the body say that it lies: the first, and the only one where all agree."""

    first: dict[int, str]
    only: dict[int, str]
    these_ahead: frozenset[int]  # beside «ce»

    def of(self, weekday: int | None, *, in_head: bool) -> str | None:
        """Return where a weekday lies that no verb of its own tells; a headline looks where the body does first."""
        return (self.first if in_head else self.only).get(weekday or 0)


def _told_weekdays(
    found: list[Match], encoded: Encoded, rules: Grammar, context: Context, heads: Sequence[Span]
) -> _Told:
    told: dict[int, list[str]] = {}
    these: set[int] = set()
    for match in found:
        start, fields = encoded.starts[match.first], Fields(rules, match)
        if _is_weekday_alone(fields) and not _within(start, heads):
            _place(context, encoded.text, start, encoded.ends[match.last - 1])
            if direction := context.direction:
                told.setdefault(fields.get("weekday"), []).append(direction)
                if direction == FUTURE and fields.has("this"):
                    these.add(fields.get("weekday"))
    first = {weekday: ways[0] for weekday, ways in told.items()}
    only = {weekday: first[weekday] for weekday, ways in told.items() if len(set(ways)) == 1}
    return _Told(first, only, frozenset(these))


def names_of(mentions: pl.DataFrame) -> dict[int, list[Name]]:
    """Return the names that stand in each article, in order."""
    names = mentions.filter(pl.col("kind").cast(pl.String) == "name").sort("article_id", "start_char")
    person = pl.col("type").cast(pl.String) == "PER"
    out: dict[int, list[Name]] = {}
    for key, *name in names.select("article_id", "start_char", "end_char", person).iter_rows():
        out.setdefault(key, []).append(Name(*name))
    return out


def _is_part_of_name(match: Match, names: Sequence[Name], encoded: Encoded, rules: Grammar) -> bool:
    """Tell whether an expression is a name or a piece of one: «Robert Janvier», «Russia Today», «Cent Ans»."""
    start, end = encoded.starts[match.first], encoded.ends[match.last - 1]
    if match.rule.means == "duration" or match.fields.keys() == DEICTIC:
        return _is_named(start, end, names)
    if match.fields.keys() == SEASON and rules.settings.get("small_months"):
        return encoded.text[start:end].istitle() and encoded.text[:start].endswith(" ")
    if not match.fields or not match.fields.keys() <= ALSO_NAMES:
        return False
    beside = rules.settings.get("small_months") and _is_beside_capital(encoded.text, start, end, rules)
    return bool(beside) or _is_named(start, end, names)


def _is_named(start: int, end: int, names: Sequence[Name]) -> bool:
    """Tell whether an expression is a person's name, or a piece of a longer name."""
    near = names[: bisect_right(names, start, key=lambda name: name.start)][-NESTED:]
    return any(
        end <= name.end and (name.is_person or (name.start, name.end) != (start, end)) for name in near
    )


def _is_beside_capital(text: str, start: int, end: int, rules: Grammar) -> bool:
    """Tell whether a word with a capital stands beside another that no rule knows: «Robert Janvier», not «En Janvier»."""
    if not text[start:end].istitle():
        return False
    before = CAPITAL_BEFORE.search(text, max(0, start - BEFORE), start)
    named = before is not None and before[1].casefold() not in rules.vocabulary.codes
    return named or CAPITAL_AFTER.match(text, end) is not None


def _words(rules: Grammar, name: str) -> tuple[str, ...]:
    space = "" if name in {"apposition", "until", "announced"} else " "
    return tuple(space + folded(words) for words in rules.direction.get(name, ()))


def _remember(value: periods.Value, end: int, context: Context) -> None:
    if value.start is None:
        return
    context.last_value, context.last_value_end = value, end
    context.last_in_passing = context.is_in_passing
    if value.granularity == "year" and value.method == "absolute":
        context.last_year, context.last_year_end = value.start.year, end
    if value.granularity in {"day", "hour", "minute"} or (value.granularity or "").startswith("day"):
        context.last_day, context.last_day_end = value.start, end


def _named_days(found: list[Match], rules: Grammar, anchor: periods.Value | None) -> dict[int, date]:
    """Return weekday -> the day that the text names in full by it, near the publication; none where it names two."""
    days: dict[int, set[date]] = {}
    context = Context(anchor, NoVerbs(), Cues())
    for match in found:
        fields = Fields(rules, match)
        if match.rule.means != "calendar" or not fields.has("weekday") or not fields.has("day"):
            continue
        value = MEANINGS["calendar"](fields, context)
        if (
            value
            and value.start
            and value.start == value.end
            and value.start.isoweekday() == fields.get("weekday")
        ):
            days.setdefault(value.start.isoweekday(), set()).add(value.start)
    near = {weekday: next(iter(named)) for weekday, named in days.items() if len(named) == 1}
    if context.day is None:
        return near
    return {w: d for w, d in near.items() if abs((d - context.day).days) <= 7}


def _row(text: str, start: int, end: int, value: periods.Value) -> dict[str, object]:
    return {
        "start_char": start,
        "end_char": end,
        "text": text[start:end],
        "type": value.type,
        "value": value.value,
        "starts_on": value.start if value.value else None,
        "ends_on": value.end if value.value else None,
        "granularity": value.granularity,
        "method": value.method,
        "reason": value.reason,
    }
