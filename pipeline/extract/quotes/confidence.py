"""How sure a quote is, from the pattern that found it and the way its speaker was named."""

from pipeline.extract.quotes.cues import Cue
from pipeline.extract.quotes.naming import Speaker

# Shares of right rows seen by pattern and by the way of naming on articles of the press, rounded.
PATTERNS = {
    "after": 0.97,
    "colon": 0.95,
    "subject_after": 0.92,
    "complement": 0.93,
    "preposition": 0.94,
    "inside": 0.9,
    "shared": 0.9,
    "signature": 0.95,
    "closing": 0.88,
    "clause": 0.93,
    "parenthesis": 0.82,
    "infinitive": 0.8,
    "announced": 0.8,
    "told": 0.75,
    "ahead": 0.7,
    "running": 0.7,
    "chain": 0.95,
    "label": 0.95,
    "carried": 0.75,
    "question": 0.6,
    "none": 0.4,
}
NAMED = {
    "name": 0.98,
    "apposition": 0.95,
    "described": 0.88,
    "description": 0.85,
    "pronoun": 0.86,
    "running": 0.8,
    "none": 0.5,
}
UNSURE_CUE = 0.9


def confidence(pattern: str, cue: Cue | None, speaker: Speaker) -> float:
    """Return how likely the row is right in span, kind and speaker, between 0 and 1."""
    value = PATTERNS.get(pattern, 0.6) * NAMED.get(speaker.how, 0.6)
    return round(value * (UNSURE_CUE if cue and not cue.sure else 1.0), 2)
