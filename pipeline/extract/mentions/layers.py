"""Adds the layers of a name: the longer one that a head noun opens, the bare one inside a title, the place inside."""

import re
from collections.abc import Iterator

from pipeline.extract.mentions.accounts import accounts
from pipeline.extract.mentions.clubs import mark_clubs, sides
from pipeline.extract.mentions.evidence import Evidence
from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.mentions.mending import BLANKS, REACH, Name, Words
from pipeline.extract.mentions.palaces import mark_palaces
from pipeline.extract.mentions.spans import found_names
from pipeline.extract.names import fold

# What stands before a capital word inside a name.
LATER_CAPITAL = re.compile(rf"[{BLANKS}’'](?=[A-ZÀ-Þ])")

SHORTEST = 3  # letters of a name inside another
# What ends the name of a thing that stands in marks of its own: «le "Brume II"».
NUMBER_AND_MARK = re.compile(rf"(?:[{BLANKS}][IVX]+)?[{BLANKS}]?[»\"”]")


def name_spans(text: str, words: Words, lexicon: Lexicon, evidence: Evidence) -> list[Name]:
    """Return the names of one article in the order of the text, a longer one before those inside it."""
    layered: dict[tuple[int, int], Name] = {}
    found = sides(words, found_names(text, words, lexicon, evidence), evidence.clubs)
    first = {name.text: name.start for name in reversed(found)}
    _mark_things(text, found, lexicon)
    for name in found:
        for layer in _layers(text, name, lexicon, first):
            layered.setdefault((layer.start, layer.end), layer)
    names = sorted(layered.values(), key=lambda name: (name.start, -name.end))
    mark_clubs(text, words, names, evidence.clubs)
    mark_palaces(text, names, lexicon)
    return sorted([*names, *accounts(text, names)], key=lambda name: (name.start, -name.end))


def _mark_things(text: str, names: list[Name], lexicon: Lexicon) -> None:
    """Take names for those of things that a noun before them or their marks tell: «la loi Brisk», «le "Brume II"».

    No other name of a person is touched.
    """
    told: set[str] = set()
    for name in names:
        before = text[max(0, name.start - REACH) : name.start]
        in_marks = (
            name.type != "ORG"
            and lexicon.article_and_mark.search(before)
            and NUMBER_AND_MARK.match(text, name.end)
        )
        if (in_marks or lexicon.things.search(before)) and fold(name.text) not in lexicon.known_types:
            told |= set() if name.type == "PER" else {name.text}
            name.type, name.method = "MISC", "thing"
    for name in names:
        if name.text in told and name.type != "PER":
            name.type, name.method = "MISC", "thing"


def _layers(text: str, name: Name, lexicon: Lexicon, first: dict[str, int]) -> Iterator[Name]:
    """Yield a name and those that hold it or stand in it; `first`: where each spelling stands alone first."""
    if name.type == "MISC" and name.method == "thing":
        yield name
        return
    if name.method == "medium" and name.inner is not None:
        yield name  # with its article
        yield name.inner
        return
    before = text[max(0, name.start - REACH) : name.start]
    if name.type == "PER":
        head = lexicon.named_after.search(before)
        if head and not lexicon.title_inside.match(name.text):
            start = name.start - len(head.group())
            is_place = lexicon.place_head.match(head.group())
            yield Name(start, name.end, "LOC" if is_place else "ORG", text[start : name.end], "head", 0.8)
            return
        yield name
        yield from _without_title(name, lexicon)
        return
    longer = _with_head(text, name, lexicon)
    if longer is None:
        yield name
        yield from _without_head(name, lexicon)
        yield from _without_article(name, lexicon)
    else:
        yield longer
        if longer.inner is not None or (
            name.type == "LOC" and (longer.type == "ORG" or _is_known_place(name, lexicon))
        ):
            yield name
    yield from _without_tail(longer or name, lexicon, first)
    yield from _with_country(text, longer or name, lexicon)
    yield from _person_inside(name, lexicon)
    yield from _places_inside(longer or name, lexicon)


def _without_tail(name: Name, lexicon: Lexicon, first: dict[str, int]) -> Iterator[Name]:
    """Yield the name without the place at its end: «Parlement» of «Parlement grec», «CRS» of «CRS de Tulle».

    Who stands alone before is someone else: the union that was named, and then its section of a town.
    """
    is_whole = name.method == "acronym"  # its letters say so
    if is_whole or name.inner is not None or name.type == "MISC" or fold(name.text) in lexicon.known_types:
        return
    tail = lexicon.tail.search(name.text) or lexicon.place_tail.search(name.text)
    if tail is None or not tail.start():
        return
    inner = name.text[: tail.start()]
    if inner.islower() and " " in inner:
        return  # «police de la ville» of «police de la ville de Brume»
    if lexicon.articles.intersection(fold(inner).split()[:1]):
        return  # a title: «La Voix du Rivenord»
    if tail.re is lexicon.tail:
        is_full = inner[0].isupper() and " " not in inner
    else:
        is_full = inner.isupper() or (name.type == "ORG" == lexicon.known_types.get(fold(inner)))
        if is_full and first.get(inner, name.start) < name.start:
            return
    if is_full or (" " in inner and not lexicon.link_end.search(inner)):
        name.inner = Name(name.start, name.start + len(inner), name.type, inner, "inside", 0.7)
        yield name.inner


