"""A page while it is read: its labelled pieces and the fields found so far."""

import re
from dataclasses import dataclass, field

from pipeline.extract.layout.patterns import spelled

FIELDS = ("published", "updated", "byline", "publisher", "credit", "place")
WORD = re.compile(r"\w+")
SENTENCE_END = re.compile(r"[.!?…:;]['\"»”’)\s]*$")
CLAUSE_END = re.compile(r"[.!?…]['\"»”’)\s]*$")
SENTENCE_START = re.compile(r"(?<=[.!?…»”)])[^\S\n]+(?=[A-ZÀ-Þ«“])|[.!?…»”](?=[A-ZÀ-Þ«“])")
FULL_STOP = re.compile(r"(?<!\.)\.$")
ITEM_MARK = re.compile(r"\s*[-–—‹•*]")
OPENING_MARK = re.compile(r"\s*[-–—«\"“„‹•*]")
MARKED = re.compile(r"[«“]\s?[^«»“”.!?…]{3,50}[^«»“”.!?…,\s]\s?[»”]")
LONGEST_HEADING = 100
LONGEST_TITLE = 200


@dataclass
class Piece:
    """A labelled span of the text."""

    start: int
    end: int
    role: str


@dataclass
class Page:
    """A page while it is read: its labelled pieces and the fields found so far, the first finding first."""

    text: str
    language: str | None
    pieces: list[Piece] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)

    def note(self, found: dict[str, str | None]) -> None:
        """Keep what a pattern's groups found, unless the field is known."""
        for name in FIELDS:
            value = found.get(name)
            if value:
                kept = " \t," if name in {"byline", "published", "updated"} else " \t,.–—-"
                value = value.strip(kept)
                self.fields.setdefault(name, spelled(value) if name == "credit" else value)

    def words(self, piece: Piece) -> str:
        """Return the words of a piece."""
        return self.text[piece.start : piece.end]

    def glued(self, n: int) -> bool:
        """Tell whether piece n stands on the line of the next one, as an inline date does."""
        if not 0 <= n < len(self.pieces) - 1:
            return False
        return "\n" not in self.text[self.pieces[n].end : self.pieces[n + 1].start]


def is_headline(words: str, *, first: bool = False) -> bool:
    """Tell whether a line is short and ends without a full stop.

    A line that begins with a mark is a headline only as the `first` of a page: anywhere else it is speech or an item.
    """
    mark = ITEM_MARK if first else OPENING_MARK
    return len(words) <= LONGEST_TITLE and not FULL_STOP.search(words) and not mark.match(words)


def is_short_line(line: str) -> bool:
    """Tell whether a line has the form of a heading; one in marks from end to end may be one too."""
    if len(line) > LONGEST_HEADING:
        return False
    return bool(MARKED.fullmatch(line)) or not (SENTENCE_END.search(line) or OPENING_MARK.match(line))
