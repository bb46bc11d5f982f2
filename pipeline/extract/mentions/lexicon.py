"""What lang/<code>/ knows about names, compiled once a language for the rules of this package."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

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
    short_for: frozenset[str]  # folded nouns that stand alone for a longer name: «Parlement»
    apposed_inside: re.Pattern[str]  # such a head, before a capital
    seated_inside: re.Pattern[str]  # one of these that may stand in the place named
    local_inside: re.Pattern[str]  # an institution that sits in the place its name ends with; group `place`
    named_after: re.Pattern[str]  # at the end of what stands before a person's name
    tail: re.Pattern[str]  # a country's adjective at the end of a name
    of_country: re.Pattern[str]  # a country's adjective after a name
    bodies: re.Pattern[str]  # a noun that opens the name of an institution
    place_tail: re.Pattern[str]  # «de» and one capital word there
    affair: re.Pattern[str]  # what opens the name of an affair
    sides: re.Pattern[str]  # « du Nord» after a place
    strip: re.Pattern[str]  # a head that is no part of the name it opens: «ville de»
    not_names: frozenset[str]  # as written
    openers: frozenset[str]
    adjectives: dict[str, str]  # small letters -> the country's name in the authorities
    plain_adjectives: frozenset[str]  # of countries, singular and plural, and those between a head and a name
    folded_adjectives: dict[str, str]  # folded, plurals too -> the folded name of the country
    first_names: dict[str, str]  # folded -> gender
    known: dict[str, list[tuple[str, str]]]  # first token -> (spelling, type), longest first
    known_types: dict[str, str]  # folded spelling -> type, where the authorities agree
    authorities: dict[str, str]  # folded spelling -> name of the only authority that has it
    title_before: re.Pattern[str]  # at the end of what stands before a name
    title_inside: re.Pattern[str]  # at the start of a name
    head_before: dict[
        str, re.Pattern[str]
    ]  # type -> head noun, adjective, link, at the end of what stands before
    opening: re.Pattern[str]  # a noun that makes the capital word after it a name; groups LOC and ORG
    linked_capitals: re.Pattern[str]  # a capital word, a link and another: «Lueurs du Nord»
    head_inside: re.Pattern[str]
    institutions: re.Pattern[str]  # institutions that are written in small letters
    place_head: re.Pattern[str]
    states: re.Pattern[str]  # «République tchèque»: a form of state and a country's adjective
    common_inside: re.Pattern[str]  # a common noun that opens a would-be name in small letters
    office_before: re.Pattern[str]
    link_end: re.Pattern[str]  # a link that a cut name ends with
    trailing: re.Pattern[str]  # words that a name cannot end with
    lead: re.Pattern[str]  # a common noun and a link before a capital: «bastion du»
    code: re.Pattern[str]
    endings: re.Pattern[str]  # what a language adds to the end of a name: «Moore's»
    place_links: frozenset[str]  # folded words after which a place's name goes on: «Brume-sur-Orle»


def _by_gender(rows: dict[str, Any]) -> dict[str, str | None]:
    return {
        word: key if key in ("F", "M") else None for key in ("M", "F", "any") for word in rows.get(key, [])
    }


def alternatives(words: list[str]) -> str:
    """Return a pattern for any of the words, the longest first; one that matches nothing for none."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) or NEVER


class Spelled(NamedTuple):
    """What the authorities' spellings tell: by first token; the type and the name of folded ones where they agree."""

    by_token: dict[str, list[tuple[str, str]]]
    types: dict[str, str]
    names: dict[str, str]


def _spelled(ambiguous: list[str]) -> Spelled:
    by_token: dict[str, list[tuple[str, str]]] = defaultdict(list)
    types: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    barred = set(ambiguous)
    for alias, name, kind in spellings(packaged_authorities()).select("alias", "name", "type").iter_rows():
        types[fold(alias)].add(kind)
        names[fold(alias)].add(name)
        token = re.match(r"[\w]+['’]?|\w", alias)
        if alias not in barred and token and alias[0].isupper():
            by_token[token.group()].append((alias, kind))
    ordered = {token: sorted(rows, key=lambda row: -len(row[0])) for token, rows in by_token.items()}
    return Spelled(ordered, _agreed(types), _agreed(names))


def _agreed(told: dict[str, set[str]]) -> dict[str, str]:
    return {key: values.pop() for key, values in told.items() if len(values) == 1}


def _head_pattern(heads: list[str], between: str, links: str) -> re.Pattern[str]:
    gap = rf"(?:{BLANK}(?:{between}))*"
    return re.compile(rf"(?<![\w-])(?:{alternatives(heads)}){gap}(?:{BLANK}(?:{links}){BLANK}?|{BLANK})$")


