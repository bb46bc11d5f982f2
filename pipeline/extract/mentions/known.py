"""Finds names that are known: by the authorities, by what the article explains in brackets, by where it says them again."""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.extract.mentions.initials import abbreviations
from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.mentions.mending import BLANKS, REACH, Name, Words, covered_by, with_title
from pipeline.extract.names import fold

FIRST = re.compile(r"[-.]")  # what parts the first word of a token: «Région.s», «Rive-Nord»
PARTS = re.compile(r"[ '’-]")  # what parts the first word of a name
# Parts of speech that are no part of a name, where they open a sentence with a capital: «Les», «Pero», «Finally».
OPENING = frozenset(["ADP", "ADV", "CCONJ", "DET", "NUM", "PRON", "SCONJ"])


def abbreviated(text: str, names: list[Name], lexicon: Lexicon) -> Iterator[Name]:
    """Yield the long names and the short ones that brackets explain; of the type that the model gave the long one.

    What it gave none is an organisation unless its first word says no: «Produit intérieur brut (PIB)» is none.
    """
    kinds = {name.start: name.type for name in names if name.type != "PER"}
    heads = lexicon.opens_body | lexicon.abbreviated_heads
    for long, short in abbreviations(text, lexicon.not_names | lexicon.openers, heads):
        is_thing = lexicon.abbreviated.match(text, *long)
        kind = kinds.get(long[0], "MISC" if is_thing else "ORG")
        for start, end in (long, short) if not is_thing or text[long[0]].isupper() else (short,):
            yield Name(start, end, kind, text[start:end], "acronym", 0.9)


def known_names(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> Iterator[Name]:
    """Yield the names that the authorities know where the model saw none, or only a part of one."""
    covered = covered_by(names)
    starts = {name.start: name for name in names}
    for i, token in enumerate(words.form):
        start, form = words.start[i], token if token.isalnum() else FIRST.split(token, maxsplit=1)[0]
        if form not in lexicon.known or (start in covered and start not in starts):
            continue
        least = len(starts[start].text) + 1 if start in starts else 0
        for alias, kind in lexicon.known[form]:
            end = start + len(alias)
            if len(alias) < least:
                break
            if _is_spelt(text[start:end], alias) and _stands_alone(
                text, start, end, covered, lexicon, _is_opened(words, i)
            ):
                yield Name(start, end, kind, text[start:end], "authority", 0.8)
                break


def _is_spelt(piece: str, alias: str) -> bool:
    """Tell whether a piece of text is a spelling; capitals inside a name of several words are a matter of house style."""
    return piece == alias or (
        " " in alias and piece[:1] == alias[:1] and piece.casefold() == alias.casefold()
    )


def _stands_alone(
    text: str, start: int, end: int, covered: set[int], lexicon: Lexicon, is_opened: bool
) -> bool:
    """Tell whether a spelling is no part of a longer word or of a longer name; one behind what only opens a sentence is none."""
    after = text[end : end + 2]
    if (
        after[:1].isalnum()
        or after[:1] == "-"
        or (text[start - 1 : start] == "-" and not _led(text, start, lexicon))
    ):
        return False
    if end in covered or (after[:1] in BLANKS and after[1:].isupper() and end + 1 not in covered):
        return False
    if is_opened or lexicon.title_before.search(text, max(0, start - REACH), start):
        return True
    left = re.search(rf"([\w’'-]+)[{BLANKS}]$", text[max(0, start - 30) : start])
    return not (left and left.group(1)[0].isupper() and start - 2 not in covered and len(left.group(1)) > 2)


def _led(text: str, start: int, lexicon: Lexicon) -> bool:
    """Tell whether all that a hyphen sets before a name is what may stand before any: «anti-», «ex-»."""
    word = re.search(r"\w+-$", text[max(0, start - REACH) : start])
    return word is not None and lexicon.prefixes.match(text, start - len(word.group())) is not None


def _is_opened(words: Words, i: int) -> bool:
    """Tell whether the word before a token opens the sentence and is none that names are made of."""
    sentence = words.sentence[i]
    return (
        i > 0
        and words.sentence[i - 1] == sentence
        and (i == 1 or words.sentence[i - 2] != sentence)
        and words.upos[i - 1] in OPENING
    )


def _surname(full: str, lexicon: Lexicon) -> str:
    """Return the last word of a full name with the particles before it: «Le Lind» of «Ada Le Lind»."""
    given, *rest = full.split(" ")
    at = max(len(rest) - 1, 0)
    while at and fold(rest[at - 1]) in lexicon.particles:
        at -= 1
    return " ".join(rest[at:]) or given


def said_again(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> Iterator[Name]:
    """Yield names that the model saw elsewhere in the article and not here; of people also the surname alone."""
    covered = covered_by(names)
    sought = _sought(names, lexicon)
    for i, form in enumerate(words.form):
        start, first = words.start[i], form.rstrip("'’")
        if "-" in form:
            led = lexicon.prefixes.match(form)
            start += led.end() if led else 0  # «anti-Lind»
            first = PARTS.split(form[led.end() if led else 0 :])[0]
        if first not in sought or start in covered:
            continue
        for spelling, kind in sorted(sought[first], key=lambda key: (-len(key[0]), key)):
            end = start + len(spelling)
            if text.startswith(spelling, start) and _stands_alone(
                text, start, end, covered, lexicon, _is_opened(words, i)
            ):
                yield with_title(text, Name(start, end, kind, spelling, "repeated", 0.8), lexicon)
                break


def _sought(names: list[Name], lexicon: Lexicon) -> dict[str, Counter[tuple[str, str]]]:
    """Return the spellings to look for again, each with its type, by their first word."""
    sought: dict[str, Counter[tuple[str, str]]] = {}
    for name in names:
        first = name.text.split(" ")[0]
        if (
            name.type == "ORG"
            and first != name.text
            and first[0].isupper()
            and fold(first) in lexicon.short_for
        ):
            sought.setdefault(first, Counter())[first, "ORG"] += 1
        title = lexicon.title_inside.match(name.text) if name.type == "PER" else None
        bare = name.text[title.end() :] if title else name.text
        last = bare.rsplit(" ", 1)[-1]
        parts = {bare, last, _surname(bare, lexicon)} if name.type == "PER" and len(last) > 2 else {bare}
        given = bare.split(" ")[0]
        if name.type == "PER" and not title and given != bare and fold(given) not in lexicon.known_types:
            parts |= {given} if fold(given).replace(" ", "-") in lexicon.first_names else set()
        for one in sorted(parts):
            if one and one[0].isupper() and one not in lexicon.not_names:
                sought.setdefault(PARTS.split(one)[0], Counter())[one, name.type] += 1
    return sought
