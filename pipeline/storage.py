"""Where files lie: a folder of this machine, or object storage; the one place that knows the difference.

Belongs here: names, bytes, and how a file takes its place. Does not belong here: what the files hold (parquet.py), when
they are made (frames.py).

A file is written on this machine first, as a partial file, and then takes its place whole: renamed in a folder, put
into object storage, where an upload that does not end leaves nothing to read. A name is table/file.parquet.

Object storage is far away: what lies there is listed once a look (a request for a thousand objects), and what a frame
says of itself is kept on this machine beside the tag that the storage gives to its content, so nothing is read twice.
"""

import json
import os
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache, cached_property
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from pipeline.objects import Content, Objects, StorageError, bucket_of

BYTES_A_READ = 1_000_000
BYTES_OF_AN_ENDING = 65_536  # one request; a longer footer takes a second
READ_AT_ONCE = 16
MOST_CHANGES_MEANWHILE = 5
PARQUET = b"PAR1"
KEPT = "notes/kept.json"

Note: TypeAlias = dict[str, str]  # what a frame says of itself


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

    def ending(self, name: str) -> Path:
        """Return what a Parquet footer can be read from."""
        return self.source(name)

    def digest(self, name: str, size: int) -> str:
        """Return the digest of the first bytes of a file: BLAKE2b of 16 bytes, as hexadecimal."""
        digest = blake2b(digest_size=16)
        with self.source(name).open("rb") as file:
            while chunk := file.read(min(size, BYTES_A_READ)):
                digest.update(chunk)
                size -= len(chunk)
        return digest.hexdigest()

    def put(self, partial: Path, name: str) -> None:
        """Let a partial file take its place."""
        partial.replace(self.source(name))

    def remove(self, name: str) -> None:
        """Remove a file, if there is one."""
        self.source(name).unlink(missing_ok=True)

    def notes(self, names: Iterable[str], read: Callable[[str], Note]) -> list[Note]:
        """Return what `read` returns of each file."""
        return [read(name) for name in names]


