"""Frames: one Parquet file a table a drop, and the rule that only what changed is computed again.

Belongs here: where frames lie, how they are read in ranges and replaced whole. Does not belong here: what the rows
mean (extract/), the DuckDB file (warehouse/).

A frame is sorted by article_id, so a batch of articles is a range of ids and reads few row groups; batches keep memory
bounded however large the drop. The file's own metadata says which articles it was made from, by which version, and
holds the digest of its data: a file that is damaged anywhere is made again.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipeline.frames.engine import map_parts
from pipeline.frames.parquet import KEYS, State, Writer, are_whole, file_name, notes, state_of
from pipeline.frames.schemas import schema_of
from pipeline.frames.storage import Folder, Store
from pipeline.frames.storage.bucket import Bucket
from pipeline.frames.storage.files import is_alive, partial_of
from pipeline.frames.tasks import Extraction, Extractor, cut

ARTICLES_A_BATCH = 1_000  # read together and written together
ARTICLES_A_PART = 50_000  # of a table that is read in parts
ROWS_A_GROUP = 10_000  # of a frame that is written whole
DROPS_REMEMBERED = 100  # of which the digests of rows stay in memory; a run takes fifty
CHARACTERS_A_TASK = 50_000  # some seconds of the model: long beside what a call costs, short beside a drop
SEEN = (
    "first_seen_at",
    "path",
    "document_id",
)  # of several documents with one text, the first holds the article
CORPUS = "all"  # the name under which a frame over all drops lies
UNKNOWN = State("", "")  # what a frame was made from that will always be made again


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

    def scan(self, table: str, drop: str, *, place: str | None = None) -> pl.LazyFrame:
        """Return one frame, lazily; an empty one where there is no file; a column it lacks is NULL.

        Args:
            table: its name.
            drop: the drop's.
            place: the name of a column that is to say from which file each row is.
        """
        schema = schema_of(table)
        if not self.exists(table, drop):
            return pl.LazyFrame(schema={**schema, **({place: pl.String} if place else {})})
        store = self.store
        source = store.source(self.name(table, drop))
        file = pl.scan_parquet(source, glob=False, include_file_paths=place, **store.reading)
        has = set(file.collect_schema().names())
        columns = (
            pl.col(name).cast(dtype) if name in has else pl.lit(None, dtype).alias(name)
            for name, dtype in schema.items()
        )
        return file.select(*columns, *([place] if place else []))

    def scan_all(self, table: str) -> pl.LazyFrame:
        """Return a table's frames of every drop, one after the other, with the column `drop` where it has none."""
        return self._scan_some(table, self.drops(table))

    def _scan_some(self, table: str, drops: Sequence[str]) -> pl.LazyFrame:
        self.store.bring(self.name(table, drop) for drop in drops)
        if not drops:
            return pl.LazyFrame(schema={**schema_of(table), "drop": pl.String})
        if "drop" in schema_of(table):
            return pl.concat([self.scan(table, drop) for drop in drops])
        if isinstance(self.store, Folder):
            # files whose plans are equal are read as one; each with a literal of its own takes the square of their number
            named = {str(self.store.source(self.name(table, drop))): drop for drop in drops}
            every = pl.concat([self.scan(table, drop, place="drop") for drop in drops])
            return every.with_columns(pl.col("drop").replace_strict(named, return_dtype=pl.String))
        return pl.concat([self.scan(table, drop).with_columns(drop=pl.lit(drop)) for drop in drops])

    def owners(self) -> pl.LazyFrame:
        """Return article_id and drop: the drop whose rows stand for an article, that of the path where it was first seen."""
        loaded = self.scan_all("documents").filter(pl.col("status") == "loaded")
        kept = loaded.join(self.set_aside().lazy(), on=["article_id", "drop"], how="anti").sort(*SEEN)
        return kept.unique("article_id", keep="first", maintain_order=True).select("article_id", "drop")

    def present(self, table: str) -> pl.LazyFrame:
        """Return the rows of every drop, of articles that are there and not set aside, each article once."""
        rows = self.scan_all(table).join(self.owners(), on=["article_id", "drop"], how="semi")
        return rows.select(schema_of(table).names())

    def present_in_parts(self, table: str) -> list[pl.LazyFrame]:
        """Return the rows of `present` in parts of whole drops, so that they need not be held at once; one part at least."""
        owners = self.owners().collect()
        sizes = dict(owners.group_by("drop").len().iter_rows())
        parts: list[list[str]] = [[]]
        room = ARTICLES_A_PART
        for drop in self.drops(table):
            if parts[-1] and sizes.get(drop, 0) > room:
                parts.append([])
                room = ARTICLES_A_PART
            parts[-1].append(drop)
            room -= sizes.get(drop, 0)
        columns = schema_of(table).names()
        return [
            self._scan_some(table, part)
            .join(owners.lazy(), on=["article_id", "drop"], how="semi")
            .select(columns)
            for part in parts
        ]

    def corpus(self, table: str) -> pl.LazyFrame:
        """Return a frame that is made over all drops at once."""
        return self.scan(table, CORPUS)

    def fingerprint(self, tables: Sequence[str] = ("*",)) -> str:
        """Return the digest of what frames hold, times aside, and of which articles are set aside; reads metadata alone."""
        digest = blake2b(digest_size=16)
        names = self.store.names()
        held = {name for table in (*tables, "breaches") for name in self.store.names(table)}
        for name, note in zip(names, notes(self.store, names), strict=True):
            content = note.get("dixit.content", "") if name in held else ""
            failed = note.get("dixit.failed", "{}")
            if content or failed != "{}":
                digest.update(f"{name}\0{content}\0{failed}\0".encode())
        return digest.hexdigest()

    def state(self, table: str, drop: str) -> State | None:
        """Return what a frame was made from; None where there is no readable frame."""
        return state_of(self.store, self.name(table, drop))

    def made_from(self, table: str, drop: str) -> tuple[str, str] | None:
        """Return the version and the basis of a frame's state alone; None where there is no readable frame."""
        (note,) = notes(self.store, [self.name(table, drop)])
        return (note["dixit.version"], note["dixit.basis"]) if note else None

    def _content(self, table: str, drop: str) -> str:
        """Return what tells the content of a frame from any other."""
        (note,) = notes(self.store, [self.name(table, drop)])
        return note.get("dixit.data", "")

    def set_aside(self) -> pl.DataFrame:
        """Return the articles that no table has rows of: article_id, drop and the rule they break, one row each.

        An extractor failed on them, its rows break the contract, or they break a rule about one article of sql/checks.
        """
        names = self.store.names()
        failed = [
            {"article_id": int(key), "drop": note["dixit.name"], "rule": f"{name.partition('/')[0]}: {why}"}
            for name, note in zip(names, notes(self.store, names), strict=True)
            for key, why in json.loads(note.get("dixit.failed", "{}")).items()
        ]
        broken = self.scan_all("breaches").select("article_id", "drop", "rule").collect()
        every = pl.concat([pl.DataFrame(failed, schema=broken.schema), broken])
        return every.group_by("article_id", "drop").agg(pl.col("rule").unique().sort().str.join("; "))

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

    def write(self, table: str, drop: str, frame: pl.DataFrame, state: State = UNKNOWN) -> None:
        """Replace a frame whole; whether its content changed is told by the keys of its state, else by its data."""
        with self._writer([table], drop) as write:
            for rows in frame.iter_slices(ROWS_A_GROUP):
                write([rows])
            write.finish(state, by_keys=not state.keys.is_empty())

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
            Exception: a fault of the machine.
        """
        if not self.exists(made.driver, drop):
            for table in tables:
                self.remove(table, drop)
            return Update(0, 0, {}, new_version=False)
        wanted = _keys(self, made.driver, drop, self._content(made.driver, drop))
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
            for n_articles, parts, newly_failed in self._batches(tables, drop, made, wanted, kept):
                failed |= newly_failed
                write(parts)
                progress(n_articles)
            write.finish(State(made.version, basis, wanted.select(*KEYS), failed))
        return Update(n_new, len(kept), failed, new_version=state is not None and not same_version)

    def _common_state(self, tables: Sequence[str], drop: str) -> State | None:
        """Return the state that frames written together share; None where a run was killed between two of them."""
        states = [self.state(table, drop) for table in tables]
        first = states[0]
        same = all(s and first and s.version == first.version and s.keys.equals(first.keys) for s in states)
        return first if same else None

    def _batches(
        self, tables: Sequence[str], drop: str, made: "Made", wanted: pl.DataFrame, kept: pl.DataFrame
    ) -> Iterator[tuple[int, list[pl.DataFrame], dict[int, str]]]:
        """Yield how many articles, their frames, the failed ones, batch after batch; the engine is ahead of it."""
        batches = list(wanted.iter_slices(ARTICLES_A_BATCH))
        fresh = [batch.join(kept, on="article_id", how="anti", maintain_order="left") for batch in batches]
        tasks = [_tasks(some) for some in fresh]
        parts = (part for some in tasks for part in self._parts(drop, made, some))
        n_chars = sum(int(some["n_chars"].sum()) for some in fresh)
        results = map_parts(Extraction(tuple(tables), made.extract), parts, n_chars)
        for batch, some in zip(batches, tasks, strict=True):
            stale = batch.join(kept, on="article_id", how="semi")["article_id"]
            kept_frames = [[self._range(table, drop, stale)] if len(stale) else [] for table in tables]
            made_frames, failed = _gathered(tables, (next(results) for _ in some))
            pairs = zip(kept_frames, made_frames, strict=True)
            yield (
                len(batch),
                [pl.concat(a + b).sort("article_id", maintain_order=True) for a, b in pairs],
                failed,
            )

    def _parts(self, drop: str, made: "Made", tasks: Sequence[pl.Series]) -> Iterator[list[pl.DataFrame]]:
        """Yield the article ids and the inputs of each task of a batch, which are read together."""
        if tasks:
            inputs = [self._range(name, drop, pl.concat(tasks)) for name in made.inputs]
            for ids in tasks:
                yield [ids.to_frame(), *cut(inputs, ids)]

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
        partials = [partial_of(self.store.partials, name) for name in names]
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


def row_digests(rows: pl.DataFrame) -> list[int]:
    """Return the digest of every row."""
    return [_digest(row) for row in rows.iter_rows()]


@lru_cache(DROPS_REMEMBERED)  # five recipes in turn are driven by one frame
def _keys(frames: Frames, table: str, drop: str, _content: str) -> pl.DataFrame:
    """Return article_id, key, n_chars of a frame with a row an article: the row's digest, and the length of its text."""
    rows = frames.scan(table, drop)
    n_rows = rows.select(pl.len()).collect().item()
    batches = (rows.slice(n, ROWS_A_GROUP).collect() for n in range(0, n_rows, ROWS_A_GROUP))
    keys = [
        batch.select(
            "article_id",
            pl.Series("key", row_digests(batch), pl.Int64),
            n_chars=pl.col("text").str.len_chars().cast(pl.Int64),
        )
        for batch in batches
    ]
    return pl.concat(keys or [pl.DataFrame(schema=[*KEYS.items(), ("n_chars", pl.Int64)])]).sort("article_id")


def _tasks(fresh: pl.DataFrame) -> list[pl.Series]:
    """Cut articles into tasks of about CHARACTERS_A_TASK, the same whichever engine runs them."""
    before = pl.col("n_chars").cum_sum() - pl.col("n_chars")
    parts = fresh.with_columns(task=before // CHARACTERS_A_TASK).partition_by("task", maintain_order=True)
    return [part["article_id"] for part in parts]


def _gathered(
    tables: Sequence[str], results: Iterable[list[pl.DataFrame]]
) -> tuple[list[list[pl.DataFrame]], dict[int, str]]:
    """Return the frames of each table and the articles that failed, told apart."""
    made: list[list[pl.DataFrame]] = [[] for _ in tables]
    failed: dict[int, str] = {}
    for *frames, failures in results:
        for part, frame in zip(made, frames, strict=True):
            part.append(frame)
        failed |= dict(failures.iter_rows())
    return made, failed


def _digest(row: tuple[object, ...]) -> int:
    return int.from_bytes(
        blake2b(repr(row).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )
