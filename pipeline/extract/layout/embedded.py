"""What a page embeds in the lines of its text: posts of a network, the headlines of related articles."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract.layout.page import SENTENCE_START
from pipeline.extract.layout.patterns import form, shared_form

LONGEST_RELATED = 200
LONGEST_POST = 600
SHORTENED = (
    r"(?:https?://t\.co/\w{10}|pic\.twitter\.com/\w{10})"  # the network's own addresses are of one length
)
POSTED_BY = r"\s*[—–-]\s*[^@\n]{1,60}?\(@\w+\)(?:\s+[^.!?\n]{3,20}?\d{4})?"
POST = re.compile(
    rf"(?P<address>{SHORTENED})(?:\s*{SHORTENED})*(?:\s+(?:{shared_form('passed_on')})\s+@\w+)?(?:{POSTED_BY})?|https?://\S{{1,200}}?{POSTED_BY}"
)


def posts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the posts of a network that a page embeds, told by their address and signature.

    An embedded post often stands twice, and so tells where it begins; else it begins with its last sentence.
    """
    at, known = start, -1
    for match in POST.finditer(text, start, end):
        if match.start() < at:
            continue
        first, begins = _first_of_twice(text, at, match, end) or (known if known >= at else None, -1)
        if first is None:
            opened = [
                m.end()
                for m in SENTENCE_START.finditer(text, max(at, match.start() - LONGEST_POST), match.start())
            ]
            first = opened[-1] if opened else at
            first = first if match.start() - first <= LONGEST_POST else match.start()
        yield first, match.end()
        at, known = match.end(), begins


def _first_of_twice(text: str, at: int, match: re.Match[str], end: int) -> tuple[int, int] | None:
    """Return where a post begins that is followed by the same words again, and where these begin."""
    if match.group("address") is None:
        return None
    address = match.group("address")
    below = text[match.end() : min(end, match.end() + LONGEST_POST)]
    begun = match.end() + len(below) - len(below.lstrip())
    again = text.find(address, begun, match.end() + len(below))
    if again < 0:
        return None
    length = again - begun
    first = match.start() - length
    is_twice = first >= at and text[first : match.start()] == text[begun:again]
    return (first, begun) if is_twice else None


def related(text: str, start: int, end: int, language: str | None) -> Iterator[tuple[int, int]]:
    """Yield the headlines of related articles that stand in a line after a sentence, where the form tells their end."""
    at = start
    for match in _after_sentence(language).finditer(text, start, end):
        first = match.start("related")
        if first < at:
            continue
        limit = min(end, match.end() + LONGEST_RELATED)
        closed = _closing(language).search(text, match.end(), limit)
        if closed or limit == end:
            at = closed.end() if closed else end
            yield first, at


@cache
def _after_sentence(language: str | None) -> re.Pattern[str]:
    return re.compile(rf"(?:[.!?…»”]\s*|(?<!\s)\s+(?=[»→►]\s))(?P<related>(?:{form(language).related}))")


@cache
def _closing(language: str | None) -> re.Pattern[str]:
    """Return the end of a headline in a line: the last letter before a sentence's first word, or a run of blanks."""
    openers = form(language).openers
    return re.compile(
        rf"[\w»”](?=\s?(?:{openers})(?:(?<=['’])|\s)[a-zà-ÿ])|(?<![^\S\n])[^\S\n]{{2,}}(?=[A-ZÀ-Þ«“])|(?<=\S)(?=\s*[»→►]\s[A-ZÀ-Þ])"
    )
