"""What the articles of a story lend each other: days for weekdays, and the day of publication.

An undated article is put, on trial, on every day near the dated ones. A day fits when what the article says of
weekdays then agrees with what a dated article says of the same people, on at least two different weekdays; when
its own full dates lie where its verbs put them, behind or ahead. What its expressions mean alike on all fitting days
is lent; its weekdays also, less surely, where they mean alike on the fitting days on which the news of its first
paragraphs is fresh. An agency's copy is of the day of its news: on 17 of 18 dated pages of papers that print such copy the last
weekday of the first paragraphs was the day of publication. Where no weekdays agree, an article lies near those of its story, and
before what it announces. Nothing that a text says is overwritten, and an article without a story, or in a story without a
dated article, gets nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

import polars as pl

from pipeline.extract.dates import Layout, Stated, periods, read_dates, read_stated
from pipeline.extract.dates.context import FUTURE, PAST
from pipeline.extract.publication import span_of
from pipeline.extract.stories import folded
from pipeline.tables import frame

REACH = 10  # days before and after the dated articles on which an undated one may have been published
FRESH = 2  # days: the news of the first paragraphs is no older
WINDOW = 200  # characters on each side of an expression that tell what it is about
FEWEST_WEEKDAYS = 2  # different weekdays that must agree
ALIKE = 2.0  # people, and half a point for each other word, that two passages must share
LEAD_SEGMENTS = 2
NEWS_ROLES = ["title", "lead", "body", "caption"]
BASE_CONFIDENCE, HIGHEST_CONFIDENCE = 0.5, 0.95
A_WEEKDAY, A_MATCH = 0.1, 0.05  # what each agreement adds
MONTH = len("2023-09")
NEWS_DOUBT = 0.1  # what rests on the news being fresh is less sure


class Lent(NamedTuple):
    """What stories add: rows that take the place of those of `dates` with their date_id, and publications.

    `publications` holds article_id, published, published_on, published_from, published_to, published_method,
    lender_article_id, confidence.
    """

    dates: pl.DataFrame
    publications: pl.DataFrame


PUBLICATION_SCHEMA = pl.Schema(
    {
        "article_id": pl.Int64,
        "published": pl.String,
        "published_on": pl.Date,
        "published_from": pl.Date,
        "published_to": pl.Date,
        "published_method": pl.String,
        "lender_article_id": pl.Int64,
        "confidence": pl.Float64,
    }
)


@dataclass(frozen=True)
class Passage:
    """An expression of a day with what stands around it."""

    article_id: int
    day: date
    people: frozenset[str]
    words: frozenset[str]

    def likeness(self, people: frozenset[str], words: frozenset[str]) -> float:
        """Return how much two passages share: a point a person's name, half a point another word."""
        shared = len(self.people & people)
        return shared + len((self.words & words) - self.people) / 2 if shared else 0.0


@dataclass
class Member:
    """An article of a story, with what stands around its expressions."""

    article_id: int
    language: str | None
    published: str | None
    published_on: date | None
    credit: str | None
    text: str
    segments: list[tuple[str, int, int]] = field(default_factory=list)  # role, start, end
    people: list[tuple[int, int, str]] = field(default_factory=list)
    tokens: pl.DataFrame = field(default_factory=lambda: frame("tokens", []))

    @cached_property
    def layout(self) -> Layout:
        """Where segments begin, and which are headlines."""
        return Layout.of(self.segments)

    @cached_property
    def stated(self) -> list[Stated]:
        """What the expressions say of the day of writing."""
        return list(read_stated(self.text, self.language, self.published, self.layout, self.tokens))

    def around(self, start: int, end: int) -> tuple[frozenset[str], frozenset[str]]:
        """Return the people and the long words within a window around an expression, in its segment."""
        within = next(((s, e) for _, s, e in self.segments if s <= start < e), (0, len(self.text)))
        low, high = max(within[0], start - WINDOW), min(within[1], end + WINDOW)
        people = frozenset(name for s, e, name in self.people if s < high and low < e)
        text = pl.DataFrame({"text": [self.text[low:start] + " " + self.text[end:high]]})
        words = text.select(folded("text").alias("word")).explode("word")["word"].drop_nulls().to_list()
        return people, frozenset(word[:6] for word in words if len(word) > 4)

    def is_news(self, stated: Stated) -> bool:
        """Tell whether a weekday stands in the first paragraphs and is no background."""
        news = [(s, e) for role, s, e in self.segments if role in NEWS_ROLES][:LEAD_SEGMENTS]
        inside = any(s <= stated.start < e for s, e in news)
        return inside and stated.direction == PAST and not stated.background


