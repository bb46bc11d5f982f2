"""Trains the judge of speech (pipeline/models/speech): `make train-speech`.

What a word before them names is left to the rules. A logistic regression by Newton's method with a ridge, full batch, in double
precision, its weights rounded: same data, same bytes. It learns from every pair of marks of press/read.jsonl and of the Wikinews
articles beside the project, of no outlet that judges. While it learns, the rules alone decide what is
speech, so that the weights in place do not matter. Leaving one outlet out at a time gives the figures of the card.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from pipeline.extract.articles import read_articles
from pipeline.extract.ids import content_id
from pipeline.extract.quotes.marks.frames import Frame
from pipeline.extract.quotes.report import ArticleReport
from pipeline.extract.quotes.settling.speech import MARGIN, Evidence, features_of
from pipeline.extract.reading import readings
from pipeline.extract.references import read_mentions
from pipeline.extract.tokens import tokenize
from pipeline.frames import schema_of
from tests.gold import standoff, training

RIDGE = 5.0
STEPS = 30
DIGITS = 2
OVERLAP = 0.5
SPEECH = frozenset({"direct", "mixed"})


class Example(NamedTuple):
    """Marks with their features, whether they are speech, and whether the rules say so."""

    outlet: str
    features: dict[str, float]
    is_speech: bool
    ruled: bool


class Watched(ArticleReport):
    """A report that keeps what it was asked of marks, and decides by the rules alone."""

    asked: list[tuple[int, int, dict[str, float], bool]]

    def is_speech(self, frame: Frame, told: Evidence) -> bool:
        """Keep the features of marks; return what the rules say of them."""
        features = features_of(self.reading, self.lex, frame, told)
        self.asked.append((told.mark.start, told.mark.end, features, told.ruled))
        return told.ruled


def examples(gold: list[dict[str, Any]]) -> Iterator[Example]:
    """Yield the marks of gold articles (id, text, quotes) that gold knows and does not leave open."""
    by_id = {content_id("article", article["id"]): article for article in gold}
    rows = [{"article_id": key, "text": article["text"]} for key, article in by_id.items()]
    articles, segments = read_articles(pl.DataFrame(rows, schema=schema_of("texts")))
    tokens = tokenize(articles, segments)
    for reading in readings(articles, segments, tokens, read_mentions(articles, segments, tokens)):
        article, report = by_id[reading.article_id], Watched(reading)
        report.asked = []
        report.run()
        for start, end, features, ruled in report.asked:
            item = _annotated(article["quotes"], start, end)
            if item is not None and not item["opt"] and "named" not in features:
                yield Example(article.get("site", "Wikinews"), features, item["kind"] in SPEECH, ruled)


def _annotated(quotes: list[dict[str, Any]], start: int, end: int) -> dict[str, Any] | None:
    """Return the annotated words in marks that share most with a span, None where none shares enough."""
    best, most = None, OVERLAP
    for quote in quotes:
        shared = min(end, quote["end"]) - max(start, quote["start"])
        share = shared / (max(end, quote["end"]) - min(start, quote["start"]))
        if quote["kind"] != "indirect" and share >= most:
            best, most = quote, share
    return best


def fit(rows: list[Example], names: list[str]) -> np.ndarray:
    """Return the weights of the named features."""
    given = np.array([[row.features.get(name, 0.0) for name in names] for row in rows])
    wanted = np.array([float(row.is_speech) for row in rows])
    ridge = RIDGE * np.eye(len(names))
    found = np.zeros(len(names))
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-given @ found))
        slope = given.T @ (likely - wanted) + ridge @ found
        found -= np.linalg.solve((given.T * (likely * (1 - likely))) @ given + ridge, slope)
    return found


def wrong(rows: list[Example], names: list[str], weights: np.ndarray) -> tuple[int, int]:
    """Return how many that are no speech are taken for it, and how many that are are not."""
    given = np.array([[row.features.get(name, 0.0) for name in names] for row in rows])
    ruled = np.array([row.ruled for row in rows])
    said = 1 / (1 + np.exp(-given @ weights)) >= np.where(ruled, 0.5 - MARGIN, 0.5 + MARGIN)
    truth = np.array([row.is_speech for row in rows])
    return int((said & ~truth).sum()), int((~said & truth).sum())


def main(folder: Path) -> None:
    """Write the weights, and print the figures of the card."""
    news = [json.loads(line) for line in (training.TRAIN / "quotes_fr_wikinews.jsonl").open(encoding="utf-8")]
    rows = list(examples([*standoff.join("read"), *news]))
    names = sorted({name for row in rows for name in row.features})
    for outlet in sorted({row.outlet for row in rows}):
        left, rest = [r for r in rows if r.outlet == outlet], [r for r in rows if r.outlet != outlet]
        rules = sum(r.ruled and not r.is_speech for r in left), sum(r.is_speech and not r.ruled for r in left)
        judged = wrong(left, names, fit(rest, names))
        print(f"{outlet}: {len(left)} marks; taken for speech, missed: rules {rules}, judge {judged}")
    weights = {name: round(float(value), DIGITS) for name, value in zip(names, fit(rows, names), strict=True)}
    training.write(folder / "fr.toml", {name: weight for name, weight in weights.items() if weight})
    held = list(examples(list(standoff.join("held"))))
    rules = sum(r.ruled and not r.is_speech for r in held), sum(r.is_speech and not r.ruled for r in held)
    judged = wrong(held, names, np.array([weights[name] for name in names]))
    print(f"held out: {len(held)} marks; taken for speech, missed: rules {rules}, judge {judged}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
