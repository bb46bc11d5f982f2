"""Finds indirect speech: what a clause without marks reports, and where that content begins and ends.

Shapes: a complement after the cue (complements.py says where it begins), the clause beside «selon X», the main clause around
«, a annoncé X,».
"""

from pipeline.extract.quotes.cues.beside import after_apposed, beside_preposition
from pipeline.extract.quotes.cues.complements import clause_follows, clause_start
from pipeline.extract.quotes.cues.contents import LEAST, REACH, Content, has_verb, is_break, trim
from pipeline.extract.quotes.cues.cue import VERBAL, Cue
from pipeline.extract.quotes.cues.houses import narrated
from pipeline.extract.quotes.cues.subjects import can_be_who
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.frames import ENDS, Frame
from pipeline.extract.quotes.speakers.phrases import is_name, is_relative
from pipeline.extract.reading import Reading

LED = 6  # items between a word that lets an infinitive report and the infinitive: «vient à son tour de dire que A»


def _clause_end(reading: Reading, lex: Lexicon, frame: Frame, cues: list[Cue], cue: Cue, start: int) -> int:
    """Return the last position of a complement: the frame's end, or before the next reporting clause."""
    items = frame.items
    end = len(items) - 1
    for other in cues:
        if other.lo <= start or other is cue or other.opinion:
            continue
        before = other.lo - 1
        if other.shape == "preposition":
            if before > start and is_break(reading, items, before) and other.hi >= len(items) - 12:
                end = before
                break
            continue
        coordinated = items[before] >= 0 and reading.upos[items[before]] == "CCONJ" and not other.inverted
        bare = lex.zero_complement and reading.head[other.token] == cue.token
        if coordinated and (bare or _has_complementizer(reading, lex, items, other)):
            end = before - 1
            break
        if is_break(reading, items, before) and (other.inverted or other.shape == "nonfinite"):
            end = before
            break
    end = min(end, _closing_bracket(reading, items, start))
    if not lex.drops_subject:  # there the tree joins to the verb of saying what goes on with its complement
        end = min(end, _before_joined(reading, items, cue, start))
    return _cut_short(reading, lex, items, cue, (start, end))


def _closing_bracket(reading: Reading, items: list[int], start: int) -> int:
    """Return the position before the bracket that closes around a complement: «(deux élus ont dit que A), puis B»."""
    opened = 0
    for pos in range(start, len(items)):
        form = reading.form[items[pos]] if items[pos] >= 0 else ""
        opened += (form == "(") - (form == ")")
        if opened < 0:
            return pos - 1
    return len(items)


def _before_joined(reading: Reading, items: list[int], cue: Cue, start: int) -> int:
    """Return the position before what the tree joins to a cue and not to its complement: «X a dit que A, et a quitté la salle»."""
    for verb in reading.children[cue.token]:
        joined = reading.deprel[verb] == "conj" and reading.upos[verb] in VERBAL and verb in items
        if not joined or verb <= items[start] or not _is_finite(reading, verb):
            continue
        pos = items.index(verb) - 1
        while pos > start and items[pos] >= 0 and reading.upos[items[pos]] not in {"CCONJ", "SCONJ", "VERB"}:
            pos -= 1
        if pos > start + LEAST and is_break(reading, items, pos - 1) and _conjoins(reading, items[pos]):
            return pos - 1
    return len(items)


def _conjoins(reading: Reading, token: int) -> bool:
    """Tell whether an item is a conjunction that joins."""
    return token >= 0 and reading.upos[token] == "CCONJ"


def _is_finite(reading: Reading, verb: int) -> bool:
    """Tell whether a verb or one of its auxiliaries is finite."""
    group = [verb, *(c for c in reading.children[verb] if reading.upos[c] == "AUX")]
    return any("VerbForm=Fin" in reading.feats[t] for t in group)


def _cut_short(reading: Reading, lex: Lexicon, items: list[int], cue: Cue, span: tuple[int, int]) -> int:
    """Return where a complement ends before its last position: at a semicolon, a contrast, the main clause."""
    start, end = span
    opened, relative = _is_subordinate(reading, lex, items, cue), _opens_relative(reading, lex, items, cue)
    for pos in range(start + LEAST, end):
        if items[pos] < 0:
            continue
        closed = reading.form[items[pos]] == "," and (
            opened or (relative and _main_verb_follows(reading, lex, items, pos, cue))
        )
        apart = is_break(reading, items, pos - 1) and _opens_contrast(reading, lex, items, pos)
        if closed or reading.form[items[pos]] == ";":
            return pos
        if apart:
            return pos - 1
    return end