def lend_dates(
    articles: pl.DataFrame,
    segments: pl.DataFrame,
    tokens: pl.DataFrame,
    mentions: pl.DataFrame,
    dates: pl.DataFrame,
    stories: pl.DataFrame,
) -> Lent:
    """Return the values that stories settle; the other frames may hold more articles than the stories do."""
    wanted = concerned(articles, stories)
    members = _members(articles, segments, tokens, mentions, wanted)
    rows: list[dict[str, object]] = []
    publications: list[dict[str, object]] = []
    known = dates.filter(pl.col("article_id").is_in(wanted["article_id"].to_list()))
    value, kind = pl.col("value"), pl.col("type").cast(pl.String)
    is_open = value.is_null() | (value.str.starts_with(periods.NO_YEAR) & (kind != "SET"))
    unresolved = known.filter(is_open).partition_by("article_id", as_dict=True)
    for _, group in sorted(wanted.group_by("story_id"), key=lambda item: item[0]):
        story = [members[key] for key in sorted(group["article_id"])]
        passages = [p for m in story if m.published_on for p in _passages(m)]
        for member in story:
            if member.published_on is not None or not passages:
                continue
            settled = _settle(member, passages)
            if settled:
                open_rows = unresolved.get((member.article_id,), frame("dates", []))
                rows.extend(_lent_rows(member, settled, open_rows))
            publications.extend(_publication(member, settled, passages))
    lent = pl.DataFrame(publications, schema=PUBLICATION_SCHEMA)
    return Lent(frame("dates", rows), lent)


def concerned(articles: pl.DataFrame, stories: pl.DataFrame) -> pl.DataFrame:
    """Return (story_id, article_id) of the stories that have both an undated article and a dated one."""
    placed = stories.select("story_id", article_id="members").explode("article_id")
    known = pl.col("published_on").is_not_null()
    told = articles.filter(known & pl.col("published_method").ne_missing("story"))
    undated = placed.join(articles.filter(~known), on="article_id", how="semi")
    dated = placed.join(told, on="article_id", how="semi")
    return placed.join(undated, on="story_id", how="semi").join(dated, on="story_id", how="semi")


@dataclass(frozen=True)
class Settled:
    """The days on which an article may have been published, and the passages that agree with its own."""

    days: tuple[date, ...]
    fresh: tuple[date, ...]  # those of them on which the news of the first paragraphs is fresh
    agreeing: tuple[Passage, ...]
    today: date | None = None  # the one of them that is the day of an agency's news

    @property
    def confidence(self) -> float:
        """How sure the days are: more passages, more sure."""
        weekdays = len({passage.day for passage in self.agreeing})
        grown = BASE_CONFIDENCE + A_WEEKDAY * weekdays + A_MATCH * len(self.agreeing)
        return round(min(HIGHEST_CONFIDENCE, grown), 2)

    def lender(self, day: date | None) -> int:
        """Return the dated article that tells of the day, else the one that tells most."""
        tellers = [p.article_id for p in self.agreeing if p.day == day] or [
            p.article_id for p in self.agreeing
        ]
        return min(tellers, key=lambda key: (-tellers.count(key), key))

    @property
    def reason(self) -> str:
        """What the articles agree on."""
        days = ", ".join(sorted({passage.day.isoformat() for passage in self.agreeing}))
        return f"the weekdays agree with articles of the story on {days}"


