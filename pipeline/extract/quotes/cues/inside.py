"""Reads what reports speech from inside its marks: « A, a dit X, B »; le club « regrette … ».

Belongs here: the pieces of such a quote, the verb that is quoted with its words. Does not belong here: whose they are.
"""

from pipeline.extract.quotes.cues.attribution import Link
from pipeline.extract.quotes.cues.cue import VERBAL, Cue
from pipeline.extract.quotes.cues.fragments import Fragment, Sentence
from pipeline.extract.quotes.cues.indirect import is_clause
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.frames import ENDS, Frame
from pipeline.extract.quotes.marks.marks import Mark, trim
from pipeline.extract.quotes.speakers.naming import Speaker
from pipeline.extract.quotes.speakers.phrases import Phrase, after_adjuncts, is_name, is_relative, phrase_at
from pipeline.extract.reading import Reading

BREAKS = frozenset({",", "!", "?", "…", "–", "—"})


def verb_inside(reading: Reading, lex: Lexicon, frame: Frame, link: Link, mark: Mark) -> Cue | None:
    """Return a cue for a clause whose verb is quoted with its words: le club « regrette … », il a « décidé … », X, qui « attend … »."""
    items, first = frame.items, reading.tokens_in(mark.start, mark.end)
    before = items[link.pos - 1] if link.pos else -1
    small = bool(first) and reading.upos[first[0]] != "DET" and reading.lower[first[0]] in lex.clitics
    opens = small or (bool(first) and reading.upos[first[0]] in {"VERB", "AUX", "PRON"})
    if before < 0 or not opens:
        return None
    if reading.upos[before] == "AUX" and reading.lemma[before] not in lex.passive:
        return Cue(
            link.pos - 1,
            link.pos - 1,
            before,
            reading.lemma[before],
            "neutral",
            "finite",
            sure=False,
        )
    at = link.pos - 1 - (reading.form[before] == ",")
    finite = any("Mood=Ind" in reading.feats[t] and "Person=3" in reading.feats[t] for t in first[:2])
    if at < 0 or items[at] < 0 or not finite:
        return None
    who = (
        reading.upos[items[at]] == "PRON" and reading.lower[items[at]] in lex.relatives
    )  # X, qui « attend … »
    if not who and not is_name(reading, items[at], ("PER", "ORG")):
        return None
    lead = next((t for t in first[:3] if reading.upos[t] in VERBAL), first[0])
    return Cue(link.pos, link.pos, lead, reading.lemma[lead], "neutral", "finite", sure=False)


def verb_quoted(reading: Reading, lex: Lexicon, frame: Frame, link: Link, marks: list[Mark]) -> Cue | None:
    """Return a cue for a verb of saying that stands alone in marks of its own before a quote: il a « déploré » que « … »."""
    items = frame.items
    for pos in range(link.pos - 1, 0, -1):
        if items[pos] >= 0:
            continue
        mark, before = marks[~items[pos]], items[pos - 1]
        words = list(reading.tokens_in(mark.start, mark.end))
        if len(words) != 1 or reading.lower[words[0]] not in lex.forms or before < 0:
            return None
        active = reading.upos[before] == "AUX" and reading.lemma[before] not in lex.passive
        if not active and not is_name(reading, before, ("PER", "ORG")):
            return None
        lemma = lex.forms[reading.lower[words[0]]]
        return Cue(pos, pos, words[0], lemma, lex.classes.get(lemma, "neutral"), "finite", sure=False)
    return None


def clause_inside(reading: Reading, lex: Lexicon, frame: Frame) -> Cue | None:
    """Return a cue for a reporting clause inside marks whose verb is not listed, or that the tagger takes for another word: «A, consent un élu. B»."""
    items = frame.items
    for pos in range(2, len(items) - 1):
        if min(items[pos - 1 : pos + 1]) < 0 or reading.form[items[pos - 1]] not in BREAKS:
            continue
        at = pos
        while at < len(items) - 1 and items[at] >= 0 and reading.lower[items[at]] in lex.clitics:
            at += 1
        if items[at] < 0 or not _says(reading, lex, items[at]):
            continue
        ahead = after_adjuncts(reading, lex, items, at + 1)
        phrase = phrase_at(reading, lex, items, ahead, tight=True)
        if phrase is not None and _is_someone(reading, lex, phrase) and _closes(reading, items, phrase.last):
            cue = Cue(
                pos, at, items[at], reading.lemma[items[at]], "manner", "finite", inverted=True, sure=False
            )
            cue.subject = phrase
            return cue
    return None


def _says(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a word is a finite verb, or a form of a verb of saying whatever its tag, a participle alone apart."""
    word = reading.lower[token]
    if not lex.inverted or not word.isalpha() or not reading.form[token].islower():
        return False
    told = (
        word in lex.forms
        and reading.upos[token] in {"ADJ", "NOUN", "PROPN"}
        and not word.endswith(lex.participles)
    )
    third = {"VerbForm=Fin", "Person=3"} <= set(reading.feats[token].split("|"))
    return told or (reading.upos[token] == "VERB" and third)


def _is_someone(reading: Reading, lex: Lexicon, phrase: Phrase) -> bool:
    """Tell whether a phrase names a person, or describes one behind a determiner."""
    if is_name(reading, phrase.head, ("PER",)):
        return True
    return reading.upos[phrase.first] == "DET" and reading.lower[phrase.head] in lex.people


def _closes(reading: Reading, items: list[int], last: int) -> bool:
    """Tell whether a clause is over behind a phrase: a comma, a stop, a relative clause follows."""
    after = items[items.index(last) + 1 :][:1] if last in items else [-1]
    return not after or (
        after[0] >= 0 and (reading.form[after[0]] in BREAKS | ENDS or is_relative(reading, after[0]))
    )


def pieces_around(reading: Reading, told: Sentence, cue: Cue, speaker: Speaker, mark: Mark) -> list[Fragment]:
    """Return the fragments before and after a reporting clause inside a quote."""
    items = told.frame.items
    last = max(cue.subject.last if cue.subject else -1, items[cue.hi])
    cut = reading.end[last]
    while cut < mark.end and reading.text[cut] not in ",.!?…;:":
        cut += 1
    rest = [i for i in items if i > last]
    if cut < mark.end and reading.text[cut] == "," and not is_clause(reading, rest, cue):
        cut = min(told.frame.end, mark.end) - 1  # what follows names the speaker: «a dit X, maire de Y. B»
    before = trim(reading.text, mark.start, reading.start[items[cue.lo - 1]])
    spans = [before, trim(reading.text, min(cut + 1, mark.end), mark.end)]
    whole = (mark.start, mark.end)
    return [
        Fragment(*span, "direct", speaker, cue, told, "inside", whole, mark)
        for span in spans
        if span[0] < span[1]
    ]
