"""Seeds: what lies in seeds/, read as documents and texts. Never written to, nothing outside a drop is read.

Belongs here: drops, files, whether a file may be read. Does not belong here: what a format holds (formats/),
characters (text.py), the history of documents (extract/documents.py), what a page holds (extract/articles.py).
"""

import os
import re
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path
from typing import NamedTuple

from pipeline.drops import by_hand
from pipeline.drops.formats import (
    BESIDE_FILES,
    Beside,
    Seen,
    belongs_to_page,
    read_file,
    suffix_known,
    unknown_extension,
)
from pipeline.errors import UserError
from pipeline.project import DEFAULT_MAX_BYTES

LOOSE = "loose"
QUIET_SECONDS = 0.5  # a file in which nothing has moved for so long is not being written
SURROGATES = re.compile("[\ud800-\udfff]")
UNFIT_FOR_A_NAME = re.compile(r"[\x00-\x1f\x7f]|\.(?=\.\.)")  # of a drop: it is a partition key too


class Look(NamedTuple):
    """A drop as it was seen: its documents by path, the paths of files that were being written, digests."""

    documents: list[Seen]
    moving: list[str]
    digest: str
    beside_digest: str  # of the metadata files alone


class Known(NamedTuple):
    """What an earlier look read: documents by path and SHA-256, and what stood beside them then."""

    documents: Mapping[tuple[str, str], Seen]
    beside_digest: str


class File(NamedTuple):
    """A file of a drop: its name on disk, its bytes, or why it has none."""

    name: str
    data: bytes = b""
    objection: str | None = None
    moving: bool = False

    @property
    def path(self) -> str:
        """The name as text."""
        return shown(self.name)

    @property
    def digest(self) -> bytes:
        """What tells this file in this state from another."""
        state = b"moving" if self.moving else (self.objection or "").encode("utf-8", "surrogatepass")
        return os.fsencode(self.name) + b"\0" + (state or sha256(self.data).digest()) + b"\0"


@dataclass(frozen=True)
class Seeds:
    """A folder of drops: every top folder is one, and the files outside any are the drop `loose`.

    Names that begin with a full stop are hidden, and left alone.
    """

    root: Path
    max_bytes: int = DEFAULT_MAX_BYTES

    def drops(self) -> list[str]:
        """Return the names of the drops, sorted.

        Raises:
            UserError: there is no such folder.
        """
        return sorted(self._homes())

    @property
    def are_empty(self) -> bool:
        """Whether no drop holds a file."""
        return not any(self._names(drop) for drop in self.drops())

    def digest(self, drop: str) -> str:
        """Return the digest of a drop: names and contents of its files, and how they would be read."""
        digest = self._new_digest()
        for file in self._open(drop):
            digest.update(file.digest)
        return digest.hexdigest()

    def look(self, drop: str, known: Known | None = None) -> Look:
        """Read every document of a drop; a file that cannot be read is one with a reason.

        Args:
            drop: its name; one that is not there has no documents.
            known: what was read before, and need not be read again.
        """
        digest = self._new_digest()
        moving: list[str] = []
        documents: list[Seen] = []
        metadata = {file.name: file for file in self._open(drop) if _is_metadata(file.name)}
        beside, remarks = _beside(metadata.values())
        beside_digest = self._new_digest()
        for file in metadata.values():
            beside_digest.update(file.digest)
        still_good = known.documents if known and known.beside_digest == beside_digest.hexdigest() else {}
        for opened in self._open(drop):
            file = metadata.get(opened.name, opened)
            digest.update(file.digest)
            if file.moving:
                moving.append(file.path)
            elif not _is_metadata(file.name):
                documents.extend(self._read(file, beside, still_good))
        remarks += beside.without_a_file(
            {
                *moving,
                *(document.path.partition("#")[0] for document in documents),
                *(d.path for d in documents),
            }
        )
        documents = sorted([*_in_one(remarks), *documents], key=lambda document: document.path)
        return Look(documents, moving, digest.hexdigest(), beside_digest.hexdigest())

    def _new_digest(self) -> "blake2b":
        return blake2b(str(self.max_bytes).encode(), digest_size=16)

    def _homes(self) -> dict[str, list[Path]]:
        """Return the folders of each drop; the drop of the loose files has the seeds folder itself among them."""
        if not self.root.is_dir():
            raise UserError(f"there is no seeds folder {self.root}: make it, or name another with --seeds")
        homes: dict[str, list[Path]] = {}
        with os.scandir(self.root) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name in by_hand.FILES:
                    continue
                is_folder = entry.is_dir(follow_symlinks=False)
                name = drop_name(entry.name) if is_folder else LOOSE
                folder = Path(entry.path) if is_folder else self.root
                if folder not in homes.setdefault(name, []):
                    homes[name].append(folder)
        return homes

    def _names(self, drop: str) -> list[tuple[Path, str]]:
        """Return a drop's files: the folder that they may not lead out of, the name relative to the seeds folder."""
        found: list[tuple[Path, str]] = []
        for home in self._homes().get(drop, []):
            closed: list[OSError] = []
            for parent, folders, names in os.walk(home, onerror=closed.append):
                links = [name for name in folders if Path(parent, name).is_symlink()]
                saved = [name for name in folders if home != self.root and belongs_to_page(name, names)]
                folders[:] = (
                    []
                    if home == self.root
                    else [n for n in folders if not n.startswith(".") and n not in saved]
                )
                inside = Path(parent).relative_to(self.root)
                aside = by_hand.FILES if home == self.root else frozenset()
                kept = [n for n in (*names, *links, *saved) if not n.startswith(".") and n not in aside]
                found += [(home, str(inside / n)) for n in kept]
            found += [(home, os.path.relpath(error.filename, self.root)) for error in closed]
        return sorted(found, key=lambda pair: os.fsencode(pair[1]))

    def _open(self, drop: str) -> Iterator[File]:
        """Yield the files of a drop with their bytes."""
        for home, name in self._names(drop):
            try:
                objection = self._objection(home, self.root / name)
                if objection:
                    yield File(name, objection=objection)
                    continue
                data = _read_at_rest(self.root / name)
            except OSError as error:
                yield File(name, objection=f"cannot be read: {error.strerror or type(error).__name__}")
                continue
            yield File(name, moving=True) if data is None else File(name, data)

    def _objection(self, home: Path, path: Path) -> str | None:
        """Say why a file is not to be opened, or None."""
        if path.is_symlink() and not self._leads_into(home, path):
            return "a symbolic link that leads out of the drop"
        state = path.stat()
        if stat.S_ISDIR(state.st_mode) and not path.is_symlink():
            is_part = belongs_to_page(path.name, [entry.name for entry in path.parent.iterdir()])
            return "what a saved page was made of: left aside" if is_part else "a folder that cannot be read"
        if not stat.S_ISREG(state.st_mode):
            return "not a regular file"
        if not suffix_known(path.name):
            return shown(unknown_extension(path.name))
        if state.st_size > self.max_bytes:
            return f"larger than the limit of {self.max_bytes} bytes"
        return None

    def _leads_into(self, home: Path, link: Path) -> bool:
        try:
            target = link.resolve(strict=True)
        except (OSError, RuntimeError):  # it leads nowhere, or round in a circle
            return False
        return target.parent == home.resolve() if home == self.root else target.is_relative_to(home.resolve())

    def _read(self, file: File, beside: Beside, known: Mapping[tuple[str, str], Seen]) -> Iterator[Seen]:
        if file.objection:
            return iter([Seen(file.path, reason=file.objection)])
        digest = sha256(file.data).hexdigest()
        if (file.path, digest) in known:
            return iter([known[file.path, digest]])
        return read_file(file.path, file.data, digest, beside, self.max_bytes)


