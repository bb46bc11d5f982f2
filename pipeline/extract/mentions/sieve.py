"""Sorts out what only looks like a name: common nouns at the head of sentences, passages in capitals, credits, addresses."""

import re
from bisect import bisect_right

from pipeline.extract.media import kind_of
from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.mentions.mending import REACH, Name, Words, is_given
from pipeline.extract.mentions.parting import ADDRESS
from pipeline.extract.names import fold

SHOUTED = re.compile(r"[^a-zà-ÿ\n]{40,}")  # a passage in capitals


def is_aside(text: str, name: Name, lexicon: Lexicon) -> bool:
    """Tell whether a name is no part of what is told: in a picture's credit, in what signs a page, in a treaty's name."""
    before = text[name.start - 1 : name.start]
    if before in ("(", "/") and name.text.islower() and " " not in name.text:
        return True  # «(afp/abc)»
    if text.startswith(" (@", name.end) or (before == "#" and fold(name.text) not in lexicon.known_types):
        return True  # who signs a message, and its keywords
    is_last = len(text) - name.end < REACH and text[name.end :].strip() == ")"
    if is_last and text[name.start - 1 : name.start] == "(" and kind_of(name.text):
        return True  # «(Le Matin)»
    if name.type == "LOC" and lexicon.event_before.search(text, max(0, name.start - REACH), name.start):
        return True  # «le pacte de Rivemont»
    return lexicon.credit.search(text, max(0, name.start - REACH), name.start) is not None


def uncommon(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """Return the names without common nouns that only open sentences: «Polluters will pay», and «the polluters» elsewhere.

    Of several words only the first may have a capital, and in small letters they are no name, here or anywhere: «Foulards verts».
    """
    found = {name.text for name in names}
    doubtful = {
        one
        for one in found
        if one[0].isupper()
        and (one[1:].islower() or " " not in one)
        and one.lower() not in found
        and fold(one) not in lexicon.known_types
        and (lexicon.code.match(one.lower()) or _stands(text, one.lower()))
    }
    if not doubtful:
        return names
    firsts = {one.split(" ")[0] for one in doubtful}
    starts = [words.start[i] for i, form in enumerate(words.form) if form in firsts and _inside(words, i)]
    inside = {one for one in doubtful for start in starts if text.startswith(one, start)}
    return [name for name in names if name.text not in doubtful - inside]


def _stands(text: str, word: str) -> bool:
    """Tell whether a word stands in a text, and not in a longer one."""
    at = text.find(word)
    while at >= 0:
        beside = text[max(0, at - 1) : at] + text[at + len(word) : at + len(word) + 1]
        if not any(letter.isalnum() or letter in "_-" for letter in beside):
            return True
        at = text.find(word, at + 1)
    return False


def _inside(words: Words, i: int) -> bool:
    """Tell whether a word stands behind another of its sentence, an elided one («l'») among them, and opens nothing."""
    if not i or words.sentence[i - 1] != words.sentence[i]:
        return False
    before = words.form[i - 1]
    return before[-1].isalnum() or (before[-1] in "'’" and before[0].isalpha())


def unopened(words: Words, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """Return the names without words that only open sentences or marks and that the tagger takes for none: «Detrás».

    Of a language whose model gives a name's label to any capital: `doubtful_openers` of its names says so.
    """
    if not lexicon.doubtful_openers:
        return names
    place = {start: i for i, start in enumerate(words.start)}

    def is_sure(name: Name) -> bool:
        i = place.get(name.start)
        if i is None or name.method != "model" or fold(name.text.split()[0]) in lexicon.first_names:
            return True
        return _inside(words, i) or words.upos[i] == "PROPN" or fold(name.text) in lexicon.known_types

    sure = {name.text for name in names if is_sure(name)}
    return [name for name in names if " " in name.text or name.text in sure]


def unshouted(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """Return the names without those of a passage in capitals whose words stand nowhere else in small letters.

    There every word looks like a name: «RETROUVÉS SAINS ET SAUFS».
    """
    lines = [found.span() for found in SHOUTED.finditer(text)]
    if not lines:
        return names
    told = {fold(form) for form in words.form if not form.isupper()}
    kept = []
    for name in names:
        at = bisect_right(lines, (name.start, len(text))) - 1
        is_shouted = at >= 0 and name.start < lines[at][1]
        known = fold(name.text) in lexicon.known_types or is_given(name.text.split()[0], lexicon)
        if not is_shouted or known or all(word in told for word in fold(name.text).split()):
            kept.append(name)
    return kept


def unaddressed(text: str, names: list[Name]) -> list[Name]:
    """Return the names that begin in no address and no account."""
    addresses = {place for one in ADDRESS.finditer(text) for place in range(*one.span())}
    return [name for name in names if name.start not in addresses]