def _is_subordinate(reading: Reading, lex: Lexicon, items: list[int], cue: Cue) -> bool:
    """Tell whether a cue stands in a clause that opens its sentence before the main one: «Si X affirme que A, B»."""
    first = items[0]
    if first < 0 or reading.lower[first] not in lex.whether or cue.lo > REACH:
        return False
    return not any(i >= 0 and reading.form[i] == "," for i in items[: cue.lo])


def _opens_relative(reading: Reading, lex: Lexicon, items: list[int], cue: Cue) -> bool:
    """Tell whether a cue stands in a relative clause between commas: «X, qui dit que A, est venu», «X, dont la sœur dit que A, …»."""
    for pos in range(cue.lo - 1, max(0, cue.lo - REACH), -1):
        item, before = items[pos], items[pos - 1]
        if item < 0 or reading.form[item] == ",":
            return False
        relative = reading.lower[item] in lex.relatives or is_relative(reading, item)
        if relative and before >= 0 and (reading.form[before] == "," or reading.upos[before] == "CCONJ"):
            return True
    return False


def _main_verb_follows(reading: Reading, lex: Lexicon, items: list[int], pos: int, cue: Cue) -> bool:
    """Tell whether a verb without a subject of its own follows a position: the main clause goes on there."""
    at = pos + 1
    while at < len(items) and items[at] >= 0 and _before_verb(reading, lex, items[at]):
        at += 1
    verb = items[at] if at < len(items) else -1
    if verb < 0 or reading.upos[verb] not in VERBAL or "VerbForm=Inf" in reading.feats[verb]:
        return False
    if "VerbForm=Fin" not in reading.feats[verb] and not (
        lex.zero_complement and "Tense=Past" in reading.feats[verb]
    ):
        return False
    whole = reading.head[verb] if reading.upos[verb] == "AUX" else verb
    return not any(
        reading.deprel[c] in lex.subject_labels and cue.token < c < whole for c in reading.children[whole]
    )