@cache
def lexicon(code: str | None) -> Lexicon:
    """Return the lexicon of a language; a language without a folder has the shared one."""
    names, firsts = lang.load(code, "names"), lang.load(code, "first_names")
    honorifics, ranks = _by_gender(names.get("honorifics", {})), _by_gender(names.get("ranks", {}))
    opens = names.get("opens", {})
    heads, outcasts = names.get("heads", {}), names.get("not_names", {})
    adjectives = {
        adjective: country
        for country, forms in lang.load(code, "countries").get("adjectives", {}).items()
        for adjective in forms
    }
    calendar = [word.capitalize() for key in ("days", "months") for word in outcasts.get(key, [])]
    kept = names.get("ranks", {}).get("kept", [])
    titles = alternatives([*honorifics, *kept])
    links, between = (
        alternatives(heads.get("links", [])),
        alternatives([*heads.get("between", []), *adjectives]),
    )
    every_head = [*heads.get("ORG", []), *heads.get("LOC", [])]
    known = _spelled(names.get("authorities", {}).get("ambiguous", []))
    return Lexicon(
        labels=names.get("labels", {}),
        titles={fold(word): gender for word, gender in {**ranks, **honorifics}.items()},
        particles=frozenset(names.get("particles", {}).get("words", [])),
        articles=frozenset(names.get("particles", {}).get("articles", [])),
        apposed=frozenset(fold(word) for word in heads.get("apposed", [])),
        short_for=frozenset(fold(word) for word in heads.get("short_for", [])),
        apposed_inside=re.compile(
            rf"(?:{alternatives(heads.get('apposed', []))})(?:{BLANK}(?:{between}))*(?:{BLANK}(?:{links}))?{BLANK}?(?=[A-ZÀ-Þ])"
        ),
        seated_inside=re.compile(rf"(?:{alternatives(heads.get('seated', []))})(?!\w)"),
        local_inside=re.compile(
            rf"(?:{alternatives(heads.get('local', []))})(?:{BLANK}(?:{between}))*{BLANK}(?:{links}){BLANK}?"
            r"(?P<place>[A-ZÀ-Þ][\w-]+(?:[ ’'][A-ZÀ-Þ][\w-]+)*)$",
            re.IGNORECASE if heads.get("local") else 0,
        ),
        named_after=re.compile(
            rf"(?<![\w-])(?:{alternatives(heads.get('named_after', []))}){BLANK}$", re.IGNORECASE
        ),
        tail=re.compile(rf"{BLANK}(?:{alternatives([*adjectives, *(word + 's' for word in adjectives)])})$"),
        of_country=re.compile(rf"{BLANK}(?:{alternatives([*adjectives])})(?![\w-])"),
        bodies=re.compile(rf"(?:{alternatives([*heads.get('short_for', []), *heads.get('ORG', [])])})(?!\w)"),
        place_tail=re.compile(rf"{BLANK}(?:{links}){BLANK}?[A-ZÀ-Þ][\w-]+$"),
        affair=re.compile(rf"(?:{alternatives(heads.get('affairs', []))}){BLANK}(?=[A-ZÀ-Þ])"),
        sides=re.compile(rf"{BLANK}(?:{links}){BLANK}?(?:{alternatives(heads.get('sides', []))})(?!\w)"),
        strip=re.compile(
            rf"(?:{alternatives(heads.get('strip', []))})(?:{BLANK}(?:{links}))?{BLANK}?(?=[A-ZÀ-Þ])"
        ),
        not_names=frozenset([*outcasts.get("words", []), *outcasts.get("days", []), *calendar]),
        openers=frozenset(outcasts.get("openers", [])),
        adjectives=adjectives,
        plain_adjectives=frozenset(
            [*heads.get("between", []), *adjectives, *(adjective + "s" for adjective in adjectives), "et"]
        ),
        folded_adjectives={
            fold(form): fold(c) for word, c in adjectives.items() for form in (word, word + "s")
        },
        first_names={fold(word).replace(" ", "-"): key for key in ("F", "M") for word in firsts.get(key, [])},
        known=known.by_token,
        known_types=known.types,
        authorities=known.names,
        title_before=re.compile(rf"(?:^|(?<=[^\w]))(?:{titles}){BLANK}?$"),
        title_inside=re.compile(
            rf"(?:{alternatives([*honorifics, *ranks, *kept])})(?!\w){BLANK}*", re.IGNORECASE
        ),
        head_before={kind: _head_pattern(heads.get(kind, []), between, links) for kind in ("ORG", "LOC")},
        opening=re.compile(
            rf"(?<![\w-])(?:(?P<LOC>{alternatives(opens.get('LOC', []))})|(?P<ORG>{alternatives(opens.get('ORG', []))}))"
            rf"(?:{BLANK}(?:{between}))*(?:{BLANK}(?:{links}))?{BLANK}?(?=[A-ZÀ-Þ])"
        ),
        linked_capitals=re.compile(
            rf"{BLANK}?[A-ZÀ-Þ][\w-]*{BLANK}(?:{links}){BLANK}?[A-ZÀ-Þ][\w-]*(?![\w’'])"
        ),
        head_inside=re.compile(rf"(?:{alternatives(every_head)})(?={BLANK})", re.IGNORECASE),
        institutions=re.compile("|".join(names.get("institutions", {}).get("patterns", [])) or NEVER),
        place_head=re.compile(rf"(?:{alternatives(heads.get('LOC', []))})(?={BLANK})", re.IGNORECASE),
        states=re.compile(
            rf"(?<!\w)(?:{alternatives(heads.get('states', []))}){BLANK}(?:{alternatives([*adjectives])})(?![\w-])"
        ),
        common_inside=re.compile(rf"(?:{alternatives(heads.get('common', []))})(?!\w)"),
        office_before=re.compile(
            rf"(?<!\w)(?:{alternatives(heads.get('offices', []))})(?:{BLANK}(?:{between}))?{BLANK}(?:{links}){BLANK}?$",
            re.IGNORECASE,
        ),
        link_end=re.compile(rf"{BLANK}(?:{links})$"),
        trailing=re.compile(rf"(?:{BLANK}(?:{alternatives(heads.get('trailing', []))}))+$"),
        lead=re.compile(rf"[a-zà-ÿ-]+{BLANK}(?:{links}){BLANK}?(?=[A-ZÀ-Þ])"),
        code=re.compile(outcasts.get("codes", NEVER)),
        endings=re.compile(rf"(?:{alternatives(heads.get('endings', []))})$"),
        place_links=frozenset(fold(word) for word in heads.get("place_links", [])),
    )
