"""What an article costs, as ratios measured in one run: the bare model, each extractor, the whole, and runs again.

The articles are the gold's where it lies beside the project, else the sample drops, read many times over.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

import polars as pl
import spacy

from bench.command import ingest
from pipeline import lang
from pipeline.extract.articles import article_id, read_articles
from pipeline.frames import schema_of
from pipeline.recipes import RECIPES

PROJECT = Path(__file__).parents[1]
TRAINING = PROJECT.parent / "shared" / "train" / "ner_fr_wikinews.jsonl"
N_ARTICLES = 300
MODEL_STEP = "tokens"


def texts(n: int) -> list[str]:
    """Return n French articles, each another text."""
    if TRAINING.exists():
        lines = TRAINING.read_text(encoding="utf-8").splitlines()
        found = [json.loads(line)["text"] for line in lines]
    else:
        found = [
            path.read_text(encoding="utf-8", errors="replace")
            for path in sorted((PROJECT / "seeds").rglob("*.txt"))
        ]
    return [
        text if k < len(found) else f"{text}\n\nNuméro {k}." for k, text in enumerate(islice(cycle(found), n))
    ]


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    started = perf_counter()
    work()
    return perf_counter() - started


def bare_model(some: list[str]) -> float:
    """Return the seconds of the stock French model, names and parse, in one process, once it is loaded."""
    nlp = spacy.load(lang.load("fr", "language")["model"])
    list(nlp.pipe(some[:5]))
    return timed(lambda: list(nlp.pipe(some)))


def extractors(some: list[str]) -> Iterator[tuple[str, float]]:
    """Yield each recipe's first table with its seconds, every frame in memory, models loaded before."""
    rows = [{"article_id": article_id(text), "text": text} for text in some]
    frames = {"texts": pl.DataFrame(rows, schema=schema_of("texts"))}
    for recipe in RECIPES:
        if recipe.tables[0] == MODEL_STEP:
            recipe.extract(*read_articles(frames["texts"].head(3)))
        started = perf_counter()
        result = recipe.extract(*(frames[name] for name in recipe.inputs))
        seconds = perf_counter() - started
        frames |= dict(zip(recipe.tables, result if isinstance(result, tuple) else (result,), strict=True))
        yield recipe.tables[0], seconds


def runs(some: list[str], folder: Path) -> dict[str, float]:
    """Return the seconds of a first run of `dixit ingest`, one with nothing changed, and one with one change."""
    drop = folder / "seeds" / "drop"
    drop.mkdir(parents=True)
    for k, text in enumerate(some):
        (drop / f"{k:05}.txt").write_text(text, encoding="utf-8")
    out = folder / "out"
    seconds = {"first run": ingest(drop.parent, out), "nothing changed": ingest(drop.parent, out)}
    (drop / "00000.txt").write_text(f"{some[0]}\n\nUne ligne de plus.", encoding="utf-8")
    return {**seconds, "one article changed": ingest(drop.parent, out)}


def main() -> None:
    """Print the table."""
    some = texts(N_ARTICLES)
    bare = bare_model(some)
    print(
        f"{len(some)} articles; everything as a share of the bare model ({len(some) / bare:.0f} articles/s here)\n"
    )
    print(f"{'bare model, one process':<28}{1:>8.3f}")
    shares = dict(extractors(some))
    for name, seconds in shares.items():
        print(f"{name:<28}{seconds / bare:>8.3f}")
    reading = sum(shares[name] for name in ("quotes", "sources", "mentions"))
    print(f"\nquotes, sources and mentions over tokens (aim < 0.333): {reading / shares[MODEL_STEP]:.3f}")
    print(f"dates over tokens (aim < 0.100): {shares['dates'] / shares[MODEL_STEP]:.3f}\n")
    folder = Path(tempfile.mkdtemp())
    try:
        for name, seconds in runs(some, folder).items():
            print(f"{name:<28}{seconds / bare:>8.3f}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
