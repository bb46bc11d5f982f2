"""The compiled patterns of lang/*/articles.toml: lines, starts and ends of paragraphs, and the words of a page's form."""

import re
from functools import cache
from typing import NamedTuple

from pipeline import lang

NEVER = r"(?!)"


class Pattern(NamedTuple):
    """A pattern of lang/<code>/articles.toml, compiled."""

    role: str
    expression: re.Pattern[str]


class Patterns(NamedTuple):
    """The patterns of every language: whole lines, starts and ends of paragraphs."""

    line: tuple[Pattern, ...]
    prefix: tuple[Pattern, ...]
    suffix: tuple[Pattern, ...]


class Form(NamedTuple):
    """Alternatives of regular expressions that tell the form of a page in one language; NEVER where it has none."""

    openers: str  # a capital word that begins a sentence
    weak: str  # a word that no heading ends in
    related: str  # what opens a line about another article
    signed: str  # what stands before the names of a by-line
    joined: str  # «and» between two names
    with_: str  # «with» before an agency
    posted: str  # what a reporter was sent as
    verbs: str  # finite verbs that no description of a person holds


def in_order(language: str | None) -> list[str]:
    """Return the codes of all languages, the article's first, the shared one last."""
    return sorted(
        (*lang.languages(), lang.SHARED), key=lambda code: (code == lang.SHARED, code != language, code)
    )


@cache
def agencies() -> str:
    """Return the names of the agencies as alternatives, the longest first."""
    names = lang.load(lang.SHARED, "articles").get("agencies", [])
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


def spelled(name: str) -> str:
    """Return the name of an agency as it is listed, whatever its letters' size."""
    names: list[str] = lang.load(lang.SHARED, "articles").get("agencies", [])
    return next((known for known in names if known.casefold() == name.casefold()), name)


@cache
def patterns(language: str | None) -> Patterns:
    """Return the compiled patterns of all languages, those of the article's first, the shared ones last."""
    found: dict[str, list[Pattern]] = {"line": [], "prefix": [], "suffix": []}
    for code in in_order(language):
        data = lang.load(code, "articles")
        words = {
            "agencies": agencies(),
            "months": data.get("months", ""),
            "weekdays": data.get("weekdays", ""),
            "related": data.get("form", {}).get("related", NEVER),
        }
        for place, expressions in found.items():
            flags = re.IGNORECASE if place == "line" else re.NOFLAG
            for rule in data.get(place, []):
                pattern = rule["pattern"]
                for name, alternatives in words.items():
                    pattern = pattern.replace("{" + name + "}", alternatives)
                expressions.append(Pattern(rule["role"], re.compile(pattern, flags)))
    return Patterns(*(tuple(expressions) for expressions in found.values()))


@cache
def form(language: str | None) -> Form:
    """Return the words of form of a language."""
    words = lang.load(language, "articles").get("form", {})
    return Form(*(words.get(name.rstrip("_"), NEVER) for name in Form._fields))


def shared_form(name: str) -> str:
    """Return small words that pages of every language have inside names, as alternatives."""
    words: str = lang.load(lang.SHARED, "articles")["form"][name]
    return words


@cache
def people(language: str | None) -> frozenset[str]:
    """Return the nouns for what a person does or is, in small letters; of a role of several words the first."""
    roles = lang.load(language, "roles").get("roles", {})
    speakers = lang.load(language, "speakers").get("roles", {}).get("people", "")
    names = [role for group in roles.values() for role in group]
    more = lang.load(language, "articles").get("form", {}).get("people", "")
    return frozenset(role.split()[0].lower() for role in names) | frozenset(
        f"{speakers} {more}".lower().split()
    )


@cache
def given_names() -> frozenset[str]:
    """Return the given names that are known."""
    names = lang.load(lang.SHARED, "first_names")
    return frozenset((*names["F"], *names["M"]))
