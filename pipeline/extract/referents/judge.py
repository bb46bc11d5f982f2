"""Judges whom a description means: one of the candidates, or nobody who is named; by trained weights.

A conditional logit: the candidates and «nobody» compete, each with the weighted sum of its features.
The weights lie in pipeline/models/referents, which says how they were trained and on what.
"""

from pipeline.extract.logit import shares, weights
from pipeline.extract.referents.features import Candidate, Scene
from pipeline.extract.referents.find import Description

WEIGHTS = "referents/weights.toml"
SURE = 0.7  # below this a description stays as it stands


def judge(scene: Scene, one: Description) -> tuple[Candidate | None, float]:
    """Return whom a description means and how sure that is; None with the chance of the best where that is unsure."""
    fitting = scene.fitting(one)
    if not fitting:
        return None, 0.0
    rows = [scene.nobody(one, fitting), *(scene.features(one, c, fitting) for c in fitting)]
    _, *found = shares(rows, weights(WEIGHTS))
    best = max(range(len(found)), key=found.__getitem__)
    return (fitting[best] if found[best] >= SURE else None), found[best]
