"""Paragraphs: lines that were only wrapped, or cut by a link, put together again."""

import re

from pipeline.extract.layout.page import SENTENCE_END

SHORTEST_WRAPPED_LINE = 40
CONTINUED = re.compile(r"[,;:)]|\.(?:\s|$)|[\"”](?:\s*$|\s*[,;.)]|\s+[a-zà-ÿ])")
BLANK_FIRST = re.compile(r"\s+[\"“‘]?[a-zà-ÿ]")
OPENED = re.compile(r"[\s(][\"“‘(]$")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the spans of the paragraphs: lines, with lines that were only wrapped put together again."""
    lines = [match for match in re.finditer(r"[^\n]+", text) if match.group().strip()]
    spans: list[tuple[int, int]] = []
    for n, match in enumerate(lines):
        words = match.group()
        start = match.start() + len(words) - len(words.lstrip())
        end = match.start() + len(words.rstrip())
        touching = n > 0 and lines[n - 1].end() == match.start() - 1
        if touching and (_is_wrapped(text, spans[-1], text[start]) or _is_inside(lines, n, spans[-1])):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _is_wrapped(text: str, above: tuple[int, int], first: str) -> bool:
    """Tell whether the line above runs on into the line that begins with `first`."""
    last_line = text.rfind("\n", above[0], above[1]) + 1
    length = above[1] - max(last_line, above[0])
    return length >= SHORTEST_WRAPPED_LINE and first.islower() and not _ends(text, above)


def _is_inside(lines: list[re.Match[str]], n: int, above: tuple[int, int]) -> bool:
    """Tell whether a line stands inside a sentence: a link that a page's export put on a line of its own.

    The blank before or after the link stays at the end of the line above it or at the start of the one below.
    """
    if _ends(lines[n].string, above):
        return False
    if _continues(lines[n].group()) or OPENED.search(lines[n].string, max(0, above[1] - 2), above[1]):
        return True
    before = lines[n - 1].group()
    if not before[-1:].isspace():
        return False
    if lines[n].group()[0].islower():
        return True
    touching = n + 1 < len(lines) and lines[n + 1].start() == lines[n].end() + 1
    return _continues(before) or (touching and _continues(lines[n + 1].group()))


def _continues(line: str) -> bool:
    return bool(CONTINUED.match(line.lstrip())) or bool(BLANK_FIRST.match(line))


def _ends(text: str, span: tuple[int, int]) -> bool:
    return bool(SENTENCE_END.search(text, max(span[0], span[1] - 8), span[1]))
