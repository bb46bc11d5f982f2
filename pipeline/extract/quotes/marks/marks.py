"""Finds quotation marks and pairs them: nested to any sane depth, across paragraphs, with an end missing.

A stack of open marks, one pass over the mark characters of the text, so hostile input costs linear time.
Decides nothing about what stands between the marks (kinds.py does).
"""

import re
from dataclasses import dataclass
from functools import cache

from pipeline import lang

SENTENCE_END = re.compile(r"[.!?…][»”\"’)\]]*\s+(?=[A-ZÀ-ÖØ-Þ])")
PAUSES = frozenset(",.;!?…")
BLANKS = " \t\n\r\u00a0\u202f\u2009\u200a\u2002\u2003\u200b\ufeff"


@dataclass(slots=True)
class Mark:
    """What stands between two marks: start/end without marks and padding, outer_start/outer_end with them."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    depth: int
    parent: int = -1  # index of the mark around it
    note: str | None = None  # unclosed | unopened | turn | dash
    chain: "Mark | None" = None  # the first paragraph's mark when one quote runs over several
    label: str | None = None  # who speaks, by the layout


@dataclass(slots=True)
class _Open:
    char: str
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class _Shapes:
    closes: dict[str, frozenset[str]]  # closing character -> what it may close
    opens: frozenset[str]
    straight: frozenset[str]
    weak: frozenset[str]
    plurals: frozenset[str]
    measures: frozenset[str]
    max_depth: int
    written_out: dict[str, str]  # «&rdquo;» -> the mark
    pattern: re.Pattern[str]


@cache
def shapes() -> _Shapes:
    """Return the marks as compiled from the data every language shares."""
    data = lang.load(None, "marks")
    closes: dict[str, set[str]] = {}
    for opening, closing in data["pairs"]:
        closes.setdefault(closing, set()).add(opening)
    for char in data["straight"]:
        closes.setdefault(char, set()).add(char)
    chars = {c for pair in data["pairs"] for c in pair} | set(data["straight"])
    written_out = "|".join(data["written_out"])
    return _Shapes(
        closes={char: frozenset(openers) for char, openers in closes.items()},
        opens=frozenset(opening for opening, _ in data["pairs"]),
        straight=frozenset(data["straight"]),
        weak=frozenset(data["apostrophes"]),
        plurals=frozenset(data["plurals"]),
        measures=frozenset(data["measures"]),
        max_depth=data["max_depth"],
        written_out=data["written_out"],
        pattern=re.compile(f"[{re.escape(''.join(sorted(chars)))}]|{written_out}"),
    )


def _side(text: str, at: int, end: int, low: int, high: int) -> str:
    """Tell by the blanks around it whether a mark opens, closes, stands inside a word, or could be either."""
    before = text[at - 1] if at > low else " "
    after = text[end] if end < high else " "
    if before.isalnum() and after.isalnum():
        return "inside"
    free_before = before in BLANKS or before in "([{—–-:;,'’/«“„‹‘\""
    free_after = after in BLANKS or after in '.,;:!?…)]}»”›"—–-/’'
    if free_before and not free_after:
        return "opens"
    if free_after and not free_before:
        return "closes"
    return "either"


class _Paragraph:
    """Pairs the marks of one paragraph; what stays open is the caller's to carry on or to cut."""

    def __init__(self, text: str, start: int, end: int, carried: _Open | None) -> None:
        self.text, self.start, self.end = text, start, end
        self.stack: list[_Open] = [carried] if carried else []
        self.found: list[Mark] = []
        self.orphans: list[tuple[int, int]] = []  # where a mark stands that closes nothing
        self.carried = carried

    def read(self) -> None:
        shape = shapes()
        first = True
        owned = self._possessives(shape)
        for match in shape.pattern.finditer(self.text, self.start, self.end):
            char, at = shape.written_out.get(match.group(), match.group()), match.start()
            if at in owned:
                continue
            if first and self.carried and not self.text[self.start : at].strip(BLANKS):
                first = False
                if char in {self.carried.char, "»", "”", '"'}:
                    self.carried.at, self.carried.end = match.span()  # a paragraph that goes on with « or »
                    continue
            first = False
            self._take(shape, char, at, match.end())

    def _possessives(self, shape: _Shapes) -> set[int]:
        """Return where an apostrophe ends a plural and no quote, which a later mark closes: ‘the farmers’ market’."""
        found: set[int] = set()
        closed = False  # whether the next mark of that kind closes a quote beyond doubt
        for match in reversed(list(shape.pattern.finditer(self.text, self.start, self.end))):
            side = _side(self.text, *match.span(), self.start, self.end)
            if match.group() not in shape.weak:
                closed = False
            elif side != "inside" and self._ends_plural(shape, *match.span()):
                if closed:
                    found.add(match.start())
            elif side != "inside":
                pause = match.start() > self.start and self.text[match.start() - 1] in PAUSES
                closed = side == "closes" or (side == "either" and pause)
        return found

    def _ends_plural(self, shape: _Shapes, at: int, end: int) -> bool:
        """Tell whether a mark stands between a plural's ending and another word."""
        word_after = end + 1 < self.end and self.text[end] in BLANKS and self.text[end + 1].isalnum()
        return at > self.start + 1 and word_after and self.text[at - 1] in shape.plurals

    def _take(self, shape: _Shapes, char: str, at: int, end: int) -> None:
        side = _side(self.text, at, end, self.start, self.end)
        if side == "inside" and (char in shape.weak or char in shape.straight):
            return
        if char in shape.weak and end < self.end and self.text[end].isdigit():
            return  # the ’90s
        wanted = shape.closes.get(char, frozenset())
        level = next((i for i in range(len(self.stack) - 1, -1, -1) if self.stack[i].char in wanted), None)
        opener = char in shape.opens or char in shape.straight
        if char in shape.straight or (opener and wanted):
            closing = level is not None and side != "opens"
            if not closing and char in shape.measures and at > self.start and self.text[at - 1].isdigit():
                return
        else:
            closing = bool(wanted)
        if closing and char in shape.weak and side == "opens":
            return
        if closing:
            self._close(level, (at, end), weak=char in shape.weak)
        elif (opener and side != "closes") or char in {"«", "„", "‹"}:
            if len(self.stack) < shape.max_depth:
                self.stack.append(_Open(char, at, end))
        elif char not in shape.weak:
            self.orphans.append((at, end))

    def _close(self, level: int | None, place: tuple[int, int], *, weak: bool) -> None:
        if level is None:
            if not weak:
                self.orphans.append(place)
            return
        opened = self.stack[level]
        del self.stack[level:]
        self._keep(opened, *place, None)

    def _keep(self, opened: _Open, inner_end: int, outer_end: int, note: str | None) -> None:
        start, end = trim(self.text, opened.end, inner_end)
        if start < end:
            self.found.append(Mark(start, end, max(opened.at, self.start), outer_end, 0, note=note))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the blanks at its ends."""
    while start < end and text[start] in BLANKS:
        start += 1
    while end > start and text[end - 1] in BLANKS:
        end -= 1
    return start, end


def _rescue(paragraph: _Paragraph) -> None:
    """Pair a mark left open with a closing mark of another kind («A" or “A»)."""
    for orphan in list(paragraph.orphans):
        at, end = orphan
        strong = [o for o in paragraph.stack if o.at < at and o.char not in shapes().weak]
        if len(strong) == 1:
            opened = strong[0]
            if opened is paragraph.carried:
                continue
            paragraph.stack.remove(opened)
            paragraph.orphans.remove(orphan)
            paragraph._keep(opened, at, end, None)  # noqa: SLF001
            return


def _unopened(paragraph: _Paragraph) -> None:
    """Report a closing mark without an opening one: from the last mark or the paragraph's start."""
    for at, stop in paragraph.orphans[:1]:
        low = max([m.outer_end for m in paragraph.found if m.outer_end <= at], default=paragraph.start)
        if any(m.outer_start < at < m.outer_end for m in paragraph.found):
            continue
        cuts = [m.end() for m in SENTENCE_END.finditer(paragraph.text, low, at)]
        colon = paragraph.text.rfind(": ", low, at)
        start = max([low, colon + 1 if colon >= 0 else low, *cuts[:1]])
        begin, end = trim(paragraph.text, start, at)
        if begin < end:
            paragraph.found.append(Mark(begin, end, begin, stop, 0, note="unopened"))


def _cut(paragraph: _Paragraph) -> None:
    """End a quote whose closing mark is missing: at its paragraph's end, or before the next quote's sentence."""
    strong = [o for o in paragraph.stack if o.char not in shapes().weak]
    if not strong:
        return
    opened = strong[0]
    later = min([m.outer_start for m in paragraph.found if m.outer_start > opened.at], default=None)
    stop = paragraph.end
    if later is not None:
        ends = [m.start() + 1 for m in SENTENCE_END.finditer(paragraph.text, opened.at, later)]
        stop = ends[-1] if ends else later
    start, end = trim(paragraph.text, opened.end, stop)
    if start < end:
        paragraph.found.append(Mark(start, end, opened.at, stop, 0, note="unclosed"))


def nest(marks: list[Mark]) -> list[Mark]:
    """Order the marks by place and give each its depth and the mark around it; one that crosses another goes."""
    kept: list[Mark] = []
    around: list[int] = []
    for mark in sorted(marks, key=lambda m: (m.outer_start, -m.outer_end)):
        while around and kept[around[-1]].outer_end <= mark.outer_start:
            around.pop()
        if around and kept[around[-1]].outer_end < mark.outer_end:
            continue
        mark.parent = around[-1] if around else -1
        mark.depth = len(around)
        around.append(len(kept))
        kept.append(mark)
    return kept


def _goes_on(text: str, start: int, end: int, opened: _Open) -> bool:
    """Tell whether the paragraph continues the open quote: it begins with a mark, or its first mark closes."""
    head = text[start : start + 1]
    if head in {opened.char, "»"}:
        return True
    shape = shapes()
    for match in shape.pattern.finditer(text, start, end):
        char = shape.written_out.get(match.group(), match.group())
        if char in shape.weak:
            continue
        if char in shape.straight:
            return char == opened.char and _side(text, *match.span(), start, end) == "closes"
        return opened.char in shape.closes.get(char, frozenset())
    return False


def find_marks(text: str, paragraphs: list[tuple[int, int]]) -> list[Mark]:
    """Return the marked spans of a text, by place; paragraphs are (start, end) spans in ascending order."""
    marks: list[Mark] = []
    carried: _Open | None = None
    chain_head: Mark | None = None
    chains: list[tuple[Mark, Mark]] = []
    for number, (start, end) in enumerate(paragraphs):
        paragraph = _Paragraph(text, start, end, None)
        if carried:
            paragraph.carried = _Open(carried.char, start - 1, start)
            paragraph.stack = [paragraph.carried]
        paragraph.read()
        _rescue(paragraph)
        strong = [o for o in paragraph.stack if o.char not in shapes().weak]
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        before = len(paragraph.found)
        if strong and following and _goes_on(text, *following, strong[0]):
            begin, stop = trim(text, max(strong[0].end, start), end)
            piece = Mark(begin, stop, max(strong[0].at, start), end, 0)
            if begin < stop:
                paragraph.found.append(piece)
                if chain_head is not None and strong[0] is paragraph.carried:
                    chains.append((piece, chain_head))
                else:
                    chain_head = piece
            carried = strong[0]
        else:
            _cut(paragraph)
            _unopened(paragraph)
            if paragraph.carried and chain_head is not None:
                first = min(paragraph.found[: before + 1], key=lambda m: m.outer_start, default=None)
                if first is not None:
                    chains.append((first, chain_head))
            carried, chain_head = None, None
        marks.extend(paragraph.found)
    for piece, head in chains:
        piece.chain = head
    return nest(marks)
