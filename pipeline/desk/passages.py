"""Passages of a text around the words that a search asks for, these words marked.

Belongs here: where the words stand and which part of a text shows most of them. Does not belong here: which forms of a word
count (sql/desk/words_found.sql asks the search's own stems).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

BEFORE, LENGTH = 90, 300  # characters of a passage before its first word, and in all
TORN = 30  # characters that a passage may lose at either end, so that no word is cut
MOST = 2  # passages of a text
MOST_PLACES = 2_000  # that are looked at, in a text that repeats a word without end
LETTER = r"(?:[^\W_]|[\u0300-\u036f])"
OPENS, CLOSES, BETWEEN = f"(?<!{LETTER})", f"(?!{LETTER})", r"[\W_]+"


class Words(NamedTuple):
    """Some words in a row, marked or not."""

    text: str
    is_found: bool


Passage = tuple[Words, ...]
Form = Mapping[str, str]  # part, form, plain


def passages(
    text: str, forms: Sequence[Form], asked: Sequence[Mapping[str, Any]], *, whole: bool
) -> list[Passage]:
    """Return the passages of a text that have most of the words; a text that is shown whole is one passage.

    Args:
        text: the text.
        forms: the words of it that are asked for, as they stand, in lower case.
        asked: the parts of the search: `part`, `is_unwanted`, `is_phrase`, `plain_words`.
        whole: whether all of the text is shown.
    """
    places = _places(text, forms, asked)
    if whole:
        return [_marked(text, 0, len(text), places)]
    return [_marked(text, start, end, places) for start, end in _windows(text, places)]


def _places(text: str, forms: Sequence[Form], asked: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Return where the words and phrases stand, in order."""
    patterns = []
    for part in asked:
        own = [form for form in forms if form["part"] == part["part"]]
        if part["is_unwanted"] or not own:
            continue
        if part["is_phrase"]:
            words = [
                _any([form["form"] for form in own if form["plain"] == word]) for word in part["plain_words"]
            ]
            patterns.append(BETWEEN.join(words))
        else:
            patterns.append(_any([form["form"] for form in own]))
    if not patterns:
        return []
    # phrases first: where both fit, the longer is marked
    longest_first = "|".join(sorted(patterns, key=lambda pattern: BETWEEN not in pattern))
    found = re.finditer(f"{OPENS}(?:{longest_first}){CLOSES}", text, re.IGNORECASE)
    return [match.span() for match, _ in zip(found, range(MOST_PLACES), strict=False)]


def _any(forms: Sequence[str]) -> str:
    """Return the pattern of any of some words; of none, a pattern that fits nothing."""
    return f"(?:{'|'.join(map(re.escape, sorted(forms)))})" if forms else "(?!)"


def _windows(text: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the parts of a text that show most different words, at most so many, in order; its beginning where none does."""
    if not places:
        return [(0, min(len(text), LENGTH))]
    reach = LENGTH - BEFORE
    counted, last = [], 0
    inside: dict[str, int] = {}
    for first, (start, end) in enumerate(places):
        while last < len(places) and (last <= first or places[last][1] <= start + reach):
            word = text[slice(*places[last])].casefold()
            inside[word] = inside.get(word, 0) + 1
            last += 1
        counted.append((-len(inside), start))
        word = text[start:end].casefold()
        inside[word] -= 1
        if not inside[word]:
            del inside[word]
    picked: list[int] = []
    for _, start in sorted(counted):
        if len(picked) < MOST and all(abs(start - other) > LENGTH for other in picked):
            picked.append(start)
    return [(max(0, start - BEFORE), min(len(text), start + reach)) for start in sorted(picked)]


def _marked(text: str, start: int, end: int, places: Sequence[tuple[int, int]]) -> Passage:
    """Return a part of a text in pieces, cut between words where it is cut."""
    if start:
        start += text[start : start + TORN].find(" ") + 1
    if end < len(text):
        cut = text.rfind(" ", start, end)
        end = cut if cut > end - TORN else end
    made = [Words("… ", is_found=False)] if start else []
    at = start
    for one, other in places:
        if one >= at and other <= end:
            made += [Words(text[at:one], is_found=False), Words(text[one:other], is_found=True)]
            at = other
    made.append(Words(text[at:end], is_found=False))
    made += [Words(" …", is_found=False)] if end < len(text) else []
    return tuple(piece for piece in made if piece.text)
