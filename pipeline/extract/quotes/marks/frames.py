"""Cuts an article into frames: sentences in which each quoted span is one item, however many sentences it holds.

Belongs here: where a frame begins and ends. Does not belong here: what its words mean.
"""

import re
from dataclasses import dataclass
from functools import cache

from pipeline import lang
from pipeline.extract.quotes.marks.marks import Mark
from pipeline.extract.reading import SILENT, Reading

ENDS = frozenset({".", "!", "?", "…", "...", "?!", "!!", "!?"})
HEADING = 8  # words of a heading, at most
ADDRESS = re.compile(r"(?:https?://|www\.|pic\.)\S+$")  # of a page: what follows it is another text
LONGEST = (
    300  # items; an endless sentence is cut, so that every rule on a sentence stays linear on an article
)
SILENT_ROLES = SILENT - {"caption"}  # nothing is said there


@dataclass(slots=True)
class Frame:
    """A sentence: items are token indices, or ~i for the i-th mark."""

    items: list[int]
    start: int
    end: int
    segment: int  # place in reading.segments
    role: str
    host: int = -1  # the mark that this frame stands in
    first: bool = False  # begins its paragraph

    def marks(self) -> list[int]:
        """Return the indices of the marks that stand directly in this frame."""
        return [~item for item in self.items if item < 0]


def _begins_sentence(reading: Reading, marks: list[Mark], item: int) -> bool:
    """Tell whether an item looks like the start of a sentence: a capital, a figure, a bracket, a quote of one."""
    if item < 0:
        return _capital(reading.text[marks[~item].start])
    form = reading.form[item]
    return _capital(form[0]) or form[0].isdigit() or form[0] in "([—–-•"


def _capital(char: str) -> bool:
    return char.isupper() or char.isdigit() or char in "[(¿¡…."


def _closes(reading: Reading, marks: list[Mark], items: list[int], following: int) -> bool:
    """Tell whether the last of the items ends a sentence, given the item that follows."""
    last = items[-1]
    if last < 0:
        closing = reading.text[marks[~last].end - 1]
        ended = closing in ".!?…"
        if following < 0:
            return ended
        if len(items) == 1 and _is_set_apart(reading, marks[~last], following):
            return True
        if closing in "!?" and len(items) == 1 and _person_speaks(reading, following):
            return False
        return ended and _begins_sentence(reading, marks, following) and reading.form[following][0].isalpha()
    plain = reading.form[last].isalnum()
    if not plain and ADDRESS.match(reading.form[last]):
        return _begins_sentence(reading, marks, following)
    if plain or (reading.form[last] not in ENDS and not _ends_in_stop(reading, last, following)):
        return False
    if reading.form[last] == "." and f"{reading.form[last - 1]}." in abbreviated_titles(reading.language):
        return False  # Sgt. Ada Lind
    return _begins_sentence(reading, marks, following)


@cache
def abbreviated_titles(code: str | None) -> frozenset[str]:
    """Return the titles and ranks of a language that end in a full stop."""
    names = lang.load(code, "names")
    words = [
        word
        for table in ("honorifics", "ranks")
        for key in ("M", "F", "any", "kept")
        for word in names.get(table, {}).get(key, [])
    ]
    return frozenset(word for word in words if word.endswith("."))


def _is_set_apart(reading: Reading, mark: Mark, following: int) -> bool:
    """Tell whether words in marks that begin a sentence are a heading glued to the text: «le port.« Outil de paix »La ville …»."""
    gap, word = reading.text[mark.outer_end : reading.start[following]], reading.form[following]
    short = len(reading.text[mark.start : mark.end].split()) <= HEADING
    parted = not gap or (len(gap) > 1 and not gap.strip(" "))
    return short and ((parted and len(word) > 1 and word[0].isupper()) or _dashed(reading, following))


def _dashed(reading: Reading, token: int) -> bool:
    """Tell whether a dash before a capital begins at a token."""
    ahead = reading.form[token + 1] if token + 1 < len(reading.form) else ""
    return reading.form[token] in {"-", "–", "—"} and ahead[:1].isupper()


