"""Frames: one Parquet file a table a drop, and the rule that only what changed is computed again.

Belongs here: where frames lie, how they are read in ranges and replaced whole. Does not belong here: what the rows
mean (extract/), the DuckDB file (warehouse.py).

A frame is sorted by article_id, so a batch of articles is a range of ids and reads few row groups; batches keep memory
bounded however large the drop. The file's own metadata says which articles it was made from, by which version.
"""

import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.tables import TABLES

ARTICLES_A_BATCH = 1_000
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
}
CORPUS = "all"  # the name under which a frame over all drops lies

Batch = Mapping[str, pl.DataFrame]
Extractor = Callable[..., pl.DataFrame | tuple[pl.DataFrame, ...]]


class State(NamedTuple):
    """What a frame was made from: the version of its maker, the drop's digest, and a key for every article's input."""

    version: str
    drop_digest: str
    keys: pl.DataFrame  # article_id, key


class Update(NamedTuple):
    """What an update did: articles computed and kept, rows of each table, whether the version had changed."""

    computed: int
    kept: int
    rows: dict[str, int]
    new_version: bool


@dataclass(frozen=True)
class Frames:
    """The Parquet frames under one folder."""

    root: Path

    def path(self, table: str, drop: str) -> Path:
        """Return where the frame of a table and drop lies; the drop's name is quoted to be a safe file name."""
        return self.root / table / f"{quote(drop, safe=' ')}.parquet"

    def drops(self, table: str) -> list[str]:
        """Return the drops that have a frame of the table, sorted."""
        return sorted(unquote(path.stem) for path in (self.root / table).glob("*.parquet"))

    def scan(self, table: str, drop: str) -> pl.LazyFrame:
        """Return one frame, lazily; an empty one where there is no file."""
        schema = schema_of(table)
        path = self.path(table, drop)
        if not path.exists():
            return pl.LazyFrame(schema=schema)
        return pl.scan_parquet(path, glob=False).select(
            pl.col(name).cast(dtype) for name, dtype in schema.items()
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
        """Return the digest of what all frames were made from; reads the files' metadata alone."""
        digest = blake2b(digest_size=16)
        for path in sorted(self.root.glob("*/*.parquet")):
            metadata = pq.read_metadata(path).metadata or {}
            digest.update(path.relative_to(self.root).as_posix().encode())
            for name in (b"dixit.version", b"dixit.keys"):
                digest.update(metadata.get(name, b""))
        return digest.hexdigest()

    def state(self, table: str, drop: str) -> State | None:
        """Return what a frame was made from; None where there is no readable frame."""
        try:
            metadata = pq.read_metadata(self.path(table, drop)).metadata or {}
            ids, keys = (b64decode(metadata[name]) for name in (b"dixit.articles", b"dixit.keys"))
            version, drop_digest = (metadata[name].decode() for name in (b"dixit.version", b"dixit.drop"))
        except (OSError, pa.ArrowInvalid, KeyError):
            return None
        made_from = pl.DataFrame(
            {"article_id": _unpack(ids), "key": _unpack(keys)},
            schema={"article_id": pl.Int64, "key": pl.Int64},
        )
        return State(version, drop_digest, made_from)

    def write(self, table: str, drop: str, frame: pl.DataFrame, version: str = "") -> None:
        """Replace a frame whole."""
        with self._writer([table], drop) as write:
            write([frame])
            write.finish(
                State(version, version, pl.DataFrame(schema={"article_id": pl.Int64, "key": pl.Int64}))
            )

    def remove(self, table: str, drop: str) -> None:
        """Remove a frame, if there is one."""
        self.path(table, drop).unlink(missing_ok=True)

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
            dataframely.exc.ValidationError: the extractor broke the contract of a table.
        """
        wanted = self._keys(made, drop)
        documents = self.state("documents", drop)
        drop_digest = documents.version if documents else ""
        states = [self.state(table, drop) for table in tables]
        state = states[0]
        if state is None or not all(
            other and other.version == state.version and other.keys.equals(state.keys) for other in states
        ):
            state = None  # a run was killed between two files: neither is believed
        same_version = state is not None and state.version == made.version
        done = state.keys if state is not None and same_version else wanted.clear()
        kept = wanted.join(done, on=["article_id", "key"], how="semi")
        todo = wanted.join(done, on=["article_id", "key"], how="anti")
        if state is not None and same_version and state.drop_digest == drop_digest and todo.is_empty():
            rows = {table: pq.read_metadata(self.path(table, drop)).num_rows for table in tables}
            return Update(0, len(kept), rows, new_version=False)
        rows = dict.fromkeys(tables, 0)
        with self._writer(tables, drop) as write:
            for batch in wanted.sort("article_id").iter_slices(ARTICLES_A_BATCH):
                parts = self._batch(tables, drop, made, batch, kept)
                for table, part in zip(tables, parts, strict=True):
                    rows[table] += len(part)
                write(parts)
                progress(len(batch))
            write.finish(State(made.version, drop_digest, wanted))
        return Update(len(todo), len(kept), rows, new_version=state is not None and not same_version)

    def _keys(self, made: "Made", drop: str) -> pl.DataFrame:
        """Return article_id and key, the digest of the article's row in the frame that drives the extractor."""
        rows = self.scan(made.driver, drop).sort("article_id").collect()
        keys = [_digest(row) for row in rows.iter_rows()]
        return pl.DataFrame(
            {"article_id": rows["article_id"], "key": keys}, schema={"article_id": pl.Int64, "key": pl.Int64}
        )

    def _batch(
        self, tables: Sequence[str], drop: str, made: "Made", batch: pl.DataFrame, kept: pl.DataFrame
    ) -> list[pl.DataFrame]:
        fresh = batch.join(kept, on="article_id", how="anti")["article_id"]
        stale = batch.join(kept, on="article_id", how="semi")["article_id"]
        parts: list[list[pl.DataFrame]] = [[] for _ in tables]
        if len(stale):
            for part, table in zip(parts, tables, strict=True):
                part.append(self._range(table, drop, stale))
        if len(fresh):
            inputs = [self._range(name, drop, fresh) for name in made.inputs]
            result = made.extract(*inputs)
            frames = result if isinstance(result, tuple) else (result,)
            for part, table, frame in zip(parts, tables, frames, strict=True):
                part.append(TABLES[table].validate(frame, cast=True).select(schema_of(table).names()))
        return [pl.concat(part).sort("article_id", maintain_order=True) for part in parts]

    def _range(self, table: str, drop: str, article_ids: pl.Series) -> pl.DataFrame:
        inside = pl.col("article_id").is_between(article_ids.min(), article_ids.max())
        return (
            self.scan(table, drop)
            .filter(inside)
            .collect()
            .filter(pl.col("article_id").is_in(article_ids.implode()))
        )

    @contextmanager
    def _writer(self, tables: Sequence[str], drop: str) -> Iterator["_Writer"]:
        """Give a writer whose files take the place of the old ones only when all went well."""
        finals = [self.path(table, drop) for table in tables]
        partials = [path.with_suffix(f".{os.getpid()}.partial") for path in finals]
        try:
            writer = _Writer([(schema_of(table), path) for table, path in zip(tables, partials, strict=True)])
            yield writer
            writer.close()
            for partial, final in zip(partials, finals, strict=True):
                partial.replace(final)
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


class _Writer:
    """Writes batches of frames as row groups of their files."""

    def __init__(self, files: Sequence[tuple[pl.Schema, Path]]) -> None:
        self.writers = []
        for schema, path in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            plain = pl.Schema({name: _plain(dtype) for name, dtype in schema.items()})
            self.writers.append(
                (
                    plain,
                    pq.ParquetWriter(path, pl.DataFrame(schema=plain).to_arrow().schema, compression="zstd"),
                )
            )

    def __call__(self, frames: Sequence[pl.DataFrame]) -> None:
        for (schema, writer), frame in zip(self.writers, frames, strict=True):
            if len(frame):
                writer.write_table(frame.cast(schema).select(schema.names()).to_arrow())

    def finish(self, state: State) -> None:
        """Note in every file what it was made from."""
        for _, writer in self.writers:
            writer.add_key_value_metadata(
                {
                    "dixit.version": state.version,
                    "dixit.drop": state.drop_digest,
                    "dixit.articles": b64encode(state.keys["article_id"].to_numpy().tobytes()).decode(),
                    "dixit.keys": b64encode(state.keys["key"].to_numpy().tobytes()).decode(),
                }
            )

    def close(self) -> None:
        """Close every file."""
        for _, writer in self.writers:
            writer.close()


def schema_of(table: str) -> pl.Schema:
    """Return the columns of a frame: those of the contract, or of an internal frame."""
    return TABLES[table].create_empty().schema if table in TABLES else INTERNAL_SCHEMAS[table]


def _plain(dtype: pl.DataType) -> pl.DataType:
    return pl.String() if isinstance(dtype, pl.Enum) else dtype


def _digest(row: tuple[object, ...]) -> int:
    return int.from_bytes(
        blake2b(repr(row).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )


def _unpack(data: bytes) -> pl.Series:
    return pl.Series(pa.array(memoryview(data).cast("q").tolist(), type=pa.int64()))
