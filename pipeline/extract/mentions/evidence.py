"""Weighs what the words beside a name tell of its type: «in X» is a place, «X, 34,» a person, «X Trust» an organisation."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from pipeline import lang
from pipeline.extract.mentions.lexicon import BLANK, NEVER, Lexicon, alternatives
from pipeline.extract.mentions.mending import Name
from pipeline.extract.names import fold

REACH = 40  # characters that are looked at on either side


@dataclass(frozen=True, slots=True)
class Evidence:
    """The rules of one language: type -> pattern, for the text before a name and after it; head nouns of organisations."""

    before: dict[str, re.Pattern[str]]
    after: dict[str, re.Pattern[str]]
    heads: re.Pattern[str] | None
    weight: int  # votes of a proof
    given: int  # votes of a known given name before another word
    club: re.Pattern[str]  # a sports club named by its town; group `before` or `after` is the town
    seat: re.Pattern[str]  # before a town's name that means the town


@cache
def evidence_of(code: str | None) -> Evidence:
    """Return the rules of a language; none for a language that has none."""
    data = lang.load(code, "names").get("evidence", {})
    roles = lang.load(code, "roles").get("roles", {})
    every_role = alternatives([word for words in roles.values() for word in words])
    after = {
        kind: re.compile(pattern.replace("{roles}", every_role))
        for kind, pattern in data.get("after", {}).items()
    }
    clubs = alternatives(data.get("clubs", []))
    first, last = alternatives(data.get("first", [])), alternatives(data.get("heads", []))
    return Evidence(
        {kind: re.compile(f"(?:{pattern})$") for kind, pattern in data.get("before", {}).items()},
        after,
        re.compile(rf"^(?:{first}){BLANK}|{BLANK}(?:{last})$") if data else None,
        data.get("weight", 1),
        data.get("given", 0),
        re.compile(rf"(?:{clubs}){BLANK}(?P<after>[A-ZÀ-Þ].+)|(?P<before>[A-ZÀ-Þ].+){BLANK}(?:{clubs})"),
        re.compile(rf"(?:{data.get('seat', NEVER)}){BLANK}?$"),
    )


def town_of(name: str, rules: Evidence) -> str | None:
    """Return the town that a sports club is named by, folded; None for what is no club: «FC Rivenord» has Rivenord."""
    club = rules.club.fullmatch(name)
    return fold(club["after"] or club["before"]) if club else None


def mark_clubs(text: str, names: list[Name], rules: Evidence) -> None:
    """Take the bare name of a town for its club, once the article names the club, unless a word before it means the town."""
    clubs = {town_of(name.text, rules) for name in names} - {None}
    for name in names if clubs else ():
        if fold(name.text) in clubs and not rules.seat.search(text, max(0, name.start - REACH), name.start):
            name.type, name.club = "ORG", True


def beside(text: str, start: int, end: int, rules: Evidence) -> list[str]:
    """Return the types that the words before and after a piece of text speak for."""
    left, right = text[max(0, start - REACH) : start], text[end : end + REACH]
    return [
        *(kind for kind, pattern in rules.before.items() if pattern.search(left)),
        *(kind for kind, pattern in rules.after.items() if pattern.match(right)),
    ]


def votes_for(text: str, start: int, end: int, known: Lexicon, rules: Evidence) -> Counter[str]:
    """Return the votes for the type of the name at a place: by its own words and by those beside it."""
    piece = text[start:end]
    votes = Counter(dict.fromkeys(beside(text, start, end, rules), rules.weight))
    if (rules.heads and rules.heads.search(piece)) or rules.club.fullmatch(piece):
        votes["ORG"] += 3 * rules.weight
    elif rules.given:
        first, _, rest = piece.partition(" ")
        if rest[:1].isupper() and fold(first).replace(" ", "-") in known.first_names:
            votes["PER"] += rules.given
    return votes
