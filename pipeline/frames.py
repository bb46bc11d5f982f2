"""Frames: one Parquet file a table a drop, and the rule that only what changed is computed again.

Belongs here: where frames lie, how they are read in ranges and replaced whole. Does not belong here: what the rows
mean (extract/), the DuckDB file (warehouse.py).

A frame is sorted by article_id, so a batch of articles is a range of ids and reads few row groups; batches keep memory
bounded however large the drop. The file's own metadata says which articles it was made from, by which version, and
holds the digest of its data: a file that is damaged anywhere is made again.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipeline.extract.lending import PUBLICATION_SCHEMA
from pipeline.parquet import KEYS, State, Writer, are_whole, file_name, notes, state_of
from pipeline.storage import Bucket, Folder, Store, is_alive, partial_of
from pipeline.tables import TABLES

ARTICLES_A_BATCH = 1_000
FAILURES_BORNE = 10  # one article in so many may fail before its extractor counts as broken
FAULTS_OF_THE_MACHINE = (OSError, MemoryError, BrokenExecutor, ImportError)
INTERNAL_SCHEMAS: dict[str, pl.Schema] = {
    # the decoded texts of a drop with what stands beside the files, before they are read as articles
    "texts": pl.Schema(
        {
            "article_id": pl.Int64,
            "text": pl.String,
            "published": pl.String,
            "title": pl.String,
            "byline": pl.String,
            "publisher": pl.String,
            "language": pl.String,
            "url": pl.String,
        }
    ),
    # which cluster of mentions is which entity
    "links": pl.Schema({"cluster_id": pl.Int64, "entity_id": pl.Int64}),
    # the dates and publications that articles of a story lend each other
    "lent_dates": TABLES["dates"].create_empty().schema,
    "lent_publications": PUBLICATION_SCHEMA,
}
LONGEST_REASON = 200
CORPUS = "all"  # the name under which a frame over all drops lies

Batch = Mapping[str, pl.DataFrame]
Extractor = Callable[..., pl.DataFrame | tuple[pl.DataFrame, ...]]


class Update(NamedTuple):
    """What an update did: articles computed, kept and failed, whether the version had changed."""

    computed: int
    kept: int
    failed: dict[int, str]
    new_version: bool


@dataclass(frozen=True)
class Frames:
    """The Parquet frames under one folder, or in one bucket."""

    root: Path | Bucket

    @cached_property
    def store(self) -> Store:
        """Where the frames lie."""
        return Folder(self.root) if isinstance(self.root, Path) else self.root

    def look(self) -> None:
        """See what is there now; what frames on object storage say of themselves is read at once, where it is new."""
        self.store.look()
        if isinstance(self.store, Bucket):
            notes(self.store, self.store.names())

    def name(self, table: str, drop: str) -> str:
        """Return under which name the frame of a table and drop lies; the drop's is made a safe file name."""
        return f"{table}/{file_name(drop)}.parquet"

    def drops(self, table: str) -> list[str]:
        """Return the drops that have a readable frame of the table, sorted."""
        names = (note.get("dixit.name") for note in notes(self.store, self.store.names(table)))
        return sorted(name for name in names if name is not None)

    def exists(self, table: str, drop: str) -> bool:
        """Tell whether there is a frame, readable or not."""
        return self.store.exists(self.name(table, drop))

    def scan(self, table: str, drop: str) -> pl.LazyFrame:
        """Return one frame, lazily; an empty one where there is no file; a column it lacks is NULL."""
        schema = schema_of(table)
        if not self.exists(table, drop):
            return pl.LazyFrame(schema=schema)
        store = self.store
        file = pl.scan_parquet(store.source(self.name(table, drop)), glob=False, **store.reading)
        has = set(file.collect_schema().names())
        return file.select(
            pl.col(name).cast(dtype) if name in has else pl.lit(None, dtype).alias(name)
            for name, dtype in schema.items()
        )

    def scan_all(self, table: str) -> pl.LazyFrame:
        """Return a table's frames of every drop, one after the other, with the column `drop` where it has none."""
        frames = [
            scan if "drop" in schema_of(table) else scan.with_columns(drop=pl.lit(drop))
            for drop in self.drops(table)
            for scan in [self.scan(table, drop)]
        ]
        return pl.concat(frames) if frames else pl.LazyFrame(schema={**schema_of(table), "drop": pl.String})

    def owners(self) -> pl.LazyFrame:
        """Return article_id and drop: the drop whose rows stand for an article, that of its first path."""
        loaded = self.scan_all("documents").filter(pl.col("status") == "loaded").sort("path")
        return loaded.unique("article_id", keep="first", maintain_order=True).select("article_id", "drop")

    def present(self, table: str) -> pl.LazyFrame:
        """Return the rows of every drop, of articles that are there, each article once."""
        rows = self.scan_all(table).join(self.owners(), on=["article_id", "drop"], how="semi")
        return rows.select(schema_of(table).names())

    def corpus(self, table: str) -> pl.LazyFrame:
        """Return a frame that is made over all drops at once."""
        return self.scan(table, CORPUS)

    def fingerprint(self) -> str:
        """Return the digest of what all frames hold, times aside; reads the files' metadata alone."""
        digest = blake2b(digest_size=16)
        names = self.store.names()
        for name, note in zip(names, notes(self.store, names), strict=True):
            digest.update(name.encode())
            for part in ("dixit.content", "dixit.failed"):
                digest.update(note.get(part, "").encode())
        return digest.hexdigest()

    def state(self, table: str, drop: str) -> State | None:
        """Return what a frame was made from; None where there is no readable frame."""
        return state_of(self.store, self.name(table, drop))

    def made_from(self, table: str, drop: str) -> tuple[str, str] | None:
        """Return the version and the basis of a frame's state alone; None where there is no readable frame."""
        (note,) = notes(self.store, [self.name(table, drop)])
        return (note["dixit.version"], note["dixit.basis"]) if note else None

    def failures(self) -> pl.DataFrame:
        """Return the articles that an extractor could not read: article_id and reason, one row an article."""
        names = self.store.names()
        rows = [
            {"article_id": article_id, "failure": f"{name.partition('/')[0]} not read: {why}"}
            for name, note in zip(names, notes(self.store, names), strict=True)
            for article_id, why in json.loads(note.get("dixit.failed", "{}")).items()
        ]
        found = pl.DataFrame(rows, schema={"article_id": pl.String, "failure": pl.String})
        return (
            found.select(pl.col("article_id").cast(pl.Int64), "failure")
            .unique()
            .group_by("article_id")
            .agg(pl.col("failure").sort().str.join("; "))
        )

    def remove_damaged(self, drop: str | None = None) -> list[str]:
        """Remove every frame (of a drop) whose data are not what was written; return them as table/file."""
        ending = "" if drop is None else self.name("", drop)
        names = [name for name in self.store.names() if name.endswith(ending)]
        damaged = [name for name, whole in zip(names, are_whole(self.store, names), strict=True) if not whole]
        for name in damaged:
            self.store.remove(name)
        return damaged

    def remove_leftovers(self) -> None:
        """Remove the files that killed processes were writing."""
        for path in self.store.partials.glob("*/*.partial"):
            if not is_alive(path):
                path.unlink(missing_ok=True)

    def write(self, table: str, drop: str, frame: pl.DataFrame, state: State | str = "") -> None:
        """Replace a frame whole; whether its content changed is told by its data, or by the keys of its state."""
        made_from = State(state, "", pl.DataFrame(schema=KEYS)) if isinstance(state, str) else state
        with self._writer([table], drop) as write:
            write([frame])
            write.finish(made_from, by_keys=isinstance(state, State))

    def remove(self, table: str, drop: str) -> None:
        """Remove a frame, if there is one."""
        self.store.remove(self.name(table, drop))

    def update(
        self, tables: Sequence[str], drop: str, made: "Made", progress: Callable[[int], None] = lambda _: None
    ) -> Update:
        """Bring the frames of a drop up to date: compute the articles whose input or maker changed, keep the rest.

        Args:
            tables: the tables that the extractor returns, in its order.
            drop: the drop.
            made: how they are made.
            progress: told the number of articles after each batch.

        Raises:
            Exception: what the extractor raised, where it fails on more than one article in FAILURES_BORNE.
        """
        if not self.exists(made.driver, drop):
            for table in tables:
                self.remove(table, drop)
            return Update(0, 0, {}, new_version=False)
        wanted = self._keys(made, drop)
        documents = self.state("documents", drop)
        basis = documents.basis if documents else ""
        state = self._common_state(tables, drop)
        same_version = state is not None and state.version == made.version
        done = state.keys if state is not None and same_version else wanted.clear()
        kept = wanted.join(done, on=["article_id", "key"], how="semi")
        failed = {key: why for key, why in state.failed.items() if key in kept["article_id"]} if state else {}
        n_new = len(wanted) - len(kept)
        if state is not None and same_version and state.basis == basis and not n_new:
            return Update(0, len(kept), failed, new_version=False)
        with self._writer(tables, drop) as write:
            for batch in wanted.sort("article_id").iter_slices(ARTICLES_A_BATCH):
                parts, newly_failed = self._batch(tables, drop, made, batch, kept)
                failed |= newly_failed
                write(parts)
                progress(len(batch))
            write.finish(State(made.version, basis, wanted, failed))
        return Update(n_new, len(kept), failed, new_version=state is not None and not same_version)

    def _common_state(self, tables: Sequence[str], drop: str) -> State | None:
        """Return the state that frames written together share; None where a run was killed between two of them."""
        states = [self.state(table, drop) for table in tables]
        first = states[0]
        same = all(s and first and s.version == first.version and s.keys.equals(first.keys) for s in states)
        return first if same else None

    def _keys(self, made: "Made", drop: str) -> pl.DataFrame:
        """Return article_id and key, the digest of the article's row in the frame that drives the extractor."""
        rows = self.scan(made.driver, drop).sort("article_id").collect()
        return pl.DataFrame({"article_id": rows["article_id"], "key": row_digests(rows)}, schema=KEYS)

    def _batch(
        self, tables: Sequence[str], drop: str, made: "Made", batch: pl.DataFrame, kept: pl.DataFrame
    ) -> tuple[list[pl.DataFrame], dict[int, str]]:
        fresh = batch.join(kept, on="article_id", how="anti")["article_id"]
        stale = batch.join(kept, on="article_id", how="semi")["article_id"]
        parts: list[list[pl.DataFrame]] = [[] for _ in tables]
        failed: dict[int, str] = {}
        if len(stale):
            for part, table in zip(parts, tables, strict=True):
                part.append(self._range(table, drop, stale))
        if len(fresh):
            inputs = [self._range(name, drop, fresh) for name in made.inputs]
            made_frames, failed = _extract(tables, made, inputs, fresh)
            for part, frame in zip(parts, made_frames, strict=True):
                part.append(frame)
        return [pl.concat(part).sort("article_id", maintain_order=True) for part in parts], failed

    def _range(self, table: str, drop: str, article_ids: pl.Series) -> pl.DataFrame:
        inside = pl.col("article_id").is_between(article_ids.min(), article_ids.max())
        return (
            self.scan(table, drop)
            .filter(inside)
            .collect()
            .filter(pl.col("article_id").is_in(article_ids.implode()))
        )

    @contextmanager
    def _writer(self, tables: Sequence[str], drop: str) -> Iterator["Writer"]:
        """Give a writer whose files take the place of the old ones only when all went well."""
        names = [self.name(table, drop) for table in tables]
        partials = [partial_of(self.store, name) for name in names]
        try:
            with Writer(
                drop, [(schema_of(table), path) for table, path in zip(tables, partials, strict=True)]
            ) as w:
                yield w
            for partial, name in zip(partials, names, strict=True):
                self.store.put(partial, name)
        finally:
            for partial in partials:
                partial.unlink(missing_ok=True)


