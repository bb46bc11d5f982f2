"""Finds speech that stands without quotation marks by its place: interview turns («Name : …», «Q : …») and dialogue dashes.

Gives spans in the form of marks, so that everything after treats them as quoted; list bullets are no speech.
Belongs here: layout, and how its spans join the quotation marks. Does not belong here: whom a label means (labelled.py).
"""

import itertools
import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from pipeline import lang
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.frames import SILENT_ROLES
from pipeline.extract.quotes.marks.marks import Mark, find_marks, nest, trim
from pipeline.extract.reading import Reading

LABEL = re.compile(
    r"(?P<label>(?:[A-ZÀ-Þ]\w{0,3}\.\s)?[A-ZÀ-ÖØ-Þ][^\n:.!?«»“”\"]{0,48}?|[A-ZÀ-Þ]\.?)\s*(?::|\.\s[–—])\s+(?=\S)"
)
ASIDE = re.compile(r"\s*\([^()]*\)$")
DASH = re.compile(r"[—–]\s*(?=[^\s—–])")
INCISE = re.compile(
    r"(?:,|[!?…])\s+(?P<group>(?:[\w'’]+[\s-]){0,4}?)(?P<verb>[\w’']+)(?P<rest>[^,.!?…\n]*)[,.]?"
)
LABEL_WORDS = 6
TURNS = 3  # fewer labelled paragraphs are no interview
LEAST = 2  # words of a turn
QUESTIONS = 3  # fewer are no interview
LONG_QUESTION = 500  # characters
SHORT_ANSWER = 3  # characters
MOST_BLANKS = 8  # before a label
TURN_ENDS = frozenset('.?!…»”")')
OPENERS = frozenset("«“„\"'—–-»")
NAME = r"[A-ZÀ-ÖØ-Þ][\w'’-]+(?: [A-ZÀ-ÖØ-Þ][\w'’-]+){1,3}"
NAMED = re.compile(rf"(?P<name>{NAME})(?:\s*\([^)\n]{{1,40}}\))?\s*(?:[.:]\s*[-–—]?|[-–—])\s+(?=\S)")
BARE_NAME = re.compile(r"(?P<name>[A-ZÀ-ÖØ-Þ][\w'’-]+ [A-ZÀ-ÖØ-Þ][\w'’-]+) (?=[A-ZÀ-ÖØ-Þ])")


class Labels(NamedTuple):
    """The labels of a language that name no one: those of answers and those of questions."""

    answers: frozenset[str]
    questions: frozenset[str]


@cache
def labels(code: str | None) -> Labels:
    """Return the labels that name no one: R, A; Q."""
    words = lang.load(code, "speakers").get("dialogue", {})
    return Labels(frozenset(words.get("answer", [])), frozenset(words.get("question", [])))


