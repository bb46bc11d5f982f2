"""Finds what a cue reports without marks where it also carries some: a clause before a colon, «… que « A » et que B», «A, disent-ils : « B »».

Does not belong here: what a cue reports where no marks stand (indirect.py), whose the marks are (attribution.py).
"""

from pipeline.extract.quotes.cues.contents import LEAST, Content, has_verb, trim
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.frames import Frame
from pipeline.extract.quotes.speakers.phrases import is_relative
from pipeline.extract.reading import Reading


def clauses_beside_marks(
    reading: Reading, lex: Lexicon, frame: Frame, contents: list[Content]
) -> list[Content]:
    """Return the clauses without marks of a complement with marks: before a colon, or coordinated by «et que»."""
    found = []
    for content in contents:
        if content.pattern == "parenthesis" and _announced_behind(reading, frame.items, content):
            found.append(content)
        if content.pattern not in {"clause", "preposition"}:
            continue
        if _is_told_before(reading, frame, content):
            found.append(content)
            continue
        cuts = [pos for pos in range(content.lo, content.hi + 1) if _cuts(reading, lex, frame.items, pos)]
        for lo, hi in zip(
            [content.lo, *(p + 1 for p in cuts)], [*(p - 1 for p in cuts), content.hi], strict=True
        ):
            low, high = trim(reading, frame.items, lo, hi)
            words = frame.items[low : high + 1]
            while words and words[-1] >= 0 and reading.upos[words[-1]] == "CCONJ":
                words.pop()
            told = content.pattern == "clause" or (
                low > content.cue.hi and _announces(reading, frame.items, hi + 1)
            )
            spoken = len(words) >= LEAST and all(i >= 0 for i in words) and has_verb(reading, words)
            if told and spoken:
                found.append(Content(low, low + len(words) - 1, content.cue, content.pattern))
    return found


def before_marks(reading: Reading, frame: Frame, content: Content) -> Content:
    """Return a complement up to a colon and marks in it, whose words have a cue of their own: «X dit qu'il crie : « A »»."""
    items = frame.items
    if content.pattern == "clause":
        for pos in range(content.lo + LEAST, content.hi):
            if _announces(reading, items, pos) and min(items[content.lo : pos]) >= 0:
                return Content(*trim(reading, items, content.lo, pos - 1), content.cue, content.pattern)
    return content


def _announced_behind(reading: Reading, items: list[int], content: Content) -> bool:
    """Tell whether a reporting clause behind its clause announces the marks too: «A, disent-ils : « B »»."""
    who, cue = content.cue.subject, content.cue
    last = items.index(who.last) if who and who.last > cue.token and who.last in items else cue.hi
    return min(items[content.lo : content.hi + 1]) >= 0 and _announces(reading, items, max(last, cue.hi) + 1)


def _is_told_before(reading: Reading, frame: Frame, content: Content) -> bool:
    """Tell whether a source told a clause before it, and its marks stand in a relative clause: «A, selon X, qui parle d'une « B »»."""
    who = content.cue.subject
    words = frame.items[content.lo : content.hi + 1]
    if content.pattern != "preposition" or content.hi > content.cue.lo or min(words) < 0 or who is None:
        return False
    ahead = frame.items[frame.items.index(who.last) + 1 :][:2] if who.last in frame.items else []
    told = (
        len(ahead) > 1
        and min(ahead) >= 0
        and reading.form[ahead[0]] == ","
        and is_relative(reading, ahead[1])
    )
    return told and has_verb(reading, words)


def _cuts(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> bool:
    """Tell whether a clause of a complement ends at a position: a colon before marks, the complementizer of «et que»."""
    item, before = items[pos], items[pos - 1] if pos else -1
    if item < 0:
        return False
    if _announces(reading, items, pos):
        return True
    return reading.lower[item] in lex.complementizers and before >= 0 and reading.upos[before] == "CCONJ"


def _announces(reading: Reading, items: list[int], pos: int) -> bool:
    """Tell whether a colon before marks stands at a position."""
    inside = 0 <= pos < len(items) - 1 and items[pos] >= 0
    return inside and reading.form[items[pos]] == ":" and items[pos + 1] < 0
