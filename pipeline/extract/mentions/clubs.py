"""Tells where a town's name means its sports club: the article names the club, or reports a match that the town plays.

Which clubs there are, and the town of each: lang/mul/clubs.toml; how a language speaks of matches: `clubs` in its names.toml.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline import lang
from pipeline.extract.authorities import packaged_authorities, spellings
from pipeline.extract.mentions.lexicon import BLANK, NEVER, alternatives
from pipeline.extract.mentions.mending import Name, Words
from pipeline.extract.names import fold

REACH = 60  # characters that are looked at on either side
STEM = 4  # letters that a town shares with the adjective of its people: «Rivenord», «Stade rivenordais»
ENDING = 3  # letters that a town has after them at most


@dataclass(frozen=True, slots=True)
class Clubs:
    """What a language knows of clubs."""

    in_capitals: re.Pattern[str]  # capitals that open a club's name, and its town
    named: re.Pattern[str]  # a club named by its town; group `before` or `after` is the town
    of_people: re.Pattern[str]  # a club named by the adjective of its town; group `people`
    barred: frozenset[str]  # names that only look like a club's
    seat: re.Pattern[str]  # at the end of what stands before a town's name that means the town
    dateline: re.Pattern[str]  # what stands after one
    words: frozenset[str]  # small letters: of these a report of a match has `least` or more
    least: int
    before: re.Pattern[str]  # at the end of what stands before one that plays
    after: re.Pattern[str]  # what stands after one that plays
    beats: re.Pattern[str]  # what stands between one that plays and its opponent
    towns: dict[str, str]  # folded spelling of a known club -> its town, folded
    countries: frozenset[str]  # folded: a country plays without being a club


@cache
def clubs_of(code: str | None) -> Clubs:
    """Return what a language knows of clubs; patterns that match nothing where it knows none."""
    data = lang.load(code, "names").get("clubs", {})
    sigla, heads = alternatives(data.get("sigla", [])), alternatives(data.get("heads", []))
    countries = lang.load(code, "countries").get("adjectives", {})
    capitals = alternatives([word for word in data.get("sigla", []) if word.isupper()])
    return Clubs(
        re.compile(rf"(?<![\w-])(?:{capitals}){BLANK}[A-ZÀ-Þ][a-zà-ÿ][\w-]+"),
        re.compile(rf"(?:{sigla}){BLANK}(?P<after>[A-ZÀ-Þ].+)|(?P<before>[A-ZÀ-Þ].+){BLANK}(?:{sigla})"),
        re.compile(rf"(?:{heads}){BLANK}(?P<people>[a-zà-ÿ-]+)"),
        frozenset(data.get("barred", [])),
        re.compile(rf"(?:{data.get('seat', NEVER)}){BLANK}?$"),
        re.compile(r"[ ]?[.,)][ ]?[–—-]|[ ]\([A-Z]{2,}\)"),
        frozenset(data.get("words", [])),
        data.get("least", 1),
        re.compile(rf"(?:{data.get('before', NEVER)}){BLANK}$"),
        re.compile(data.get("after", NEVER)),
        re.compile(data.get("beats", NEVER)),
        _towns(),
        frozenset(map(fold, countries)),
    )


@cache
def _towns() -> dict[str, str]:
    """Return the town of every spelling of the known clubs, folded; one of two towns is none's."""
    of_club = {club: town for town, clubs in lang.load(None, "clubs")["towns"].items() for club in clubs}
    found: dict[str, set[str]] = {}
    for alias, name in spellings(packaged_authorities()).select("alias", "name").iter_rows():
        if name in of_club:
            found.setdefault(fold(alias), set()).add(fold(of_club[name]))
    return {alias: towns.pop() for alias, towns in found.items() if len(towns) == 1}


def club_names(text: str, words: Words, rules: Clubs) -> Iterator[Name]:
    """Yield the clubs that a report of a match names by capitals and a town: «RC Rivenord»."""
    for club in rules.in_capitals.finditer(text) if _is_report(words, rules) else ():
        if club.group() not in rules.barred:
            yield Name(club.start(), club.end(), "ORG", club.group(), "pattern", 0.8)


