"""What an article costs, as ratios measured in one run: the bare model, other tools, each extractor, whole runs.

The measure is bare spaCy: fr_core_news_md as it comes, names and parse, one process, once it is loaded.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import perf_counter

import dateparser.search
import polars as pl
import spacy
from spacy.language import Language
from textacy.extract import direct_quotations

from bench.command import ingest
from bench.machine import level, machine
from bench.press import newspapers, real, write_drop
from pipeline import lang
from pipeline.extract.articles import article_id, read_articles
from pipeline.frames import RECIPES, schema_of

FEW, MANY = 300, 871  # the marginal cost is that of the articles between
TIMES = 5
TIMES_LONG = 2
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


def runs(texts: list[str], folder: Path, bare: Callable[[], object]) -> dict[str, float]:
    """Return the seconds of bare spaCy and of `dixit ingest`: few, many, one article, nothing changed, one changed.

    Each is the least of several, and the kinds take turns, since a machine is not as quick at every time; long runs
    take fewer.
    """
    for name, some in (("few", texts[:FEW]), ("many", texts), ("one article", texts[:1])):
        write_drop(some, folder / name / "seeds" / "drop")
    alone, seeds, out = folder / "one article" / "seeds", folder / "many" / "seeds", folder / "many" / "out"
    long = [
        {
            "bare": timed(bare),
            "many": ingest(seeds, out if not turn else folder / f"many-{turn}").seconds,
            "few": ingest(folder / "few" / "seeds", folder / f"few-{turn}").seconds,
        }
        for turn in range(TIMES_LONG)
    ]
    short = [
        {
            "one article": ingest(alone, folder / f"out-{turn}").seconds,
            "nothing changed": ingest(seeds, out).seconds,
            "one article changed": one_changed(seeds, out),
        }
        for turn in range(TIMES)
    ]
    return {name: min(turn[name] for turn in turns) for turns in (long, short) for name in turns[0]}


def one_changed(seeds: Path, out: Path) -> float:
    """Return the seconds of a run after a line more in one article."""
    with (seeds / "drop" / "000000.txt").open("a", encoding="utf-8") as file:
        file.write("\n\nUne ligne de plus.")
    return ingest(seeds, out).seconds


def told(what: str, value: str) -> None:
    """Print a figure with the arithmetic that it was measured on."""
    print(f"{what:<52}{value:>12}   [{level()}]", flush=True)


def table(kind: str, texts: list[str], nlp: Language) -> None:
    """Print what some articles cost."""
    characters = sum(map(len, texts))
    few = sum(map(len, texts[:FEW]))
    with tempfile.TemporaryDirectory() as folder:
        seconds = runs(texts, Path(folder), lambda: list(nlp.pipe(texts)))
    more = (seconds["many"] - seconds["few"]) / (characters - few)  # a character more
    print(f"\n{len(texts)} articles, {kind}, {characters / len(texts):,.0f} characters on average")
    told("bare spaCy, one process, articles a second", f"{len(texts) / seconds['bare']:.1f}")
    told("bare spaCy, seconds a million characters", f"{1e6 * seconds['bare'] / characters:.1f}")
    told("an article more, everything, beside bare spaCy", f"{more * characters / seconds['bare']:.2f}")
    told("  seconds a million characters", f"{1e6 * more:.1f}")
    told("first run, beside bare spaCy", f"{seconds['many'] / seconds['bare']:.2f}")
    told("a first run of one article", f"{seconds['one article']:.1f} s")
    told("nothing changed", f"{seconds['nothing changed']:.1f} s")
    told("one article changed", f"{seconds['one article changed']:.1f} s")


def main() -> None:
    """Print the tables."""
    texts = real(MANY)
    nlp = spacy.load(lang.load("fr", "language")["model"])
    list(nlp.pipe(texts[:5]))
    print(machine())
    some = texts[:FEW]
    turns = [
        (timed(lambda: list(nlp.pipe(some))), timed(lambda: others(some, nlp))) for _ in range(TIMES_LONG)
    ]
    share = min(bare for bare, _ in turns)
    print(f"\n{FEW} articles of Wikinews, one process, beside bare spaCy")
    told("spaCy + textacy + dateparser", f"{min(all_three for _, all_three in turns) / share:.2f}")
    for name, seconds in extractors(some):
        told(name, f"{seconds / share:.2f}")
    table("Wikinews", texts, nlp)
    if papers := newspapers(MANY):
        table("newspapers", papers, nlp)


if __name__ == "__main__":
    main()
