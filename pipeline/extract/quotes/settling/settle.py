"""Gives a speaker to quotes that stand alone, and joins the fragments of one utterance.

Who speaks in a quote that stands alone is found in running.py; chooser.py has the last word.
"""

from dataclasses import replace

from pipeline.extract.quotes.cues.fragments import Fragment, Sentence
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.dialogue import labels
from pipeline.extract.quotes.settling.echoes import Echoes
from pipeline.extract.quotes.settling.running import Stage, stands_alone
from pipeline.extract.quotes.speakers.naming import Speaker
from pipeline.extract.reading import Reading
from pipeline.extract.reasons import TWO_NEAR

SIGNED = frozenset({"signature", "label"})


def settle(reading: Reading, lex: Lexicon, sentences: list[Sentence], fragments: list[Fragment]) -> None:
    """Name the speakers of the fragments that stand alone, in place."""
    stage = Stage(reading, lex, sentences, fragments)
    chained = _chains(fragments)
    echoes = Echoes(reading, fragments)
    questions = labels(reading.language).questions
    for place, fragment in enumerate(fragments):
        if fragment.kind == "indirect" or (fragment.speaker.name and fragment.cue is not None):
            continue
        if fragment.cue is not None and fragment.pattern != "colon":
            continue
        if fragment.mark is not None and fragment.mark.label in questions:
            continue  # nobody whom the article names asks
        speaker, pattern = stage.find(place, chained)
        echo = echoes.of(fragment.mark) if fragment.mark is not None and pattern not in SIGNED else None
        if echo is not None and (fragment.cue is None or not speaker.name):
            speaker, pattern = echo.speaker, "echo"
        if speaker.name:
            fragment.speaker = replace(speaker, how="running")
            fragment.pattern = pattern if fragment.cue is None else fragment.pattern
        elif speaker.reason == TWO_NEAR:
            fragment.speaker = speaker


def _chains(fragments: list[Fragment]) -> dict[int, Speaker]:
    """Return who speaks in the quotes that run over several paragraphs, by the id of their first mark."""
    known: dict[int, Speaker] = {}
    for fragment in fragments:
        if fragment.mark is not None and fragment.cue is not None and fragment.speaker.name:
            known.setdefault(id(fragment.mark.chain or fragment.mark), fragment.speaker)
    return known


def join(reading: Reading, fragments: list[Fragment]) -> None:
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
    return (
        near and last.speaker.name == fragment.speaker.name and stands_alone(reading, fragment.sentence.frame)
    )