def _beside(files: Iterable[File]) -> tuple[Beside, list[Seen]]:
    """Return what the files beside say of each path, and what is to be told of them."""
    beside, remarks = Beside(), []
    for file in files:
        if file.objection:
            remarks.append(Seen(file.path, reason=f"metadata not read: {file.objection}"))
        elif not file.moving:
            remarks += beside.add(file.path, file.data)
    return beside, remarks


def _in_one(remarks: Iterable[Seen]) -> list[Seen]:
    """Return one remark a path: what is told of it in one line."""
    told: dict[str, list[str]] = {}
    for remark in remarks:
        told.setdefault(remark.path, []).append(remark.reason or "")
    return [Seen(path, reason="; ".join(reasons)) for path, reasons in told.items()]


def _read_at_rest(path: Path) -> bytes | None:
    """Return the bytes of a file, None where it is being written.

    A file that moved a moment ago is looked at again once it had the time to move again; the rest are at rest.
    """
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK  # a pipe put in the file's place would hang without
    with os.fdopen(os.open(path, flags), "rb") as file:
        first = os.fstat(file.fileno())
        age = time.time() - first.st_ctime
        if 0 <= age < QUIET_SECONDS:
            time.sleep(QUIET_SECONDS - age)
        data = file.read() if stat.S_ISREG(first.st_mode) else b""
        last = path.stat()
    return data if _state(first) == _state(last) else None


def _state(stats: os.stat_result) -> tuple[int, ...]:
    return stats.st_ino, stats.st_size, stats.st_mtime_ns, stats.st_ctime_ns


def _is_metadata(name: str) -> bool:
    return name.rsplit("/", 1)[-1] in BESIDE_FILES


def shown(name: str) -> str:
    r"""Return a name as text: bytes that are none are shown as \xe9."""
    return SURROGATES.sub(_escaped, name)


def drop_name(folder: str) -> str:
    """Return the name of a drop: the folder's, without what a partition key may not hold."""
    return UNFIT_FOR_A_NAME.sub(_escaped, shown(folder))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\x{code:02x}"
