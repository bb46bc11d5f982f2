"""What an article costs, as ratios measured in one run: the bare model, other tools, each extractor, whole runs.

The measure is bare spaCy: fr_core_news_md as it comes, names and parse, one process, once it is loaded.
"""

import os
import platform
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import dateparser.search
import polars as pl
import spacy
from spacy.language import Language
from textacy.extract import direct_quotations

from bench.command import ingest
from bench.press import real, write_drop
from pipeline import lang
from pipeline.extract.articles import article_id, read_articles
from pipeline.frames import schema_of
from pipeline.recipes import RECIPES

FEW, MANY = 300, 871  # the marginal cost is that of the articles between
TIMES = 5
MODEL_STEP = "tokens"


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    started = perf_counter()
    work()
    return perf_counter() - started


def others(texts: list[str], nlp: Language) -> None:
    """Read articles with tools as they come: names and parse, then textacy's quotes and dateparser's dates."""
    for doc in nlp.pipe(texts):
        _ = [(name.text, name.label_) for name in doc.ents]
        with suppress(ValueError):  # it refuses an article with an odd number of marks
            list(direct_quotations(doc))
        dateparser.search.search_dates(doc.text, languages=["fr"])


def extractors(texts: list[str]) -> Iterator[tuple[str, float]]:
    """Yield each recipe's first table with its seconds in one process, frames in memory, models loaded before."""
    rows = [{"article_id": article_id(text), "text": text} for text in texts]
    frames = {"texts": pl.DataFrame(rows, schema=schema_of("texts"))}
    for recipe in RECIPES:
        if recipe.tables[0] == MODEL_STEP:
            recipe.extract(*read_articles(frames["texts"].head(3)))
        started = perf_counter()
        result = recipe.extract(*(frames[name] for name in recipe.inputs))
        seconds = perf_counter() - started
        frames |= dict(zip(recipe.tables, result if isinstance(result, tuple) else (result,), strict=True))
        yield recipe.tables[0], seconds


def runs(texts: list[str], folder: Path) -> dict[str, float]:
    """Return the seconds of `dixit ingest`: few, many, one article, nothing changed, one changed among many.

    A short run is the shortest of several, since the start of a process varies more than what is measured; the kinds take
    turns, since a machine is not as quick at every time.
    """
    for name, some in (("few", texts[:FEW]), ("many", texts), ("one article", texts[:1])):
        write_drop(some, folder / name / "seeds" / "drop")
    seconds = {
        name: ingest(folder / name / "seeds", folder / name / "out").seconds for name in ("few", "many")
    }
    alone, seeds, out = folder / "one article" / "seeds", folder / "many" / "seeds", folder / "many" / "out"
    turns = [
        {
            "one article": ingest(alone, folder / f"out-{turn}").seconds,
            "nothing changed": ingest(seeds, out).seconds,
            "one article changed": one_changed(seeds, out),
        }
        for turn in range(TIMES)
    ]
    return seconds | {name: min(turn[name] for turn in turns) for name in turns[0]}


def one_changed(seeds: Path, out: Path) -> float:
    """Return the seconds of a run after a line more in one article."""
    with (seeds / "drop" / "000000.txt").open("a", encoding="utf-8") as file:
        file.write("\n\nUne ligne de plus.")
    return ingest(seeds, out).seconds


def main() -> None:
    """Print the table."""
    texts = real(MANY)
    nlp = spacy.load(lang.load("fr", "language")["model"])
    list(nlp.pipe(texts[:5]))
    bare = timed(lambda: list(nlp.pipe(texts)))
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    )
    print(f"{MANY} articles; bare spaCy reads {MANY / bare:.1f} a second and is 1\n")
    some = texts[:FEW]
    share = timed(lambda: list(nlp.pipe(some)))
    print(f"{'bare spaCy, one process':<44}{1:>7.2f}")
    print(
        f"{'spaCy + textacy + dateparser, one process':<44}{timed(lambda: others(some, nlp)) / share:>7.2f}"
    )
    for name, seconds in extractors(some):
        print(f"{f'  {name}, one process':<44}{seconds / share:>7.2f}")
    with tempfile.TemporaryDirectory() as folder:
        seconds = runs(texts, Path(folder))
    marginal = (seconds["many"] - seconds["few"]) / (MANY - FEW) * MANY
    print(f"{'dixit ingest, an article more, everything':<44}{marginal / bare:>7.2f}   aim 0.50")
    print(f"{f'dixit ingest, {MANY} articles, first run':<44}{seconds['many'] / bare:>7.2f}\n")
    print(f"{'fixed cost: a first run of one article':<44}{seconds['one article']:>7.1f} s")
    print(f"{f'nothing changed among {MANY}':<44}{seconds['nothing changed']:>7.1f} s   aim 3.0")
    print(f"{f'one changed among {MANY}':<44}{seconds['one article changed']:>7.1f} s   aim fixed cost + 1.0")


if __name__ == "__main__":
    main()
