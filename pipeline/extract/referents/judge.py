"""Judges whom a description means: one of the candidates, or nobody who is named; by trained weights.

A conditional logit: the candidates and «nobody» compete, each with the weighted sum of its features.
The weights lie in pipeline/models/referents, which says how they were trained and on what: a file for a language that has articles
enough of its own, one for all others. Does not belong here: the features (features.py).
"""

from functools import cache

from pipeline.extract.logit import MODELS, Features, shares, weights
from pipeline.extract.referents.features import Candidate, Scene
from pipeline.extract.referents.find import Description

SHARED = "referents/shared.toml"
# Below this chance a description stays as it stands: by a language's own weights, by those of all.
SURE, SHARED_SURE = 0.7, 0.6


@cache
def known(code: str | None) -> tuple[Features, float]:
    """Return the weights that judge in a language, and how sure they must be."""
    own = f"referents/{code}.toml"
    return (weights(own), SURE) if (MODELS / own).is_file() else (weights(SHARED), SHARED_SURE)


def judge(scene: Scene, one: Description) -> tuple[Candidate | None, float]:
    """Return whom a description means and how sure that is; None with the chance of the best where that is unsure."""
    fitting = scene.fitting(one)
    if not fitting:
        return None, 0.0
    rows = [scene.nobody(one, fitting), *scene.features(one, fitting)]
    weight, sure = known(scene.reading.language)
    _, *found = shares(rows, weight)
    best = max(range(len(found)), key=found.__getitem__)
    return (fitting[best] if found[best] >= sure else None), found[best]
