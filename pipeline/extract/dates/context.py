"""What a rule's meaning may look at: the fields that were met, the day of publication, the text around."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from pipeline.extract.dates import periods
from pipeline.extract.dates.grammar import Grammar, Match
from pipeline.extract.dates.lexer import ALIKE, TOKEN, plain
from pipeline.extract.dates.numbers import read_number, whole

PAST, FUTURE = "past", "future"
AT_HAND = 300  # characters: a clock time so near behind a day is on it
AWAITED = 7  # words between «avant» and «samedi» in «avant la grande marche de samedi», both counted
APPOSITION = 24  # characters between «demain» and «mercredi» in «demain, soit mercredi»
WORDS = re.compile(r"\w+")
CLAUSE_END = re.compile(r"[.?!…,;:()](?=\s)|\n")
SENTENCE_END = re.compile(r"[.?!…](?=\s)|\n")


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a form that spelling with or without accents, capitals and curly apostrophes share."""
    return " ".join(plain(found.group().casefold()) for found in TOKEN.finditer(text.translate(ALIKE)))


@lru_cache(maxsize=256)
def _folded_class(items: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    return {folded(word): value for word, value in items}


@dataclass(frozen=True)
class Fields:
    """The fields of one match, read through the classes of its language."""

    grammar: Grammar
    found: Match

    def has(self, name: str, prefix: str = "") -> bool:
        """Tell whether the class was met in the expression."""
        return (prefix, name) in self.found.fields

    def text(self, name: str, prefix: str = "") -> str:
        """Return what stands in the text for the class, or an empty text."""
        return self.found.fields.get((prefix, name), "")

    def get(self, name: str, prefix: str = "") -> Any:
        """Return the meaning of the class's word, else the rule's constant of that name, else None."""
        text = self.found.fields.get((prefix, name))
        if text is None:
            return self.found.rule.constants.get(prefix + name)
        members = self.grammar.classes.get(name)
        if members is not None:
            return _folded_class(tuple(members.items())).get(folded(text))
        return text

    def number(self, name: str, prefix: str = "") -> int | None:
        """Return the whole number that stands for the class, or the rule's constant."""
        text = self.found.fields.get((prefix, name))
        if text is None:
            constant = self.found.rule.constants.get(prefix + name)
            return int(constant) if isinstance(constant, int) else None
        if name in self.grammar.classes:
            return int(self.get(name, prefix))
        return whole(text, self.grammar.numbers)

    def amount(self, name: str = "number") -> float | None:
        """Return the number, with its fraction."""
        text = self.found.fields.get(("", name))
        if text is None:
            constant = self.found.rule.constants.get(name)
            return float(constant) if constant is not None else None
        return read_number(text, self.grammar.numbers)


class Verbs(Protocol):
    """What tells, from the verb at an offset, where the text looks."""

    def direction(self, offset: int, /) -> str | None:
        """Return past, future or None."""

    def hangs_on_noun(self, offset: int, end: int, /) -> bool:
        """Tell whether what stands at offset..end hangs on a noun before any verb."""

    def counts(self, offset: int, /) -> bool:
        """Tell whether the number at an offset counts something."""

    def announces(self, offset: int, /) -> bool:
        """Tell whether the verb says what is to come."""

    def background(self, offset: int, /) -> bool:
        """Tell whether it is a past of a past."""

    def is_loose(self, offset: int, /) -> bool:
        """Tell whether a participle alone tells."""

    def shared(self, offset: int, other: int, /) -> bool:
        """Tell whether what stands at two offsets hangs on one verb."""

    def moves(self, offset: int, /) -> bool:
        """Tell whether the verb puts something on another day."""


class Cues(NamedTuple):
    """Folded words that, standing just before an expression, tell where it looks."""

    ahead: tuple[str, ...] = ()  # ahead, whatever the verb
    aims: tuple[str, ...] = ()  # of those, the ones that stand before what is just past too
    behind: tuple[str, ...] = ()  # back, whatever the verb
    limits: tuple[str, ...] = ()  # ahead, unless the verb looks back
    apposition: tuple[str, ...] = ()  # (each a word) they name the same time again
    noun_links: tuple[str, ...] = ()  # they hang it on a noun, so that no verb tells
    awaiting: tuple[str, ...] = ()  # they stand a few words before it, and look ahead to what is near
    recalling: tuple[str, ...] = ()  # so too, and look back
    onto: tuple[str, ...] = ()  # ahead, beside a verb that puts something on another day
    announced: tuple[str, ...] = ()  # (each a word) nouns for what is fixed before it is held
    until: tuple[str, ...] = ()  # they count it from the day just named


@dataclass
class Context:
    """One article as its expressions are read, in order: what is known so far."""

    published: periods.Value | None
    verbs: Verbs  # tell the direction at an offset
    cues: Cues
    offset: int = 0  # where the expression at hand begins
    end: int = 0  # where it ends
    before: str = ""  # the text just before it
    last_start: int = -1  # where the expression before it begins
    last_end: int = -1  # and ends
    last_day: date | None = None  # the day that the text named last
    last_day_end: int = -1  # where it named it
    last_value: periods.Value | None = None
    last_value_end: int = -1
    last_in_passing: bool = False  # it hung on a noun: «les attentats de janvier 2015»
    last_year: int | None = None  # the year that the text named last, alone
    last_year_end: int = -1
    since_year: str = ""  # the text since then, where it is near
    named_days: dict[int, date] = field(default_factory=dict)  # weekday -> the day the text names in full
    these_ahead: frozenset[int] = frozenset()  # weekdays of which the text says «ce samedi» beside a future
    lent: str | None = None  # where the text looks for a weekday that no verb of its own tells

    @property
    def day(self) -> date | None:
        """The day of publication, where it is known to the day."""
        known = self.published
        return known.start if known and known.start and known.start == known.end else None

    @property
    def moment(self) -> datetime | None:
        """The time of publication, in its own zone, where it is known to the minute."""
        text = self.published.value if self.published and self.published.type == "TIME" else None
        return datetime.fromisoformat(text[: len("2023-09-11T15:29")]) if text else None

    @property
    def day_at_hand(self) -> date | None:
        """The day that the text has just named, else that of publication, else the one it named last."""
        if self.last_day and self.offset - self.last_day_end <= AT_HAND:
            return self.last_day
        return self.day or self.last_day

    @property
    def value_at_hand(self) -> periods.Value | None:
        """What the text has just told of with its year, if not in passing."""
        near = self.last_value is not None and self.offset - self.last_value_end <= AT_HAND
        told = near and self.last_value and self.last_value.method == "absolute" and not self.last_in_passing
        return self.last_value if told else None

    @property
    def year_at_hand(self) -> int | None:
        """The year that the sentence has just named, of those next to the publication's: «en 2018, […] en mars»."""
        if self.last_year is None or self.year is None or not self.since_year:
            return None
        near = abs(self.last_year - self.year) <= 1 and not SENTENCE_END.search(self.since_year)
        return self.last_year if near else None

    @property
    def month(self) -> date | None:
        """The first day of the month of publication, where the month is known."""
        known = self.published
        if known is None or known.start is None or known.granularity in {"year", None}:
            return None
        return known.start.replace(day=1)

    @property
    def year(self) -> int | None:
        """The year of publication, where it is known."""
        return self.published.start.year if self.published and self.published.start else None

    @property
    def direction(self) -> str | None:
        """Where the text around the expression at hand looks: past, future or None."""
        words = f" {folded(self.before)}"
        if self.is_ahead or self.is_behind:
            return FUTURE if self.is_ahead else PAST
        told = self.verbs.direction(self.offset)
        if self.is_in_passing:
            return None if told == PAST else self.lent
        if words.endswith(self.cues.limits) and (told is None or self.verbs.announces(self.offset)):
            return FUTURE
        return told or self.lent

    @property
    def direction_of_month(self) -> str | None:
        """Where the text looks for a month or a day of one: none where it hangs on a noun («the elections in May»)."""
        if self.is_limit and not self.is_ahead and self.verbs.direction(self.offset) == PAST:
            return None  # «les auteurs invités à partir de novembre»
        if self.is_ahead or self.is_behind or self.is_limit:
            return self.direction
        return None if self.verbs.hangs_on_noun(self.offset, self.end) else self.direction

    @property
    def is_in_passing(self) -> bool:
        """Tell whether the words before the expression hang it on a noun: «les attentats de mars»."""
        words = f" {folded(self.before)}"
        return words.endswith(self.cues.noun_links) and not words.endswith(self.cues.limits)

    @property
    def is_awaited(self) -> bool:
        """Tell whether something is looked ahead to on the day at hand: «avant la marche de samedi»."""
        return self._is_soon_after(self.cues.awaiting, SENTENCE_END.split(self.before)[-1])

    @property
    def is_recalled(self) -> bool:
        """Tell whether something is looked back to that was on the day at hand: «après la marche de samedi»."""
        if not self._is_soon_after(self.cues.recalling, CLAUSE_END.split(self.before)[-1]):
            return False
        return self.verbs.hangs_on_noun(self.offset, self.end)

    def _is_soon_after(self, cues: tuple[str, ...], before: str) -> bool:
        """Tell whether one of the cues stands a few words before the expression at hand."""
        words = f" {folded(before)}".rsplit(" ", AWAITED + 1)
        nearby = " ".join(["", *words[1:]]) + " "
        return any(f"{cue} " in nearby for cue in cues)

    @property
    def is_ahead(self) -> bool:
        """Tell whether the words before the expression put it ahead: «pour Noël», «reporté à Noël»."""
        words = f" {folded(self.before)}"
        moved = words.endswith(self.cues.onto) and self.verbs.moves(self.offset)
        return moved or words.endswith(self.cues.ahead)

    @property
    def is_aim(self) -> bool:
        """Tell whether a word alone, and no verb, puts the expression ahead: «une mauvaise date pour le 6 janvier»."""
        aimed = f" {folded(self.before)}".endswith(self.cues.aims)
        return aimed and self.verbs.direction(self.offset) != FUTURE

    @property
    def is_behind(self) -> bool:
        """Tell whether the words before the expression put it back, whatever the verb: «depuis avril»."""
        return f" {folded(self.before)}".endswith(self.cues.behind)

    @property
    def is_limit(self) -> bool:
        """Tell whether the expression at hand is what something lasts to, or comes before: «avant l'hiver»."""
        return f" {folded(self.before)}".endswith((*self.cues.ahead, *self.cues.limits))

    @property
    def is_sure(self) -> bool:
        """Tell whether words beside the expression at hand, or a verb of its own, say where the text looks."""
        if self.is_ahead or self.is_behind or (self.is_limit and self.direction == FUTURE):
            return True
        told = self.verbs.direction(self.offset)
        if self.is_in_passing:
            return told == PAST  # «les annonces de samedi ont déçu»
        return told is not None and not self.verbs.hangs_on_noun(self.offset, self.end)

    @property
    def is_told_apart(self) -> bool:
        """Tell whether a verb that announces has its own day just before: «on a annoncé hier la tenue, mardi, d'un vote»."""
        near = 0 < self.offset - self.last_end <= len(self.before) and self.last_day_end == self.last_end
        between = self.before[self.last_end - self.offset :] if near else ""
        nouns = WORDS.findall(folded(between))[-1:]
        if SENTENCE_END.search(between) or not set(nouns) & set(self.cues.announced):
            return False
        return self.verbs.announces(self.offset) and self.verbs.shared(self.offset, self.last_start)

    @property
    def is_end(self) -> bool:
        """Tell whether the expression at hand ends what begins with the one just named: «depuis lundi et jusqu'à jeudi»."""
        between = (
            self.before[self.last_end - self.offset :]
            if 0 < self.offset - self.last_end <= APPOSITION
            else ""
        )
        return folded(between) in self.cues.until

    @property
    def background(self) -> bool:
        """Tell whether the expression at hand stands by a past of a past."""
        return self.verbs.background(self.offset)

    @property
    def in_apposition(self) -> bool:
        """Tell whether the expression at hand only names again the time just named: «demain, soit mercredi»."""
        if not 0 <= self.offset - self.last_end <= APPOSITION or self.last_end < 0:
            return False
        between = WORDS.findall(folded(self.before[-(self.offset - self.last_end) :])) if self.before else []
        return all(word in self.cues.apposition for word in between)


def no_anchor(context: Context, what: str) -> str:
    """Return the reason for a value that needs the day of publication."""
    if context.published is None or context.published.value is None:
        return f"{what} needs the day of publication, which is unknown"
    return f"{what} needs the day of publication; known is {context.published.value}"


def possible_days(context: Context, weekday: int, direction: str | None) -> str:
    """Return the reason for a weekday without a day of publication, with the days it can be."""
    reason = no_anchor(context, "a weekday")
    if context.month is None or context.published is None or context.published.end is None:
        return reason
    first, last = context.month, context.published.end
    first -= timedelta(days=6 if direction != FUTURE else 0)
    last += timedelta(days=6 if direction == FUTURE else 0)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return f"{reason}; possible days: " + ", ".join(d.isoformat() for d in days if d.isoweekday() == weekday)
