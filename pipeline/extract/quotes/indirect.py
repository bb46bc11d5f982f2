"""Finds indirect speech: what a clause without marks reports, and where that content begins and ends.

Shapes: a que-clause after the cue, an embedded question, an infinitive, the clause beside «selon X», the main
clause around «, a annoncé X,».
"""

from dataclasses import dataclass

from pipeline.extract.quotes.cues import VERBAL, Cue
from pipeline.extract.quotes.frames import ENDS, Frame
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.reading import Reading

REACH = 14  # a complement begins within so many items of its cue
LEAST = 3  # words
TRIM = frozenset({",", ";", ":", "–", "—", "-", "(", ")", ".", "!", "?", "…", "«", "»"})


@dataclass(slots=True)
class Content:
    """Reported words as positions lo..hi (included) of the frame's items."""

    lo: int
    hi: int
    cue: Cue
    pattern: str  # clause | question | infinitive | preposition | parenthesis


def _is_break(reading: Reading, items: list[int], pos: int) -> bool:
    return items[pos] >= 0 and reading.form[items[pos]] in {",", ";", "–", "—"}


def _clause_start(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> tuple[int, str] | None:
    """Return the position after the complementizer of a cue, and the shape of the complement."""
    items = frame.items
    for pos in range(cue.hi + 1, min(cue.hi + REACH, len(items))):
        item = items[pos]
        if item < 0:
            return None
        word = reading.lower[item]
        if word in lex.complementizers:
            before = items[pos - 1]
            between = {reading.lower[i] for i in items[max(cue.hi + 1, pos - 3) : pos] if i >= 0}
            if before >= 0 and pos - 1 > cue.hi and reading.lower[before] in lex.conjunctions:
                return None
            if between & lex.comparatives:
                return None
            return pos + 1, "clause"
        if word in lex.interrogatives and pos <= cue.hi + 2 and cue.cls == "question":
            return (pos + 1, "question") if word in lex.whether else (pos, "question")
        if reading.upos[item] in VERBAL or reading.form[item] in {";", ":"} | ENDS:
            break
    return _bare_start(reading, lex, frame, cue)


def _bare_start(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> tuple[int, str] | None:
    """Return the start of a complement without complementizer: an infinitive, or (English) a clause."""
    items, pos = frame.items, cue.hi + 1
    if pos >= len(items) or items[pos] < 0 or cue.passive:
        return None
    at = pos
    while (
        at < len(items)
        and items[at] >= 0
        and at - pos < 4
        and (
            reading.lower[items[at]] in lex.clitics
            or reading.upos[items[at]] == "ADV"
            or reading.lower[items[at]] in lex.infinitive_links
        )
    ):
        at += 1
    if (
        at < len(items)
        and items[at] >= 0
        and "VerbForm=Inf" in reading.feats[items[at]]
        and not lex.zero_complement
    ):
        if cue.lemma not in lex.infinitives:
            return None
        first = pos + 1 if reading.lower[items[pos]] in lex.infinitive_links else pos
        return first, "infinitive"
    if lex.zero_complement and cue.shape == "finite" and _clause_follows(reading, items, pos):
        return pos, "clause"
    return None


def _clause_follows(reading: Reading, items: list[int], pos: int) -> bool:
    """Tell whether a subject and its finite verb follow a position (a clause without «that»)."""
    item = items[pos]
    if item < 0 or reading.upos[item] not in {"PRON", "DET", "PROPN", "NOUN", "ADJ", "NUM"}:
        return False
    for ahead in range(pos, min(pos + 10, len(items))):
        token = items[ahead]
        if token < 0 or reading.form[token] in TRIM:
            return False
        if reading.upos[token] in VERBAL and ahead > pos:
            return "VerbForm=Fin" in reading.feats[token] or reading.upos[token] == "AUX"
    return False


def _clause_end(reading: Reading, lex: Lexicon, frame: Frame, cues: list[Cue], cue: Cue, start: int) -> int:
    """Return the last position of a complement: the frame's end, or before the next reporting clause."""
    items = frame.items
    end = len(items) - 1
    for other in cues:
        if other.lo <= start or other is cue or other.opinion:
            continue
        before = other.lo - 1
        if other.shape == "preposition":
            if before > start and _is_break(reading, items, before) and other.hi >= len(items) - 12:
                end = before
                break
            continue
        coordinated = items[before] >= 0 and reading.upos[items[before]] == "CCONJ" and not other.inverted
        if coordinated and _has_complementizer(reading, lex, items, other):
            end = before - 1
            break
        if _is_break(reading, items, before) and (other.inverted or other.shape == "nonfinite"):
            end = before
            break
    for pos in range(start + LEAST, end):
        if items[pos] < 0:
            continue
        apart = _is_break(reading, items, pos - 1) and _opens_contrast(reading, lex, items, pos)
        if reading.form[items[pos]] == ";" or apart:
            return pos
    return end


def _opens_contrast(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> bool:
    """Tell whether «tandis que», «while» begins at a position: a clause that the speaker does not say."""
    word = reading.lower[items[pos]]
    if word not in lex.contrasts:
        return False
    ahead = items[pos + 1] if pos + 1 < len(items) else -1
    return reading.upos[items[pos]] == "SCONJ" or (ahead >= 0 and reading.lower[ahead] in lex.complementizers)


def _has_complementizer(reading: Reading, lex: Lexicon, items: list[int], cue: Cue) -> bool:
    ahead = items[cue.hi + 1 : cue.hi + 5]
    return any(i < 0 or reading.lower[i] in lex.complementizers for i in ahead)


def _trim(reading: Reading, items: list[int], lo: int, hi: int) -> tuple[int, int]:
    while lo <= hi and items[lo] >= 0 and reading.form[items[lo]] in TRIM:
        lo += 1
    while hi >= lo and items[hi] >= 0 and reading.form[items[hi]] in TRIM:
        hi -= 1
    return lo, hi


def _position(items: list[int], token: int, low: int) -> int:
    """Return the position of a token in the items, at or after low."""
    for pos in range(low, len(items)):
        if items[pos] == token:
            return pos
    return low


def _phrase_end(frame: Frame, cue: Cue) -> int:
    """Return the last position of the speaker that follows a cue."""
    phrase = cue.subject
    if phrase is None or phrase.last < frame.items[cue.hi]:
        return cue.hi
    return _position(frame.items, phrase.last, cue.hi)


def _beside_preposition(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> list[Content]:
    """Return the clause that a «selon X» reports: around it, after it, else before it."""
    items = frame.items
    low, high = _bracket(reading, items, cue.lo)
    after = _after_speaker(reading, items, cue, _phrase_end(frame, cue) + 1)
    opens = (
        cue.lo == low
        or _is_break(reading, items, cue.lo - 1)
        or (items[cue.lo - 1] >= 0 and reading.upos[items[cue.lo - 1]] in {"CCONJ", "SCONJ", "ADV"})
    )
    rest = sum(1 for i in items[after : high + 1] if i >= 0 and reading.form[i] not in TRIM)
    before = items[low : cue.lo]
    subject = any(i >= 0 and reading.upos[i] in {"DET", "PROPN", "PRON"} for i in before)
    broken = bool(before) and before[-1] >= 0 and reading.upos[before[-1]] == "AUX"
    verb_before = _has_verb(reading, before) and not broken
    follows = _is_break(reading, items, after) if after <= high else False
    split = (
        subject
        and not verb_before
        and (follows or (after <= high and _has_verb(reading, items[after : after + 1])))
    )
    begins = cue.lo > low and items[cue.lo - 1] >= 0 and reading.upos[items[cue.lo - 1]] in {"CCONJ", "SCONJ"}
    if rest >= LEAST and split and not begins:
        halves = [_trim(reading, items, low, cue.lo - 1), _trim(reading, items, after, high)]
    elif rest >= LEAST and opens and (begins or not verb_before):
        halves = [_trim(reading, items, after, high)]
    else:
        halves = [_trim(reading, items, low, cue.lo - 1)]
    halves = [_within(reading, items, _last_clause(reading, lex, items, half, cue), cue) for half in halves]
    least = 1 if low == 0 else LEAST
    return [Content(lo, hi, cue, "preposition") for lo, hi in halves if hi - lo + 1 >= least]


def _bracket(reading: Reading, items: list[int], pos: int) -> tuple[int, int]:
    """Return the positions between the brackets around a position, else the whole frame's."""
    low, high = 0, len(items) - 1
    for back in range(pos - 1, max(-1, pos - REACH), -1):
        if items[back] >= 0 and reading.form[items[back]] in {"(", ")"}:
            if reading.form[items[back]] == "(":
                low = back + 1
                ends = [p for p in range(pos, len(items)) if items[p] >= 0 and reading.form[items[p]] == ")"]
                high = ends[0] - 1 if ends else high
            break
    return low, high


def _has_verb(reading: Reading, items: list[int]) -> bool:
    return any(
        i >= 0 and reading.upos[i] in VERBAL and "VerbForm=Part" not in reading.feats[i] for i in items
    )


def _after_speaker(reading: Reading, items: list[int], cue: Cue, after: int) -> int:
    """Return the position where the clause after a speaker begins: at a comma, a verb, a mark."""
    while after < len(items) and not _is_break(reading, items, after) and after - cue.hi < REACH * 2:
        item = items[after]
        if item < 0 or reading.form[item] in ENDS or _has_verb(reading, [item]):
            break
        after += 1
    return after


def _last_clause(
    reading: Reading, lex: Lexicon, items: list[int], half: tuple[int, int], cue: Cue
) -> tuple[int, int]:
    """Return the part of a clause before «selon X» that follows its last contrast: «A, mais B, selon X» reports B."""
    lo, hi = half
    if hi >= cue.lo:
        return half
    for pos in range(hi - LEAST, lo, -1):
        if (
            items[pos] >= 0
            and reading.lower[items[pos]] in lex.contrasts
            and _is_break(reading, items, pos - 1)
        ):
            return _trim(reading, items, pos + 1, hi)
    return half


def _within(reading: Reading, items: list[int], half: tuple[int, int], cue: Cue) -> tuple[int, int]:
    """Return the part of a span up to the semicolon nearest to the cue."""
    lo, hi = half
    for pos in range(lo, hi):
        if items[pos] >= 0 and reading.form[items[pos]] == ";":
            return (lo, pos - 1) if lo > cue.lo else (pos + 1, hi)
    return lo, hi


def _parenthesis(reading: Reading, frame: Frame, cues: list[Cue], cue: Cue) -> Content | None:
    """Return the clause before «, a annoncé X» or before «, X said»."""
    items = frame.items
    if cue.shape != "finite" or cue.opinion or cue.passive:
        return None
    edge = cue.lo if cue.inverted else _subject_edge(reading, items, cue)
    if edge < LEAST or not _is_break(reading, items, edge - 1):
        return None
    start = 0
    for other in cues:
        if other.hi < edge and other is not cue and other.inverted:
            start = other.hi + 1
    lo, hi = _trim(reading, items, start, edge - 1)
    if not cue.inverted and not _has_verb(reading, items[lo : hi + 1]):
        return None
    return Content(lo, hi, cue, "parenthesis") if hi - lo + 1 >= LEAST else None


def _subject_edge(reading: Reading, items: list[int], cue: Cue) -> int:
    """Return the position of the subject right before a cue that ends its clause, else 0."""
    if cue.subject is None or cue.hi + 1 >= len(items):
        return 0
    ends = _is_break(reading, items, cue.hi + 1) or (
        items[cue.hi + 1] >= 0
        and (
            reading.form[items[cue.hi + 1]] in ENDS
            or reading.upos[items[cue.hi + 1]] in {"ADV", "ADP", "PROPN", "NOUN"}
        )
    )
    if not ends or cue.subject.first not in items[: cue.lo]:
        return 0
    edge = items.index(cue.subject.first)
    return edge if cue.lo - edge <= REACH else 0


def _asserts(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> bool:
    """Tell whether a cue says that someone spoke: an infinitive does so only after some words (tient à préciser)."""
    if cue.shape != "nonfinite" or "VerbForm=Inf" not in reading.feats[cue.token]:
        return True
    before = [t for t in frame.items[max(0, cue.lo - 4) : cue.lo] if t >= 0]
    return any(
        reading.lemma[t] in lex.speaking_infinitives or reading.lower[t] in lex.speaking_infinitives
        for t in before
    )


def report_of(reading: Reading, lex: Lexicon, frame: Frame, cues: list[Cue], cue: Cue) -> list[Content]:
    """Return what a cue reports in its frame, marks or no marks inside; two pieces when the cue splits the clause."""
    if cue.shape == "preposition":
        return _beside_preposition(reading, lex, frame, cue)
    if cue.opinion or cue.shape == "participle" or not _asserts(reading, lex, frame, cue):
        return []
    start = _clause_start(reading, lex, frame, cue)
    if start and not (cue.inverted and start[1] == "infinitive"):
        low, pattern = start
        lo, hi = _trim(reading, frame.items, low, _clause_end(reading, lex, frame, cues, cue, low))
        return [Content(lo, hi, cue, pattern)] if lo <= hi else []
    content = _parenthesis(reading, frame, cues, cue)
    return [content] if content else []
