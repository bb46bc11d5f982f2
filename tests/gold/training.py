"""What the trainers share: the gold articles to learn from, and how weights are written."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.gold import evaluate, standoff

READ = ("read", "found/read", "more/read")
OTHERS = ("read_en", "more/read_en", "read_es", "more/read_es")  # of other languages
BESIDE = {
    "press_fr": None,
    "quotes_fr_wikinews": "Wikinews",
}  # each with its outlet, where its lines name none
TRAIN = evaluate.EVAL.parent / "train"


def quoted(*others: str) -> Iterator[dict[str, Any]]:
    """Yield the French gold articles whose quotes are marked, and those of other files, each with its outlet as `site`.

    None is of an outlet that judges.
    """
    judging = standoff.judging()
    for name in (*READ, *others):
        yield from (article for article in standoff.join(name) if article["quotes"])
    for name, outlet in BESIDE.items():
        for line in (TRAIN / f"{name}.jsonl").open(encoding="utf-8"):
            article = {"site": outlet, **json.loads(line)}
            if article["site"] not in judging:
                yield article


def write(path: Path, weights: Mapping[str, float]) -> None:
    """Write weights in order of their names."""
    lines = [f"{name} = {weight}\n" for name, weight in sorted(weights.items())]
    path.write_text("[weights]\n" + "".join(lines), encoding="utf-8")
