"""Finds where names stand in one article: the model's spans, mended by rules, and what the model passed over."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.names import fold

BLANKS = " \t\u00a0\u202f"
EDGES = BLANKS + "\n«»“”\"'’‘()[]{},;:!?.–—-*•/|…"
# How far a title or a head noun may reach to the left of a name, in characters.
REACH = 60
CAPITAL_WORD = re.compile(rf"[{BLANKS}]?[A-ZÀ-ÖØ-ÞŒŁŠŽĆČĐİ][\w’'-]*")
SMALL = re.compile(r"[a-zà-öø-ÿœ]")


@dataclass(slots=True)
class Name:
    """A name in the making: its place in the article, its type, and what is known about its bearer."""

    start: int
    end: int
    type: str
    text: str
    method: str
    confidence: float = 0.9
    gender: str | None = None
    title: str | None = None  # the folded courtesy title or rank that stands before


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


def name_spans(text: str, words: Words, lexicon: Lexicon) -> list[Name]:
    """Return the names of one article in the order of the text; a place may stand inside an organisation's name."""
    found = (mended(text, *span, lexicon) for span in model_spans(words, lexicon))
    names = _apart([name for name in found if name is not None])
    names = _apart([*names, *_known_names(text, words, names, lexicon)])
    names = _apart([*names, *_said_again(text, words, names, lexicon)])
    return sorted(
        (longer for name in names for longer in widened(text, name, lexicon)), key=lambda n: (n.start, -n.end)
    )


def model_spans(words: Words, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, type) of every name that the model marked; labels we have no type for are left out."""
    label, start, end = "", 0, 0
    for i, tag in enumerate(words.ner):
        if label and tag is not None and tag == "I-" + label:
            end = words.end[i]
            continue
        if label:
            yield start, end, lexicon.labels[label]
        label = ""
        if tag is not None and tag[2:] in lexicon.labels:
            label, start, end = tag[2:], words.start[i], words.end[i]
    if label:
        yield start, end, lexicon.labels[label]


def _apart(names: list[Name]) -> list[Name]:
    """Return the names in order without those that overlap an earlier or longer one."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without blanks, marks and brackets at its edges; a bracket opened inside is closed inside."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(EDGES))
    kept = text[start:end].rstrip(EDGES)
    end = start + len(kept)
    if kept.count("(") > kept.count(")") and text[end : end + 1] == ")":
        end += 1
    if re.search(r"(?:^|\W)(?:[A-Z]\.){1,4}[A-Z]$", kept) and text[end : end + 1] == ".":
        end += 1  # U.S., W.M.
    return start, end


def mended(text: str, start: int, end: int, kind: str, lexicon: Lexicon) -> Name | None:
    """Return the name at a span of the model: edges, openers and titles set right; None if it is no name."""
    start, end = trim(text, start, end)
    first, blank, rest = text[start:end].partition(" ")
    if first in lexicon.openers and rest[:1].isupper():
        start += len(first) + len(blank)
    start, end = trim(text, start, _completed(text, start, end, lexicon))
    piece = text[start:end]
    if (
        not piece
        or piece in lexicon.not_names
        or lexicon.code.match(piece)
        or not any(c.isalpha() for c in piece)
    ):
        return None
    before = text[max(0, start - REACH) : start]
    if kind != "PER" and _is_common(piece, before, lexicon):
        return None
    return _with_title(text, Name(start, end, kind, piece, "model"), lexicon)


