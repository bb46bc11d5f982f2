"""Chooses who speaks where no cue says it: one of those near, or nobody; by trained weights.

A conditional logit, as for descriptions (referents/judge.py): the candidates and «nobody» compete, the choice of the rules
(running.py) among them. Where none of them is likely enough, that choice stands. The weights lie in pipeline/models/chooser,
which says how they were trained and on what. Does not belong here: speakers that a cue names (speakers/).
"""

from bisect import bisect_left
from dataclasses import replace

from pipeline.extract.logit import shares, weights
from pipeline.extract.quotes.cues.fragments import Fragment, Sentence
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.settling.candidates import Candidate, Cast
from pipeline.extract.quotes.settling.evidence import Court
from pipeline.extract.quotes.speakers.naming import NOBODY, Speaker
from pipeline.extract.reading import Reading
from pipeline.extract.reasons import TWO_NEAR, WRITER

WEIGHTS = "chooser/weights.toml"
SURE = 0.6  # below this the choice of the rules stands
SETTLED = frozenset({"signature", "label", "taken_over"})
LAID_OUT = frozenset({"turn", "dash"})
DECIDED = frozenset({WRITER, TWO_NEAR})


def is_open(fragment: Fragment) -> bool:
    """Tell whether nothing in the words of a fragment or their layout says who speaks, or that nobody can be told, so that it is chosen."""
    speaker, mark = fragment.speaker, fragment.mark
    laid_out = mark is not None and (mark.note in LAID_OUT or mark.label is not None)
    chained = mark is not None and mark.chain is not None
    if laid_out or chained or fragment.pattern in SETTLED or speaker.reason in DECIDED:
        return False
    return speaker.name is None or speaker.how == "running"


def choose(reading: Reading, lex: Lexicon, sentences: list[Sentence], fragments: list[Fragment]) -> None:
    """Give the fragments that are open the speaker that is likely, in place, and what runs on over paragraphs that of its first."""
    places = [place for place, fragment in enumerate(fragments) if is_open(fragment)]
    if (
        not places or not lex.people or not reading.start
    ):  # a language without data, or whose model is not installed
        return
    court = Court(Cast(reading, lex), sentences, fragments)
    chosen = [(fragments[place], choice(court, place)) for place in places]
    again: dict[int, Speaker] = {}
    for fragment, speaker in chosen:
        if speaker is not None:
            fragment.speaker = speaker
            fragment.pattern = "chosen" if fragment.cue is None else fragment.pattern
            again[id(fragment.mark)] = speaker
    for fragment in fragments:
        if fragment.mark is not None and fragment.mark.chain is not None and fragment.cue is None:
            fragment.speaker = again.get(id(fragment.mark.chain), fragment.speaker)


def choice(court: Court, place: int) -> Speaker | None:
    """Return who is likely to speak in a fragment, NOBODY among them; None where the choice of the rules stands."""
    candidates, rows = court.rows(place)
    found = shares(rows, weights(WEIGHTS))
    best = max(range(len(found)), key=found.__getitem__)
    chosen = candidates[best] if best < len(candidates) else None
    if chosen is not None and _listens(court, chosen, place):
        return None
    if found[best] < SURE or (chosen.key if chosen else None) == court.keys[place]:
        return None
    return _speaker(court, chosen, place) if chosen else NOBODY


def _listens(court: Court, one: Candidate, place: int) -> bool:
    """Tell whether a candidate is whom a fragment's cue is addressed to: “he told the council that A”."""
    cue, reading = court.fragments[place].cue, court.cast.reading
    if cue is None or cue.passive or cue.lemma not in court.cast.lex.addressing:
        return False
    told = [t for t in reading.children[cue.token] if t > cue.token and reading.upos[t] in {"NOUN", "PROPN"}]
    below = [*told, *(t for over in told for t in reading.children[over] if t > cue.token)]
    return any(reading.mention_of[t] in one.numbers for t in below)


def _speaker(court: Court, one: Candidate, place: int) -> Speaker:
    """Return a candidate as a speaker, by the mention nearest before the words."""
    if one.speaker is not None:
        return replace(one.speaker, how="running")
    reading, fragment = court.cast.reading, court.fragments[place]
    at = bisect_left(one.places, bisect_left(reading.start, fragment.start))
    number = one.numbers[max(0, at - 1)] if one.numbers else reading.mention_of[one.quoted[0]]
    mention = reading.mentions[number]
    token = one.places[max(0, at - 1)] if one.places else one.quoted[0]
    name = mention["name"] or mention["text"]
    known = (mention["mention_id"], mention["cluster_id"], token)
    return Speaker(mention["text"], name, *known, how="running", mention=number)
