"""How sure a quote is: the trained chance that its span, kind and speaker are right.

A logit over how the row came about (pattern, way of naming, kind, what the speaker is, length); its weights lie in
pipeline/models/confidence, which says how they were trained and on what.
"""

import tomllib
from functools import cache
from math import exp
from pathlib import Path

from pipeline.extract.quotes.cues.fragments import Fragment
from pipeline.extract.reading import Reading

WEIGHTS = Path(__file__).parents[2] / "models" / "confidence" / "weights.toml"
SHORT, LONG = 2, 8  # words
NAMED = frozenset({"name", "apposition", "described", "pronoun"})


@cache
def weights() -> dict[str, float]:
    """Return the trained weight of each feature."""
    with WEIGHTS.open("rb") as file:
        return dict(tomllib.load(file)["weights"])


def features(reading: Reading, fragment: Fragment) -> list[str]:
    """Return what holds of a fragment, by name."""
    speaker, cue = fragment.speaker, fragment.cue
    how = speaker.how if speaker.name else "none"
    type_ = reading.mentions[speaker.mention]["type"] if speaker.mention >= 0 else None
    words = len(reading.text[fragment.start : fragment.end].split())
    held = {
        f"pattern_{fragment.pattern}": True,
        f"speaker_{how}": True,
        f"kind_{fragment.kind}": True,
        "any": True,
        "no_cue": cue is None,
        "unsure_cue": cue is not None and not cue.sure,
        "named_after": how in NAMED and fragment.pattern == "after",
        "short": words <= SHORT,
        "long": words >= LONG,
        "person": type_ == "PER",
        "body": type_ not in {"PER", None},
    }
    return [name for name, holds in held.items() if holds]


def confidence(reading: Reading, fragment: Fragment) -> float:
    """Return how likely the row is right in span, kind and speaker, between 0 and 1."""
    known = weights()
    return round(1 / (1 + exp(-sum(known.get(name, 0.0) for name in features(reading, fragment)))), 2)
