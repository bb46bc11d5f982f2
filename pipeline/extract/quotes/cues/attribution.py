"""Ties each quoted span of a frame to the cue that introduces it.

Patterns, the surest first: a cue with its subject right after the marks («A», a dit X; any one word that stands
between them and a person: «A», grommelle X), a colon before them
(X a dit : «A»), a cue whose complement they stand in (X a dit que … «A»), a subject and a cue after them
(«A», X said), a preposition in the clause (selon X, … «A»), a reporting clause that ends the sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.quotes.cues.clauses import is_over
from pipeline.extract.quotes.cues.complements import clause_follows
from pipeline.extract.quotes.cues.cue import VERBAL, Cue
from pipeline.extract.quotes.cues.verbs import is_infinitive, is_inverted
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.frames import Frame
from pipeline.extract.quotes.speakers.phrases import after_adjuncts, is_name
from pipeline.extract.reading import Reading

SOFT = frozenset({",", "-", "–", "—", "!", "?", "…", ")", "(", "."})
SUBJECT_WORDS = 14
OPEN = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "X"})  # tags that a verb unknown to the tagger gets
CLAUSE_ENDS = frozenset({".", ",", ";", ":", "(", "!", "?", "…", "–", "—"})
# What a quote hands over to its reporting clause with: «A», … / “A,” … / «A ?» … / «A» – …
HANDOVER = re.compile(r"[,!?…][\s»”\"’']*$|[»”\"’']\s*[-–—]\s*$")
LEAST = 3  # items of an apposition with its commas
THAT = 2  # items after a cue behind marks within which a complementizer goes on with what it reports


@dataclass(slots=True)
class Link:
    """A mark at a position of its frame and the cue that it hangs on, with the pattern that tied them."""

    mark: int
    pos: int
    cue: Cue | None
    pattern: str  # after | colon | complement | subject_after | preposition | closing | shared | none


def _next_word(reading: Reading, items: list[int], pos: int) -> int:
    while pos < len(items) and items[pos] >= 0 and reading.form[items[pos]] in SOFT:
        pos += 1
    return pos


def _any_verb(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> Cue | None:
    """Return a cue for any finite verb right after the marks whose subject follows: « A », sourit X."""
    if not lex.inverted:
        return None
    for ahead in range(pos, min(pos + 5, len(items))):
        item = items[ahead]
        if item < 0:
            return None
        upos, word = reading.upos[item], reading.lower[item]
        if (upos == "VERB" or _carries_pronoun(reading, lex, items, ahead)) and not is_infinitive(
            reading, lex, item
        ):
            if "Tense=Pres" in reading.feats[item] and "VerbForm=Part" in reading.feats[item]:
                return None
            if "VerbForm=Part" in reading.feats[item] and ahead == pos:
                return None
            last = _with_infinitives(reading, lex, items, ahead)
            if is_inverted(reading, lex, items, pos, last):
                return Cue(
                    pos, last, item, reading.lemma[item], "manner", "finite", inverted=True, sure=False
                )
            return None
        if not (upos in {"AUX", "ADV"} or word in lex.clitics or word in lex.inverted):
            return None
    return None


def _with_infinitives(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> int:
    """Return the position of the last of the infinitives that hang on a verb: « A », croit savoir X, tient à préciser X."""
    for ahead in range(pos + 1, len(items)):
        item = items[ahead]
        if item < 0 or (reading.upos[item] != "ADP" and not is_infinitive(reading, lex, item)):
            break
        if reading.upos[item] != "ADP":
            pos = ahead
        elif ahead > pos + 1:
            break
    return pos


def _only_word(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> Cue | None:
    """Return a cue for the word between marks and a person who ends the clause, whatever its tag: « A », grommelle hier soir X."""
    at = pos
    while at < len(items) - 1 and items[at] >= 0 and reading.lower[items[at]] in lex.clitics:
        at += 1
    if at + 1 >= len(items) or min(items[pos], items[at], items[at + 1]) < 0:
        return None
    token, word = items[at], reading.form[items[at]]
    if not (word.isalpha() and word.islower()) or reading.upos[token] not in OPEN or word in lex.people:
        return None
    ends = _past_person(reading, items, after_adjuncts(reading, lex, items, at + 1))
    if ends is None or not (_handed_over(reading, items[pos]) and _clause_ends(reading, items, ends)):
        return None
    return Cue(pos, at, token, reading.lemma[token], "manner", "finite", inverted=True, sure=False)


def _only_verb(reading: Reading, items: list[int], pos: int) -> Cue | None:
    """Return a cue for any verb that ends the clause of a person after the marks that open it: “A,” X deadpanned."""
    ahead = _next_word(reading, items, pos + 1)
    at = (_past_person(reading, items, ahead) or _past_pronoun(reading, items, ahead)) if pos == 0 else None
    if at is None or at >= len(items) or items[at] < 0 or reading.upos[items[at]] != "VERB":
        return None
    if not (_handed_over(reading, items[ahead]) and _clause_ends(reading, items, at + 1)):
        return None
    return Cue(at, at, items[at], reading.lemma[items[at]], "manner", "finite", sure=False)


def _handed_over(reading: Reading, token: int) -> bool:
    """Tell whether a comma, a dash, a question or a call stands at the end of the marks before a token, or after them."""
    at = reading.start[token]
    return bool(HANDOVER.search(reading.text, max(0, at - 8), at))


def _hands_over(reading: Reading, items: list[int], pos: int) -> bool:
    """Tell whether a comma parts marks from the reporting clause after them."""
    ahead = _next_word(reading, items, pos + 1)
    return ahead < len(items) and items[ahead] >= 0 and _handed_over(reading, items[ahead])


def _past_person(reading: Reading, items: list[int], pos: int) -> int | None:
    """Return the position behind the name of a person that stands at a position, None where none does."""
    if pos >= len(items) or items[pos] < 0 or not is_name(reading, items[pos], ("PER",)):
        return None
    behind = reading.behind(reading.mention_of[items[pos]])
    while pos < len(items) and 0 <= items[pos] < behind:
        pos += 1
    return pos


def _past_pronoun(reading: Reading, items: list[int], pos: int) -> int | None:
    """Return the position behind a pronoun of the third person that is a subject: “A!” he deadpanned."""
    told = (
        pos < len(items)
        and items[pos] >= 0
        and {"Case=Nom", "Person=3"} <= set(reading.feats[items[pos]].split("|"))
    )
    return pos + 1 if told else None


def _clause_ends(reading: Reading, items: list[int], pos: int) -> bool:
    """Tell whether a clause is over at a position."""
    return pos >= len(items) or (items[pos] >= 0 and reading.form[items[pos]] in CLAUSE_ENDS)


def _carries_pronoun(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> bool:
    """Tell whether a pronoun hangs on the word itself, which is a verb then whatever its tag: relance-t-il."""
    after = items[pos + 1] if pos + 1 < len(items) else -1
    hangs = after >= 0 and reading.form[after][0] == "-" and reading.lower[after] in lex.inverted
    return hangs and reading.upos[items[pos]] != "AUX" and reading.form[items[pos]][0] != "-"


def _after(reading: Reading, lex: Lexicon, frame: Frame, cues: list[Cue], pos: int) -> Cue | None:
    """Return the inverted cue that follows the marks at once."""
    items = frame.items
    ahead = _next_word(reading, items, pos + 1)
    if ahead >= len(items) or items[ahead] < 0 or _is_subject(reading, items, pos):
        return None
    for cue in cues:
        bare = lex.drops_subject and cue.shape == "finite" and cue.subject is None and not cue.passive
        if ahead <= cue.lo <= ahead + 2 and (cue.inverted or bare) and cue.shape != "preposition":
            between = items[ahead : cue.lo]
            if all(
                i >= 0 and (reading.upos[i] in {"ADV", "CCONJ"} or reading.lower[i] in lex.clitics)
                for i in between
            ):
                return cue
        agent = cue.lo == ahead and cue.shape == "participle" and cue.subject is not None
        if agent and items[pos + 1] != items[ahead]:
            return cue
    found = _any_verb(reading, lex, items, ahead) if ahead > pos + 1 else None
    return found or _only_word(reading, lex, items, ahead)


def _is_subject(reading: Reading, items: list[int], pos: int) -> bool:
    """Tell whether marks are the noun of what follows them: «les « A » soutiennent X»."""
    before, after = items[pos - 1] if pos else -1, items[pos + 1] if pos + 1 < len(items) else -1
    return before >= 0 and reading.upos[before] == "DET" and after >= 0 and reading.form[after] not in SOFT


def _colon(
    reading: Reading, lex: Lexicon, frame: Frame, cues: list[Cue], pos: int
) -> tuple[bool, Cue | None]:
    """Tell whether a colon stands right before the marks, and return the last cue before it."""
    items = frame.items
    at = pos - 1
    if at < 0 or items[at] < 0 or reading.form[items[at]] not in {":", ":-"}:
        return False, None
    before = [c for c in cues if c.hi < at]
    verbs = [c for c in before if c.shape != "preposition"]
    verbs = [c for c in verbs if not (c.passive and c.subject is None)] or verbs
    said = [c for c in verbs if not (c.opinion and _is_told(reading, lex, items, verbs, c))]
    verbs = said or verbs
    chosen = verbs or [c for c in before if c.shape == "preposition"]
    return True, chosen[-1] if chosen else main_verb(reading, items, at)


def _is_told(reading: Reading, lex: Lexicon, items: list[int], cues: list[Cue], cue: Cue) -> bool:
    """Tell whether a verb stands in what another reports: «X estime que Y veut trop : « A »» is X's."""
    ahead = [o.hi + 1 for o in cues if o.hi < cue.lo and not o.opinion and o.hi + 1 < len(items)]
    ahead = [pos for pos in ahead if items[pos] >= 0]
    return any(
        reading.lower[items[pos]] in lex.complementizers
        or (lex.zero_complement and clause_follows(reading, items, pos))
        for pos in ahead
    )


