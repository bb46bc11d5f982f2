"""Reads an office out of words: «l'ancien maire LR de Pau» is a former «maire», of «LR de Pau».

Belongs here: the normal form of a role and of what it is held of. Does not belong here: who holds it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline import lang
from pipeline.extract.countries import country_of

WORD = re.compile(r"[\w'’.-]*\w")
MOST_WORDS = 8  # of what an office is held of


@dataclass(frozen=True, slots=True)
class Office:
    """A role and what it is held of; `words` are those of `of_what` that tell it, folded, countries by their name."""

    role: str
    of_what: str | None
    words: frozenset[str]
    former: bool
    named: bool  # a name is among the words, so that they mean one body or place
    national: bool  # there is one in every country
    definite: bool
    single: bool  # one holds it at a time

    def columns(self) -> dict[str, object]:
        """Return what the tables of roles keep of it."""
        return {
            "role": self.role,
            "of_what": self.of_what,
            "words": sorted(self.words),
            "former": self.former,
            "national": self.national,
            "named": self.named,
        }


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words of a language that an office is made of."""

    pattern: re.Pattern[str]
    roles: dict[str, str]  # folded -> as listed, in small letters
    heads: frozenset[str]  # first words of roles
    links: frozenset[str]
    former: frozenset[str]
    national: frozenset[str]
    single: frozenset[str]
    national_of: frozenset[str]  # what every country has one of: «du gouvernement»
    copulas: frozenset[str]
    head_first: bool


@cache
def grammar(code: str | None) -> Grammar | None:
    """Return the offices of a language, None for a language without."""
    data = lang.load(code, "roles")
    if "offices" not in data:
        return None
    own = data["offices"]
    roles = {fold(role): role.lower() for kind in data["roles"].values() for role in kind}
    former = sorted(own["former"], key=len, reverse=True)
    opening = "|".join(map(re.escape, sorted(own["determiners"], key=len, reverse=True)))
    pattern = re.compile(
        rf"^(?P<determiner>(?:{opening})\s*)?(?P<former>(?:{'|'.join(map(re.escape, former))})[\s-]+)?"
        rf"(?:(?:{'|'.join(map(re.escape, own['current']))})\s+)?"
        rf"(?P<before>(?:(?!(?:{'|'.join(map(re.escape, own['links']))})\b)[\w'-]+\s+){{0,3}}?)"
        rf"(?P<role>{'|'.join(map(re.escape, sorted(roles, key=lambda r: (-len(r), r))))})(?![\w-])(?P<rest>.*)$",
        re.IGNORECASE | re.DOTALL,
    )
    return Grammar(
        pattern,
        roles,
        frozenset(role.split()[0] for role in roles.values()),
        frozenset(own["links"]),
        frozenset(former),
        frozenset(own["national"]),
        frozenset({*data["unique"]["words"], *own["single"]} - {*own["many"]}),
        frozenset(map(fold, own["national_of"])),
        frozenset(own["copulas"]),
        own["head_first"],
    )


def _plain(words: str) -> str:
    """Return words without accents, as many characters as before."""
    return "".join(unicodedata.normalize("NFD", char)[0] for char in words)


def fold(word: str) -> str:
    """Return a word without case and accents."""
    return _plain(word.replace("’", "'")).lower()


@lru_cache(maxsize=100_000)
def read_office(phrase: str, code: str | None) -> Office | None:
    """Return the office that a noun phrase names, None where it names none.

    The phrase begins at its determiner or at its head.
    """
    known, words = grammar(code), " ".join(phrase.replace("’", "'").split())
    found = known.pattern.match(_plain(words)) if known else None
    if known is None or found is None:
        return None
    before = found["before"].strip()
    if before and known.head_first:
        return None
    rest = _own_words(words[found.start("rest") :], known)
    told = [word for word in (before.split() + rest) if word.lower() not in known.links]
    if len(told) > MOST_WORDS:
        return None
    role = known.roles[fold(found["role"])]
    told_by = frozenset(fold(country_of(word, code) or word) for word in told)
    of_what = " ".join([*before.split(), *_without_links(rest, known)]) or None
    named = any(word[:1].isupper() for word in told) or any(country_of(word, code) for word in told)
    national = role in known.national or (bool(told_by) and told_by <= known.national_of)
    return Office(
        role,
        of_what,
        told_by,
        bool(found["former"]),
        named,
        national,
        bool(found["determiner"]),
        role in known.single,
    )


def _own_words(rest: str, known: Grammar) -> list[str]:
    """Return the words after a role up to the next role («maire de Pau et président de …»)."""
    words = [part for word in WORD.findall(rest) for part in re.split(r"(?<=')", word) if part]
    for place, word in enumerate(words):
        if place and word.lower() in known.heads:
            return words[: place - 1]
    return words


def _without_links(words: list[str], known: Grammar) -> list[str]:
    """Return the words between those that only tie them to the role, or to what follows."""
    own = [place for place, word in enumerate(words) if word.lower() not in known.links]
    joined = words[own[0] : own[-1] + 1] if own else []
    return "".join(w if w.endswith("'") else w + " " for w in joined).split()
