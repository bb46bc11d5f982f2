"""Resolves a million synthetic mentions with known truth: `make bench-names`. Time, growth, precision, recall, memory.

The number of people grows with the square root of the mentions and more (Heaps' law, exponent 0.65); who is named is
skewed to a few; spellings vary by capitals, order, transliteration and slips of the hand.
"""

import random
import resource
import sys
from time import perf_counter

import polars as pl

from bench.machine import machine
from pipeline.extract.entities import resolve_entities
from pipeline.extract.ids import content_id

SIZES = (100_000, 1_000_000)
MOST_SECONDS = 300
MOST_GROWTH = 12
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


def main() -> int:
    """Print a line for each size; exit 1 where the time or its growth is over the bound."""
    print(machine())
    seconds = []
    for size in SIZES:
        mentions, articles, truth = corpus(size)
        started = perf_counter()
        found = resolve_entities(mentions, articles)
        seconds.append(perf_counter() - started)
        both = truth.join(found.links, on="cluster_id")
        joined, same, right = (
            _pairs(both.group_by(keys).len()["len"])
            for keys in (["entity_id"], ["person"], ["entity_id", "person"])
        )
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{len(mentions):>9} mentions  {seconds[-1]:6.1f} s  {len(found.entities)} entities  "
            f"precision {right / joined:.3f}  recall {right / same:.3f}  peak {memory} MB",
            flush=True,
        )
    growth = seconds[-1] / seconds[0]
    print(f"growth {growth:.1f}-fold for {SIZES[-1] // SIZES[0]} times the mentions")
    return int(seconds[-1] > MOST_SECONDS or growth > MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