def main_verb(reading: Reading, items: list[int], stop: int) -> Cue | None:
    """Return the first finite verb before a colon as a cue of its own: X se présente comme la seule : « A »."""
    for pos, item in enumerate(items[:stop]):
        if item >= 0 and reading.upos[item] == "VERB" and "VerbForm=Inf" not in reading.feats[item]:
            if "VerbForm=Part" in reading.feats[item] and not any(
                i >= 0 and reading.upos[i] == "AUX" for i in items[max(0, pos - 3) : pos]
            ):
                continue
            return Cue(pos, pos, item, reading.lemma[item], "neutral", "finite", sure=False)
    return None


def _subject_after(reading: Reading, lex: Lexicon, frame: Frame, cues: list[Cue], pos: int) -> Cue | None:
    """Return the cue of a clause that follows the marks with its subject first: “A,” X said."""
    items = frame.items
    ahead = _next_word(reading, items, pos + 1)
    for cue in cues:
        if cue.lo <= ahead:
            continue
        between = items[ahead : cue.lo]
        if any(i < 0 for i in between):
            return None
        apposed = _is_apposed(reading, between, cue)
        parted = any(reading.form[i] in {":", ";"} for i in between)
        if parted or len(between) > SUBJECT_WORDS * (1 + 2 * apposed):
            return None
        verbs = [i for i in between if reading.upos[i] in VERBAL and reading.lower[i] not in lex.people]
        if not apposed and (verbs or any(reading.upos[i] == "SCONJ" for i in between)):
            return None
        follows = items[cue.hi + 1 : cue.hi + 2]
        if (
            follows
            and follows[0] >= 0
            and (reading.lower[follows[0]] in lex.complementizers or reading.form[follows[0]] == ":")
        ):
            return None
        if cue.shape != "finite" or cue.passive or cue.opinion or cue.subject is None:
            return None
        lead = next((i for i in between if reading.upos[i] != "ADV"), -1)
        led = all(
            reading.lower[i] in lex.people for i in between if i < cue.subject.first
        )  # protester Ada Lind
        return cue if lead <= cue.subject.last and (lead >= cue.subject.first or led) else None
    return None


