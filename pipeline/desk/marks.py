"""Marks in a text: spans that may overlap in any way become pieces, each with the marks that cover it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

UNKNOWN_SPEAKER = 0
COLOURS = 7  # of speakers, in desk.css; the number beside a quote goes on

Row = Mapping[str, object]


class Mark(NamedTuple):
    """A span of the text: `what` is quote, name, date or source; number and colour tell speakers apart."""

    what: str
    id: int
    start: int
    end: int
    row: Row
    number: int = UNKNOWN_SPEAKER

    @property
    def colour(self) -> int:
        """The colour of the speaker, 1 to COLOURS; 0 where there is none."""
        return (self.number - 1) % COLOURS + 1 if self.number else 0


class Piece(NamedTuple):
    """Words under the same marks, the widest first; `begins` are those that begin here."""

    text: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]


class Paragraph(NamedTuple):
    """A segment of the article in pieces; `start` is its place in the text."""

    role: str
    start: int
    pieces: tuple[Piece, ...]


def marks_of(rows: Sequence[Row]) -> list[Mark]:
    """Return the rows as marks; speakers are numbered in the order in which they first speak."""
    numbers: dict[object, int] = {}
    made = []
    for row in rows:
        speaker = row["value"] if row["what"] == "quote" else None
        number = numbers.setdefault(speaker, len(numbers) + 1) if speaker is not None else UNKNOWN_SPEAKER
        start, end = int(str(row["start_char"])), int(str(row["end_char"]))
        made.append(Mark(str(row["what"]), int(str(row["id"])), start, end, row, number))
    return made


def paragraphs(text: str, segments: Sequence[Row], marks: Sequence[Mark]) -> Iterator[Paragraph]:
    """Give the segments in pieces; what a mark has beyond its segment is marked in the next one too."""
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    waiting = 0
    open_marks: list[Mark] = []
    for segment in segments:
        start, end = int(str(segment["start_char"])), int(str(segment["end_char"]))
        while waiting < len(ordered) and ordered[waiting].start < end:
            open_marks.append(ordered[waiting])
            waiting += 1
        open_marks = [mark for mark in open_marks if mark.end > start]
        yield Paragraph(str(segment["role"]), start, tuple(_pieces(text, start, end, open_marks)))


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    edges = {edge for mark in marks for edge in (mark.start, mark.end) if start < edge < end}
    cuts = sorted({start, end, *edges})
    waiting = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    index, covering = 0, list[Mark]()
    for left, right in pairwise(cuts):
        while index < len(waiting) and waiting[index].start <= left:
            covering.append(waiting[index])
            index += 1
        covering = [mark for mark in covering if mark.end > left]
        widest_first = tuple(sorted(covering, key=lambda mark: (mark.start - mark.end, mark.what)))
        begins = tuple(mark for mark in widest_first if max(mark.start, start) == left)
        yield Piece(text[left:right], widest_first, begins)
