"""Judges whether words in marks are speech, or a title, a term, a word held at a distance: trained weights, readable features.

A logistic regression. No feature knows a word: they say where the marks stand, on what cue they hang and who speaks by it,
what shape the words have, and what the rules of kinds.py say. Belongs here: the chance. Does not belong here: who speaks.
The weights lie in pipeline/models/speech, which says how they were trained and on what.
"""

from dataclasses import dataclass
from functools import cache
from math import log1p

from pipeline import lang
from pipeline.extract import logit
from pipeline.extract.quotes.cues.attribution import Link
from pipeline.extract.quotes.cues.cue import VERBAL
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.frames import Frame
from pipeline.extract.quotes.marks.marks import Mark
from pipeline.extract.quotes.settling.kinds import has_finite_verb, is_sentence, words_in
from pipeline.extract.quotes.speakers.naming import Speaker
from pipeline.extract.reading import HEADLINES, Reading

MARGIN = 0.1  # the rules are overruled by a chance so far from even, and not by less; borrowed weights must be that sure
FEW = 2
SOME = 3
MANY = 7
PATTERNS = ("after", "colon", "complement", "preposition", "closing", "none")
OPENINGS = frozenset({"ADP", "SCONJ", "CCONJ", "DET", "PRON", "ADV"})
ROMAN = frozenset("IVXLC0123456789")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules found out about marks: their link, who speaks by it, and which rules call them no speech."""

    link: Link
    mark: Mark
    speaker: Speaker | None  # by the link's cue
    running: bool  # someone was quoted just before
    named: bool  # a word before the marks names what they hold
    listed: bool  # they stand in a list with a term
    loose: bool  # no cue ties them to a speaker
    shaped: bool  # what they hold, alone, looks like no speech
    again: bool  # the same words stand in marks elsewhere

    @property
    def ruled(self) -> bool:
        """Whether the rules take the words for speech."""
        return not (self.named or self.listed or self.shaped)


@cache
def weights(code: str | None) -> logit.Features:
    """Return the trained weight of each feature in a language: its own, those that it borrows (`speech` in language.toml), or none."""
    file = f"speech/{lang.load(code, 'language').get('speech', code)}.toml"
    return logit.weights(file) if (logit.MODELS / file).is_file() else {}


def _are_borrowed(code: str | None) -> bool:
    """Tell whether a language has another's weights: these call too much speech, and only a cue behind the marks tips them."""
    return "speech" in lang.load(code, "language")


def is_speech(reading: Reading, lex: Lexicon, frame: Frame, told: Evidence) -> bool:
    """Tell whether words in quotation marks are speech.

    What a word before them names is none, nor is what a list of terms goes on to without a cue; «A», a dit X is; and in a language without weights the rules decide.
    """
    known = weights(reading.language) if reading.start else {}  # its model may not be installed
    begun = told.link.pattern == "after" and told.link.pos == 0
    if told.named or not known or (begun and told.ruled and told.speaker is not None and told.speaker.name):
        return told.ruled
    if told.listed and told.link.cue is None:
        return False
    likely = logit.chance(features_of(reading, lex, frame, told), known)
    lenient = told.ruled and (told.link.pattern == "after" or not _are_borrowed(reading.language))
    return likely >= 0.5 - MARGIN if lenient else likely >= 0.5 + MARGIN


def features_of(reading: Reading, lex: Lexicon, frame: Frame, told: Evidence) -> dict[str, float]:
    """Return the features of marks by name; absent ones are 0."""
    found = {"bias": 1.0, **_shape(reading, told.mark), **_place(reading, lex, frame, told.link.pos)}
    found |= _tie(reading, lex, frame, told)
    for name in ("running", "named", "listed", "loose", "shaped", "again"):
        found[name] = float(getattr(told, name))
    found["no_rule_against"] = float(told.ruled)
    return {name: float(value) for name, value in found.items() if value}


