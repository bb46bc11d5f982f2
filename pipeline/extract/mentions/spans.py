"""Finds where names stand in one article: the model's spans, mended by rules."""

from dataclasses import dataclass

from pipeline.extract.mentions.lexicon import Lexicon

BLANKS = " \t\n\u00a0\u202f"
EDGES = BLANKS + "«»“”\"'’‘()[]{},;:!?.–—-*•/|…"


@dataclass(slots=True)
class Name:
    """A name in the making: its place in the article, its type, and what is known about its bearer."""

    start: int
    end: int
    type: str
    text: str
    method: str
    core: tuple[str, ...] = ()  # folded words, without titles
    gender: str | None = None
    title: str | None = None  # the courtesy title or rank that stands before the core
    cluster: int = -1
    confidence: float = 0.9


@dataclass(slots=True)
class Words:
    """The tokens of one article as columns, in the order of the text."""

    start: list[int]
    end: list[int]
    form: list[str]
    upos: list[str | None]
    ner: list[str | None]
    segment: list[int]
    sentence: list[int]


def model_spans(words: Words, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """Return (start, end, type) of every name that the model marked; labels we have no type for are left out."""
    spans: list[tuple[int, int, str]] = []
    label, start, end = "", 0, 0
    for i, tag in enumerate(words.ner):
        if label and tag is not None and tag == "I-" + label:
            end = words.end[i]
            continue
        if label:
            spans.append((start, end, lexicon.labels[label]))
        label = ""
        if tag is not None and len(tag) > 2 and tag[2:] in lexicon.labels:
            label, start, end = tag[2:], words.start[i], words.end[i]
    if label:
        spans.append((start, end, lexicon.labels[label]))
    return spans


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without blanks, marks and brackets at its edges; a closing bracket or point that belongs stays."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(EDGES))
    kept = piece.rstrip(EDGES)
    end -= len(piece) - len(kept)
    if text[end : end + 1] == ")" and "(" in kept and kept.count("(") > kept.count(")"):
        end += 1
    return start, end


def name_spans(text: str, words: Words, lexicon: Lexicon) -> list[Name]:
    """Return the names of one article in the order of the text, not overlapping."""
    found = (mended(text, *span, lexicon) for span in model_spans(words, lexicon))
    return [name for name in found if name is not None]


def mended(text: str, start: int, end: int, kind: str, lexicon: Lexicon) -> Name | None:
    """Return the name at a span of the model: edges trimmed, its courtesy title taken in; None if it is no name."""
    start, end = trim(text, start, end)
    if start >= end or text[start:end] in lexicon.not_names:
        return None
    before = lexicon.before.search(text[max(0, start - 16) : start])
    if before:
        start, kind = start - len(before.group()), "PER"
    return Name(start, end, kind, text[start:end], "model")
