"""How sure a quote is, from the pattern that found it and the way its speaker was named."""

from pipeline.extract.quotes.cues import Cue
from pipeline.extract.quotes.speakers import Speaker


def confidence(kind: str, pattern: str, cue: Cue | None, speaker: Speaker) -> float:
    """Return a number between 0 and 1."""
    return 0.5
