"""Scores gold articles, cases and pages, each figure beside its floor in floors.json: what `make eval` prints.

The scorers and the development gold lie beside the project, in ../shared/eval; without them there is nothing to run.
The gold articles that judge are one warehouse, those that are read another; cases (of public bug reports) and pages (HTML) make one of
their own each.

    python -m tests.gold.evaluate [NAME ...]
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from tests.gold import attribution, standoff

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
EVAL = PROJECT.parent / "shared" / "eval"
SEEDS = PROJECT.parent / "shared" / "seeds"
FLOORS = HERE / "floors.json"
DEV = ("wikinews_fr", "seeds", "press_fr", "press_es")
SUITES: dict[str, list[str | Path]] = {  # scorers that run `dixit ingest` themselves
    "cases": [EVAL / "cases.py", EVAL / "reports"],
    "pages": [EVAL / "score_pages.py", EVAL / "pages" / "truth.jsonl", EVAL / "pages"],
}
NONE = ("articles_missing", "text_differs", "bad_offsets")  # of nothing that is scored
MARKED = {  # what the scorer tells of newspaper articles in which quotes, names or dates alone are marked
    "press": (*NONE, "quotes", "quoted", "indirect", "speaker", "joint", "relay", "noise"),
    "names": (*NONE, "entities_recall", "entities_precision", "merged", "mixed_up"),
    "dates": (*NONE, "dates_span", "dates_value"),
}
Figures = dict[str, float | list[str]]


def names() -> list[str]:
    """Return what can be scored: the development gold, the newspapers', the articles written for this project, the suites."""
    dev = [f"dev/{name}" for name in DEV]
    press = [name if "/" in name else f"press/{name}" for name in standoff.names()]
    return [*dev, *press, *written(), *SUITES]


def written() -> list[str]:
    """Return the names of the articles written for this project."""
    paths = (path for path in HERE.glob("*/*.jsonl") if path.parent != standoff.PRESS)
    return sorted(f"{path.parent.name}/{path.stem}" for path in paths)


def judging() -> list[str]:
    """Return what can be scored without the newspapers' articles that are read and trained on."""
    return [name for name in names() if not name.partition("/")[2].startswith("read")]


def gold_file(name: str) -> Path:
    """Return the file of some gold, with its text."""
    folder, _, file = name.partition("/")
    if folder == "dev":
        return EVAL / "dev" / f"{file}.jsonl"
    if folder in MARKED:
        return Path(_joined(name.removeprefix("press/")).name) / "gold.jsonl"
    return HERE / f"{name}.jsonl"


@cache
def _joined(name: str) -> "tempfile.TemporaryDirectory[str]":
    """Return a folder, there as long as the process, that holds a file of the newspapers' gold joined to its text."""
    folder = tempfile.TemporaryDirectory()
    lines = [json.dumps(article, ensure_ascii=False) + "\n" for article in standoff.join(name)]
    (Path(folder.name) / "gold.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


def lay_out(seeds: Path, wanted: Iterable[str]) -> None:
    """Lay gold out, each file as a drop; the five documents of the seeds are one drop, whole."""
    for name in wanted:
        drop = seeds / name.replace("/", "_")
        if name == "dev/seeds":
            drop.mkdir(parents=True)
            for document in SEEDS.glob("*.txt"):
                (drop / document.name).write_bytes(document.read_bytes())
        elif name not in SUITES:
            command = [sys.executable, EVAL / "prepare.py", gold_file(name), drop]
            subprocess.run(command, check=True, capture_output=True)


def score(name: str, warehouse: Path) -> Figures:
    """Return the figures of a gold file, read off a warehouse that holds it, or those of a suite, as plain numbers."""
    if name in SUITES:
        command = [*SUITES[name], "--dixit", Path(sys.executable).with_name("dixit")]
    else:
        command = [EVAL / "score.py", warehouse / "dixit.duckdb", gold_file(name)]
    done = subprocess.run(
        [sys.executable, *command, "--json"], check=True, capture_output=True, text=True, cwd=PROJECT
    )
    found = {figure: _number(value) for figure, value in json.loads(done.stdout.splitlines()[-1]).items()}
    folder = name.partition("/")[0]
    if folder in MARKED:
        found = {figure: found[figure] for figure in MARKED[folder]}
    if folder == "press":
        judged = attribution.verdicts(warehouse, gold_file(name), attribution.scorer(EVAL / "score.py"))
        found |= {**attribution.figures(judged), **standoff.described(warehouse, gold_file(name))}
        found |= {f"right_at_{said}": true for said, true, _ in attribution.curve(judged)}
    return found


def _number(value: object) -> float | list[str]:
    """Read «3/4» as a share and an F1 out of its table; a list of missing articles stays a list."""
    if isinstance(value, dict):  # precision, recall, F1
        return float(value["f1"])
    if isinstance(value, str):
        right, total = map(int, value.split("/"))
        return round(right / total, 3) if total else 1.0
    return value  # type: ignore[return-value]


def verdicts(name: str, figures: Figures) -> Iterator[tuple[str, float | list[str], str, bool]]:
    """Yield figure, value, bound and whether it holds, for every figure of what was scored."""
    bounds = {"least": {}, "most": {}, **json.loads(FLOORS.read_text(encoding="utf-8")).get(name, {})}
    for figure, value in figures.items():
        least, most = bounds["least"].get(figure), bounds["most"].get(figure, 0 if figure in NONE else None)
        amount = len(value) if isinstance(value, list) else value
        holds = (least is None or amount >= least) and (most is None or amount <= most)
        bound = f">= {least}" if least is not None else f"<= {most}" if most is not None else ""
        yield figure, value, bound, holds


def ingest(seeds: Path, warehouse: Path) -> None:
    """Run the command that users run."""
    folders = ["--seeds", str(seeds), "--warehouse", str(warehouse)]
    command = [sys.executable, "-m", "pipeline.cli", "ingest", *folders]
    subprocess.run(command, check=True, capture_output=True, cwd=PROJECT)


def scores(wanted: Sequence[str]) -> Iterator[tuple[str, Figures]]:
    """Yield the figures of everything that is wanted; what is read lies in a warehouse of its own, and lends nothing to what judges."""
    judges = judging()
    for group in (judges, [name for name in names() if name not in judges]):
        asked = [name for name in group if name in wanted]
        with tempfile.TemporaryDirectory() as folder:
            seeds, warehouse = Path(folder) / "seeds", Path(folder) / "warehouse"
            if set(asked) - set(SUITES):
                lay_out(seeds, group)
                ingest(seeds, warehouse)
            for name in asked:
                yield name, score(name, warehouse)


def main() -> int:
    """Print every figure beside its floor; exit 1 where one does not hold."""
    if not (EVAL.exists() and standoff.POOL.exists()):
        print(
            f"nothing to score: the gold lies in {EVAL.parent.name}/{EVAL.name} beside the project, and it is not there"
        )
        return 0
    failed = 0
    for name, figures in scores(sys.argv[1:] or names()):
        print(f"\n{name}")
        for figure, value, bound, holds in verdicts(name, figures):
            print(f"  {figure:<20} {value!s:<8} {bound:<10} {'' if holds else 'BELOW ITS FLOOR'}")
            failed += not holds
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
