"""Trains the confidence of quotes (pipeline/models/confidence): `make train-confidence`.

A ridged logit by Newton's method, its weights rounded: same data, same bytes. It learns from the articles to learn
from (training.py), Wikinews counting less.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from pipeline.extract.quotes.confidence import features
from pipeline.extract.quotes.cues.fragments import Fragment
from pipeline.extract.quotes.report import ArticleReport
from pipeline.extract.reading import Reading, readings
from pipeline.extract.references import read_mentions
from tests.gold import attribution, evaluate, training
from tests.gold.train_referents import prepared

# How much an error counts: the rules were mended on some of these articles and err more elsewhere. More would make those at 0.9
# and more righter still, and what is said of all others wronger (docs/experiments/speakers.md).
ERROR = 1.2
RIDGE = 3.0
STEPS = 25
DIGITS = 2
COUNTS = {"Wikinews": 0.3}  # how much a row of an outlet counts, where it is not one
Row = tuple[dict[str, float], bool, float]  # what holds, whether it is right, how much it counts


def rows(score: ModuleType) -> Iterator[Row]:
    """Yield the fragments of gold with what holds of them, whether they are right, and how much they count."""
    by_id, texts, segments, tokens = prepared(list(training.quoted(*training.OTHERS)))
    mentions = read_mentions(texts, segments, tokens)
    for reading in readings(texts, segments, tokens, mentions):
        article, report = by_id[reading.article_id], ArticleReport(reading)
        weight = COUNTS.get(article["site"], 1.0)
        report.run()
        unique: dict[tuple[int, int], Fragment] = {}
        for fragment in report.fragments:
            unique.setdefault((fragment.start, fragment.end), fragment)
        for fragment, right in _judged(score, article, reading, list(unique.values())):
            yield features(reading, fragment), right, weight if right else weight * ERROR


def _judged(
    score: ModuleType, article: dict[str, Any], reading: Reading, fragments: list[Fragment]
) -> Iterator[tuple[Fragment, bool]]:
    """Yield the fragments that gold says something about, and whether span and speaker are right."""
    aliases: dict[int | None, set[str]] = defaultdict(set)
    for mention in reading.mentions:
        if mention["kind"] == "name":
            aliases[mention["cluster_id"]] |= {mention["text"], mention["name"]}
    speech = [quote for quote in article["quotes"] if quote["kind"] in attribution.SPEECH]
    found = [{"start": f.start, "end": f.end, "kind": f.kind} for f in fragments]
    matched = {at: speech[n] for n, at in score.match(reading.text, speech, found, attribution.threshold)}
    for at, fragment in enumerate(fragments):
        quote = matched.get(at)
        if quote is None and not attribution.allowed(score, article, found[at]):
            yield fragment, False
        elif quote is not None and not quote["opt"]:
            speaker = fragment.speaker
            known = {speaker.name, *(aliases[speaker.cluster_id] if speaker.cluster_id else ())} - {None}
            same = any(score.same_name(one, name) for one in known for name in quote["speaker"])
            yield fragment, same if quote["speaker"] else not known


def fit(data: list[Row]) -> dict[str, float]:
    """Return the weights that make the data likeliest."""
    names = sorted({name for held, _, _ in data for name in held})
    table = np.array([[held.get(name, 0.0) for name in names] for held, _, _ in data])
    right = np.array([float(one) for _, one, _ in data])
    count = np.array([weight for _, _, weight in data])
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (count * (right - chance)) - RIDGE * weights
        curve = (table * (count * chance * (1 - chance))[:, None]).T @ table + RIDGE * np.eye(len(names))
        weights = weights + np.linalg.solve(curve, slope)
    return {name: round(float(weight), DIGITS) for name, weight in zip(names, weights, strict=True)}


def main() -> None:
    """Write the weights into the folder."""
    data = list(rows(attribution.scorer(evaluate.EVAL / "score.py")))
    training.write(Path(sys.argv[1]) / "weights.toml", fit(data))
    print(f"{len(data)} rows, {sum(right for _, right, _ in data)} right")


if __name__ == "__main__":
    main()
