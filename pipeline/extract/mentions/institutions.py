"""Finds the institutions and places that a noun opens where the model saw no name: «ministère des Ports», «le lac Orle»."""

from collections.abc import Iterator
from itertools import chain

from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.mentions.mending import BLANKS, CAPITAL_WORD, Name, Words, covered_by, trim
from pipeline.extract.names import fold

LONGEST = 12  # words
INSIDE = frozenset(["ADP", "DET", "NOUN", "ADJ", "PROPN", "CCONJ"])
AT_THE_END = frozenset(["NOUN", "ADJ", "PROPN"])


def small_institutions(text: str, lexicon: Lexicon) -> Iterator[Name]:
    """Yield the institutions and states that the patterns of the language find."""
    for found in lexicon.institutions.finditer(text):
        yield Name(found.start(), found.end(), "ORG", found.group(), "pattern", 0.8)
    for found in chain(lexicon.states.finditer(text), lexicon.places.finditer(text)):
        yield Name(found.start(), found.end(), "LOC", found.group(), "pattern", 0.8)


def opened_names(text: str, names: list[Name], lexicon: Lexicon) -> Iterator[Name]:
    """Yield capital words that a classifying noun opens: «le village de Rivenord», «l'opérateur Lueurs du Nord»."""
    covered = covered_by(names)
    for found in lexicon.opening.finditer(text):
        word = CAPITAL_WORD.match(text, found.end())
        if word and found.group("ORG"):
            word = lexicon.linked_capitals.match(text, found.end()) or word
        if word and not covered.intersection(range(found.start(), word.end())):
            start, end = trim(text, word.start(), word.end())
            piece = text[start:end]
            is_people = (
                found.group("ORG") and fold(piece) in lexicon.folded_adjectives
            )  # «le quotidien des Français»
            if piece not in lexicon.not_names and len(piece) > 2 and not is_people:
                kind = "LOC" if found.group("LOC") else "ORG"
                yield Name(start, end, kind, piece, "head", 0.7)


def named_bodies(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> Iterator[Name]:
    """Yield what a capital noun of an institution opens inside a sentence: «le Centre de prévision des crues»."""
    covered = covered_by(names)
    for i, form in enumerate(words.form):
        if not form[0].isupper() or form.isupper() or fold(form) not in lexicon.opens_body:
            continue
        opens = not i or words.sentence[i - 1] != words.sentence[i] or not words.form[i - 1][-1:].isalpha()
        elided = i and words.form[i - 1][-1] in "'’"
        if (opens and not elided) or words.start[i] in covered:
            continue
        last = _body_end(
            text, words, i, {name.start: name.end for name in names if name.type == "LOC"}, covered, lexicon
        )
        if last > i + 1:
            start, end = words.start[i], words.end[last]
            yield Name(start, end, "ORG", text[start:end], "head", 0.6)


def _body_end(
    text: str, words: Words, first: int, places: dict[int, int], covered: set[int], lexicon: Lexicon
) -> int:
    """Return the last token of the name: links, nouns, adjectives and a place at its end go on, anything else ends it.

    After «et» goes on what has an article, a preposition or a capital: «de la Prévention et des Crues».
    """
    last = at = first
    for at in range(first + 1, min(first + LONGEST, len(words.form))):
        gap = text[words.end[at - 1] : words.start[at]]
        if not gap.strip(BLANKS) and at > last + 1 and words.start[at] in places:
            place = places[words.start[at]]
            return next(i for i in range(at, len(words.end)) if words.end[i] >= place)
        if gap.strip(BLANKS) or words.upos[at] not in INSIDE or words.start[at] in covered:
            break
        if words.form[at] in lexicon.not_names:
            break
        if words.upos[at - 1] == "CCONJ" and words.upos[at] == "NOUN" and words.form[at].islower():
            break
        if words.upos[at] in ("ADP", "DET") and fold(words.form[at]) not in lexicon.particles:
            break
        if words.upos[at] in AT_THE_END:
            last = at
    return last