def _passages(member: Member) -> Iterator[Passage]:
    """Yield the days that a dated article tells of."""
    for stated in member.stated:
        value = stated.value
        if value.value and value.start and value.start == value.end:
            yield Passage(member.article_id, value.start, *member.around(stated.start, stated.end))


def _settle(member: Member, passages: list[Passage]) -> Settled | None:
    """Return the days that fit an undated article best, or None where too little agrees."""
    weekdays = [stated for stated in member.stated if stated.weekday]
    around = {stated.start: member.around(stated.start, stated.end) for stated in weekdays}
    best: list[tuple[date, list[Passage]]] = []
    for day in _candidates(member, passages):
        agreeing = _agreeing(weekdays, around, day, passages)
        n_weekdays = len({p.day for p in agreeing})
        if n_weekdays < FEWEST_WEEKDAYS or (best and n_weekdays < len({p.day for p in best[0][1]})):
            continue
        if best and n_weekdays > len({p.day for p in best[0][1]}):
            best.clear()
        best.append((day, agreeing))
    if not best:
        return None
    news = [stated for stated in weekdays if member.is_news(stated)]
    days = tuple(day for day, _ in best)
    fresh = tuple(day for day in days if _is_fresh(news, day))
    today = [day for day in fresh if any(_meant(stated, day) == day for stated in news)]
    is_told = member.credit is not None and len(today) == 1
    return Settled(days, fresh or days, tuple(best[0][1]), today[0] if is_told else None)


