"""One machine and a Ray cluster of two nodes on it, over the same articles; what more articles would take, on paper.

The marginal cost of an article is that of the articles between a small and a large run, so that starts are taken out.
The paper takes the slopes for straight lines: of each step from these runs, of the names from mentions made up by
bench/names.py, ten times as many as the large run has.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import dagster as dg
import polars as pl

from bench.cluster import NODES, Cluster, two_nodes
from bench.command import Run, ingest
from bench.machine import level, machine
from bench.names import resolved
from bench.press import recombined, write_drop
from pipeline.frames import RECIPES, Frames

ARTICLES_A_DROP = 1_000
MOST_RATIO = 1.3
ON_PAPER = (1_000_000, 100_000_000)
NIGHT = 12 * 3600  # seconds
NODE_CORES, NODE_BYTES = 16, 64 * 2**30
LEAST_FEEDING = (
    0.0005  # seconds an article of the process that writes: less is lost in the noise of small runs
)
LEAST_MENTIONS = 300_000  # fewer leave no trace in a process's memory
TURNS = 2
TIMES = ("first_seen_at", "last_seen_at")


class Size(NamedTuple):
    """What was measured at a number of articles, on one engine."""

    articles: int
    run: Run
    steps: dict[str, float]  # seconds
    bytes_of_frames: int
    bytes_of_warehouse: int


Sizes = tuple[Size, Size]  # few articles, many


def measure(folder: Path, n_articles: int, cluster: Cluster | None) -> Size:
    """Read n articles anew and return what that took."""
    seeds, out = (
        folder / f"seeds-{n_articles}",
        folder / f"{'local' if cluster is None else 'ray'}-{n_articles}",
    )
    if not seeds.exists():
        texts = recombined(n_articles)
        for first in range(0, n_articles, ARTICLES_A_DROP):
            write_drop(list(islice(texts, ARTICLES_A_DROP)), seeds / f"{first:06}")
    shutil.rmtree(out, ignore_errors=True)
    run = ingest(seeds, out, cluster.environment, [cluster.process]) if cluster else ingest(seeds, out)
    frames = sum(path.stat().st_size for path in (out / "frames").rglob("*.parquet"))
    return Size(n_articles, run, seconds_of_steps(out), frames, (out / "dixit.duckdb").stat().st_size)


def in_turns(folder: Path, few: int, many: int, cluster: Cluster) -> list[tuple[Sizes, Sizes]]:
    """Return what both engines took for both sizes, turn after turn: one engine, the other, with each size.

    A machine is not as quick at every time, and the ratio of two engines is what is asked.
    """
    turns = []
    for _ in range(TURNS):
        small, large = ((measure(folder, n, None), measure(folder, n, cluster)) for n in (few, many))
        turns.append(((small[0], large[0]), (small[1], large[1])))
    return turns


def quickest(turns: Sequence[Sizes]) -> Sizes:
    """Return the least that each size took."""
    small, large = (min(sizes, key=lambda size: size.run.seconds) for sizes in zip(*turns, strict=True))
    return small, large


def seconds_an_article(sizes: Sizes) -> float:
    """Return the seconds of an article more."""
    return slope(*(size.run.seconds for size in sizes), sizes)


def seconds_of_steps(home: Path) -> dict[str, float]:
    """Return the seconds of each step of the runs of a warehouse, from their history."""
    os.environ["DAGSTER_HOME"] = str(home)
    seconds: dict[str, float] = {}
    with dg.DagsterInstance.get() as instance:
        for run in instance.get_runs():
            for step in instance.get_run_step_stats(run.run_id):
                if step.start_time and step.end_time:
                    took = step.end_time - step.start_time
                    seconds[step.step_key] = seconds.get(step.step_key, 0) + took
    return seconds


def slope(small: float, large: float, sizes: Sizes) -> float:
    """Return the growth of an amount by article."""
    return (large - small) / (sizes[1].articles - sizes[0].articles)


def differing(folder: Path, n_articles: int) -> list[str]:
    """Return the frames, as table/drop, whose rows the two engines did not make alike."""
    local, ray = (Frames(folder / f"{engine}-{n_articles}" / "frames") for engine in ("local", "ray"))
    tables = [path.name for path in sorted((folder / f"local-{n_articles}" / "frames").iterdir())]
    found: list[str] = []
    for table in tables:
        for drop in sorted({*local.drops(table), *ray.drops(table)}):
            mine, theirs = (
                frames.scan(table, drop).drop(TIMES, strict=False).collect() for frames in (local, ray)
            )
            if not mine.equals(theirs):
                found.append(f"{table}/{drop}")
    return found


def on_paper(sizes: Sizes, folder: Path) -> None:
    """Print hours, cores and storage of more articles, and what gives way first."""
    small, large = sizes
    steps = {
        name: max(0.0, slope(small.steps.get(name, 0), seconds, sizes))
        for name, seconds in large.steps.items()
    }
    shared = {recipe.tables[0] for recipe in RECIPES}
    cores = min(os.cpu_count() or 1, NODES)
    by_core = sum(steps[name] for name in shared) * cores
    alone = {name: seconds for name, seconds in steps.items() if name not in shared}
    feeding = max(LEAST_FEEDING, slope(small.run.own_cpu, large.run.own_cpu, sizes) - sum(alone.values()))
    n_mentions = Frames(folder / f"local-{large.articles}" / "frames").scan_all("mentions")
    mentions = n_mentions.select(pl.len()).collect().item() / large.articles
    n_mentions, seconds, megabytes = resolved(
        folder, max(LEAST_MENTIONS, round(10 * mentions * large.articles))
    )
    seconds, held = seconds / n_mentions, megabytes * 2**20 / n_mentions
    alone["entities"] = max(alone["entities"], seconds * mentions)
    fed = by_core / feeding
    storage = [
        slope(*(getattr(size, what) for size in sizes), sizes)
        for what in ("bytes_of_frames", "bytes_of_warehouse")
    ]
    print(f"\non paper, from these slopes; nodes of {NODE_CORES} cores and {NODE_BYTES >> 30} GB")
    print(f"{'articles':<44}" + "".join(f"{n:>14,}" for n in ON_PAPER))
    lines: list[tuple[str, float, float]] = [
        ("extractors, hours of one core", by_core / 3600, 1),
        ("nodes for that in a night of 12 hours", by_core / NIGHT / NODE_CORES, 1),
        (f"runs side by side ({fed:.0f} cores a writing process)", by_core / NIGHT / fed, 1),
        *((f"{name}, one process, hours", each / 3600, 1) for name, each in sorted(alone.items()) if each),
        ("names over all drops, GB of memory", held * mentions, 2**30),
        ("frames, GB", storage[0], 1e9),
        ("warehouse, GB", storage[1], 1e9),
    ]
    for what, each, unit in lines:
        print(f"{what:<44}" + "".join(f"{n * each / unit:>14,.1f}" for n in ON_PAPER))
    limits = {
        f"names over all drops: they fill the memory of a node ({NODE_BYTES >> 30} GB)": NODE_BYTES
        / (held * mentions),
        **{f"{name}: one process works a night on it": NIGHT / each for name, each in alone.items() if each},
    }
    print("\nwhat gives way, by the number of articles at which it does")
    for what, n in sorted(limits.items(), key=lambda limit: limit[1])[:4]:
        print(f"{n:>14,.0f}  {what}")


def main() -> int:
    """Print the table and the paper; return 1 where the cluster costs too much or makes other rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 5_000])
    few, many = parser.parse_args().sizes
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = perf_counter()
        with two_nodes() as cluster:
            start = perf_counter() - started
            turns = in_turns(folder, few, many, cluster)
        local, ray = (quickest(engine) for engine in zip(*turns, strict=True))
        others = differing(folder, many)
        costs = [seconds_an_article(sizes) for sizes in (local, ray)]
        print(f"{machine()}; {few} and {many} articles, {TURNS} turns each\n")
        print(f"{'':<34}{'processes':>12}{'Ray':>12}")
        rows = [
            ("ms an article, starts taken out", [1000 * cost for cost in costs]),
            (f"seconds, {many} articles", [sizes[1].run.seconds for sizes in (local, ray)]),
            (
                "seconds of start",
                [s[0].run.seconds - cost * few for s, cost in zip((local, ray), costs, strict=True)],
            ),
            ("seconds of the cluster's own start", [0, start]),
            ("MB at most", [sizes[1].run.megabytes for sizes in (local, ray)]),
        ]
        for what, values in rows:
            print(f"{what:<34}" + "".join(f"{value:>12.1f}" for value in values) + f"   [{level()}]")
        ratio = costs[1] / costs[0]
        each = ", ".join(f"{seconds_an_article(b) / seconds_an_article(a):.2f}" for a, b in turns)
        print(f"\nRay over processes: {ratio:.2f} (aim <= {MOST_RATIO}), turn by turn {each}")
        print(f"frames that differ: {len(others)} {others[:5]}")
        on_paper(local, folder)
    return int(ratio > MOST_RATIO or bool(others))


if __name__ == "__main__":
    sys.exit(main())
