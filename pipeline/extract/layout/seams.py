"""Cuts lines that hold several pieces where they were glued.

A seam is told by form: a sentence that ends without a blank before the next, a run of blanks, words without a full stop
before a capital word that begins sentences. Where the form does not tell, the line stays whole.
"""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from pipeline.extract.layout.embedded import posts, related
from pipeline.extract.layout.headers import NAME
from pipeline.extract.layout.page import SENTENCE_START
from pipeline.extract.layout.patterns import NEVER, form, given_names

MOST_RUBRIC_WORDS = 4
MOST_HEADING_WORDS = 8
FEWEST_OPENED_WORDS = 4  # of a heading that begins as sentences do
FEWEST_CHARS_BELOW = 60  # what follows a glued heading is running text
SEAM = re.compile(
    r"(?:[a-zà-ÿ]{2}|[A-ZÀ-Þ]{2}|[»”)\]%\d])[.!?…]+(?:\s?[»”]|\))?(?=[«“]\s?\w)"
    r"|[»”](?=[A-ZÀ-Þ][a-zà-ÿ])"
    r"|[»”)\]%\d][.!?…]+(?=[A-ZÀ-Þ][a-zà-ÿ])"
)
INSIDE_ADDRESS = re.compile(r"(?:www\.|://|@)\S*$")
LONGEST_ADDRESS = 80
BLANKS = re.compile(r"(?<=[.!?…»”)])(?<!\W[A-ZÀ-Þ]\.)[^\S\n]{2,}(?=[A-ZÀ-Þ«“\"])")
STANDING_ALONE = re.compile(r"[A-ZÀ-Þ«“\"](?:[^.!?…:;\s]|\s(?!\s)){2,80}[^\S\n]{2,}(?=[A-ZÀ-Þ«“\"])")

MARKS = "«“"
SAID = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")  # what stands within marks, which no seam of blanks parts
STRAIGHT = '"'
HANDOVER = re.compile(r",\s?[»”]$")  # what follows says who speaks

Cut = tuple[int, int, str | None]


def cut(text: str, start: int, end: int, language: str | None) -> list[Cut]:
    """Return the pieces of a paragraph, each with its role where its form tells it."""
    pieces: list[Cut] = []
    at = start
    for first, last, role in sorted(_embedded(text, start, end, language)):
        if first >= at:
            pieces.extend(_cut_running(text, at, first, language))
            pieces.append((first, last, role))
            at = last
    pieces.extend(_cut_running(text, at, end, language))
    return [piece for piece in (_trimmed(text, *piece) for piece in pieces) if piece[0] < piece[1]]


def _embedded(text: str, start: int, end: int, language: str | None) -> Iterator[tuple[int, int, str]]:
    for first, last in posts(text, start, end):
        yield first, last, "caption"
    for first, last in related(text, start, end, language):
        yield first, last, "boilerplate"


def _trimmed(text: str, start: int, end: int, role: str | None) -> tuple[int, int, str | None]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()), role


def _cut_running(text: str, start: int, end: int, language: str | None) -> Iterator[Cut]:
    seams = sorted({start, end, *_seams(text, start, end, language)})
    headings = dict(_headings(text, start, end, seams, language))
    for first, last in itertools.pairwise(sorted({*seams, *headings, *headings.values()})):
        yield first, last, "heading" if headings.get(first) == last else None


def _seams(text: str, start: int, end: int, language: str | None) -> Iterator[int]:
    for match in SEAM.finditer(text, start, end):
        if not INSIDE_ADDRESS.search(text, max(start, match.start() - LONGEST_ADDRESS), match.start()):
            yield match.end()
    blanks = [match.end() for match in BLANKS.finditer(text, start, end)]
    blanks = _outside_marks(text, start, end, blanks)
    if 2 * len(blanks) <= len(SENTENCE_START.findall(text, start, end)):  # else it is how the text is typed
        yield from blanks
        for at in blanks:
            alone = STANDING_ALONE.match(text, at, end)
            if alone and not _is_weak(alone.group().split()[-1], language):
                yield alone.end()
    for match in _opened(language).finditer(text, start, end):
        yield match.end()


