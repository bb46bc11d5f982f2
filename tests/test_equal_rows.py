"""An article's rows depend on the article alone: not on its drop, its batch, its order or the process that reads it.

Proved on real articles that lie beside the project. DIXIT_PROOF_ARTICLES says on how many.
"""

import gzip
import json
import os
import random
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipeline.frames import engine
from tests.life.house import PROJECT, House

POOL = PROJECT.parent / "shared" / "pool" / "press.jsonl.gz"
ARTICLES = int(os.environ.get("DIXIT_PROOF_ARTICLES", "16"))
MANY_DROPS = max(2, ARTICLES // 10)
FRAMES = ("articles", "segments", "tokens", "dates", "mentions", "quotes", "quoted_terms", "sources")

pytestmark = pytest.mark.skipif(not POOL.exists(), reason="the pool of articles is not beside the project")


@pytest.fixture(scope="module")
def articles() -> list[str]:
    with gzip.open(POOL, "rt", encoding="utf-8") as lines:
        texts = sorted({json.loads(line)["text"] for line in lines})
    return random.Random(12).sample(texts, ARTICLES)  # noqa: S311  (no secret)


def read(root: Path, texts: list[str], drops: int) -> dict[str, pl.DataFrame]:
    """Return the frames of all drops, the articles laid out one after the other on so many drops."""
    house = House(root)
    for number, text in enumerate(texts):
        house.put(f"drop{number % drops:02}/{number:03}.txt", text)
    for drop in range(drops):
        house.prepare(f"drop{drop:02}")
    frames = house.folders.frames
    return {
        table: pl.concat(frames.scan(table, drop).collect() for drop in frames.drops(table)).sort(pl.all())
        for table in FRAMES
    }


@pytest.fixture(scope="module")
def together(articles: list[str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, pl.DataFrame]:
    made = read(tmp_path_factory.mktemp("together"), articles, 1)
    assert all(len(made[table]) for table in ("tokens", "dates", "mentions", "quotes"))
    return made


def assert_equal(made: dict[str, pl.DataFrame], wanted: dict[str, pl.DataFrame]) -> None:
    for table in FRAMES:
        assert_frame_equal(made[table], wanted[table])


def test_many_drops_give_the_rows_of_one(
    articles: list[str], together: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    assert_equal(read(tmp_path, articles, MANY_DROPS), together)


def test_two_workers_and_another_order_give_the_rows_of_one_process(
    articles: list[str],
    together: dict[str, pl.DataFrame],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(engine.SETTING, raising=False)
    monkeypatch.setattr(engine, "CORES", 2)
    monkeypatch.setattr(engine, "CHARACTERS_WORTH_WORKERS", 0)
    assert_equal(read(tmp_path, articles[::-1], 2), together)
    assert engine.at_work() == [engine.PROCESSES]
