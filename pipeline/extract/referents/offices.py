"""The highest offices of states: whether a description means one, and whether someone named held it on a day.

Belongs here: what lang/*/offices and the countries' adjectives say. Does not belong here: what an article says (roles).
"""

import re
from dataclasses import dataclass
from functools import cache

from pipeline import lang
from pipeline.extract.countries import country_of
from pipeline.extract.names import fold

TERM = re.compile(r"(.+) (\d{4})-(\d{4})?")
EVER = 9999


@dataclass(frozen=True, slots=True)
class Term:
    """Someone's years in an office, both included."""

    office: str
    country: str
    words: frozenset[str]  # of the name, folded
    surname: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Office:
    """What a description says of an office: its kinds, and its country where it tells one."""

    kinds: frozenset[str]
    country: str | None


@cache
def _terms() -> tuple[Term, ...]:
    found = []
    for office, countries in lang.load(None, "offices").items():
        for country, holders in countries.items():
            for match in filter(None, map(TERM.fullmatch, holders)):
                words = fold(match[1]).split()
                last = int(match[3]) if match[3] else EVER
                found.append(Term(office, country, frozenset(words), words[-1], int(match[2]), last))
    return tuple(found)


@cache
def _by_word() -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for term in _terms():
        for word in term.words:
            found.setdefault(word, []).append(term)
    return found


@cache
def _calls(code: str | None) -> dict[str, frozenset[str]]:
    """Return the kinds of office by what they are called in a language, letters alone."""
    found: dict[str, set[str]] = {}
    for kind, calls in lang.load(code, "speakers").get("offices", {}).items():
        for call in calls:
            found.setdefault(_letters(call), set()).add(kind)
    return {call: frozenset(kinds) for call, kinds in found.items()}


def _letters(text: str) -> str:
    return fold(text).replace(" ", "")


def office_of(text: str, code: str | None) -> Office | None:
    """Return the office that a description without its determiner means, None for another one.

    >>> office_of("présidente moldave", "fr").country
    'Moldavie'
    """
    country = country_of(text, code)
    words = [word for word in text.split() if country is None or country_of(word, code) is None]
    kinds = _calls(code).get(_letters(" ".join(words)))
    return Office(kinds, country) if kinds else None


def held(name: str, office: Office, year: int | None) -> bool:
    """Tell whether someone of a name, whole or a surname alone, held an office in a year; ever, where no year is known."""
    return any(
        term.office in office.kinds
        and office.country in {None, term.country}
        and (year is None or term.first <= year <= term.last)
        for term in _held_by(name)
    )


def held_another(name: str, office: Office, year: int | None) -> bool:
    """Tell whether someone of a name held one of the highest offices in a year, and not this one."""
    now = [term for term in _held_by(name) if year is None or term.first <= year <= term.last]
    return bool(now) and not held(name, office, year)


def _held_by(name: str) -> list[Term]:
    words = fold(name).split()
    found = _by_word().get(words[-1], []) if words else []
    return [
        term for term in found if set(words) <= term.words and (len(words) > 1 or words[0] == term.surname)
    ]
