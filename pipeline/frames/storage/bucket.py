"""Frames on object storage: what lies there, what this machine knows of it, and what it has copied.

Belongs here: how few requests are made. Does not belong here: the requests (objects.py), what frames hold (parquet.py).

What lies there is listed once a look, a thousand objects a request. A content, to which the storage gives a tag of its
own, is read once a machine: small objects are copied whole; of large ones what a frame says of itself is kept, and
Polars reads the row groups that it needs. What this machine puts there it has copied already.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache, cached_property
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from threading import get_ident
from time import time
from typing import TypeAlias, TypeVar

from pipeline.frames.storage.files import digest_of, partial_of
from pipeline.frames.storage.objects import Content, Objects, StorageError, settings

BYTES_OF_AN_ENDING = 65_536  # one request; a longer footer takes a second
BYTES_COPIED = 8_000_000  # the largest object that is copied whole
SECONDS_COPIES_STAY = 3_600
READ_AT_ONCE = 16
MOST_CHANGES_MEANWHILE = 5
PARQUET = b"PAR1"
COPIES = "copies"
KEPT = "notes/kept.json"

T = TypeVar("T")
Note: TypeAlias = dict[str, str]  # what a frame says of itself


class Bucket:
    """Objects under an address, seen as they were at the last look and as this process left them.

    Raises:
        StorageError: (every method) the storage cannot be reached, refuses access, or has no such bucket.
    """

    def __init__(self, address: str, partials: Path) -> None:
        self.objects, self.partials = Objects(address), partials
        # what Polars is told besides the source; it takes the keys of the environment, as the other client does
        self.reading = {"storage_options": settings(address), "credential_provider": None}
        self._listed: dict[str, Content] | None = None

    @property
    def _seen(self) -> dict[str, Content]:
        if self._listed is None:
            self._listed = self.objects.contents()
            self._tidy()
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

    def source(self, name: str) -> str | Path:
        """Return what Polars reads the object from: its copy where it is small, else its address."""
        self.bring([name])
        return self._copy(name) or self._address(name)

    def bring(self, names: Iterable[str]) -> None:
        """Copy the small ones of some objects, where they are not here yet."""
        small = [name for name in names if name in self._seen and self._seen[name].size <= BYTES_COPIED]
        self._at_once(self._fetch, [name for name in small if not self._copy(name)])

    def _address(self, name: str) -> str:
        return f"{self.objects.address}/{name}"

    def _copy(self, name: str) -> Path | None:
        """Return the copy of an object as it was last seen; None where there is none."""
        place = self._place(name)
        return place if place is not None and place.exists() else None

    def _place(self, name: str) -> Path | None:
        """Return where the copy of an object as it was last seen belongs."""
        tag = self._seen[name].tag if name in self._seen else None
        if tag is None:
            return None
        mark = blake2b(tag.encode(), digest_size=8).hexdigest()
        return self.partials / COPIES / f"{name.removesuffix('.parquet').replace('/', ' ')}.{mark}.parquet"

    def _fetch(self, name: str) -> None:
        """Copy an object, whichever its content is by now."""
        mark = blake2b(name.encode(), digest_size=8).hexdigest()
        partial = partial_of(self.partials, f"{COPIES}/{mark} {get_ident()}.parquet")
        partial.parent.mkdir(parents=True, exist_ok=True)
        try:
            content = self.objects.copy(name, partial)
            self._see(name, content)
            if content:
                self._take(partial, name)
        finally:
            partial.unlink(missing_ok=True)

    def _take(self, partial: Path, name: str) -> None:
        """Keep a file that holds an object as its copy, where it is small."""
        place = self._place(name)
        if place is None or self._seen[name].size > BYTES_COPIED:
            partial.unlink()
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        partial.replace(place)

    def _tidy(self) -> None:
        """Remove the copies of what is no more, unless another process of this machine may be reading them still."""
        current = {self._place(name) for name in self._seen}
        for copy in (self.partials / COPIES).glob("*.parquet"):
            if copy not in current and time() - copy.stat().st_mtime > SECONDS_COPIES_STAY:
                copy.unlink(missing_ok=True)

    def ending(self, name: str) -> BytesIO | Path:
        """Return what a Parquet footer can be read from: the copy, or the end of the object, in one or two requests.

        Raises:
            FileNotFoundError: there is no such object.
        """
        for _ in range(MOST_CHANGES_MEANWHILE):
            known = self._seen.get(name)
            if known is None:
                raise FileNotFoundError(name)
            if copy := self._copy(name):
                return copy
            end = self._end(name, known, BYTES_OF_AN_ENDING)
            if end is not None and end[-4:] == PARQUET:
                footer = int.from_bytes(end[-8:-4], "little") + 8
                end = self._end(name, known, footer) if len(end) < footer <= known.size else end
            if end is not None:
                return BytesIO(end)
            self._see(name, self.objects.content(name))
        raise StorageError(f"{self._address(name)} changes as often as it is read")

    def _end(self, name: str, known: Content, size: int) -> bytes | None:
        """Return the last bytes of a content; None where another has taken its place."""
        if not known.size:
            return b""
        try:
            data, content = self.objects.part(name, max(0, known.size - size), known.size)
        except StorageError:  # out of reach, or a shorter content has taken its place
            if self.objects.content(name) == known:
                raise
            return None
        return data if content == known else None

    def _see(self, name: str, content: Content | None) -> None:
        """Note what an object is now."""
        self._seen.pop(name, None)
        if content:
            self._seen[name] = content

    def is_whole(self, name: str, size: int, digest: str) -> bool:
        """Tell whether the first bytes of an object have this digest, as far as it is copied here.

        The storage keeps sums of its contents itself; large ones are not read whole to check them.
        """
        copy = self._copy(name)
        if copy and digest_of(copy, size) != digest:
            copy.unlink(missing_ok=True)  # whether it is the copy or the object is told by another copy
            self.bring([name])
            copy = self._copy(name)
        return copy is None or digest_of(copy, size) == digest

    def put(self, partial: Path, name: str) -> None:
        """Let a partial file take its place; until it is there whole, what was there stays."""
        self._seen[name] = self.objects.put(partial, name)
        self._take(partial, name)

    def remove(self, name: str) -> None:
        """Remove an object, if there is one."""
        if name in self._seen:
            self.objects.remove(name)
            del self._seen[name]

    def notes(self, names: Iterable[str], read: Callable[[str], Note]) -> list[Note]:
        """Return what `read` returns of each object, or returned when its content was first read on this machine."""
        wanted, known = list(names), self._known
        tags = {name: self._seen[name].tag for name in wanted if name in self._seen}
        new = [name for name in wanted if not tags.get(name) or known.get(name, ("", {}))[0] != tags[name]]
        found = dict(zip(new, self._at_once(read, new), strict=True))
        kept = {name: (tag, found[name]) for name in new if (tag := tags.get(name))}
        if kept:
            known |= kept
            self._keep()
        return [found[name] if name in found else known[name][1] for name in wanted]

    def _at_once(self, function: Callable[[str], T], names: Sequence[str]) -> list[T]:
        if len(names) < 2:
            return [function(name) for name in names]
        with ThreadPoolExecutor(READ_AT_ONCE) as threads:
            return list(threads.map(function, names))

    @cached_property
    def _known(self) -> dict[str, tuple[str, Note]]:
        """The notes that this machine has kept, each with the tag of the content that it is of."""
        try:
            kept = json.loads((self.partials / KEPT).read_text(encoding="utf-8"))
            return {name: (tag, note) for name, (tag, note) in kept.items()}
        except (OSError, ValueError, AttributeError):
            return {}

    def _keep(self) -> None:
        """Keep the notes of what is there; what cannot be kept is read again by the next process."""
        kept = {name: note for name, note in self._known.items() if name in self._seen}
        partial = partial_of(self.partials, KEPT)
        with suppress(OSError):
            partial.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps(kept), encoding="utf-8")
            partial.replace(self.partials / KEPT)


@cache
def bucket(address: str, partials: Path) -> Bucket:
    """Return the objects under an address; for one address the same, so that nothing is read twice in a process."""
    return Bucket(address, partials)