def label_of(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Return the label that opens a paragraph, without an aside in brackets, and where its words begin."""
    match = LABEL.match(text, start, end)
    if not match or len(match.group("label").split()) > LABEL_WORDS:
        return None
    return ASIDE.sub("", match.group("label").strip()), match.end()


def turn_marks(text: str, paragraphs: list[tuple[int, int]]) -> list[Mark]:
    """Return the turns of an interview: at least three labelled paragraphs, a label among them twice."""
    turns = [(found, end) for start, end in paragraphs if (found := label_of(text, start, end))]
    repeated = {name for name, times in Counter(found[0] for found, _ in turns).items() if times > 1}
    if len(turns) < TURNS or not repeated:
        return []
    chosen = [(found, end) for found, end in turns if found[0] in repeated or len(repeated) > 1]
    marks: list[Mark] = []
    for (name, begin), end in chosen:
        first, last = trim(text, begin, end)
        if len(text[first:last].split()) >= LEAST and text[first] not in '«“"„':
            marks.append(Mark(first, last, first, last, 0, note="turn", label=name))
    return marks


def asked_marks(text: str, paragraphs: list[tuple[int, int]], known: Labels) -> list[Mark]:
    """Return the turns of an interview whose labels name no one, wherever a sentence has ended: «P. ¿Vuelve? R. No, me quedo.»."""
    marks: list[Mark] = []
    for start, end in paragraphs:
        found = [m for m in _asked(known).finditer(text, start, end) if _opens_turn(text, start, m.start())]
        stops = [m.start() for m in found[1:]] + [end]
        for match, stop in zip(found, stops, strict=False):
            first, last = trim(text, match.end(), stop)
            if first < last:
                marks.append(Mark(first, last, first, last, 0, note="turn", label=match["label"]))
    asks = [mark.label in known.questions for mark in marks]
    answered = sum(ask and not then for ask, then in itertools.pairwise(asks))
    asked = sum("?" in text[mark.start : mark.end] for mark, ask in zip(marks, asks, strict=True) if ask)
    return marks if len(marks) >= TURNS and 2 * min(answered, asked) >= sum(asks) > 0 else []


def _opens_turn(text: str, start: int, at: int) -> bool:
    """Tell whether a label stands where a turn may begin: first in its paragraph, or where a sentence has ended."""
    low = max(start, at - MOST_BLANKS)
    before = text[low:at].rstrip()[-1:]
    return before in TURN_ENDS if before else low == start


@cache
def _asked(known: Labels) -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(known.answers | known.questions, key=len, reverse=True)))
    return re.compile(rf"(?<!\S)(?P<label>{words or '(?!)'})(?:(?<=\.)|\s?[.:])[\s–—-]+(?=\S)")


def interview_marks(text: str, paragraphs: list[tuple[int, int]]) -> list[Mark]:
    """Return the answers of an interview whose questions are paragraphs that end in a question mark.

    Who answers must be labelled: once by a name with a stop or a dash («Jeanne Untel. - Je …»), or twice by a bare name.
    The answers hang on the first one, so that its label tells who speaks in all.
    """
    asks = [_is_question(text, start, end) for start, end in paragraphs]
    if sum(asks) < QUESTIONS:
        return []
    answers = [
        paragraphs[at]
        for at in range(1, len(paragraphs))
        if not asks[at] and asks[at - 1] and paragraphs[at][1] - paragraphs[at][0] > SHORT_ANSWER
    ]
    bare = Counter(found.group("name") for span in answers if (found := BARE_NAME.match(text, *span)))
    known = {name for name, times in bare.items() if times > 1}
    marks: list[Mark] = []
    for start, end in answers:
        label = NAMED.match(text, start, end)
        opening = BARE_NAME.match(text, start, end)
        if label is None and opening is not None and opening.group("name") in known:
            label = opening
        first, last = trim(text, label.end() if label else start, end)
        marks.append(Mark(first, last, first, last, 0, note="turn", label=label["name"] if label else None))
        if label is None and len(marks) == 1:
            return []  # nobody says who answers
    for mark in marks[1:]:
        mark.chain = marks[0]
    asked = [span for span, asking in zip(paragraphs, asks, strict=True) if asking]
    return sorted([*marks, *_questions(text, asked)], key=lambda mark: mark.start) if marks else []


def _questions(text: str, asked: list[tuple[int, int]]) -> list[Mark]:
    """Return the questions of an interview whose first names the paper that asks: «LE COURRIER. - Pourquoi ?»; the others are its too."""
    named = NAMED.match(text, *asked[0])
    if named is None:
        return []
    marks: list[Mark] = []
    for start, end in asked:
        label = NAMED.match(text, start, end)
        first, last = trim(text, label.end() if label else start, end)
        marks.append(Mark(first, last, first, last, 0, note="turn", label=(label or named)["name"]))
    return marks


def _is_question(text: str, start: int, end: int) -> bool:
    """Tell whether a paragraph asks, in the paper's own voice."""
    return (
        text[start:end].rstrip().endswith("?") and text[start] not in OPENERS and end - start < LONG_QUESTION
    )


def dash_marks(text: str, paragraphs: list[tuple[int, int]], lex: Lexicon) -> list[Mark]:
    """Return the speech after dialogue dashes, cut at its reporting clauses; none where dashes are list bullets."""
    lines = [(m.end(), end) for start, end in paragraphs if (m := DASH.match(text, start, end))]
    spoken = [_pieces(text, start, end, lex) for start, end in lines]
    talks = any(len(cut) > 0 for _, cut in spoken) or sum(text[e - 1] in "?!" for _, e in lines) > 0
    if not talks or (len(lines) == 1 and not spoken[0][1]):
        return []
    marks: list[Mark] = []
    for (_, end), (pieces, _) in zip(lines, spoken, strict=True):
        if text[end - 1] not in ".?!…»":
            continue  # a signature or a bullet
        marks.extend(Mark(a, b, a, b, 0, note="dash") for a, b in pieces if a < b)
    return marks


def _pieces(text: str, start: int, end: int, lex: Lexicon) -> tuple[list[tuple[int, int]], list[int]]:
    """Return the spoken pieces of a line and where its reporting clauses begin."""
    pieces, cuts, at = [], [], start
    for match in INCISE.finditer(text, start, end):
        verb = match.group("verb").lower().split("-")[0]
        words = (match.group("verb") + match.group("rest"))[:12]
        inverted = any(pronoun in words for pronoun in lex.inverted - lex.euphonic if pronoun[0] == "-")
        if verb not in lex.forms or not (inverted or match.group("rest").strip()[:1].isupper()):
            continue
        stop = match.start() + (text[match.start()] in "!?…")
        pieces.append(trim(text, at, stop))
        cuts.append(match.start("group"))
        at = match.end()
    pieces.append(trim(text, at, end))
    return [p for p in pieces if p[0] < p[1]], cuts


def all_marks(reading: Reading, lex: Lexicon) -> list[Mark]:
    """Return quotation marks and the speech that layout alone marks, nested."""
    paragraphs = [(start, end) for _, start, end, _ in reading.segments]
    quoted = find_marks(reading.text, paragraphs)
    below = [(start, end) for _, start, end, role in reading.segments if role != "title"]
    body = [(start, end) for _, start, end, role in reading.segments if role not in SILENT_ROLES]
    layout = turn_marks(reading.text, below) or asked_marks(reading.text, below, labels(reading.language))
    layout = layout or interview_marks(reading.text, body)
    layout = layout or dash_marks(reading.text, paragraphs, lex)
    return nest([*quoted, *layout]) if layout else quoted