def _outside_marks(text: str, start: int, end: int, places: list[int]) -> list[int]:
    """Return the places, ascending, that stand within no quotation marks; straight marks pair where none is left over."""
    paired = text.count(STRAIGHT, start, end) % 2 == 0
    said = [
        match.span() for match in SAID.finditer(text, start, end) if paired or match.group()[0] != STRAIGHT
    ]
    ends = [last for _, last in said]
    inside = ((at, bisect_right(ends, at)) for at in places)
    return [at for at, n in inside if n == len(said) or at <= said[n][0]]


def _headings(
    text: str, start: int, end: int, seams: list[int], language: str | None
) -> Iterator[tuple[int, int]]:
    """Yield the headings that stand glued before the sentence that they head."""
    heading = _heading(language)
    if start == 0 and (rubric := _rubric(text, end, language)):
        yield 0, rubric
    starts = {*seams[:-1], *(match.end() for match in SENTENCE_START.finditer(text, start, end))}
    for at in sorted(starts):
        match = heading.match(text, at, end)
        if not match or end - match.end() < FEWEST_CHARS_BELOW:
            continue
        if _is_heading(
            match.group("heading"), language, MOST_RUBRIC_WORDS if at == 0 else MOST_HEADING_WORDS
        ):
            yield at, match.end("heading")


def _is_heading(heading: str, language: str | None, most_words: int) -> bool:
    """Tell whether words before a sentence head it: few, no name, no sentence of their own, no noun that a title follows."""
    words = heading.split()
    if len(words) > most_words or not heading[0].isupper():
        return heading[0] in MARKS and len(words) <= most_words and not HANDOVER.search(heading)
    opened = re.match(rf"(?:{form(language).openers})(?!\w)", words[0]) is not None
    if re.fullmatch(NAME, heading) or (opened and len(words) < FEWEST_OPENED_WORDS):
        return False
    return not _is_weak(words[-1], language) and not re.search(
        rf"(?<![\w'’-])(?:{form(language).verbs})(?![\w-])", heading
    )


def _rubric(text: str, end: int, language: str | None) -> int | None:
    """Return where the rubric ends that a page's export glued before its first sentence: «cyclisme Le Tour passe …».

    It is one word that is no given name, or words without a capital: «Bruno Le Roux» is a name.
    """
    match = _heading_before_any(language).match(text, 0, end)
    if not match or end - match.end() < FEWEST_CHARS_BELOW:
        return None
    words = match.group("heading").split()
    small = match.group("heading")[0].islower()
    single = (
        len(words) == 1 and words[0] not in given_names() and not re.match(form(language).openers, words[0])
    )
    return match.end("heading") if (small and len(words) <= MOST_RUBRIC_WORDS) or single else None


@cache
def _heading_before_any(language: str | None) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<heading>[^\W\d_][^«»“”\".!?…:;,()\n|]{{1,40}}?)(?=\s(?:{form(language).openers})(?<!['’])\s\w)"
    )


def _is_weak(word: str, language: str | None) -> bool:
    """Tell whether no heading ends in a word; unknown where the language has no words of form."""
    weak = form(language).weak
    return weak == NEVER or re.fullmatch(weak, word, re.IGNORECASE) is not None


@cache
def _heading(language: str | None) -> re.Pattern[str]:
    sentence = rf"(?:{form(language).openers})(?:(?<=['’])|[\s,]\s*)[a-zà-ÿ\d]"
    return re.compile(
        rf"(?P<heading>[«“]\s?[^«»“”.!?…\n]{{3,60}}[»”](?=\s*(?:[«“]|{sentence}))"
        rf"|[^\W\d_][^«»“”\".!?…:;,()\n|]{{1,60}}?(?=\s+(?:{sentence})))"
    )


@cache
def _opened(language: str | None) -> re.Pattern[str]:
    """Return what a small letter before a sentence's first word tells: «portLes quais ferment»."""
    return re.compile(rf"[a-zà-ÿ]{{2}}(?=(?:{form(language).openers})(?:(?<=['’])|\s)[a-zà-ÿ])")
