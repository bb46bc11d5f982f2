"""LexisNexis and Nexis Uni as text: labelled headers, articles numbered («1 of 3 DOCUMENTS») or ended («End of Document»)."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.drops.formats.exports import article, day_in, labels, unwrapped
from pipeline.drops.formats.pages.signatures import author_names
from pipeline.drops.formats.seen import Block, Found
from pipeline.drops.text import Decoded

LABELLED = re.compile(r"\s{0,4}([^\W\d_][\w’' /-]{2,30}?)\s?:\s*(.*)$")
COPYRIGHT = re.compile(r"\s*(?:copyright|©)", re.IGNORECASE)
HEAD_LINES = 12  # of an article, among which its outlet, day and headline stand


@cache
def _numbered() -> re.Pattern[str]:
    words = "|".join(map(re.escape, labels("of")))
    return re.compile(rf"^\s*\d+\s+(?:{words})\s+\d+\s+documents?\s*$", re.IGNORECASE | re.MULTILINE)


@cache
def _ended() -> re.Pattern[str]:
    return re.compile(rf"^\s*(?:{'|'.join(map(re.escape, labels('end')))})\s*$", re.IGNORECASE | re.MULTILINE)


def is_nexis(text: str) -> bool:
    """Tell whether a text is an export of LexisNexis."""
    return bool(_numbered().search(text) or _ended().search(text))


def read_nexis(decoded: Decoded) -> Iterator[Found]:
    """Yield the articles of an export."""
    text = decoded.text
    numbered = [match.end() for match in _numbered().finditer(text)]
    if numbered:
        parts = [text[start:end] for start, end in zip(numbered, [*numbered[1:], len(text)], strict=True)]
        parts = [_numbered().sub("", part) for part in parts]
    else:
        parts = [part for part in _ended().split(text) if part.strip()]
    for number, part in enumerate(parts, 1):
        yield _article(number, _ended().sub("", part).split("\n"), decoded)


def _article(number: int, lines: Sequence[str], file: Decoded) -> Found:
    said: dict[str, str] = {}
    head: list[str] = []
    body: list[str] = []
    last_label = max(
        (n for n, line in enumerate(lines) if _kind(line) in {"length", "byline", "section", "body"}),
        default=None,
    )
    tail = next(
        (n for n, line in enumerate(lines) if n > (last_label or 0) and _kind(line) == "tail"), len(lines)
    )
    for n, line in enumerate(lines[:tail]):
        kind = _kind(line)
        if kind is not None:
            match = LABELLED.match(line)
            said.setdefault(kind, (match.group(2) if match else "").strip())
        elif last_label is None or n > last_label:
            body.append(line)
        elif not COPYRIGHT.match(line):
            head.append(line)
    if last_label is None:
        head, body = body[:HEAD_LINES], body[HEAD_LINES:]
    for line in lines[tail:]:
        if (match := LABELLED.match(line)) and _kind(line) is not None:
            said.setdefault(match.group(1).casefold(), match.group(2).strip())
    top = list(unwrapped(head))
    dated = next((n for n, line in enumerate(top) if day_in(line)), None)
    above = top[:dated] if dated is not None else top
    below = top[dated + 1 :] if dated is not None else []
    title = above[0] if len(above) > 1 else next(iter(below), "")
    fields = {
        "title": title,
        "byline": ", ".join(author_names(said.get("byline", ""))),
        "publisher": above[-1] if above else None,
        "published": day_in(top[dated]) if dated is not None else None,
    }
    blocks = [Block("title", title), *(Block("lead", words) for words in [said.get("highlight", "")])]
    blocks += [Block("body", words) for words in unwrapped(body)]
    return article(number, file, fields, blocks, {"section": said.get("section")})


def _kind(line: str) -> str | None:
    """Return which field a labelled line states, «tail» for those that stand under an article."""
    match = LABELLED.match(line)
    label = match.group(1).casefold().strip() if match else line.strip().casefold()
    kinds = ("byline", "section", "length", "highlight", "dateline", "tail") if match else ("body",)
    return next((kind for kind in kinds if label in labels(kind)), None)