def _is_apposed(reading: Reading, between: list[int], cue: Cue) -> bool:
    """Tell whether commas part who speaks from the verb: “A,” X, an engineer who runs the plant, said."""
    if cue.subject is None or len(between) < LEAST or reading.form[between[-1]] != ",":
        return False
    return any(i == cue.subject.last + 1 and reading.form[i] == "," for i in between[:-1])


def _says_that(reading: Reading, lex: Lexicon, between: list[int]) -> bool:
    """Tell whether a complementizer stands between a cue and the marks, or nothing does."""
    words = [reading.lower[i] for i in between if i >= 0]
    return not words or any(word in lex.complementizers for word in words)


def _complement(reading: Reading, lex: Lexicon, frame: Frame, cues: list[Cue], pos: int) -> Cue | None:
    """Return the nearest cue before the marks whose complement can reach them."""
    before = [c for c in cues if c.hi < pos and c.shape != "preposition"]
    last = frame.items[pos - 1] if pos else -1
    if last >= 0 and reading.lower[last] in lex.complementizers:
        before = [c for c in before if not c.opinion] or before
    for cue in reversed(before):
        between = frame.items[cue.hi + 1 : pos]
        if any(i >= 0 and reading.form[i] == ";" for i in between):
            return None
        if cue.lemma in lex.wishes and _is_told(reading, lex, frame.items, before, cue):
            continue  # «X estime que Y veut « A »» is X's
        asked = cue.passive and cue.cls == "question"
        if asked or is_over(reading, lex, between, cue):
            continue  # who is asked speaks by another cue
        if cue.lemma in lex.beside and not cue.inverted and not _says_that(reading, lex, between):
            continue
        if cue.inverted and any(i < 0 for i in frame.items[: cue.lo]):
            last = frame.items[pos - 1]
            split = last >= 0 and reading.form[last] in {",", "–", "—"}
            goes_on = any(i >= 0 and reading.lower[i] in lex.complementizers for i in between[:THAT])
            return cue if split or goes_on else None
        if cue.inverted and not any(
            i >= 0 and (reading.form[i] == ":" or reading.lower[i] in lex.complementizers) for i in between
        ):
            if _is_aside(reading, between):
                return cue
            continue
        return cue
    return None


