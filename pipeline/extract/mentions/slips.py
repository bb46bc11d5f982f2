"""Sets right what the model gets wrong in kinds: media and given names of another type, addresses, codes of places, peoples."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.extract.media import kind_of, listed_as
from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.mentions.mending import REACH, Name, Words, is_given
from pipeline.extract.names import fold

SITE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,4}")  # «brume.org»
LETTERS = re.compile(r"[A-ZÀ-Þ]{3,8}")  # an acronym
CODE = re.compile(r"[A-Z]{2}")  # of a canton, a province, a country: «Brume (RV)»
TWO = re.compile(r"[^\W\d_]+[-‑](?P<people>[^\W\d_]+)")  # «Franco-Rivenois»
ENDS_PHRASE = re.compile(r"[.,;:!?()«»“”\"\n]")
LINKED = 14  # characters, the longest link and its blanks («ainsi que»)
ROAD = re.compile(
    r"(?P<road>(?:[AER]|R?N)\d{1,3})(?:/[AENR]\d{1,3})? (?=[A-ZÀ-Þ][^\W\d_]+-[A-ZÀ-Þ])"
)  # «N7 Orle-Brume»
SENTENCE = 9  # words: a name of so many is a sentence in another language
Places = tuple[dict[int, Name], dict[int, Name]]  # names by where they start, and by where they end
OPENING = {"«", "“", '"', "‘", "—", "–", "-"}
NAMING = {"PROPN", "X", None}


def without_slips(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """Return the names of an article, in order, with the model's slips set right."""
    names = [name for name in names if not _is_word(name, lexicon) and not _is_sentence(name, lexicon)]
    names = [
        part for name in _without_openers(words, names, lexicon) for part in _parted(text, name, lexicon)
    ]
    surnames, hyphened = _surnames(names)
    names = [part for name in names for part in _each_of(name, surnames, hyphened)]
    ends = {name.end: name for name in names}
    starts = {name.start: name for name in names}
    kept = [
        name for name in names if not _is_code(text, name, ends, lexicon) and not _is_people(name, lexicon)
    ]
    told = {name.text: kind for name in kept if (kind := _told(text, name, (starts, ends), lexicon))}
    for name in kept:
        kind = told.get(name.text)
        if kind and name.method == "model":
            name.type = kind
            if kind == "PER" and fold(name.text) in lexicon.known_types:
                name.method = "kin"  # so that no authority makes it a land again
            name.listed = listed_as(name.text) if kind == "ORG" and kind_of(name.text) else None
        elif name.method == "model" and (
            _is_listed_town(text, name, ends, lexicon) or _is_site(name, lexicon)
        ):
            name.type = "LOC"
    return kept


def _is_word(name: Name, lexicon: Lexicon) -> bool:
    """Tell whether a would-be name only opens a sentence, or is a month that is a person's name too: «in May»."""
    return name.text in lexicon.openers or (name.type != "PER" and name.text in lexicon.people_only)


def _is_sentence(name: Name, lexicon: Lexicon) -> bool:
    """Tell whether a would-be name is a sentence of another language, all of whose words look like names to the model."""
    words = fold(name.text).split()
    known = fold(name.text) in lexicon.known_types or words[0] in lexicon.opens_body
    return name.method == "model" and len(words) >= SENTENCE and not known


