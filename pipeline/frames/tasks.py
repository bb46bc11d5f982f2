"""Tasks: an extractor on some articles of a drop, wherever it runs; those that it fails on are set aside and named.

Belongs here: what one call of an extractor gives. Does not belong here: which articles, in which order (frames.py), how
many may fail (warehouse/losses.py), and where the call runs (engine.py).
"""

import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.tables import TABLES

Extractor = Callable[..., pl.DataFrame | tuple[pl.DataFrame, ...]]

FAULTS_OF_THE_MACHINE = (OSError, MemoryError, BrokenExecutor, ImportError)
FAILURES = pl.Schema({"article_id": pl.Int64, "reason": pl.String})
LONGEST_REASON = 200


@dataclass(frozen=True)
class Extraction:
    """The call of an extractor that makes some tables; a task of the engine."""

    tables: tuple[str, ...]
    extract: Extractor

    def __call__(self, frames: Sequence[pl.DataFrame]) -> list[pl.DataFrame]:
        """Return a frame a table by its contract, and the articles that the extractor fails on.

        Args:
            frames: the article ids, then the extractor's inputs, sorted by article_id.

        Raises:
            Exception: a fault of the machine, which is no article's.
        """
        ids, *inputs = frames
        return self._some(ids["article_id"], inputs)

    def _some(self, ids: pl.Series, inputs: Sequence[pl.DataFrame]) -> list[pl.DataFrame]:
        """Return frames and failures of some articles, those that the extractor fails on found by halving."""
        try:
            result = self.extract(*inputs)
            frames = result if isinstance(result, tuple) else (result,)
            made = [_validated(table, frame) for table, frame in zip(self.tables, frames, strict=True)]
            return [*made, pl.DataFrame(schema=FAILURES)]
        except FAULTS_OF_THE_MACHINE:
            raise
        except Exception as error:  # noqa: BLE001  (whatever an extractor raises is told with its article)
            reason = _reason(error)
        if len(ids) == 1:
            failure = pl.DataFrame([(ids[0], reason)], schema=FAILURES, orient="row")
            return [*map(_empty, self.tables), failure]
        half = len(ids) // 2
        halves = [self._some(part, cut(inputs, part)) for part in (ids[:half], ids[half:])]
        return [pl.concat(pair) for pair in zip(*halves, strict=True)]


def cut(frames: Sequence[pl.DataFrame], ids: pl.Series) -> list[pl.DataFrame]:
    """Return the rows from the first to the last of some articles; frames and ids are sorted by article_id."""
    parts: list[pl.DataFrame] = []
    for frame in frames:
        key = frame["article_id"]
        start = key.search_sorted(ids[0], "left")
        parts.append(frame.slice(start, key.search_sorted(ids[-1], "right") - start))
    return parts


def _reason(error: Exception) -> str:
    """Say in one line what an extractor raised, and where."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    told = " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST_REASON]
    return f"{told} ({Path(place.filename).name}:{place.lineno})"


def _validated(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    return TABLES[table].validate(frame, cast=True).select(_empty(table).columns)


def _empty(table: str) -> pl.DataFrame:
    return TABLES[table].create_empty()
