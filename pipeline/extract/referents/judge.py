"""Judges whom a description means: one of the candidates, or nobody who is named; by trained weights.

A conditional logit (McFadden 1974): the candidates and «nobody» compete, each with the weighted sum of its features.
The weights lie in pipeline/models/referents, which says how they were trained and on what.
"""

import tomllib
from functools import cache
from math import exp
from pathlib import Path

from pipeline.extract.referents.features import Candidate, Scene
from pipeline.extract.referents.find import Description

MODELS = Path(__file__).parents[2] / "models"
WEIGHTS = MODELS / "referents" / "weights.toml"
SURE = 0.7  # below this a description stays as it stands


@cache
def weights() -> dict[str, float]:
    """Return the trained weight of each feature."""
    with WEIGHTS.open("rb") as file:
        return dict(tomllib.load(file)["weights"])


def chances(
    scene: Scene, one: Description, fitting: list[Candidate], weight: dict[str, float]
) -> list[float]:
    """Return how likely a description means each candidate; what is left to 1 is that it means none of them."""
    rows = [scene.nobody(one, fitting), *(scene.features(one, c, fitting) for c in fitting)]
    sums = [sum(weight.get(name, 0.0) * value for name, value in row.items()) for row in rows]
    most = max(sums)
    powers = [exp(value - most) for value in sums]
    return [power / sum(powers) for power in powers[1:]]


def judge(scene: Scene, one: Description) -> tuple[Candidate | None, float]:
    """Return whom a description means and how sure that is; None with the chance of the best where that is unsure."""
    fitting = scene.fitting(one)
    if not fitting:
        return None, 0.0
    found = chances(scene, one, fitting, weights())
    best = max(range(len(found)), key=found.__getitem__)
    return (fitting[best] if found[best] >= SURE else None), found[best]