def _is_aside(reading: Reading, between: list[int]) -> bool:
    """Tell whether nothing but its speaker and a comma stands between an inverted cue and the marks: «X, ajoute-t-il, « A »»."""
    closed = bool(between) and between[-1] >= 0 and reading.form[between[-1]] == ","
    return closed and all(i >= 0 and reading.upos[i] not in VERBAL for i in between)


def _preposition(cues: list[Cue], pos: int, *, before: bool) -> Cue | None:
    found = [c for c in cues if c.shape == "preposition" and (c.hi < pos) == before]
    return (found[-1] if before else found[0]) if found else None


def _right_before(reading: Reading, frame: Frame, cue: Cue, pos: int) -> bool:
    """Tell whether nothing but its speaker stands between a preposition and the marks: selon X « A »."""
    last = cue.subject.last if cue.subject else -1
    return all(0 <= i <= last or (i >= 0 and reading.form[i] == ",") for i in frame.items[cue.hi + 1 : pos])


def _closing(reading: Reading, cues: list[Cue], pos: int, frame: Frame) -> Cue | None:
    """Return an inverted cue after a comma later in the frame: … « A » …, a précisé X."""
    for cue in cues:
        if cue.lo > pos and cue.inverted and cue.shape == "finite":
            before = frame.items[cue.lo - 1]
            if before < 0 and _is_subject(reading, frame.items, cue.lo - 1):
                continue
            if before < 0 or reading.form[before] in {",", "–", "—"}:
                return cue
    return None


def link_marks(reading: Reading, lex: Lexicon, frame: Frame, cues: list[Cue]) -> list[Link]:
    """Return one link a mark of the frame, by place."""
    links: list[Link] = []
    for pos, item in enumerate(frame.items):
        if item < 0:
            links.append(_link(reading, lex, frame, cues, pos))
    for number in range(len(links) - 2, -1, -1):  # «A» et «B», a dit X: the first shares the second's cue
        link, following = links[number], links[number + 1]
        between = frame.items[link.pos + 1 : following.pos]
        joined = len(between) <= 2 and all(
            i >= 0 and (reading.upos[i] == "CCONJ" or reading.form[i] == ",") for i in between
        )
        if link.cue is None and joined and following.cue is not None:
            link.cue, link.pattern = following.cue, "shared"
    return links


def _link(reading: Reading, lex: Lexicon, frame: Frame, cues: list[Cue], pos: int) -> Link:
    """Return the link of the mark at a position, by the surest pattern that holds."""
    mark = ~frame.items[pos]
    cue = _after(reading, lex, frame, cues, pos)
    if cue:
        return Link(mark, pos, cue, "after")
    colon, cue = _colon(reading, lex, frame, cues, pos)
    if colon:
        return Link(mark, pos, cue, "colon")
    for pattern, cue in _candidates(reading, lex, frame, cues, pos):
        if cue:
            return Link(mark, pos, cue, pattern)
    return Link(mark, pos, None, "none")


def _candidates(
    reading: Reading, lex: Lexicon, frame: Frame, cues: list[Cue], pos: int
) -> Iterator[tuple[str, Cue | None]]:
    """Yield the weaker patterns, the surest first, each with its cue if it holds."""
    cue = _complement(reading, lex, frame, cues, pos)
    opening = _preposition(cues, pos, before=True)
    if cue and cue.opinion and opening and opening.hi < cue.lo:
        yield "preposition", opening
    nobody = cue is not None and cue.passive and cue.subject is None
    closing = _preposition(cues, pos, before=False)
    if opening and closing and closing.lo == _next_word(reading, frame.items, pos + 1):
        yield "preposition", closing  # «7.000, selon X, et « 9.000 », selon Y»
    if opening and _right_before(reading, frame, opening, pos):
        yield "preposition", opening
    subject = _is_subject(reading, frame.items, pos)
    behind = None if subject else _subject_after(reading, lex, frame, cues, pos)
    if cue and cue.lemma in lex.wishes and behind and _hands_over(reading, frame.items, pos):
        yield "subject_after", behind  # “If they refused, “A”, he said”
    yield "complement", None if nobody else cue
    yield "preposition", opening
    yield "subject_after", None if subject else behind or _only_verb(reading, frame.items, pos)
    yield "preposition", closing
    yield "closing", _closing(reading, cues, pos, frame)
    loose = [c for c in cues if c.hi < pos and c.lemma in lex.beside and c.shape == "finite"]
    if not lex.head_first:  # “I note” says nothing further on
        loose = [c for c in loose if not (c.subject and "Person=1" in reading.feats[c.subject.head])]
    yield "complement", loose[-1] if loose else cue