def _shape(reading: Reading, mark: Mark) -> dict[str, float]:
    """Return what the words in marks look like."""
    words = words_in(reading, mark)
    n, text = len(words), reading.text[mark.start : mark.end]
    capitals = sum(reading.form[t][0].isupper() for t in words) / max(1, n)
    first = words[0] if words else -1
    upos = reading.upos[first] if first >= 0 else ""
    return {
        "words": log1p(n),
        "one_word": n == 1,
        "two_words": n == FEW,
        "three_words": n == SOME,
        "many_words": n >= MANY,
        "finite_verb": has_finite_verb(reading, mark),
        "sentence": is_sentence(reading, mark),
        "end_mark": text[-1] in ".!?…",
        "capital_first": text[0].isupper(),
        "capitals": capitals,
        "short_with_capitals": capitals > 0 and n <= SOME,
        "one_adjective": n == 1 and upos == "ADJ",
        "one_noun": n == 1 and upos in {"NOUN", "PROPN"},
        "opens_with_verb": upos in VERBAL,
        "opens_with_infinitive": first >= 0 and "VerbForm=Inf" in reading.feats[first],
        "opens_with_small_word": upos in OPENINGS,
        "ends_in_figure": n > 0 and n <= SOME and set(reading.form[words[-1]]) <= ROMAN,
        "figures": any(reading.form[t][0].isdigit() for t in words),
    }


def _place(reading: Reading, lex: Lexicon, frame: Frame, pos: int) -> dict[str, float]:
    """Return what stands right before and after the marks."""
    items = frame.items
    before = items[pos - 1] if pos and items[pos - 1] >= 0 else -1
    after = items[pos + 1] if pos + 1 < len(items) and items[pos + 1] >= 0 else -1
    found: dict[str, float] = {
        "begins": pos == 0,
        "alone": len(items) == 1,
        "among_others": sum(item < 0 for item in items) > FEW,
        "in_title": frame.role in HEADLINES,
    }
    if before >= 0:
        feats, upos = reading.feats[before], reading.upos[before]
        found |= {
            "after_definite": "Definite=Def" in feats,
            "after_indefinite": "Definite=Ind" in feats,
            "after_demonstrative": "PronType=Dem" in feats,
            "after_possessive": "Poss=Yes" in feats,
            "after_preposition": upos == "ADP",
            "after_number": upos == "NUM",
            "after_noun": upos in {"NOUN", "PROPN"},
            "after_verb": upos in VERBAL,
            "after_comma": reading.form[before] == ",",
            "after_bracket": reading.form[before] == "(",
            "after_complementizer": reading.lower[before] in lex.complementizers,
        }
    if after >= 0:
        found |= {
            "before_verb": reading.upos[after] in VERBAL,
            "before_noun": reading.upos[after] in {"NOUN", "PROPN"},
            "before_relative": "PronType=Rel" in reading.feats[after],
            "before_bracket": reading.form[after] == ")",
        }
    return found


def _tie(reading: Reading, lex: Lexicon, frame: Frame, told: Evidence) -> dict[str, float]:
    """Return what ties the marks to a cue, and who speaks by it."""
    link, speaker, cue = told.link, told.speaker, told.link.cue
    found: dict[str, float] = {f"tie_{name}": link.pattern == name for name in PATTERNS}
    if cue is None:
        return found
    low, high = (cue.hi + 1, link.pos) if link.pos > cue.hi else (link.pos + 1, cue.lo)
    between = frame.items[low:high]
    known = speaker is not None and bool(speaker.name)
    described = known and speaker is not None and speaker.how == "description"
    return found | {
        "opinion": cue.opinion,
        "manner": cue.cls == "manner",
        "order": cue.cls == "order",
        "passive": cue.passive,
        "unsure_cue": not cue.sure,
        "nobody_speaks": not known,
        "described_speaks": described,
        "named_speaks": known and not described,
        "heard": known and speaker is not None and speaker.heard,
        "person_speaks": _is_person(reading, speaker),
        "far": log1p(max(0, high - low)),
        "complementizer_between": any(i >= 0 and reading.lower[i] in lex.complementizers for i in between),
        "marks_between": any(i < 0 for i in between),
    }


def _is_person(reading: Reading, speaker: Speaker | None) -> bool:
    if speaker is None or speaker.mention < 0:
        return False
    return bool(reading.mentions[speaker.mention]["type"] == "PER")
