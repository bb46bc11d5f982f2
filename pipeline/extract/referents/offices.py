"""Offices of states, parties and bodies: whether a description means one, and whether someone named held it on a day.

Belongs here: what lang/*/offices and the countries' adjectives say. Does not belong here: what an article says (roles).
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from pipeline import lang
from pipeline.extract.countries import country_of
from pipeline.extract.names import fold

TERM = re.compile(r"(.+) (\d{4})-(\d{4})?")
EVER = 9999
CALLED = "called"  # the table of other names of bodies


@dataclass(frozen=True, slots=True)
class Term:
    """Someone's years in an office, both included."""

    office: str
    country: str  # or the body, or the city
    words: frozenset[str]  # of the name, folded
    surname: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Office:
    """What a description says of an office: its kinds, and its country, body or city where it tells one."""

    kinds: frozenset[str]
    country: str | None


def _table() -> dict[str, dict[str, list[str]]]:
    """Return who held which office, by its kind and by country or body."""
    return {kind: held for kind, held in lang.load(None, "offices").items() if kind != CALLED}


@cache
def _terms() -> tuple[Term, ...]:
    found = []
    for office, countries in _table().items():
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
def _calls(code: str | None) -> dict[str, Office]:
    """Return the offices by what they are called in a language, letters alone."""
    kinds: dict[str, set[str]] = {}
    for kind, calls in lang.load(code, "speakers").get("offices", {}).items():
        for call in calls:
            kinds.setdefault(_letters(call), set()).add(kind)
    return {**_heads(code), **{call: Office(frozenset(found), None) for call, found in kinds.items()}}


def _heads(code: str | None) -> dict[str, Office]:
    """Return the offices that are called by a word and the name of a body or a city: «patronne du RN»."""
    known = lang.load(code, "speakers").get("heads", {})
    called = lang.load(None, "offices").get(CALLED, {})
    found: dict[str, Office] = {}
    for kind in known.keys() & _table().keys():
        starts = [
            f"{_letters(word)}{_letters(link)}" for word in known[kind].split() for link in known["links"]
        ]
        for body in _table()[kind]:
            office = Office(frozenset({kind}), body)
            ends = [_letters(name) for name in (body, *called.get(body, []))]
            found |= {f"{start}{end}": office for start in starts for end in ends}
    return found


def _letters(text: str) -> str:
    return fold(text).replace(" ", "")


def office_of(text: str, code: str | None) -> Office | None:
    """Return the office that a description without its determiner means, None for another one.

    >>> office_of("présidente moldave", "fr").country
    'Moldavie'
    >>> office_of("patronne du RN", "fr").country
    'Rassemblement national'
    """
    country = country_of(text, code)
    words = [word for word in text.split() if country is None or country_of(word, code) is None]
    office = _calls(code).get(_letters(" ".join(words))) or _calls(code).get(_letters(text))
    return replace(office, country=office.country or country) if office else None


def held(name: str, office: Office, year: int | None) -> bool:
    """Tell whether someone of a name, whole or a surname alone, held an office in a year; ever, where no year is known."""
    return any(
        term.office in office.kinds
        and office.country in {None, term.country}
        and (year is None or term.first <= year <= term.last)
        for term in _held_by(name)
    )


def held_another(name: str, office: Office, year: int | None) -> bool:
    """Tell whether someone of a name held an office in a year, and not this one."""
    now = [term for term in _held_by(name) if year is None or term.first <= year <= term.last]
    return bool(now) and not held(name, office, year)


def _held_by(name: str) -> list[Term]:
    words = fold(name).split()
    found = _by_word().get(words[-1], []) if words else []
    return [
        term for term in found if set(words) <= term.words and (len(words) > 1 or words[0] == term.surname)
    ]