def _before_verb(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a word may stand between a comma and the verb that goes on: an adverb, «ne», «se»."""
    return reading.upos[token] == "ADV" or reading.lower[token] in lex.clitics


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


def _parenthesis(reading: Reading, lex: Lexicon, frame: Frame, cues: list[Cue], cue: Cue) -> Content | None:
    """Return the clause before «, a annoncé X» or before «, X said»."""
    items = frame.items
    if cue.shape != "finite" or cue.opinion or cue.passive:
        return None
    if not cue.inverted and (lex.head_first or cue.lemma in lex.beside):
        return None  # «Quand il entre, ses amis sourient»
    thing = cue.subject is not None and not can_be_who(reading, lex, cue.subject)
    if thing and (cue.lemma in lex.beside or cue.cls == "order"):
        return None  # «Il se lève, continue sa lecture»
    before = items[cue.lo - 1] if cue.lo else -1
    if before >= 0 and reading.lower[before] in lex.relatives:
        return None
    edge = _begins(reading, lex, items, cue)
    if edge < cue.lo and cue.inverted and not all(i >= 0 for i in items):
        return None
    if edge < LEAST or not is_break(reading, items, edge - 1):
        return None
    start = 0
    for other in cues:
        if other.hi < edge and other is not cue and other.inverted:
            start = other.hi + 1
    lo, hi = trim(reading, items, start, edge - 1)
    if hi - lo + 1 < LEAST or _hangs(reading, items[hi]):
        return None
    whole = is_clause(reading, items[lo : hi + 1], cue) or _closes_frame(reading, lex, items, start, cue)
    return Content(lo, hi, cue, "parenthesis") if whole else None


def _hangs(reading: Reading, token: int) -> bool:
    """Tell whether a conjunction before a reporting clause waits for what follows it: «car, dit-elle, A»."""
    return token >= 0 and reading.upos[token] in {"CCONJ", "SCONJ"}


def _going_on(
    reading: Reading, lex: Lexicon, frame: Frame, cues: list[Cue], cue: Cue, before: Content | None
) -> Content | None:
    """Return the clause behind a reporting clause between commas: «Cependant, note X, A», «Le pont, a dit X, sera rouvert»."""
    items = frame.items
    lone = cue.lo == cue.hi and "VerbForm=Part" in reading.feats[cue.token]
    joined = before is None or _adds_clause(reading, lex, items, cue)
    if cue.shape != "finite" or cue.opinion or cue.passive or lone or not joined:
        return None
    closed = cue.hi + 1 < len(items) and is_break(reading, items, cue.hi + 1)
    if not cue.inverted and (lex.head_first or not closed or _lacks_someone(reading, lex, cue)):
        return None
    edge = _begins(reading, lex, items, cue)
    likened = edge < cue.lo and cue.inverted
    if likened and (edge > 1 or cue.cls in {"order", "question"}):
        return None
    if not likened and not edge:
        return None
    if edge and not is_break(reading, items, edge - 1):
        return None
    who = cue.subject
    ends = items.index(who.last) if who and who.last > cue.token and who.last in items else cue.hi
    if who is None or not can_be_who(reading, lex, who):
        return None
    after = after_apposed(reading, lex, items, _next_break(reading, items, max(ends, cue.hi) + 1))
    if after >= len(items) or not is_break(reading, items, after):
        return None
    after += before is not None  # the conjunction
    lo, hi = trim(reading, items, after + 1, _clause_end(reading, lex, frame, cues, cue, after + 1))
    words = items[lo : hi + 1]
    spoken = len(words) >= LEAST and min(words) >= 0 and has_verb(reading, words)
    return Content(lo, hi, cue, "inserted") if spoken else None


def _lacks_someone(reading: Reading, lex: Lexicon, cue: Cue) -> bool:
    """Tell whether a verb that also tells of other things has no one by name or pronoun for its subject: “, she wrote,” has."""
    head = cue.subject.head if cue.subject else -1
    someone = head >= 0 and (reading.upos[head] == "PRON" or is_name(reading, head))
    return cue.lemma in lex.beside and not someone


def _adds_clause(reading: Reading, lex: Lexicon, items: list[int], cue: Cue) -> bool:
    """Tell whether a clause with a subject of its own is joined to what a cue closes: “A, he said, but B”."""
    ahead = items[cue.hi + 1 : cue.hi + 4]
    if lex.head_first or len(ahead) < LEAST or min(ahead) < 0 or reading.form[ahead[0]] != ",":
        return False
    return reading.upos[ahead[1]] == "CCONJ" and clause_follows(reading, items, cue.hi + 3)


def _parted(reading: Reading, lex: Lexicon, frame: Frame, behind: Content) -> Content | None:
    """Return the subject that a reporting clause parts from its verb: «Le pont, a dit X, sera rouvert»."""
    items = frame.items
    lo, hi = trim(reading, items, 0, _begins(reading, lex, items, behind.cue) - 1)
    first, verb = items[0], items[behind.lo]
    goes_on = reading.upos[verb] in VERBAL or (
        reading.lower[verb] in lex.clitics and reading.upos[verb] != "DET"
    )
    subject = first >= 0 and reading.upos[first] in {"DET", "PROPN", "PRON", "NUM"}
    opened = (
        not lex.head_first and first >= 0 and reading.deprel[first] == "mark"
    )  # “As the road was shut, X said, B”
    opened = opened and hi - lo >= LEAST and has_verb(reading, items[lo : hi + 1])
    parted = (subject and goes_on) or opened
    return Content(lo, hi, behind.cue, "inserted") if parted and lo <= hi else None


def _begins(reading: Reading, lex: Lexicon, items: list[int], cue: Cue) -> int:
    """Return the position where a reporting clause begins: at its verb, its subject, «comme» before it; 0 without a subject there."""
    if not cue.inverted:
        return _subject_edge(reading, lex, items, cue)
    likened = cue.lo and items[cue.lo - 1] >= 0 and reading.lower[items[cue.lo - 1]] in lex.likening
    return cue.lo - bool(likened)


def _next_break(reading: Reading, items: list[int], pos: int) -> int:
    """Return the first position from one on that is a break, past words without a verb; the position itself without one."""
    for at in range(pos, min(pos + REACH, len(items))):
        if is_break(reading, items, at):
            return at
        if items[at] < 0 or reading.upos[items[at]] in VERBAL:
            break
    return pos


def _closes_frame(reading: Reading, lex: Lexicon, items: list[int], start: int, cue: Cue) -> bool:
    """Tell whether a cue and its subject are all that follows what opens a sentence («Pas question de céder, martèle X»)."""
    who = cue.subject
    if start or not cue.inverted or not cue.sure or who is None or who.last not in items:
        return False
    person = (
        is_name(reading, who.head, ("PER", "ORG")) or reading.lower[who.head] in lex.people | lex.inverted
    )
    if not person:
        return False
    rest = items[items.index(who.last) + 1 :]
    return all(i >= 0 and reading.upos[i] not in VERBAL for i in rest)


def is_clause(reading: Reading, items: list[int], cue: Cue) -> bool:
    """Tell whether items hold a clause of their own, and not only the subject of the cue: «Ce plan, que X a lu, prévoit …»."""
    below = False  # in a clause that a relative or a conjunction opens, until its verb
    for item in items:
        if item < 0:
            return True
        if reading.upos[item] == "SCONJ" or is_relative(reading, item):
            below = True
        elif reading.form[item] == ",":
            below = False
        elif ("Mood=" in reading.feats[item] or "VerbForm=Fin" in reading.feats[item]) and item != cue.token:
            if not below:
                return True
            below = False
    return False


def _after_colon(reading: Reading, frame: Frame, cue: Cue) -> Content | None:
    """Return the clause without marks that a colon right after a cue announces: «Il prévient : rien ne bougera»."""
    items, pos = frame.items, cue.hi + 1
    while pos < len(items) and items[pos] >= 0 and reading.upos[items[pos]] == "ADV":
        pos += 1
    if pos >= len(items) or items[pos] < 0 or reading.form[items[pos]] != ":" or cue.inverted:
        return None
    lo, hi = trim(reading, items, pos + 1, len(items) - 1)
    words = items[lo : hi + 1]
    spoken = len(words) >= LEAST and all(i >= 0 for i in words) and has_verb(reading, words)
    return Content(lo, hi, cue, "colon") if spoken else None


def _subject_edge(reading: Reading, lex: Lexicon, items: list[int], cue: Cue) -> int:
    """Return the position of the subject right before a cue that ends its clause, else 0."""
    if cue.subject is None or cue.hi + 1 >= len(items):
        return 0
    ends = is_break(reading, items, cue.hi + 1) or (
        items[cue.hi + 1] >= 0
        and (
            reading.form[items[cue.hi + 1]] in ENDS
            or reading.upos[items[cue.hi + 1]] in {"ADV", "ADP", "PROPN", "NOUN"}
            or (
                cue.lemma in lex.addressing
                and reading.upos[items[cue.hi + 1]] in {"DET", "NUM", "PRON", "ADJ"}
            )
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
    if narrated(reading, lex, frame, cue)[0]:
        return True
    before = [t for t in frame.items[max(0, cue.lo - LED) : cue.lo] if t >= 0]
    return any(
        reading.lemma[t] in lex.speaking_infinitives or reading.lower[t] in lex.speaking_infinitives
        for t in before
    )


def report_of(reading: Reading, lex: Lexicon, frame: Frame, cues: list[Cue], cue: Cue) -> list[Content]:
    """Return what a cue reports in its frame, marks or no marks inside; two pieces when the cue splits the clause."""
    if cue.shape == "preposition":
        return beside_preposition(reading, lex, frame, cues, cue)
    if cue.opinion or cue.shape == "participle" or not _asserts(reading, lex, frame, cue):
        return []
    start = clause_start(reading, lex, frame, cue)
    if start and not (cue.inverted and start[1] == "infinitive"):
        low, pattern = start
        lo, hi = trim(reading, frame.items, low, _clause_end(reading, lex, frame, cues, cue, low))
        return [Content(lo, hi, cue, pattern)] if lo <= hi else []
    colon = _after_colon(reading, frame, cue)
    if colon:
        return [colon]
    before = _parenthesis(reading, lex, frame, cues, cue)
    behind = _going_on(reading, lex, frame, cues, cue, before)
    if behind is not None and before is None:
        before = _parted(reading, lex, frame, behind)
    return [content for content in (before, behind) if content]