def _without_openers(words: Words, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """Return the names without words that only open a sentence and that the tagger takes for none: «Débutée à midi»."""
    inside = {name.text for name in names if not _opens(words, name.start)}

    def is_opener(name: Name) -> bool:
        if name.type == "PER" or name.method != "model" or not name.text.isalpha() or not name.text.istitle():
            return False
        known = fold(name.text) in lexicon.known_types or is_given(name.text, lexicon)
        at = bisect_right(words.start, name.start) - 1
        return not known and name.text not in inside and words.upos[at] not in NAMING

    return [name for name in names if not is_opener(name)]


def _parted(text: str, name: Name, lexicon: Lexicon) -> Iterator[Name]:
    """Yield the two known names that a hyphen sets side by side («UE-Ligue arabe», «France-Allemagne»), else the name.

    Of a road also the towns between which it runs.
    """
    if name.method == "model" and (road := ROAD.match(name.text)):
        yield Name(name.start, name.start + road.end("road"), "LOC", road["road"], "model", 0.8)
        for town in re.finditer(r"[^-]+", name.text[road.end() :]):
            start = name.start + road.end() + town.start()
            yield Name(start, start + len(town.group()), "LOC", town.group(), "model", 0.8)
        return
    if name.method == "model" and len(name.text) <= REACH and fold(name.text) not in lexicon.known_types:
        for hyphen in re.finditer("-", name.text):
            left, at = name.text[: hyphen.start()], name.start + hyphen.end()
            kind = lexicon.known_types.get(fold(left))
            token = re.match(r"[\w]+['’]?", text[at:])
            known = lexicon.known.get(token.group(), ()) if token and kind else ()
            right = next(
                ((a, k) for a, k in known if text.startswith(a, at) and not _goes_on(text, at + len(a))), None
            )
            if kind and right and left[0].isupper():
                yield Name(name.start, at - 1, kind, left, "authority", 0.8)
                yield Name(at, at + len(right[0]), right[1], right[0], "authority", 0.8)
                return
    yield name


def _surnames(names: list[Name]) -> tuple[set[str], set[str]]:
    """Return the folded surnames of the people who are named in full, those of one word and those with a hyphen."""
    last = [name.text.rsplit(" ", 1)[1] for name in names if name.type == "PER" and " " in name.text]
    return {fold(one) for one in last if "-" not in one}, {fold(one) for one in last if "-" in one}


def _each_of(name: Name, surnames: set[str], hyphened: set[str]) -> Iterator[Name]:
    """Yield the people whom hyphens tie by their surnames: «le duo Lind-Moore», where Ada Lind is named; else the name."""
    parts = [*re.finditer(r"[^-]+", name.text)] if "-" in name.text and " " not in name.text else []
    bearers = sum(fold(part.group()) in surnames for part in parts)
    are_names = all(part.group().istitle() for part in parts) and fold(name.text) not in hyphened
    if name.method == "model" and are_names and parts and bearers >= max(1, len(parts) - 1):
        for part in parts:
            start, end = name.start + part.start(), name.start + part.end()
            yield Name(start, end, "PER", part.group(), "model", name.confidence)
    else:
        yield name


def _goes_on(text: str, at: int) -> bool:
    return text[at : at + 1].isalnum() or text[at : at + 1] == "-"


def _opens(words: Words, start: int) -> bool:
    """Tell whether a sentence begins at a place, or with a mark before it."""
    at = bisect_right(words.start, start) - 1
    if at > 0 and words.form[at - 1] in OPENING:
        at -= 1
    return at <= 0 or words.sentence[at - 1] != words.sentence[at]


def _is_code(text: str, name: Name, ends: dict[int, Name], lexicon: Lexicon) -> bool:
    """Tell whether a name is the two letters in brackets that say where a place lies."""
    if not CODE.fullmatch(name.text) or lexicon.known_types.get(fold(name.text)) == "ORG":
        return False
    place = ends.get(name.start - 2)
    is_bracketed = text[name.start - 2 : name.start] == " (" and text[name.end : name.end + 1] in (")", ",")
    return is_bracketed and place is not None and place.type == "LOC"


def _is_people(name: Name, lexicon: Lexicon) -> bool:
    """Tell whether a name is who comes from two countries, or has the people of one behind a hyphen."""
    two = TWO.fullmatch(name.text)
    known = fold(name.text) in lexicon.known_types or is_given(name.text, lexicon)
    return bool(two and not known and fold(two["people"]) in lexicon.folded_adjectives)


def _told(text: str, name: Name, places: Places, lexicon: Lexicon) -> str | None:
    """Return the type that a name has instead of the model's; None where nothing tells another."""
    before = text[max(0, name.start - REACH) : name.start]
    if name.type != "PER" and " " not in name.text and lexicon.kin_before.search(before):
        return "PER"  # «sa veuve Dominique», a land too
    if name.method != "model" or name.type == "ORG" or fold(name.text) in lexicon.known_types:
        return None
    if (name.type != "PER" and _is_medium(name.text, lexicon)) or _is_body(
        text, before, name, places, lexicon
    ):
        return "ORG"
    if _lies_in(text, name, places[0], lexicon):
        return "LOC"
    if SITE.fullmatch(name.text):
        return "MISC"  # an address; a medium's is found as such
    return "PER" if name.type == "MISC" and _is_given_alone(name, lexicon) else None


def _is_given_alone(name: Name, lexicon: Lexicon) -> bool:
    return " " not in name.text and is_given(name.text, lexicon)


def _is_body(text: str, before: str, name: Name, places: Places, lexicon: Lexicon) -> bool:
    """Tell whether what stands beside a name of another type tells a body's."""
    if name.type == "LOC" and lexicon.body_before.search(before):
        return True
    if name.type != "PER" and not name.text.isupper() and _is_beside_person(text, name, places[1]):
        return True
    if name.type == "PER" and LETTERS.fullmatch(name.text) and _is_explained(text, name, *places):
        return True
    return " " not in name.text and _is_short_form(text, name, places[1], lexicon)


def _is_medium(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a spelling is a medium's and not a river's or a land's: «Journal du Rivenord», not «Rive» of «La Rive»."""
    if kind_of(text) not in ("agency", "media") or fold(text).split()[0] in lexicon.articles:
        return False
    return " " in text or fold(listed_as(text) or "") == fold(text)


def _lies_in(text: str, name: Name, starts: dict[int, Name], lexicon: Lexicon) -> bool:
    """Tell whether brackets behind a name of nobody given say where it lies: «Brumac-la-Rive (Aisne)»."""
    land = starts.get(name.end + 2) if text[name.end : name.end + 2] == " (" else None
    known = land is not None and lexicon.known_types.get(fold(land.text)) == "LOC"
    given = is_given(name.text.split(" ")[0], lexicon)
    return bool(
        known and land and text[land.end : land.end + 1] == ")" and " " not in name.text and not given
    )


def _is_beside_person(text: str, name: Name, ends: dict[int, Name]) -> bool:
    """Tell whether brackets behind a person hold a name alone, the body that he is of: «Ada Lind (Fluvio)»."""
    if text[name.start - 2 : name.start] != " (" or text[name.end : name.end + 1] != ")":
        return False
    person = ends.get(name.start - 2)
    return person is not None and person.type == "PER"


def _is_explained(text: str, name: Name, starts: dict[int, Name], ends: dict[int, Name]) -> bool:
    """Tell whether brackets tie letters to the name of a body, before them or behind: «FLR (Front libre de Rivenord)»."""
    before = ends.get(name.start - 2) if text[name.start - 2 : name.start] == " (" else None
    behind = starts.get(name.end + 2) if text[name.end : name.end + 2] == " (" else None
    return any(one is not None and one.type == "ORG" for one in (before, behind))


def _is_short_form(text: str, name: Name, ends: dict[int, Name], lexicon: Lexicon) -> bool:
    """Tell whether brackets give the short form of the body before them: «la fédération des ports (Fedepo)»."""
    if text[name.start - 2 : name.start] != " (" or text[name.end : name.end + 1] != ")":
        return False
    body = ends.get(name.start - 2)
    if body is not None:
        return body.type == "ORG" and fold(body.text)[0] == fold(name.text)[0]
    phrase = ENDS_PHRASE.split(text[max(0, name.start - 2 - REACH) : name.start - 2])[-1].split()
    while phrase and phrase[-1][0].islower() and fold(phrase[-1]) not in lexicon.opens_body:
        phrase.pop()
    return bool(phrase) and fold(phrase[-1]) in lexicon.opens_body


def _is_site(name: Name, lexicon: Lexicon) -> bool:
    """Tell whether a would-be body is a place by the noun that opens it and a link: «aéroport de Rivenord», not «Région Rivenord»."""
    head = lexicon.place_head.match(name.text) if name.type == "ORG" else None
    if head is None or fold(name.text) in lexicon.known_types:
        return False
    bears = fold(head.group()) not in lexicon.apposed or lexicon.seated_inside.match(name.text)
    return bool(bears and lexicon.linked_after.match(name.text, head.end()))


def _is_listed_town(text: str, name: Name, ends: dict[int, Name], lexicon: Lexicon) -> bool:
    """Tell whether a given name that a town bears too follows a place in a list: «à Strasbourg et Nancy»."""
    if name.type != "PER" or not _is_given_alone(name, lexicon) or fold(name.text) in lexicon.known_types:
        return False
    near = (ends.get(name.start - gap) for gap in range(2, LINKED))
    before = next((one for one in near if one is not None), None)
    linked = before is not None and lexicon.links_between.fullmatch(text, before.end, name.start)
    return bool(linked and before is not None and before.type == "LOC")