@dataclass(frozen=True)
class Made:
    """How frames are made: which frames go in, one row of which is an article, by which function and version."""

    driver: str
    inputs: tuple[str, ...]
    extract: Extractor
    version: str


@cache
def schema_of(table: str) -> pl.Schema:
    """Return the columns of a frame: those of the contract, or of an internal frame."""
    return TABLES[table].create_empty().schema if table in TABLES else INTERNAL_SCHEMAS[table]


def row_digests(rows: pl.DataFrame) -> list[int]:
    """Return the digest of every row."""
    return [_digest(row) for row in rows.iter_rows()]


def _extract(
    tables: Sequence[str], made: "Made", inputs: Sequence[pl.DataFrame], article_ids: pl.Series
) -> tuple[list[pl.DataFrame], dict[int, str]]:
    """Return the frames of some articles, and the articles that the extractor fails on, found by halving."""
    try:
        result = made.extract(*inputs)
        frames = result if isinstance(result, tuple) else (result,)
        return [_validated(table, frame) for table, frame in zip(tables, frames, strict=True)], {}
    except FAULTS_OF_THE_MACHINE:
        raise
    except Exception as error:
        if len(article_ids) == 1:
            reason = " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST_REASON]
            return [_empty(table) for table in tables], {article_ids[0]: reason}
        half = len(article_ids) // 2
        frames_of_halves: list[list[pl.DataFrame]] = []
        failed: dict[int, str] = {}
        for ids in (article_ids[:half], article_ids[half:]):
            part = [frame.filter(pl.col("article_id").is_in(ids.implode())) for frame in inputs]
            frames_of_half, failed_in_half = _extract(tables, made, part, ids)
            frames_of_halves.append(frames_of_half)
            failed |= failed_in_half
            if len(failed) > max(1, len(article_ids) // FAILURES_BORNE):
                raise
        return [pl.concat(pair) for pair in zip(*frames_of_halves, strict=True)], failed


def _validated(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    return TABLES[table].validate(frame, cast=True).select(schema_of(table).names())


def _empty(table: str) -> pl.DataFrame:
    return pl.DataFrame(schema=schema_of(table))


def _digest(row: tuple[object, ...]) -> int:
    return int.from_bytes(
        blake2b(repr(row).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )
