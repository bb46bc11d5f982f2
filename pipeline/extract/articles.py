"""Articles and segments: what is title, by-line, dateline, heading, caption, boilerplate, and what is body.

Belongs here: the page around the text. Does not belong here: dates inside the text (dates/), characters (text.py).
The patterns are data, lang/<code>/articles.toml; those of the other languages are tried after those of the article's.
"""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import polars as pl

from pipeline import lang
from pipeline.extract.language import detect_languages
from pipeline.extract.publication import read_publication, span_of
from pipeline.ids import content_id
from pipeline.tables import frame

LONGEST_HEADER_LINE = 260
LONGEST_HEADING = 100
LONGEST_TITLE = 200
FEWEST_TITLE_WORDS = 4
MOST_TAIL_LINES = 6
SHORTEST_WRAPPED_LINE = 40
WORD = re.compile(r"\w+")
FIELDS = ("published", "updated", "byline", "publisher", "credit", "place")
SENTENCE_END = re.compile(r"[.!?…:;]['\"»”’)\s]*$")
CLAUSE_END = re.compile(r"[.!?…]['\"»”’)\s]*$")
DASHED_HEADING = re.compile(r"[-–—*]\s*\S.{0,100}?\s*[-–—*]|#{1,6}\s+\S.{0,120}")
INITIALS = re.compile(r"(?:[A-ZÀ-Ý]{1,2}\.?\s?-?){2,4}")
HEADER_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s+[-–—/]\s+|,\s+(?!\d)|\s+(?=\d{1,2}/\d{1,2}/\d{4})")
SIGNATURE = re.compile(
    r"[A-ZÀ-Ý][\w.'’-]*(?:\s(?:d[eiu]|van|von|der|le|la|el|al|bin|y|[A-ZÀ-Ý][\w.'’-]*)){1,4}"
)
LONGEST_SIGNATURE = 40
OPENING_MARK = re.compile(r"^\s*[-–—«\"“„‹•*]")


class Pattern(NamedTuple):
    """A pattern of lang/<code>/articles.toml, compiled."""

    role: str
    expression: re.Pattern[str]


class Patterns(NamedTuple):
    """The patterns of every language: whole lines, starts and ends of paragraphs."""

    line: tuple[Pattern, ...]
    prefix: tuple[Pattern, ...]
    suffix: tuple[Pattern, ...]


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
                self.fields.setdefault(name, value.strip(" \t,.–—-" if name != "byline" else " \t,"))

    def words(self, piece: Piece) -> str:
        """Return the words of a piece."""
        return self.text[piece.start : piece.end]


@cache
def patterns(language: str | None) -> Patterns:
    """Return the compiled patterns of all languages, those of the article's first, the shared ones last."""
    found: dict[str, list[Pattern]] = {"line": [], "prefix": [], "suffix": []}
    agencies = sorted(lang.load(lang.SHARED, "articles").get("agencies", []), key=len, reverse=True)
    for code in sorted(
        (*lang.languages(), lang.SHARED), key=lambda code: (code == lang.SHARED, code != language)
    ):
        data = lang.load(code, "articles")
        words = {
            "agencies": "|".join(map(re.escape, agencies)),
            "months": data.get("months", ""),
            "weekdays": data.get("weekdays", ""),
        }
        for place, expressions in found.items():
            flags = re.IGNORECASE if place == "line" else re.NOFLAG
            for rule in data.get(place, []):
                pattern = rule["pattern"]
                for name, alternatives in words.items():
                    pattern = pattern.replace("{" + name + "}", alternatives)
                expressions.append(Pattern(rule["role"], re.compile(pattern, flags)))
    return Patterns(*(tuple(expressions) for expressions in found.values()))


def read_articles(texts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read texts as articles: their language, then what each piece of the page is.

    Args:
        texts: one row a text: article_id, text, and what stands beside the file, each nullable:
            published, updated, title, byline, publisher, language, url, layout.

    Returns:
        articles and segments (tables.py).
    """
    articles: list[dict[str, object]] = []
    segments: list[dict[str, object]] = []
    for row in detect_languages(texts).iter_rows(named=True):
        page = read_page(row["text"], row["language"], row.get("layout"))
        articles.append(_article(row, page))
        segments.extend(
            {
                "article_id": row["article_id"],
                "seq": seq,
                "role": piece.role,
                "start_char": piece.start,
                "end_char": piece.end,
                "text": page.words(piece),
            }
            for seq, piece in enumerate(page.pieces)
        )
    return frame("articles", articles), frame("segments", segments)


def article_id(text: str) -> int:
    """Return the identity of a text."""
    return content_id("article", text)


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


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the spans of the paragraphs: lines, with lines that were only wrapped put together again."""
    spans: list[tuple[int, int]] = []
    previous_end = -1
    for match in re.finditer(r"[^\n]+", text):
        words = match.group()
        if not words.strip():
            continue
        start = match.start() + len(words) - len(words.lstrip())
        end = match.start() + len(words.rstrip())
        touching = previous_end == match.start() - 1
        if spans and touching and _is_wrapped(text, spans[-1], text[start]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        previous_end = match.end()
    return spans


def _is_wrapped(text: str, above: tuple[int, int], first: str) -> bool:
    """Tell whether the line above runs on into the line that begins with `first`."""
    last_line = text.rfind("\n", above[0], above[1]) + 1
    length = above[1] - max(last_line, above[0])
    return (
        length >= SHORTEST_WRAPPED_LINE
        and first.islower()
        and not SENTENCE_END.search(text, max(above[0], above[1] - 8), above[1])
    )


def _read_paragraph(page: Page, start: int, end: int) -> None:
    """Cut prefix and suffix off a paragraph and label the rest by the line patterns."""
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
    role = _line_role(page, page.text[rest:end])
    suffix = _suffix(page, rest, end) if role in {"body", "heading"} else None
    body_end = end
    if suffix:
        body_end = rest + len(page.text[rest : suffix.start].rstrip())
        role = _line_role(page, page.text[rest:body_end])
    if body_end > rest:
        page.pieces.append(Piece(rest, body_end, role))
    if suffix:
        page.pieces.append(suffix)


def _prefix(page: Page, start: int, end: int) -> tuple[str, re.Match[str]] | None:
    for pattern in patterns(page.language).prefix:
        match = pattern.expression.match(page.text, start, min(end, start + LONGEST_HEADER_LINE))
        if match:
            return pattern.role, match
    return None


def _suffix(page: Page, start: int, end: int) -> Piece | None:
    window = max(start, end - 60)
    for pattern in patterns(page.language).suffix:
        for match in pattern.expression.finditer(page.text, window, end):
            if match.end() == end and match.start() > start:
                page.note(match.groupdict())
                return Piece(match.start(), end, pattern.role)
    return None


def _line_role(page: Page, line: str) -> str:
    if len(line) <= LONGEST_HEADER_LINE:
        for pattern in patterns(page.language).line:
            match = pattern.expression.fullmatch(line)
            if match:
                page.note(match.groupdict())
                return pattern.role
        if _is_above_the_body(page) and (role := _header_role(page, line)):
            return role
        if len(line) <= LONGEST_HEADING and DASHED_HEADING.fullmatch(line):
            return "heading"
        if page.pieces and INITIALS.fullmatch(line):
            page.note({"byline": line})
            return "byline"
        if page.pieces and _is_short_line(line):
            return "heading"
    return "body"


def _is_above_the_body(page: Page) -> bool:
    """Tell whether only a headline and lines of the head were read so far."""
    bodies = [piece for piece in page.pieces if piece.role in {"body", "dateline"}]
    return bool(page.pieces) and all(
        piece is page.pieces[0] and _is_headline(page.words(piece)) for piece in bodies
    )


def _is_headline(words: str) -> bool:
    """Tell whether a line is short and ends without a full stop; one that begins with a mark is no headline."""
    full_stop = words.endswith(".") and not words.endswith("..")
    return len(words) <= LONGEST_TITLE and not full_stop and not OPENING_MARK.match(words)


def _header_role(page: Page, line: str) -> str | None:
    """Read a line of the head that says several things at once, or is a name alone; None where a part is neither.

    The first piece of a page is its title, so a name can stand under it and not in its place.
    """
    parts = [part for part in HEADER_SEPARATOR.split(line) if part]
    roles, found = [], {}
    for part in parts:
        match = next((m for p in patterns(page.language).line if (m := p.expression.fullmatch(part))), None)
        if match is not None:
            found.update({name: value for name, value in match.groupdict().items() if value})
            roles.append("metadata" if match.groupdict().get("byline") is None else "byline")
        elif SIGNATURE.fullmatch(part) and len(part) <= LONGEST_SIGNATURE:
            found.setdefault("byline", part)
            roles.append("byline")
        elif roles[-1:] != ["byline"]:  # what follows a signature is what its owner does
            return None
    page.note(found)
    return roles[0] if roles else None


def _is_short_line(line: str) -> bool:
    return len(line) <= LONGEST_HEADING and not SENTENCE_END.search(line) and not OPENING_MARK.match(line)


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
        if piece.role in {"body", "heading"} and not _glued(page, n) and not _glued(page, n - 1)
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
    return piece.role in {"dateline", "caption"} or (
        piece.role == "body" and not _is_headline(page.words(piece))
    )


def _n_words(page: Page, piece: Piece) -> int:
    return len(WORD.findall(page.words(piece)))


def _glued(page: Page, n: int) -> bool:
    """Tell whether piece n stands on the line of the next one, as an inline date does."""
    if not 0 <= n < len(page.pieces) - 1:
        return False
    return "\n" not in page.text[page.pieces[n].end : page.pieces[n + 1].start]


def _label_lead(page: Page) -> None:
    for piece in page.pieces:
        if piece.role in {"body", "heading"}:
            piece.role = "lead"
            return


def _label_tail(page: Page) -> None:
    """A few short lines under the last paragraph are the page's own; many are a list, and belong to the text."""
    last_body = max((n for n, piece in enumerate(page.pieces) if piece.role in {"lead", "body"}), default=-1)
    tail = [piece for piece in page.pieces[last_body + 1 :] if piece.role == "heading"]
    for piece in tail:
        piece.role = "boilerplate" if len(tail) <= MOST_TAIL_LINES else "body"


def _article(row: dict[str, object], page: Page) -> dict[str, object]:
    title = next((page.words(piece) for piece in page.pieces if piece.role == "title"), None)
    stated = _date(row.get("published"), page.language)
    published = stated or _date(page.fields.get("published"), page.language)
    first, last = span_of(published) or (None, None)
    return {
        "article_id": row["article_id"],
        "language": page.language,
        "language_confidence": row["language_confidence"],
        "title": row.get("title") or title,
        "byline": row.get("byline") or page.fields.get("byline"),
        "publisher": row.get("publisher") or page.fields.get("publisher"),
        "credit": page.fields.get("credit"),
        "dateline_place": page.fields.get("place"),
        "published": published,
        "published_on": first if first == last else None,
        "published_from": first,
        "published_to": last,
        "published_method": ("metadata" if stated else "text") if published else None,
        "updated": _date(row.get("updated") or page.fields.get("updated"), page.language),
        "url": row.get("url"),
        "text": page.text,
        "n_chars": len(page.text),
        "n_words": len(WORD.findall(page.text)),
    }


def _date(words: object, language: str | None) -> str | None:
    """Return the ISO value of a date as a page writes it, read in the article's language, else in any."""
    for code in sorted((*lang.languages(), lang.SHARED), key=lambda code: code != language):
        found = read_publication(str(words), code) if words else None
        if found and (found.published or found.updated):
            return found.published or found.updated
    return None