class Bucket:
    """Objects under an address, seen as they were at the last look and as this process left them.

    Raises:
        StorageError: (every method) the storage cannot be reached, refuses access, or has no such bucket.
    """

    def __init__(self, address: str, partials: Path) -> None:
        self.objects, self.partials = Objects(address), partials
        self.reading = {
            "storage_options": {"aws_allow_http": "true"} if self.objects.without_tls else {},
            "credential_provider": None,  # the keys of the environment, as for writing
        }
        self._listed: dict[str, Content] | None = None

    @property
    def _seen(self) -> dict[str, Content]:
        if self._listed is None:
            self._listed = self.objects.contents()
        return self._listed

    def look(self) -> None:
        """See what is there now."""
        self._listed = None

    def names(self, table: str = "*") -> list[str]:
        """Return the names of the Parquet files of a table, or of all, sorted."""
        parts = ((name, name.split("/")) for name in self._seen if name.endswith(".parquet"))
        return sorted(name for name, part in parts if len(part) == 2 and table in ("*", part[0]))

    def exists(self, name: str) -> bool:
        """Tell whether there is such an object."""
        return name in self._seen

    def source(self, name: str) -> str:
        """Return what Polars reads the object from."""
        return f"{self.objects.address}/{name}"

    def ending(self, name: str) -> BytesIO:
        """Return what a Parquet footer can be read from: the end of the object, in one or two requests.

        Raises:
            FileNotFoundError: there is no such object.
        """
        for _ in range(MOST_CHANGES_MEANWHILE):
            known = self._seen.get(name)
            if known is None:
                raise FileNotFoundError(name)
            end = self._end(name, known, BYTES_OF_AN_ENDING)
            if end is not None and end[-4:] == PARQUET:
                footer = int.from_bytes(end[-8:-4], "little") + 8
                end = self._end(name, known, footer) if len(end) < footer <= known.size else end
            if end is not None:
                return BytesIO(end)
            self._look_at(name)
        raise StorageError(f"{self.source(name)} changes as often as it is read")

    def _end(self, name: str, known: Content, size: int) -> bytes | None:
        """Return the last bytes of a content; None where another has taken its place."""
        if not known.size:
            return b""
        try:
            got = self.objects.get(name, max(0, known.size - size), known.size)
        except StorageError:  # out of reach, or a shorter content has taken its place
            if self.objects.content(name) == known:
                raise
            return None
        return bytes(got.bytes()) if got is not None and got.meta["e_tag"] == known.tag else None

    def _look_at(self, name: str) -> None:
        """See one object as it is now."""
        now = self.objects.content(name)
        self._seen.pop(name, None)
        if now is not None:
            self._seen[name] = now

    def digest(self, _name: str, _size: int) -> None:
        """Return nothing: the storage keeps sums of its contents itself, so they are not read whole to check them."""

    def put(self, partial: Path, name: str) -> None:
        """Let a partial file take its place; until it is there whole, what was there stays."""
        self._seen[name] = self.objects.put(partial, name)
        partial.unlink()

    def remove(self, name: str) -> None:
        """Remove an object, if there is one."""
        if name in self._seen:
            self.objects.remove(name)
            del self._seen[name]

    def notes(self, names: Iterable[str], read: Callable[[str], Note]) -> list[Note]:
        """Return what `read` returns of each object, or returned when its content was first read on this machine."""
        wanted = list(names)
        known = self._known
        new = [
            name
            for name in wanted
            if not (self._tag(name) and known.get(name, ("", {}))[0] == self._tag(name))
        ]
        if len(new) < 2:
            found = [read(name) for name in new]
        else:
            with ThreadPoolExecutor(READ_AT_ONCE) as threads:
                found = list(threads.map(read, new))
        known |= {name: (self._tag(name), note) for name, note in zip(new, found, strict=True)}
        if new:
            self._keep()
        return [known[name][1] for name in wanted]

    def _tag(self, name: str) -> str | None:
        return self._seen[name].tag if name in self._seen else None

    @cached_property
    def _known(self) -> dict[str, tuple[str | None, Note]]:
        """The notes that this machine has kept, each with the tag of the content that it is of."""
        try:
            kept = json.loads((self.partials / KEPT).read_text(encoding="utf-8"))
            return {name: (tag, note) for name, (tag, note) in kept.items()}
        except (OSError, ValueError, AttributeError):
            return {}

    def _keep(self) -> None:
        """Keep the notes of what is there; what cannot be kept is read again by the next process."""
        kept = {name: note for name, note in self._known.items() if name in self._seen}
        partial = partial_of(self, KEPT)
        with suppress(OSError):
            partial.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps(kept), encoding="utf-8")
            partial.replace(self.partials / KEPT)


Store: TypeAlias = Folder | Bucket


def partial_of(store: Store, name: str) -> Path:
    """Return where this process writes a file before it takes its place; its number is the last but one part."""
    path = store.partials / name
    return path.with_name(f"{path.stem}.{os.getpid()}.partial")


@cache
def bucket(address: str, partials: Path) -> Bucket:
    """Return the objects under an address; for one address the same, so that nothing is read twice in a process."""
    return Bucket(address, partials)


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
    objects = Objects(address)
    there = objects.content(target.name)
    if there is None:
        target.unlink(missing_ok=True)
        return
    note = _note(target)
    if target.exists() and note.exists() and note.read_text(encoding="utf-8") == _identity(there.tag, target):
        return
    got = objects.get(target.name)
    if got is None:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(f".{os.getpid()}.building")
    try:
        with partial.open("wb") as file:
            for chunk in got:
                file.write(chunk)
        note.write_text(_identity(got.meta["e_tag"], partial), encoding="utf-8")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def is_alive(path: Path) -> bool:
    """Tell whether the process that writes a file still runs; its number is the last but one part of its name."""
    try:
        os.kill(int(path.name.split(".")[-2]), 0)
    except (ValueError, IndexError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def _note(target: Path) -> Path:
    """Return the file that says from which content of the storage the target comes."""
    return target.with_name(f"{target.name}.from")


def _identity(tag: str | None, file: Path) -> str:
    """Return what tells that a file is this content of the storage, untouched since; renamed it stays the same."""
    known = file.stat()
    return f"{tag} {known.st_ino} {known.st_mtime_ns}"
