"""Where files lie: a folder of this machine, or object storage; the one place that knows the difference.

Belongs here: names, bytes, and how a file takes its place. Does not belong here: what the files hold (parquet.py), when
they are made (frames.py).

A file is written on this machine first, as a partial file, and then takes its place whole: renamed in a folder, put
into object storage, where an upload that does not end leaves nothing to read. A name is table/file.parquet.
"""

import os
import re
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeAlias

from pipeline.frames.storage.bucket import Bucket, Note
from pipeline.frames.storage.files import digest_of
from pipeline.frames.storage.objects import Objects, bucket_of


class Folder:
    """Files under a folder, always seen as they are."""

    def __init__(self, root: Path) -> None:
        self.partials = root  # the folder under which files are written before they take their place
        self.reading: dict[str, Any] = {}  # what Polars is told besides the source

    def look(self) -> None:
        """See what is there now."""

    def names(self, table: str = "*") -> list[str]:
        """Return the names of the Parquet files of a table, or of all, sorted."""
        found = self.partials.glob(f"{table}/*.parquet")
        return sorted(path.relative_to(self.partials).as_posix() for path in found)

    def exists(self, name: str) -> bool:
        """Tell whether there is such a file."""
        return self.source(name).exists()

    def source(self, name: str) -> Path:
        """Return what Polars reads the file from."""
        return self.partials / name

    def bring(self, names: Iterable[str]) -> None:
        """Bring files near; they are."""

    def ending(self, name: str) -> Path:
        """Return what a Parquet footer can be read from."""
        return self.source(name)

    def is_whole(self, name: str, size: int, digest: str) -> bool:
        """Tell whether the first bytes of a file have this digest."""
        return digest_of(self.source(name), size) == digest

    def put(self, partial: Path, name: str) -> None:
        """Let a partial file take its place."""
        partial.replace(self.source(name))

    def remove(self, name: str) -> None:
        """Remove a file, if there is one."""
        self.source(name).unlink(missing_ok=True)

    def notes(self, names: Iterable[str], read: Callable[[str], Note]) -> list[Note]:
        """Return what `read` returns of each file."""
        return [read(name) for name in names]


Store: TypeAlias = Folder | Bucket


def is_address(place: str) -> bool:
    """Tell whether a place is an address, and no folder."""
    return "://" in place


def folder_name(address: str) -> str:
    """Return the name of the folder that holds on this machine what must be local of an address.

    Raises:
        StorageError: it is the address of no bucket.
    """
    bucket_of(address)
    readable = re.sub(r"[^A-Za-z0-9]+", "-", address).strip("-")[:80]
    return f"{readable}-{blake2b(address.rstrip('/').encode(), digest_size=4).hexdigest()}"


def share(address: str, file: Path, target: Path) -> None:
    """Put a file, which is to become the target, under an address, where other machines fetch it."""
    content = Objects(address).put(file, target.name)
    _note(target).write_text(_identity(content.tag, file), encoding="utf-8")


def fetch(address: str, target: Path) -> None:
    """Bring the target up to date with what lies under an address; where there is none, it goes."""
    objects, note = Objects(address), _note(target)
    there = objects.content(target.name)
    if there is None:
        target.unlink(missing_ok=True)
        return
    if target.exists() and note.exists() and note.read_text(encoding="utf-8") == _identity(there.tag, target):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(f".{os.getpid()}.building")
    try:
        content = objects.copy(target.name, partial)
        if content:
            note.write_text(_identity(content.tag, partial), encoding="utf-8")
            partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _note(target: Path) -> Path:
    """Return the file that says which content of the storage the target is."""
    return target.with_name(f"{target.name}.from")


def _identity(tag: str | None, file: Path) -> str:
    """Return what tells that a file is this content of the storage, untouched since; renamed it stays the same."""
    known = file.stat()
    return f"{tag} {known.st_ino} {known.st_mtime_ns}"