def _candidates(member: Member, passages: list[Passage]) -> list[date]:
    """Return the days near the dated articles that the article's own words allow."""
    days = [passage.day for passage in passages]
    if not days:
        return []
    first, last = _near(passages)
    span = span_of(member.published)
    if span:
        first, last = max(first, span[0]), min(last, span[1])
    for stated in member.stated:
        value = stated.value
        if not (value.value and value.start and value.end) or value.granularity not in {"day", "interval"}:
            continue
        if stated.direction == PAST and value.start == value.end:
            first = max(first, value.start)
        elif stated.direction == FUTURE:
            last = min(last, value.start)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _near(passages: list[Passage]) -> tuple[date, date]:
    days = sorted(passage.day for passage in passages)
    middle = days[len(days) // 2]
    return middle - timedelta(days=REACH), middle + timedelta(days=REACH)


def _meant(stated: Stated, published: date) -> date:
    """Return the day that a weekday means in an article of the given day."""
    sign = 1 if stated.direction == FUTURE else -1
    distance = ((stated.weekday or 0) - published.isoweekday()) * sign % 7
    return published + sign * timedelta(days=distance)


def _agreeing(
    weekdays: list[Stated],
    around: dict[int, tuple[frozenset[str], frozenset[str]]],
    published: date,
    passages: list[Passage],
) -> list[Passage]:
    """Return, for each weekday that a dated article confirms, the passage that is most like its own."""
    out = []
    for stated in weekdays:
        day = _meant(stated, published)
        alike = [(p.likeness(*around[stated.start]), -n) for n, p in enumerate(passages) if p.day == day]
        best, n = max(alike, default=(0.0, 0))
        if best >= ALIKE:
            out.append(passages[-n])
    return out


def _is_fresh(news: Iterable[Stated], published: date) -> bool:
    return all((published - _meant(stated, published)).days <= FRESH for stated in news)


def _lent_rows(member: Member, settled: Settled, unresolved: pl.DataFrame) -> Iterator[dict[str, object]]:
    """Yield the unresolved rows whose value is the same on every day that fits; of weekdays, on every fresh one."""
    readings = {
        day: {(row["start_char"], row["end_char"]): row for row in _read_on(member, day)}
        for day in settled.days
    }
    weekdays = {stated.start for stated in member.stated if stated.weekday}
    for row in unresolved.iter_rows(named=True):
        place = (row["start_char"], row["end_char"])
        for days, doubt in ((settled.days, 0.0), (settled.fresh, NEWS_DOUBT)):
            if doubt and place[0] not in weekdays:
                continue
            read = _same_on(days, readings, place)
            if read:
                yield _lent_row(row, read, settled, doubt)
                break


Reading = dict[tuple[object, object], dict[str, object]]


def _same_on(
    days: tuple[date, ...], readings: dict[date, Reading], place: tuple[object, object]
) -> dict[str, object] | None:
    """Return what stands at the place, where all days give it the same value."""
    values = {readings[day][place]["value"] if place in readings[day] else None for day in days}
    return readings[days[0]][place] if len(values) == 1 and None not in values else None


def _lent_row(
    row: dict[str, object], read: dict[str, object], settled: Settled, doubt: float
) -> dict[str, object]:
    day = read["starts_on"] if isinstance(read["starts_on"], date) else None
    return {
        **row,
        **{name: read[name] for name in ("type", "value", "starts_on", "ends_on", "granularity")},
        "method": "story",
        "reason": settled.reason,
        "confidence": round(settled.confidence - doubt, 2),
        "lender_article_id": settled.lender(day),
    }


def _read_on(member: Member, published: date) -> Iterator[dict[str, object]]:
    return read_dates(member.text, member.language, published.isoformat(), member.layout, member.tokens)


def _publication(
    member: Member, settled: Settled | None, passages: list[Passage]
) -> Iterator[dict[str, object]]:
    """Yield the days of publication that fit, where they say more than the article does.

    Where no weekdays agree: the days near the dated articles that the article's own words allow.
    """
    days = settled.days if settled else tuple(_candidates(member, passages))
    confidence = settled.confidence if settled else BASE_CONFIDENCE
    if settled and settled.today:
        days, confidence = (settled.today,), confidence - NEWS_DOUBT
    if not days or span_of(member.published) == (days[0], days[-1]):
        return
    first, last = days[0], days[-1]
    months = {day.isoformat()[:MONTH] for day in days}
    lent = first.isoformat() if first == last else next(iter(months)) if len(months) == 1 else None
    yield {
        "article_id": member.article_id,
        "published": member.published or lent,
        "published_on": first if first == last else None,
        "published_from": first,
        "published_to": last,
        "published_method": "story",
        "lender_article_id": settled.lender(settled.today) if settled else passages[0].article_id,
        "confidence": round(confidence, 2),
    }


def _members(
    articles: pl.DataFrame,
    segments: pl.DataFrame,
    tokens: pl.DataFrame,
    mentions: pl.DataFrame,
    wanted: pl.DataFrame,
) -> dict[int, Member]:
    """Return the articles of the wanted stories, read from the frames."""
    keys = wanted.select("article_id").unique()
    columns = ["article_id", "language", "published", "published_on", "credit", "text"]
    rows = articles.join(keys, on="article_id", how="semi").select(columns)
    found = {row["article_id"]: Member(**row) for row in rows.iter_rows(named=True)}
    pieces = segments.join(keys, on="article_id", how="semi").sort("article_id", "seq")
    for key, role, start, end in pieces.select("article_id", "role", "start_char", "end_char").iter_rows():
        found[key].segments.append((str(role), start, end))
    for key, start, end, name in _people(mentions.join(keys, on="article_id", how="semi")).iter_rows():
        found[key].people.append((start, end, name))
    parts = tokens.join(keys, on="article_id", how="semi").sort("article_id", "seq")
    for (key,), part in parts.partition_by("article_id", as_dict=True).items():
        found[int(str(key))].tokens = part
    return found


def _people(mentions: pl.DataFrame) -> pl.DataFrame:
    """Return (article_id, start_char, end_char, last word of the name) of every mention of a person."""
    people = mentions.filter(pl.col("type").cast(pl.String) == "PER")
    last_word = folded("name").list.last()
    return people.select("article_id", "start_char", "end_char", name=last_word).drop_nulls("name")