def _with_country(text: str, name: Name, lexicon: Lexicon) -> Iterator[Name]:
    """Yield an institution's name with the adjective of its country after it: «Agence des ports norvégienne»."""
    told = lexicon.of_country.match(text, name.end) if name.type == "ORG" else None
    if told and lexicon.bodies.match(name.text):
        longer = Name(name.start, told.end(), name.type, text[name.start : told.end()], "head", 0.8)
        longer.inner = name
        yield longer


def _person_inside(name: Name, lexicon: Lexicon) -> Iterator[Name]:
    """Yield the person whom an affair is named after."""
    affair = lexicon.affair.match(name.text) if name.type == "MISC" else None
    if affair:
        bare = name.text[affair.end() :]
        if (
            all(word[0].isupper() and not word.isupper() for word in bare.split())
            and fold(bare) not in lexicon.known_types
        ):
            yield Name(name.start + affair.end(), name.end, "PER", bare, "inside", 0.7)


def _without_title(name: Name, lexicon: Lexicon) -> Iterator[Name]:
    """Yield the bare name of a person after a title: «Mme Dalbret» holds «Dalbret»."""
    title = lexicon.title_inside.match(name.text)
    bare = name.text[title.end() :] if title else ""
    led = not bare.islower() and lexicon.particles.intersection(fold(bare).split()[:1])
    if bare[:1].isupper() or led:
        start = name.end - len(bare)
        name.inner = Name(start, name.end, "PER", bare, "inside", 0.9)
        yield name.inner


def _with_head(text: str, name: Name, lexicon: Lexicon) -> Name | None:
    """Return the longer name that a head noun before this one opens: «parquet de Lyon», «place de l'Opéra»."""
    if lexicon.head_inside.match(name.text):
        return None
    line = max(0, name.start - REACH)
    before = text[line : name.start]
    for kind, pattern in lexicon.head_before.items():
        head = pattern.search(before) if kind == "ORG" or name.method != "medium" else None
        if head:
            start = line + head.start()
            longer = Name(start, name.end, kind, text[start : name.end], "head", 0.8)
            # «lycée de Brume» is in Brume, «lycée Rivier» is Rivier.
            of_place = kind == "ORG" and name.type == "LOC" and lexicon.link_end.search(head.group().rstrip())
            if lexicon.apposed_inside.match(longer.text) and not of_place:
                name.type = longer.type = kind if name.type == "MISC" else name.type
                longer.inner, longer.seated = name, bool(lexicon.seated_inside.match(longer.text))
            return longer
    return None


def _without_head(name: Name, lexicon: Lexicon) -> Iterator[Name]:
    """Yield the bare name after a head that only says what kind of thing it is: «lycée Rivier» holds «Rivier»."""
    head = lexicon.apposed_inside.match(name.text)
    if head:
        start = name.start + head.end()
        name.inner = Name(start, name.end, name.type, name.text[head.end() :], "inside", 0.8)
        name.seated = bool(lexicon.seated_inside.match(name.text))
        yield name.inner


def _without_article(name: Name, lexicon: Lexicon) -> Iterator[Name]:
    """Yield the bare name of a body after an article in small letters: «les Rivenois» holds «Rivenois»."""
    article = lexicon.small_article.match(name.text) if name.type == "ORG" and name.inner is None else None
    if article:
        name.inner = Name(
            name.start + article.end(), name.end, name.type, name.text[article.end() :], "inside", 0.8
        )
        yield name.inner


def _is_known_place(name: Name, lexicon: Lexicon) -> bool:
    return lexicon.known_types.get(fold(name.text)) == "LOC"


def _places_inside(name: Name, lexicon: Lexicon) -> Iterator[Name]:
    """Yield the place that a name ends with, as a mention of its own, and the known name behind an article («La Rive libre»).

    No place of a whole that is known or has letters of its own («Ouest-France»), nor of a street («place du Rivenord»).
    """
    seat = lexicon.local_inside.match(name.text)
    is_place = name.type == "LOC"
    is_known = name.method in ("medium", "acronym") or fold(name.text) in lexicon.known_types
    is_whole = (is_known and (is_place or not seat)) or (is_place and lexicon.street.match(name.text))
    for word in LATER_CAPITAL.finditer(name.text):
        ahead, tail = name.text[: word.end()], name.text[word.end() :]
        if not tail[:1].isupper() or len(tail) < SHORTEST or tail in lexicon.not_names:
            continue
        kind = lexicon.known_types.get(fold(tail))
        led = fold(ahead).strip() in lexicon.articles or (
            is_place and tail in lexicon.palaces and ahead[-1] != BLANKS
        )
        if (kind == "ORG" and led) or (kind == "LOC" and not is_whole):
            yield Name(name.start + word.end(), name.end, kind, tail, "inside", 0.7)
            return
    if seat and not (is_known and is_place) and seat["place"][0].isupper():
        yield Name(name.start + seat.start("place"), name.end, "LOC", seat["place"], "inside", 0.7)
