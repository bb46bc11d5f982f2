"""Sets right what the model gets wrong in kinds: media and given names of another type, addresses, codes of places, peoples."""

import re

from pipeline.extract.media import kind_of, listed_as
from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.mentions.mending import Name, is_given
from pipeline.extract.names import fold

SITE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,4}")  # «brume.org»
LETTERS = re.compile(r"[A-ZÀ-Þ]{3,8}")  # an acronym
CODE = re.compile(r"[A-Z]{2}")  # of a canton, a province, a country: «Brume (RV)»
TWO = re.compile(r"[^\W\d_]+[-‑](?P<people>[^\W\d_]+)")  # «Franco-Rivenois»


def without_slips(text: str, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """Return the names of an article, in order, with the model's slips set right."""
    ends = {name.end: name for name in names}
    starts = {name.start: name for name in names}
    kept = [
        name for name in names if not _is_code(text, name, ends, lexicon) and not _is_people(name, lexicon)
    ]
    for name in kept:
        _retype(text, name, (starts, ends), lexicon)
    return kept


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


def _retype(text: str, name: Name, places: tuple[dict[int, Name], dict[int, Name]], lexicon: Lexicon) -> None:
    if name.method != "model" or fold(name.text) in lexicon.known_types:
        return
    if name.type in ("LOC", "MISC") and _is_medium(name.text, lexicon):
        name.type, name.medium = "ORG", listed_as(name.text)
    elif name.type != "ORG" and SITE.fullmatch(name.text):
        name.type = "MISC"  # an address; a medium's is found as such
    elif name.type == "MISC" and " " not in name.text and is_given(name.text, lexicon):
        name.type = "PER"
    elif name.type == "PER" and LETTERS.fullmatch(name.text) and _is_explained(text, name, *places):
        name.type = "ORG"


def _is_medium(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a spelling is a medium's and not a river's or a land's: «Journal du Rivenord», not «Rive» of «La Rive»."""
    if kind_of(text) not in ("agency", "media") or fold(text).split()[0] in lexicon.articles:
        return False
    return " " in text or fold(listed_as(text) or "") == fold(text)


def _is_explained(text: str, name: Name, starts: dict[int, Name], ends: dict[int, Name]) -> bool:
    """Tell whether brackets tie letters to the name of a body, before them or behind: «FLR (Front libre de Rivenord)»."""
    before = ends.get(name.start - 2) if text[name.start - 2 : name.start] == " (" else None
    behind = starts.get(name.end + 2) if text[name.end : name.end + 2] == " (" else None
    return any(one is not None and one.type == "ORG" for one in (before, behind))
