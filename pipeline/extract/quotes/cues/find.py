"""Finds the words that introduce speech in a frame: verb groups, compounds, prepositions.

Belongs here: which of them count. Does not belong here: whose cue it is (subjects.py) and what it reports (attribution.py,
indirect.py).
"""

from pipeline.extract.quotes.cues.cue import VERBAL, Cue
from pipeline.extract.quotes.cues.prepositions import source_cues
from pipeline.extract.quotes.cues.verbs import verb_cue
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.frames import Frame
from pipeline.extract.reading import Reading


def find_cues(reading: Reading, lex: Lexicon, frame: Frame) -> list[Cue]:
    """Return the cues of a frame, by place; of two that share words the first wins."""
    items = frame.items
    found = source_cues(reading, lex, frame)
    for pos, item in enumerate(items):
        if item < 0:
            continue
        lemma = lex.forms.get(reading.lower[item])
        if lemma is None and reading.upos[item] in VERBAL:
            lemma = reading.lemma[item] if reading.lemma[item] in lex.classes else None
        if lemma is None or _qualifies(reading, lex, item):
            continue
        cue = verb_cue(reading, lex, items, pos, lemma)
        if cue:
            found.append(cue)
    found.sort(key=lambda c: (c.lo, -c.hi))
    kept: list[Cue] = []
    for cue in found:
        if not kept or cue.lo > kept[-1].hi:
            kept.append(cue)
        elif kept[-1].token != cue.token and kept[-1].shape == "finite" and cue.shape == "nonfinite":
            continue
    return kept


def _qualifies(reading: Reading, lex: Lexicon, verb: int) -> bool:
    """Tell whether a participle stands before the noun that it qualifies: “the estimated cost”."""
    before = not lex.head_first and reading.deprel[verb] == "amod" and reading.head[verb] > verb
    return before and "Tense=Past" in reading.feats[verb]
