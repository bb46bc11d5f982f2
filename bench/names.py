"""Resolves millions of synthetic mentions with known truth: `make bench-names`. CPU time, growth, precision, recall, memory.

The number of people grows with the square root of the mentions and more (Heaps' law, exponent 0.65); who is named is
skewed to a few; spellings vary by capitals, order, transliteration and slips of the hand.
"""

import random
import resource
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import process_time

import polars as pl

from bench.machine import level, machine
from pipeline.extract.entities import resolve_entities
from pipeline.extract.ids import content_id
from pipeline.frames import ARTICLES_A_PART

SIZES = (1_000_000, 4_500_000)  # both more than a part: what is held beyond grows with the corpus
MOST_SECONDS = 300
MOST_GROWTH = 5.5
SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "di",
    "fa",
    "ga",
    "ka",
    "la",
    "li",
    "lo",
    "ma",
    "mi",
    "mo",
    "na",
    "ni",
    "no",
    "pa",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "ta",
    "te",
    "to",
    "va",
    "vi",
    "zo",
    "chen",
    "mar",
    "ber",
    "lan",
    "gor",
    "win",
    "dal",
    "fer",
    "lu",
    "pi",
    "sol",
    "tur",
]
ENDINGS = ["", "", "", "ov", "enko", "itch", "ski"]
HABITS = [("ov", "ow"), ("itch", "ich"), ("ski", "sky")]


def _word(rng: random.Random, least: int, most: int) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(least, most))).capitalize()


def _spelt(rng: random.Random, given: str, family: str) -> str:
    draw = rng.random()
    if draw < 0.88:
        return f"{given} {family}"
    if draw < 0.91:
        return f"{given.upper()} {family}"
    if draw < 0.93:
        return f"{family} {given}"
    if draw < 0.98:
        for old, new in HABITS:
            family = family.replace(old, new)
        return f"{given} {family}"
    return f"{given} {family[:-2]}{family[-1]}{family[-2]}"


def corpus(n: int, seed: int = 1) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return n mentions or a few more, their articles, and the truth: cluster_id, person."""
    rng = random.Random(seed)  # noqa: S311 - no secret is made here
    n_people = round(12 * n**0.65)
    givens = [_word(rng, 2, 3) for _ in range(3000)]
    families = [_word(rng, 2, 4) + rng.choice(ENDINGS) for _ in range(n_people // 3)]
    people = [(rng.choice(givens), rng.choice(families)) for _ in range(n_people)]
    rows: list[tuple[int, int, str, str, int]] = []
    truth: dict[int, int] = {}
    article = 0
    while len(rows) < n:
        article, at = article + 1, 0
        for _ in range(rng.randint(2, 8)):
            person = int(rng.random() ** 2 * n_people)
            name = _spelt(rng, *people[person])
            cluster = content_id(article, person)
            truth[cluster] = person
            for text in [name] + [people[person][1]] * rng.randint(0, 4):
                rows.append((article, at, text, name, cluster))
                at += len(text) + 1
    mentions = pl.DataFrame(
        rows, schema=["article_id", "start_char", "text", "name", "cluster_id"], orient="row"
    ).with_columns(
        end_char=pl.col("start_char") + pl.col("text").str.len_chars(),
        type=pl.lit("PER"),
        kind=pl.lit("name"),
        gender=pl.lit(None, pl.String),
        confidence=pl.lit(0.9),
        entity_id=pl.lit(None, pl.Int64),
    )
    articles = pl.DataFrame({"article_id": range(1, article + 1)}).with_columns(
        published_on=pl.date(2024, 1, 1), language=pl.lit("fr")
    )
    known = pl.DataFrame({"cluster_id": list(truth), "person": list(truth.values())})
    return mentions, articles, known


def _pairs(counts: pl.Series) -> float:
    return float((counts * (counts - 1) / 2).sum())


def resolved(folder: Path, size: int) -> tuple[int, float, float]:
    """Resolve made-up mentions that lie in Parquet, in a process of its own; leave its links and the truth in the folder.

    Returns:
        how many mentions they are, the CPU seconds it took, and the megabytes that it held more than an idle process.
    """
    mentions, articles, truth = corpus(size)
    for name, frame in (("mentions", mentions), ("articles", articles), ("truth", truth)):
        frame.write_parquet(folder / f"{name}.parquet")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        idle = pool.submit(_held).result()
        seconds, held = pool.submit(_resolve, folder).result()
    return len(mentions), seconds, held - idle


def _held() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _resolve(folder: Path) -> tuple[float, float]:
    articles = pl.read_parquet(folder / "articles.parquet")
    mentions = pl.scan_parquet(folder / "mentions.parquet")
    part = (pl.col("article_id") - 1) // ARTICLES_A_PART
    parts = [mentions.filter(part == number) for number in range(len(articles) // ARTICLES_A_PART + 1)]
    started = process_time()
    found = resolve_entities(parts, articles)
    seconds = process_time() - started
    found.links.write_parquet(folder / "links.parquet")
    return seconds, _held()


def main() -> int:
    """Print a line for each size; exit 1 where the time or its growth is over the bound."""
    print(machine())
    measures = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            n_mentions, seconds, megabytes = resolved(folder, size)
            truth, links = (pl.read_parquet(folder / f"{name}.parquet") for name in ("truth", "links"))
        measures.append((n_mentions, seconds, megabytes))
        both = truth.join(links, on="cluster_id")
        joined, same, right = (
            _pairs(both.group_by(keys).len()["len"])
            for keys in (["entity_id"], ["person"], ["entity_id", "person"])
        )
        print(
            f"{n_mentions:>9} mentions  {seconds:6.1f} s CPU  {links['entity_id'].n_unique()} entities  "
            f"precision {right / joined:.3f}  recall {right / same:.3f}  {megabytes:.0f} MB  [{level()}]",
            flush=True,
        )
    (few, quick, small), (many, slow, large) = measures
    print(f"growth {slow / quick:.1f}-fold for {SIZES[-1] / SIZES[0]:.1f} times the mentions")
    print(f"{1e6 * (large - small) / (many - few):.0f} bytes a mention more")
    return int(slow > MOST_SECONDS or slow / quick > MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