def _completed(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Return the end of a name that was cut after «de», «d'» or a hyphen: with the capital words that follow, or without the link."""
    rest = text[end : end + REACH]
    if rest[:1] == "-" and (word := re.match(r"-[A-ZÀ-Þ]\w*", rest)):
        return end + word.end()
    tail = text[start:end] + ("'" if rest[:1] in ("'", "’") else "")
    link = lexicon.link_end.search(tail.replace("’", "'"))
    if not link:
        return end
    word = CAPITAL_WORD.match(rest.lstrip("'’")) if rest else None
    if word:
        return end + len(rest) - len(rest.lstrip("'’")) + word.end()
    return start + link.start()


def _is_common(piece: str, before: str, lexicon: Lexicon) -> bool:
    """Tell whether a would-be organisation is a common noun: «gouvernement hongrois», or what a minister looks after."""
    if lexicon.office_before.search(before):
        return True
    if not lexicon.common_inside.match(piece):
        return False
    words = piece.split()
    return (len(words) == 1 and piece[0].islower()) or (
        len(words) > 1 and all(_adjective(word, lexicon) for word in words[1:])
    )


def _adjective(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.adjectives or word.removesuffix("s") in lexicon.adjectives


def _with_title(text: str, name: Name, lexicon: Lexicon) -> Name:
    """Return the name with the courtesy title before it taken in: such a name is a person's."""
    before = lexicon.title_before.search(text[max(0, name.start - 20) : name.start])
    if before:
        start = name.start - len(before.group())
        return Name(start, name.end, "PER", text[start : name.end], name.method, name.confidence)
    return name


def _known_names(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> Iterator[Name]:
    """Yield the names that the authorities know where the model saw none."""
    covered = _covered(names)
    for i, form in enumerate(words.form):
        start = words.start[i]
        if form not in lexicon.known or start in covered:
            continue
        for alias, kind in lexicon.known[form]:
            end = start + len(alias)
            if text.startswith(alias, start) and _stands_alone(text, start, end, covered):
                yield Name(start, end, kind, alias, "authority", 0.8)
                break


def _covered(names: list[Name]) -> set[int]:
    return {place for name in names for place in range(name.start, name.end)}


def _stands_alone(text: str, start: int, end: int, covered: set[int]) -> bool:
    """Tell whether a spelling is no part of a longer word or of a longer name."""
    if text[end : end + 1].isalnum() or text[end : end + 1] == "-" or text[start - 1 : start] == "-":
        return False
    if end in covered or (text[end : end + 1] in BLANKS and text[end + 1 : end + 2].isupper()):
        return False
    left = re.search(rf"([\w’'-]+)[{BLANKS}]$", text[max(0, start - 30) : start])
    return not (left and left.group(1)[0].isupper() and start - 2 not in covered and len(left.group(1)) > 2)


def _said_again(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> Iterator[Name]:
    """Yield names that the model saw elsewhere in the article and not here; of people also the last word alone."""
    covered = _covered(names)
    sought: dict[str, Counter[str]] = {}
    for name in names:
        spelled = [name.text]
        title = lexicon.title_inside.match(name.text) if name.type == "PER" else None
        bare = name.text[title.end() :] if title else name.text
        spelled = [bare]
        if name.type == "PER" and " " in bare and len(bare.rsplit(" ", 1)[-1]) > 2:
            spelled.append(bare.rsplit(" ", 1)[-1])
        for one in spelled:
            if one and one[0].isupper() and one not in lexicon.not_names:
                sought.setdefault(one.split()[0], Counter())[one + "\n" + name.type] += 1
    if not sought:
        return
    for i, form in enumerate(words.form):
        start = words.start[i]
        if start in covered or form not in sought:
            continue
        for key in sorted(sought[form], key=lambda key: (-len(key), key)):
            spelling, kind = key.split("\n")
            end = start + len(spelling)
            if text.startswith(spelling, start) and _stands_alone(text, start, end, covered):
                yield _with_title(text, Name(start, end, kind, spelling, "repeated", 0.8), lexicon)
                break


def widened(text: str, name: Name, lexicon: Lexicon) -> list[Name]:
    """Return the name, or the longer one that a head noun before it opens and, if it is a place, the place too."""
    if name.type == "PER" or lexicon.head_inside.match(name.text):
        return [name, *_place_inside(name, lexicon)]
    line = max(0, name.start - REACH)
    before = text[line : name.start]
    for kind, pattern in lexicon.head_before.items():
        head = pattern.search(before)
        if head:
            start = line + head.start()
            longer = Name(start, name.end, kind, text[start : name.end], "head", 0.8)
            return [longer, name] if name.type == "LOC" else [longer]
    return [name]


def _place_inside(name: Name, lexicon: Lexicon) -> list[Name]:
    """Return the known place that an organisation's name ends with, as a mention of its own."""
    if name.type == "PER":
        return []
    tail = re.search(rf"[{BLANKS}’'](?:[{BLANKS}]?)([A-ZÀ-Þ][\w-]*(?:[{BLANKS}][A-ZÀ-Þ][\w-]*)*)$", name.text)
    if tail and lexicon.known_types.get(fold(tail.group(1))) == "LOC":
        start = name.start + tail.start(1)
        return [Name(start, name.end, "LOC", tail.group(1), "inside", 0.7)]
    return []