def sides(words: Words, names: list[Name], rules: Clubs) -> list[Name]:
    """Return the names; where a match is reported, two clubs or their towns that a hyphen sets against each other are two names."""
    if not _is_report(words, rules):
        return names
    known = rules.towns.keys() | set(rules.towns.values())
    return [side for name in names for side in _sides(name, known)]


def _sides(name: Name, known: set[str]) -> Iterator[Name]:
    for at in re.finditer("-", name.text) if len(name.text) <= REACH else ():
        home, guest = name.text[: at.start()], name.text[at.end() :]
        if {fold(home), fold(guest)} <= known:
            middle = name.start + at.start()
            yield Name(name.start, middle, "ORG", home, "authority", 0.8)
            yield Name(middle + 1, name.end, "ORG", guest, "authority", 0.8)
            return
    yield name


def _is_report(words: Words, rules: Clubs) -> bool:
    """Tell whether an article reports a match."""
    return len(rules.words.intersection(map(str.lower, words.form))) >= rules.least


def mark_clubs(text: str, words: Words, names: list[Name], rules: Clubs) -> None:
    """Take the bare name of a town for its club, unless what stands beside it means the town; `club` is the town, folded.

    So it is once the article names a club by it, or reports a match in which the town plays.
    """
    for name in names:
        name.club = rules.towns.get(fold(name.text)) or _named_by(name.text, rules)
    towns = {_named_by(name.text, rules) for name in names} - {None}
    if _is_report(words, rules):
        towns.update(_playing(text, names, rules))
        for name in names:
            people = rules.of_people.fullmatch(name.text)
            if people:
                town = next(
                    (town for town in towns if town and is_people_of(fold(people["people"]), town)), ""
                )
                name.type, name.club = "ORG", town
    for name in names if towns else ():
        if (town := fold(name.text)) in towns and not name.club and not _is_place(text, name, rules):
            name.type, name.club = "ORG", town


def _named_by(name: str, rules: Clubs) -> str | None:
    """Return the town, folded, that a club is named by: «FC Rivenord» has Rivenord."""
    club = rules.named.fullmatch(name)
    return fold(club["after"] or club["before"]) if club and name not in rules.barred else None


def _is_place(text: str, name: Name, rules: Clubs) -> bool:
    """Tell whether the words beside a town's name mean the town: «à Rivenord», «Rivenord. –»."""
    before = rules.seat.search(text, max(0, name.start - REACH), name.start)
    return before is not None or rules.dateline.match(text, name.end) is not None


def _playing(text: str, names: list[Name], rules: Clubs) -> Iterator[str]:
    """Yield the places, folded, that play in the report, those of its clubs, and those whose adjective a club bears."""
    clubs = {name.club for name in names if name.club}
    if len(clubs) > 1:  # a match has two
        yield from clubs
    known = rules.towns.keys() | set(rules.towns.values())
    for name, other in pairwise(names):  # «Rivenord-Lyon»
        pair = {fold(name.text), fold(other.text)}
        if text[name.end : other.start] == "-" and pair <= known:
            yield from pair
    peoples = [fold(club["people"]) for name in names if (club := rules.of_people.fullmatch(name.text))]
    for name in names:
        town = fold(name.text)
        if any(is_people_of(people, town) for people in peoples):
            yield town
        if name.club is None and name.type != "PER" and town not in rules.countries:
            left, right = max(0, name.start - REACH), name.end + REACH
            if rules.before.search(text, left, name.start) or rules.after.match(text, name.end, right):
                yield town

    for name, other in pairwise(names):  # «Rivenord a battu Lyon», whatever the model took Rivenord for
        is_word = name.type == "PER" != other.type and name.text.isalpha()
        if is_word and rules.beats.fullmatch(text, name.end, max(name.end, other.start)):
            yield fold(name.text)


def is_people_of(people: str, town: str) -> bool:
    """Tell whether an adjective may be that of a town's people, both folded: «rivenordais», «rivenord».

    >>> is_people_of("lyonnais", "lyon"), is_people_of("rennais", "rennes"), is_people_of("lillois", "lyon")
    (True, True, False)
    """
    shared = next((i for i, (a, b) in enumerate(zip(people, town, strict=False)) if a != b), len(town))
    return shared >= min(STEM, len(town)) and len(town) - shared <= ENDING and people != town
