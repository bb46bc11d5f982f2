"""How sure a quote is, from the pattern that found it and the way its speaker was named."""

from pipeline.extract.quotes.cues import Cue
from pipeline.extract.quotes.speakers import Speaker

# Shares of right rows seen by pattern and by the way of naming on articles of the press, rounded.
PATTERNS = {
    "after": 0.97,
    "colon": 0.95,
    "subject_after": 0.93,
    "complement": 0.92,
    "preposition": 0.9,
    "shared": 0.9,
    "inside": 0.9,
    "closing": 0.88,
    "clause": 0.88,
    "parenthesis": 0.85,
    "question": 0.75,
    "infinitive": 0.7,
    "none": 0.6,
}
NAMED = {"name": 0.97, "apposition": 0.95, "description": 0.9, "pronoun": 0.85, "running": 0.75, "none": 0.6}
UNSURE_CUE = 0.9


def confidence(pattern: str, cue: Cue | None, speaker: Speaker) -> float:
    """Return how likely the row is right in span, kind and speaker, between 0 and 1."""
    value = PATTERNS.get(pattern, 0.6) * NAMED.get(speaker.how, 0.6)
    return round(value * (UNSURE_CUE if cue and not cue.sure else 1.0), 2)
