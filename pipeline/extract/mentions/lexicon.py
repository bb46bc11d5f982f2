"""What lang/<code>/ knows about names, compiled once a language for the rules of this package."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import lang
from pipeline.extract.authorities import packaged_authorities, spellings
from pipeline.extract.names import fold

BLANK = "[ \u00a0\u202f]"
NEVER = r"(?!)"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language that the rules look up."""

    labels: dict[str, str]
    titles: dict[str, str | None]  # courtesy titles and ranks, folded -> the bearer's gender
    particles: frozenset[str]  # folded
    articles: frozenset[str]
    apposed: frozenset[str]  # folded
    not_names: frozenset[str]  # as written
    openers: frozenset[str]
    adjectives: dict[str, str]  # small letters -> the country's name in the authorities
    first_names: dict[str, str]  # folded -> gender
    known: dict[str, list[tuple[str, str]]]  # first token -> (spelling, type), longest first
    known_types: dict[str, str]  # folded spelling -> type, where the authorities agree
    title_before: re.Pattern[str]  # at the end of what stands before a name
    title_inside: re.Pattern[str]  # at the start of a name
    head_before: dict[
        str, re.Pattern[str]
    ]  # type -> head noun, adjective, link, at the end of what stands before
    head_inside: re.Pattern[str]
    common_inside: re.Pattern[str]  # a common noun that opens a would-be name in small letters
    office_before: re.Pattern[str]
    link_end: re.Pattern[str]  # a link that a cut name ends with
    code: re.Pattern[str]


def _by_gender(rows: dict[str, Any]) -> dict[str, str | None]:
    return {
        word: key if key in ("F", "M") else None for key in ("M", "F", "any") for word in rows.get(key, [])
    }


def alternatives(words: list[str]) -> str:
    """Return a pattern for any of the words, the longest first; one that matches nothing for none."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) or NEVER


def _spelled(ambiguous: list[str]) -> tuple[dict[str, list[tuple[str, str]]], dict[str, str]]:
    """Return the authorities' spellings by their first token, and the types of folded spellings."""
    by_token: dict[str, list[tuple[str, str]]] = defaultdict(list)
    types: dict[str, set[str]] = defaultdict(set)
    barred = set(ambiguous)
    for alias, kind in spellings(packaged_authorities()).select("alias", "type").iter_rows():
        types[fold(alias)].add(kind)
        token = re.match(r"[\w]+['’]?|\w", alias)
        if alias not in barred and token and alias[0].isupper():
            by_token[token.group()].append((alias, kind))
    ordered = {token: sorted(rows, key=lambda row: -len(row[0])) for token, rows in by_token.items()}
    return ordered, {alias: kinds.pop() for alias, kinds in types.items() if len(kinds) == 1}


def _head_pattern(heads: list[str], between: str, links: str) -> re.Pattern[str]:
    gap = rf"(?:{BLANK}(?:{between}))*"
    return re.compile(rf"(?<![\w’'-])(?:{alternatives(heads)}){gap}(?:{BLANK}(?:{links}){BLANK}?|{BLANK})$")


@cache
def lexicon(code: str | None) -> Lexicon:
    """Return the lexicon of a language; a language without a folder has the shared one."""
    names, firsts = lang.load(code, "names"), lang.load(code, "first_names")
    honorifics, ranks = _by_gender(names.get("honorifics", {})), _by_gender(names.get("ranks", {}))
    heads, outcasts = names.get("heads", {}), names.get("not_names", {})
    adjectives = {
        adjective: country
        for country, forms in lang.load(code, "countries").get("adjectives", {}).items()
        for adjective in forms
    }
    calendar = [word.capitalize() for key in ("days", "months") for word in outcasts.get(key, [])]
    titles = alternatives([*honorifics, *names.get("ranks", {}).get("kept", [])])
    links, between = (
        alternatives(heads.get("links", [])),
        alternatives([*heads.get("between", []), *adjectives]),
    )
    every_head = [*heads.get("ORG", []), *heads.get("LOC", [])]
    known, known_types = _spelled(names.get("authorities", {}).get("ambiguous", []))
    return Lexicon(
        labels=names.get("labels", {}),
        titles={fold(word): gender for word, gender in {**ranks, **honorifics}.items()},
        particles=frozenset(names.get("particles", {}).get("words", [])),
        articles=frozenset(names.get("particles", {}).get("articles", [])),
        apposed=frozenset(fold(word) for word in heads.get("apposed", [])),
        not_names=frozenset([*outcasts.get("words", []), *outcasts.get("days", []), *calendar]),
        openers=frozenset(outcasts.get("openers", [])),
        adjectives=adjectives,
        first_names={fold(word): key for key in ("F", "M") for word in firsts.get(key, [])},
        known=known,
        known_types=known_types,
        title_before=re.compile(rf"(?:^|(?<=[^\w]))(?:{titles}){BLANK}?$"),
        title_inside=re.compile(rf"(?:{alternatives([*honorifics, *ranks])})(?!\w){BLANK}*", re.IGNORECASE),
        head_before={kind: _head_pattern(heads.get(kind, []), between, links) for kind in ("ORG", "LOC")},
        head_inside=re.compile(rf"(?:{alternatives(every_head)})(?!\w)", re.IGNORECASE),
        common_inside=re.compile(rf"(?:{alternatives(heads.get('common', []))})(?!\w)", re.IGNORECASE),
        office_before=re.compile(
            rf"(?<!\w)(?:{alternatives(heads.get('offices', []))})(?:{BLANK}(?:{between}))?{BLANK}(?:{links}){BLANK}?$",
            re.IGNORECASE,
        ),
        link_end=re.compile(rf"{BLANK}(?:{links})$"),
        code=re.compile(outcasts.get("codes", NEVER)),
    )
