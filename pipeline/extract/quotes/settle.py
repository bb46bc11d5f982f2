"""Gives a speaker to quotes that stand alone, and joins the fragments of one utterance.

A quote without a cue is given, the surest first, to: a signature under it («— X»); who is announced by a colon at
the end of the paragraph before; who spoke in the sentence before; whom the sentence before is about; who is
named right after, when the words run on. Where the text supports none of them nobody is named.
"""

from dataclasses import replace

from pipeline.extract.quotes.attribution import main_verb
from pipeline.extract.quotes.fragments import Fragment, Sentence
from pipeline.extract.quotes.frames import Frame
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.naming import NOBODY, Speaker, name_speaker
from pipeline.extract.quotes.phrases import phrase_at
from pipeline.extract.quotes.speakers import subject_of
from pipeline.extract.reading import Reading

DASHES = frozenset({"—", "–", "-", "―"})
SIGNATURE = 14  # tokens
ENOUGH = 0.8  # of a sentence's items in marks make it a quote that stands alone


def settle(reading: Reading, lex: Lexicon, sentences: list[Sentence], fragments: list[Fragment]) -> None:
    """Name the speakers of the fragments that stand alone, in place, and number the utterances."""
    for place, fragment in enumerate(fragments):
        if fragment.kind == "indirect" or fragment.cue is not None:
            continue
        speaker, pattern = _find(reading, lex, sentences, fragments, place)
        if speaker.name:
            fragment.speaker, fragment.pattern = replace(speaker, how="running"), pattern
    _join(reading, fragments)


def _find(
    reading: Reading, lex: Lexicon, sentences: list[Sentence], fragments: list[Fragment], place: int
) -> tuple[Speaker, str]:
    fragment = fragments[place]
    number = fragment.sentence.number
    before = sentences[number - 1] if number else None
    after = sentences[number + 1] if number + 1 < len(sentences) else None
    alone = _alone(reading, fragment.sentence.frame)
    signed = _signature(reading, lex, after.frame) if after and alone else NOBODY
    if signed.name:
        return signed, "signature"
    if before and alone and _announces(reading, before.frame):
        announced = _subject(reading, lex, before)
        if announced.name:
            return announced, "announced"
    if fragment.speaker.name:
        return fragment.speaker, "running"
    if before and alone and before.frame.segment == fragment.sentence.frame.segment:
        told = _subject(reading, lex, before)
        if told.name and told.how in {"name", "apposition", "described", "pronoun"}:
            return told, "told"
    return _next(fragments, place, alone=alone), "ahead"


def _alone(reading: Reading, frame: Frame) -> bool:
    """Tell whether a frame is nothing but its quote."""
    words = [i for i in frame.items if i < 0 or reading.form[i][0].isalnum()]
    return all(i < 0 for i in words)


def _announces(reading: Reading, frame: Frame) -> bool:
    """Tell whether a sentence ends in a colon."""
    return bool(frame.items) and frame.items[-1] >= 0 and reading.form[frame.items[-1]] == ":"


def _signature(reading: Reading, lex: Lexicon, frame: Frame) -> Speaker:
    """Return who signs a quote on the line below it: a dash and a name, no verb."""
    items = [i for i in frame.items if i >= 0]
    if (
        len(items) != len(frame.items)
        or not 1 < len(items) <= SIGNATURE
        or reading.form[items[0]] not in DASHES
    ):
        return NOBODY
    if any(reading.upos[i] in {"VERB", "AUX"} for i in items):
        return NOBODY
    return name_speaker(reading, lex, phrase_at(reading, lex, items, 1, tight=False))


def _subject(reading: Reading, lex: Lexicon, sentence: Sentence) -> Speaker:
    """Return whom a sentence is about: the speaker of its last cue, else the subject of its main verb."""
    known = [
        s
        for c, s in zip(sentence.cues, sentence.speakers, strict=True)
        if s.name and s.heard and not c.passive
    ]
    if known:
        return known[-1]
    verb = main_verb(reading, sentence.frame.items, len(sentence.frame.items))
    if verb is None:
        return NOBODY
    speaker = name_speaker(reading, lex, subject_of(reading, lex, sentence.frame, verb))
    return speaker if speaker.heard else NOBODY


def _next(fragments: list[Fragment], place: int, *, alone: bool) -> Speaker:
    """Return who speaks in the next sentence of the paragraph, when that is speech too."""
    if not alone or place + 1 >= len(fragments):
        return NOBODY
    here, ahead = fragments[place], fragments[place + 1]
    near = ahead.sentence.number == here.sentence.number + 1
    same = ahead.sentence.frame.segment == here.sentence.frame.segment
    return ahead.speaker if near and same and ahead.kind == "direct" and ahead.pattern == "after" else NOBODY


def _join(reading: Reading, fragments: list[Fragment]) -> None:
    """Give fragments of one utterance the start of its first: one cue, one quote over paragraphs, «A», dit X. «B»."""
    heads: dict[int, int] = {}
    last: Fragment | None = None
    for fragment in fragments:
        fragment.utterance = fragment.start
        if fragment.mark is not None:
            first = fragment.mark.chain
            if first is not None:
                fragment.utterance = first.start
            elif _goes_on(reading, last, fragment) and last is not None:
                fragment.utterance = last.utterance
        if fragment.cue is not None:
            fragment.utterance = heads.setdefault(id(fragment.cue), fragment.utterance)
        last = fragment


def _goes_on(reading: Reading, last: Fragment | None, fragment: Fragment) -> bool:
    """Tell whether a quote without a cue takes up the direct speech right before it."""
    if last is None or fragment.cue is not None or last.kind != "direct" or fragment.pattern != "running":
        return False
    near = fragment.sentence.number - last.sentence.number <= 1
    return near and last.speaker.name == fragment.speaker.name and _alone(reading, fragment.sentence.frame)
