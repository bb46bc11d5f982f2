"""What trained weights make of features: how likely something is, or which of several that compete.

The first is a logistic regression, the second a conditional logit (McFadden 1974). Does not belong here: any feature, or what is done with a chance.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path

MODELS = Path(__file__).parents[1] / "models"
Features = Mapping[str, float]
Weights = Mapping[str, float]


@cache
def weights(file: str) -> Weights:
    """Return the trained weight of each feature, from a file in pipeline/models."""
    return dict(tomllib.loads((MODELS / file).read_text(encoding="utf-8"))["weights"])


def _total(features: Features, known: Weights) -> float:
    return sum(known.get(name, 0.0) * value for name, value in features.items())


def chance(features: Features, known: Weights) -> float:
    """Return how likely it is what has these features, 0 to 1."""
    return 1 / (1 + exp(-_total(features, known)))


def shares(rows: Sequence[Features], known: Weights) -> list[float]:
    """Return how likely each of several is the one, by its features; together they are 1."""
    sums = [_total(row, known) for row in rows]
    most = max(sums)
    powers = [exp(value - most) for value in sums]
    whole = sum(powers)
    return [power / whole for power in powers]
