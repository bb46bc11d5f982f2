"""Reads a page: labels its lines one by one, then title, lead and tail by where they stand."""

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.extract.layout.headers import is_signature, is_signed, read_header
from pipeline.extract.layout.page import (
    CLAUSE_END,
    LONGEST_HEADING,
    WORD,
    Page,
    Piece,
    is_headline,
    is_short_line,
)
from pipeline.extract.layout.paragraphs import paragraphs
from pipeline.extract.layout.patterns import patterns
from pipeline.extract.layout.seams import cut

LONGEST_HEADER_LINE = 320
LONGEST_SUFFIX = 60
FEWEST_TITLE_WORDS = 4
MOST_TAIL_LINES = 6
DASHED_HEADING = re.compile(r"[-–—*]\s*\S.{0,100}?\s*[-–—*]|#{1,6}\s+\S.{0,120}")
TURN = re.compile(r"[A-ZÀ-Þ][^\n:!?«»“”\"]{0,50}:\s")
FEWEST_TURNS = 3
TURN_ROLE = "turn"  # until the title is known; then body
COUNT = re.compile(r"\d{1,3}\s*(?:/|[a-z]{2,3})\s*\d{1,3}")
FEWEST_PICTURES = 3
MOST_CAPTION_PIECES = 6
INITIALS = re.compile(r"(?:[A-ZÀ-Ý]{1,2}\.?\s?-?){2,4}")


def read_page(text: str, language: str | None, layout: Sequence[Mapping[str, Any]] | None = None) -> Page:
    """Label every piece of a text and collect the fields of the page.

    Args:
        text: the whole text.
        language: its language.
        layout: where the text was read off a web page, the pieces that the page is laid out in: role, start_char, end_char.
    """
    page = Page(text, language)
    if layout:
        return _read_laid_out(page, layout)
    for start, end in paragraphs(text):
        _read_paragraph(page, start, end)
    _label_galleries(page)
    _label_turns(page)
    _label_captions_above_dateline(page)
    _label_title(page)
    _label_lead(page)
    _label_tail(page)
    return page


def _read_laid_out(page: Page, layout: Sequence[Mapping[str, Any]]) -> Page:
    """Label the pieces of a web page: what its layout says, and inside its paragraphs what their words say."""
    for piece in layout:
        role, start, end = piece["role"], piece["start_char"], piece["end_char"]
        if role == "body":
            _read_paragraph(page, start, end)
        else:
            words = page.text[start:end]
            by_words = _line_role(page, words) if role == "heading" else role
            page.pieces.append(Piece(start, end, by_words if by_words == "boilerplate" else role))
    if not any(piece.role == "lead" for piece in page.pieces):
        _label_lead(page)
    return page


def _read_paragraph(page: Page, start: int, end: int) -> None:
    """Cut prefix, suffix and seams of a paragraph and label what is between by the line patterns."""
    rest = start
    while rest < end and (hit := _prefix(page, rest, end)):
        role, match = hit
        stop = match.start() + len(match.group().rstrip())
        page.note(match.groupdict())
        page.pieces.append(Piece(rest, stop, role))
        rest = match.end()
        rest += len(page.text[rest:end]) - len(page.text[rest:end].lstrip())
    if rest >= end:
        return
    if known := _line_of_patterns(page, page.text[rest:end]):
        page.pieces.append(Piece(rest, end, known))
        return
    suffix = _suffix(page, rest, end)
    body_end = rest + len(page.text[rest : suffix.start].rstrip()) if suffix else end
    for first, last, told in cut(page.text, rest, body_end, page.language):
        page.pieces.append(Piece(first, last, told or _line_role(page, page.text[first:last])))
    if suffix:
        page.pieces.append(suffix)


def _prefix(page: Page, start: int, end: int) -> tuple[str, re.Match[str]] | None:
    for pattern in patterns(page.language).prefix:
        match = pattern.expression.match(page.text, start, min(end, start + LONGEST_HEADER_LINE))
        if match:
            return pattern.role, match
    return None


def _suffix(page: Page, start: int, end: int) -> Piece | None:
    window = max(start, end - LONGEST_SUFFIX)
    for pattern in patterns(page.language).suffix:
        for match in pattern.expression.finditer(page.text, window, end):
            if match.end() == end and match.start() > start:
                page.note(match.groupdict())
                words = match.group()
                return Piece(match.start() + len(words) - len(words.lstrip()), end, pattern.role)
    return None


def _line_of_patterns(page: Page, line: str) -> str | None:
    """Return the role that the form of a whole line tells: what its names sign first, then the patterns."""
    if len(line) > LONGEST_HEADER_LINE:
        return None
    above = _is_above_the_body(page)
    signed = bool(page.pieces) and is_signed(line, page.language)
    if signed and (header := read_header(line, page.language)):
        page.note(header.fields)
        return header.role
    for pattern in patterns(page.language).line:
        match = pattern.expression.fullmatch(line)
        if match and (pattern.role != "dateline" or above):
            page.note(match.groupdict())
            return pattern.role
    if above and (header := read_header(line, page.language)):
        page.note(header.fields)
        return header.role
    return None