def _person_speaks(reading: Reading, token: int) -> bool:
    """Tell whether a person's name or “I”, a verb and a pronoun perhaps are the whole sentence from a token on: “Why?” Ada Lind asked."""
    number = reading.mention_of[token]
    named = number >= 0 and (reading.mentions[number]["kind"], reading.mentions[number]["type"]) == (
        "name",
        "PER",
    )
    if not named and not {"Case=Nom", "Person=1"} <= set(reading.feats[token].split("|")):
        return False
    verb = reading.behind(number) if named else token + 1
    after = verb + 1
    while after < len(reading.form) and reading.upos[after] in {"PRON", "ADV"}:
        after += 1
    return after < len(reading.form) and reading.upos[verb] == "VERB" and reading.form[after] in ENDS


def _ends_in_stop(reading: Reading, last: int, following: int) -> bool:
    """Tell whether a word that keeps its full stop («km/h.») ends a sentence of the tokenizer's."""
    return (
        reading.form[last][-1] == "."
        and following >= 0
        and reading.sentence[last] != reading.sentence[following]
    )


def _items(reading: Reading, marks: list[Mark], start: int, end: int, inside: list[int]) -> list[int]:
    """Return the items of a span: its tokens outside the given marks, and the marks, by place."""
    items: list[int] = []
    at = start
    for i in inside:
        items.extend(t for t in reading.tokens_in(at, marks[i].outer_start) if _is_word(reading, t))
        items.append(~i)
        at = marks[i].outer_end
    items.extend(t for t in reading.tokens_in(at, end) if _is_word(reading, t))
    return items


def _is_word(reading: Reading, token: int) -> bool:
    """Tell whether a token is more than blanks and no mark that quotes nothing."""
    return bool(reading.form[token].strip()) and token not in reading.silent


def _split(reading: Reading, marks: list[Mark], items: list[int]) -> list[list[int]]:
    frames: list[list[int]] = []
    current: list[int] = []
    for item in items:
        if current and (len(current) >= LONGEST or _closes(reading, marks, current, item)):
            frames.append(current)
            current = []
        current.append(item)
    if current:
        frames.append(current)
    return frames


def _frames_of(reading: Reading, marks: list[Mark], stage: Frame, inside: list[int]) -> list[Frame]:
    """Return the frames of a stretch of text, with the stage's place, role and host."""
    frames = []
    stretch = _items(reading, marks, stage.start, stage.end, inside)
    for number, items in enumerate(_split(reading, marks, stretch)):
        start = marks[~items[0]].outer_start if items[0] < 0 else reading.start[items[0]]
        end = marks[~items[-1]].outer_end if items[-1] < 0 else reading.end[items[-1]]
        frames.append(Frame(items, start, end, stage.segment, stage.role, stage.host, number == 0))
    return frames


def make_frames(reading: Reading, marks: list[Mark]) -> list[Frame]:
    """Return the frames of an article, those inside quotes too, by the place where they begin."""
    children: dict[int, list[int]] = {}
    for i, mark in enumerate(marks):
        children.setdefault(mark.parent, []).append(i)
    frames: list[Frame] = []
    top, at = children.get(-1, []), 0
    places: list[tuple[int, str]] = [(0, "body")] * len(marks)
    for number, (_, start, end, role) in enumerate(reading.segments):
        inside = []
        while at < len(top) and marks[top[at]].outer_start < end:
            inside.append(top[at])
            places[top[at]] = (number, role)
            at += 1
        if role not in SILENT_ROLES:
            frames.extend(_frames_of(reading, marks, Frame([], start, end, number, role), inside))
    for i, mark in enumerate(marks):
        if mark.parent >= 0:
            places[i] = places[mark.parent]
        number, role = places[i]
        if role not in SILENT_ROLES:
            stage = Frame([], mark.start, mark.end, number, role, i)
            frames.extend(_frames_of(reading, marks, stage, children.get(i, [])))
    frames.sort(key=lambda f: (f.start, -f.end))
    return frames
