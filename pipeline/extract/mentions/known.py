"""Finds names that are known: by the authorities, by what the article explains in brackets, by where it says them again."""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.extract.mentions.initials import abbreviations
from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.mentions.mending import BLANKS, REACH, Name, Words, covered_by, with_title
from pipeline.extract.names import fold

FIRST = re.compile(r"[-.]")  # what parts the first word of a token: «Région.s», «Rive-Nord»


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
            if _is_spelt(text[start:end], alias) and _stands_alone(text, start, end, covered, lexicon):
                yield Name(start, end, kind, text[start:end], "authority", 0.8)
                break


def _is_spelt(piece: str, alias: str) -> bool:
    """Tell whether a piece of text is a spelling; capitals inside a name of several words are a matter of house style."""
    return piece == alias or (
        " " in alias and piece[:1] == alias[:1] and piece.casefold() == alias.casefold()
    )


def _stands_alone(text: str, start: int, end: int, covered: set[int], lexicon: Lexicon) -> bool:
    """Tell whether a spelling is no part of a longer word or of a longer name."""
    after = text[end : end + 2]
    if after[:1].isalnum() or after[:1] == "-" or text[start - 1 : start] == "-":
        return False
    if end in covered or (after[:1] in BLANKS and after[1:].isupper() and end + 1 not in covered):
        return False
    if lexicon.title_before.search(text, max(0, start - REACH), start):
        return True
    left = re.search(rf"([\w’'-]+)[{BLANKS}]$", text[max(0, start - 30) : start])
    return not (left and left.group(1)[0].isupper() and start - 2 not in covered and len(left.group(1)) > 2)


def said_again(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> Iterator[Name]:
    """Yield names that the model saw elsewhere in the article and not here; of people also the last word alone."""
    covered = covered_by(names)
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
        parts = {bare, last} if name.type == "PER" and len(last) > 2 else {bare}
        given = bare.split(" ")[0]
        if name.type == "PER" and not title and given != bare and fold(given) not in lexicon.known_types:
            parts |= {given} if fold(given).replace(" ", "-") in lexicon.first_names else set()
        for one in sorted(parts):
            if one and one[0].isupper() and one not in lexicon.not_names:
                sought.setdefault(re.split(r"[ '’-]", one)[0], Counter())[one, name.type] += 1
    for i, form in enumerate(words.form):
        start = words.start[i]
        if start in covered or form.rstrip("'’") not in sought:
            continue
        for spelling, kind in sorted(sought[form.rstrip("'’")], key=lambda key: (-len(key[0]), key)):
            end = start + len(spelling)
            if text.startswith(spelling, start) and _stands_alone(text, start, end, covered, lexicon):
                yield with_title(text, Name(start, end, kind, spelling, "repeated", 0.8), lexicon)
                break