def _line_role(page: Page, line: str) -> str:
    if known := _line_of_patterns(page, line):
        return known
    if len(line) <= LONGEST_HEADING and DASHED_HEADING.fullmatch(line):
        return "heading"
    return "heading" if page.pieces and is_short_line(line) else "body"


def _is_above_the_body(page: Page) -> bool:
    """Tell whether only a headline and lines of the head were read so far."""
    bodies = [piece for piece in page.pieces if piece.role in {"body", "dateline"}]
    return bool(page.pieces) and all(
        piece is page.pieces[0] and is_headline(page.words(piece), first=True) for piece in bodies
    )


def _label_galleries(page: Page) -> None:
    """What stands above the count of a gallery («3 of 12»), from the count before it on, is the text of its picture."""
    counts = [n for n, piece in enumerate(page.pieces) if COUNT.fullmatch(page.words(piece))]
    if len(counts) < FEWEST_PICTURES:
        return
    for above, n in itertools.pairwise([_last_text(page, counts[0]) - 1, *counts]):
        for piece in page.pieces[above + 1 : n]:
            if piece.role in {"body", "heading"} and n - above <= MOST_CAPTION_PIECES:
                piece.role = "caption"


def _last_text(page: Page, n: int) -> int:
    """Return the place of the last paragraph before piece n."""
    return max((i for i, piece in enumerate(page.pieces[:n]) if piece.role == "body"), default=n)


def _label_turns(page: Page) -> None:
    """The short turns of an interview are running text: lines that begin with a label that begins another one too."""
    labelled = [
        (piece, match.group())
        for piece in page.pieces
        if piece.role in {"body", "heading"} and (match := TURN.match(page.text, piece.start, piece.end))
    ]
    times = Counter(label for _, label in labelled)
    if len(labelled) >= FEWEST_TURNS and max(times.values()) > 1:
        for piece, label in labelled:
            if times[label] > 1:
                piece.role = TURN_ROLE


def _label_captions_above_dateline(page: Page) -> None:
    """A sentence that stands before an agency's dateline is the text of a picture."""
    datelines = [n for n, piece in enumerate(page.pieces) if piece.role == "dateline"]
    if datelines:
        for piece in page.pieces[: datelines[0]]:
            if piece.role == "body" and CLAUSE_END.search(page.words(piece)) and piece.start == 0:
                piece.role = "caption"


def _label_title(page: Page) -> None:
    """The title is the headline above the first paragraph; shorter lines above it are the site's own."""
    head = list(itertools.takewhile(lambda piece: not _is_paragraph(page, piece), page.pieces))
    candidates = [
        piece
        for n, piece in enumerate(head)
        if piece.role in {"body", "heading"} and not page.glued(n) and not page.glued(n - 1)
    ]
    if not candidates or len(head) == len(page.pieces):
        return
    first = candidates[0]
    title = next((piece for piece in candidates if _n_words(page, piece) >= FEWEST_TITLE_WORDS), first)
    title.role = "title"
    for piece in candidates[: candidates.index(title)]:
        piece.role = "boilerplate"


def _is_paragraph(page: Page, piece: Piece) -> bool:
    """Tell whether a piece is running text: no line of the head, no headline."""
    first = piece is page.pieces[0]
    return piece.role in {"dateline", "caption", TURN_ROLE} or (
        piece.role == "body" and not is_headline(page.words(piece), first=first)
    )


def _n_words(page: Page, piece: Piece) -> int:
    return len(WORD.findall(page.words(piece)))


def _label_lead(page: Page) -> None:
    """The lead is the first paragraph; a rubric that stands glued before it heads it."""
    for piece in page.pieces:
        piece.role = "body" if piece.role == TURN_ROLE else piece.role
    for n, piece in enumerate(page.pieces):
        if piece.role == "body" or (piece.role == "heading" and not page.glued(n)):
            piece.role = "lead"
            return


def _label_tail(page: Page) -> None:
    """A few short lines under the last paragraph are the page's own or sign it; many are a list, and belong to the text."""
    last_body = max((n for n, piece in enumerate(page.pieces) if piece.role in {"lead", "body"}), default=-1)
    tail = [piece for piece in page.pieces[last_body + 1 :] if piece.role == "heading"]
    if len(tail) > MOST_TAIL_LINES:
        for piece in tail:
            piece.role = "body"
        return
    for n, piece in enumerate(tail):
        words = page.words(piece)
        signs = n == 0 and (INITIALS.fullmatch(words) or is_signature(words, page.language))
        piece.role = "byline" if signs else "boilerplate"
        if signs:
            page.note({"byline": words})
