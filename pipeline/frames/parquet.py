"""One Parquet file that knows what it holds: a frame as written, sealed, found whole or not.

Belongs here: names, bytes and metadata of the files. Does not belong here: when a frame is made again (frames.py).
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Self
from urllib.parse import quote

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.frames.storage import Store
from pipeline.frames.storage.bucket import Note

LONGEST_FILE_NAME = 180  # bytes of a drop's name that fit in a file name with what is added to it
SAFE_IN_FILE_NAMES = " !#$&'()+,;=@[]{}^"
ARTICLES = (b"dixit.articles", b"dixit.keys")  # what is long in a frame's metadata
KEYS = pl.Schema({"article_id": pl.Int64, "key": pl.Int64})


@dataclass(frozen=True)
class State:
    """What a frame was made from, and what its making left out."""

    version: str  # of its maker
    basis: str  # the digest of what lay in the drop
    # article_id, key: the digest of the article's input; none of a frame that is made over all articles at once
    keys: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=KEYS))
    failed: dict[int, str] = field(
        default_factory=dict
    )  # articles that the extractor could not read, and why


class _Digesting:
    """A file that keeps the digest of what was written to it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.file = path.open("wb")
        self.digest = blake2b(digest_size=16)
        self.size = 0

    def write(self, data: bytes) -> int:
        """Write bytes."""
        self.digest.update(data)
        self.size += len(data)
        return self.file.write(data)

    def flush(self) -> None:
        """Hand what was written to the system."""
        self.file.flush()

    def close(self) -> None:
        """Close the file."""
        self.file.close()

    @property
    def closed(self) -> bool:
        """Tell whether it is closed."""
        return self.file.closed


class Writer:
    """Writes batches of frames as row groups of their files."""

    def __init__(self, drop: str, files: Sequence[tuple[pl.Schema, Path]]) -> None:
        self.drop = drop
        self.open: list[tuple[pl.Schema, _Digesting, pq.ParquetWriter]] = []
        for schema, path in files:
            plain = pl.Schema({name: _plain(dtype) for name, dtype in schema.items()})
            sink = _Digesting(path)
            arrow = pl.DataFrame(schema=plain).to_arrow().schema
            self.open.append(
                (plain, sink, pq.ParquetWriter(pa.PythonFile(sink, "w"), arrow, compression="zstd"))
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        for _, sink, writer in self.open:
            try:
                writer.close()
            finally:
                sink.close()

    def __call__(self, frames: Sequence[pl.DataFrame]) -> None:
        for (schema, _, writer), frame in zip(self.open, frames, strict=True):
            if len(frame):
                writer.write_table(frame.cast(schema).select(schema.names()).to_arrow())

    def finish(self, state: State, *, by_keys: bool = False) -> None:
        """Note in every file what it was made from, and what it holds: its data, or (by_keys) its keys alone."""
        packed = {
            "dixit.articles": b64encode(state.keys["article_id"].to_numpy().tobytes()).decode(),
            "dixit.keys": b64encode(state.keys["key"].to_numpy().tobytes()).decode(),
        }
        for number, (_, sink, writer) in enumerate(self.open):
            data = f"{sink.size}:{sink.digest.hexdigest()}"
            content = blake2b(json.dumps(packed).encode(), digest_size=16).hexdigest() if by_keys else data
            note = {
                "dixit.name": self.drop,
                "dixit.version": state.version,
                "dixit.basis": state.basis,
                "dixit.failed": json.dumps({} if number else state.failed),  # told once
                "dixit.data": data,
                "dixit.content": content,
                **packed,
            }
            writer.add_key_value_metadata({**note, "dixit.seal": _seal(note)})


def file_name(drop: str) -> str:
    """Return a drop's name as a file name: without what would lead elsewhere, cut and told apart where too long."""
    name = quote(drop, safe=SAFE_IN_FILE_NAMES)
    if len(name) <= LONGEST_FILE_NAME:
        return name
    return f"{name[: LONGEST_FILE_NAME // 2]}~{blake2b(drop.encode(), digest_size=12).hexdigest()}"


def state_of(store: Store, name: str) -> State | None:
    """Return what a frame was made from; None where there is no readable frame."""
    found = noted(store, name)
    try:
        ids, keys = (_unpack(b64decode(found[part])) for part in ARTICLES)
        failed = {int(key): str(why) for key, why in json.loads(found[b"dixit.failed"]).items()}
        made_from = pl.DataFrame({"article_id": ids, "key": keys}, schema=KEYS)
        return State(found[b"dixit.version"].decode(), found[b"dixit.basis"].decode(), made_from, failed)
    except (KeyError, ValueError):
        return None


def noted(store: Store, name: str) -> Mapping[bytes, bytes]:
    """Return the metadata of a frame, nothing where it cannot be read or is not what was written."""
    try:
        metadata = pq.read_metadata(store.ending(name)).metadata or {}
        found = {k: v for k, v in metadata.items() if k.startswith(b"dixit.")}
        seal = found.pop(b"dixit.seal", b"").decode()
        return found if seal == _seal({k.decode(): v.decode() for k, v in found.items()}) else {}
    except (OSError, UnicodeDecodeError, pa.ArrowException):
        return {}


def notes(store: Store, names: Iterable[str]) -> list[Note]:
    """Return of each frame its metadata without articles and keys; nothing where it is not what was written."""

    def read(name: str) -> Note:
        found = noted(store, name)
        return {key.decode(): value.decode() for key, value in found.items() if key not in ARTICLES}

    return store.notes(names, read)


def _seal(note: Mapping[str, str]) -> str:
    return blake2b(json.dumps(dict(sorted(note.items()))).encode(), digest_size=12).hexdigest()


def are_whole(store: Store, names: Sequence[str]) -> list[bool]:
    """Tell of frames whether their data are what was written, as far as their store does not see to it itself."""
    return [_is_whole(store, name, note) for name, note in zip(names, notes(store, names), strict=True)]


def _is_whole(store: Store, name: str, note: Note) -> bool:
    size, _, written = note.get("dixit.data", "").partition(":")
    return bool(written) and store.is_whole(name, int(size), written)


def _plain(dtype: pl.DataType) -> pl.DataType:
    return pl.String() if isinstance(dtype, pl.Enum) else dtype


def _unpack(data: bytes) -> pl.Series:
    return pl.Series(pa.array(memoryview(data).cast("q").tolist(), type=pa.int64()))
