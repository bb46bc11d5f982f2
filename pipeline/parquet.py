"""One Parquet file that knows what it holds: a frame as written, sealed, found whole or not.

Belongs here: names, bytes and metadata of the files. Does not belong here: when a frame is made again (frames.py).
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Self
from urllib.parse import quote

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

LONGEST_FILE_NAME = 180  # bytes of a drop's name that fit in a file name with what is added to it
SAFE_IN_FILE_NAMES = " !#$&'()+,;=@[]{}^"
BYTES_A_READ = 1_000_000
KEYS = pl.Schema({"article_id": pl.Int64, "key": pl.Int64})


@dataclass(frozen=True)
class State:
    """What a frame was made from, and what its making left out."""

    version: str  # of its maker
    basis: str  # the digest of what lay in the drop
    keys: pl.DataFrame  # article_id, key: the digest of the article's input
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


def is_alive(path: Path) -> bool:
    """Tell whether the process that writes a file still runs; its number is the last but one part of the name."""
    try:
        os.kill(int(path.name.split(".")[-2]), 0)
    except (ValueError, IndexError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def file_name(drop: str) -> str:
    """Return a drop's name as a file name: without what would lead elsewhere, cut and told apart where too long."""
    name = quote(drop, safe=SAFE_IN_FILE_NAMES)
    if len(name) <= LONGEST_FILE_NAME:
        return name
    return f"{name[: LONGEST_FILE_NAME // 2]}~{blake2b(drop.encode(), digest_size=12).hexdigest()}"


def glob_of(name: str) -> str:
    """Return the pattern that a name alone matches."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


def state_of(path: Path) -> State | None:
    """Return what a frame was made from; None where there is no readable frame."""
    found = noted(path)
    try:
        ids, keys = (_unpack(b64decode(found[name])) for name in (b"dixit.articles", b"dixit.keys"))
        failed = {int(key): str(why) for key, why in json.loads(found[b"dixit.failed"]).items()}
        made_from = pl.DataFrame({"article_id": ids, "key": keys}, schema=KEYS)
        return State(found[b"dixit.version"].decode(), found[b"dixit.basis"].decode(), made_from, failed)
    except (KeyError, ValueError):
        return None


def noted(path: Path) -> Mapping[bytes, bytes]:
    """Return the metadata of a frame, nothing where it cannot be read or is not what was written."""
    try:
        found = {k: v for k, v in (pq.read_metadata(path).metadata or {}).items() if k.startswith(b"dixit.")}
        seal = found.pop(b"dixit.seal", b"").decode()
        return found if seal == _seal({k.decode(): v.decode() for k, v in found.items()}) else {}
    except (OSError, UnicodeDecodeError, pa.ArrowException):
        return {}


def _seal(note: Mapping[str, str]) -> str:
    return blake2b(json.dumps(dict(sorted(note.items()))).encode(), digest_size=12).hexdigest()


def is_whole(path: Path) -> bool:
    """Tell whether the data of a frame are what was written."""
    size, _, written = noted(path).get(b"dixit.data", b"").decode().partition(":")
    if not written:
        return False
    digest = blake2b(digest_size=16)
    left = int(size)
    with path.open("rb") as file:
        while chunk := file.read(min(left, BYTES_A_READ)):
            digest.update(chunk)
            left -= len(chunk)
    return digest.hexdigest() == written


def _plain(dtype: pl.DataType) -> pl.DataType:
    return pl.String() if isinstance(dtype, pl.Enum) else dtype


def _unpack(data: bytes) -> pl.Series:
    return pl.Series(pa.array(memoryview(data).cast("q").tolist(), type=pa.int64()))
