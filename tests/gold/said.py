"""Scores said_on against tests/gold/said.jsonl: stand-off annotations of dated articles, their quotes by place.

A line names an article (source, id, sha256 of its text) and its quotes as [start, end, day]; the day is null where the text
says that the words are older and not from when. The texts lie beside the project, the sample's in seeds/.

    python -m tests.gold.said
"""

import csv
import gzip
import json
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pipeline.warehouse import ask
from tests.gold.evaluate import PROJECT, ingest

GOLD = Path(__file__).parent / "said.jsonl"
SHARED = PROJECT.parent / "shared"
TRAIN, POOL = SHARED / "train" / "press_fr.jsonl", SHARED / "pool" / "press.jsonl.gz"
ENOUGH = 0.5  # of the characters that two spans cover together


class Figures(NamedTuple):
    """How many quotes that were found have a day, and of those that have one how many have the right one."""

    n: int
    given: float
    right: float
    misses: list[str]


def gold() -> list[dict]:
    """Return the annotated articles."""
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def texts() -> Iterator[tuple[str, str, bytes, str | None]]:
    """Yield source, id, bytes and date of what is annotated, of all that is there."""
    wanted = {(row["source"], row["id"]) for row in gold()}
    for path in (PROJECT / "seeds").glob("*/*.txt"):
        name = path.relative_to(PROJECT / "seeds").as_posix()
        if ("seeds", name) in wanted:
            yield "seeds", name, path.read_bytes(), None
    for source, path in (("train/press_fr", TRAIN), ("pool", POOL)):
        if path.exists():
            data = path.read_bytes()
            for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines():
                row = json.loads(line)
                if (source, row["id"]) in wanted:
                    yield source, row["id"], row["text"].encode(), row["date"]


def file_of(source: str, name: str) -> str:
    """Return the path of an article in the seeds that are scored."""
    file = name.replace("/", "__").removesuffix(".txt") + ".txt"
    return f"{source.replace('/', '_')}/{file}"


def lay_out(seeds: Path) -> None:
    """Lay the annotated articles out as drops, with the dates that their readers saw."""
    known = {(row["source"], row["id"]): row["sha256"] for row in gold()}
    dates: dict[str, list[tuple[str, str]]] = {}
    for source, name, content, published in texts():
        assert sha256(content).hexdigest() == known[source, name], f"{name}: another text"
        path = seeds / file_of(source, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if published:
            dates.setdefault(path.parent.name, []).append((path.name, published))
    for drop, rows in dates.items():
        with (seeds / drop / "_metadata.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("path", "published"), *rows])


def score(warehouse: Path) -> Figures:
    """Return the figures of a warehouse that holds the annotated articles."""
    rows = ask(
        warehouse / "dixit.duckdb",
        "SELECT documents.path, quotes.start_char, quotes.end_char, quotes.said_on, quotes.said_method "
        "FROM quotes INNER JOIN documents USING (article_id)",
    )
    found: dict[str, list[tuple]] = {}
    for path, *row in rows.iter_rows():
        found.setdefault(path, []).append(tuple(row))
    n = given = right = 0
    misses = []
    for article in gold():
        path = file_of(article["source"], article["id"])
        for start, end, day in article["said"]:
            near = max(found.get(path, ()), key=lambda row: _overlap((start, end), row[:2]), default=None)
            if near is None or _overlap((start, end), near[:2]) < ENOUGH:
                continue
            n += 1
            given += near[2] is not None
            right += near[2] is not None and str(near[2]) == day
            if near[2] is not None and str(near[2]) != day:
                misses.append(f"{path} {start}: {near[2]} by {near[3]}, not {day}")
    return Figures(n, round(given / max(1, n), 3), round(right / max(1, given), 3), misses)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]))


def measure() -> Figures:
    """Read the annotated articles as users do, and score them."""
    with tempfile.TemporaryDirectory() as folder:
        seeds, warehouse = Path(folder) / "seeds", Path(folder) / "warehouse"
        lay_out(seeds)
        ingest(seeds, warehouse)
        return score(warehouse)


def main() -> int:
    """Print the figures, and every day that is not the right one."""
    figures = measure()
    print(*figures.misses, sep="\n")
    print(f"said_on: {figures.n} quotes, given {figures.given}, right where given {figures.right}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
