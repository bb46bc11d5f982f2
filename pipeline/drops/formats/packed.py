"""Packed files: gzip, zip and tar, unpacked in memory within bounds; what they hold is read as if it lay in the drop."""

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.drops.formats.seen import QuarantineError

MOST_MEMBERS = 100_000
MOST_TIMES = 20  # the limit of a file: what an archive may unpack to in all
LONGEST_PATH = 1_000


class Member(NamedTuple):
    """A file of an archive: its path, its bytes, or why it has none."""

    path: str
    data: bytes = b""
    reason: str | None = None


def gunzip(data: bytes, limit: int) -> bytes:
    """Return what is gzipped, at most `limit` bytes of it."""
    try:
        with gzip.open(io.BytesIO(data)) as file:
            content = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise QuarantineError("the gzip file is damaged") from error
    if len(content) > limit:
        raise QuarantineError(f"larger than the limit of {limit} bytes when unpacked")
    return content


def members(data: bytes, kind: str, limit: int) -> Iterator[Member]:
    """Yield the files of an archive, no folder, link, hidden file or device; each at most `limit` bytes.

    Raises:
        QuarantineError: the archive is damaged, or holds more than MOST_TIMES the limit or MOST_MEMBERS files.
    """
    n_bytes = 0
    try:
        for number, member in enumerate(_zip(data, limit) if kind == "zip" else _tar(data, limit), 1):
            n_bytes += len(member.data)
            if number > MOST_MEMBERS:
                raise QuarantineError(f"the archive holds more than {MOST_MEMBERS} files")
            if n_bytes > MOST_TIMES * limit:
                raise QuarantineError(f"the archive unpacks to more than {MOST_TIMES * limit} bytes")
            yield member
    except (
        zipfile.BadZipFile,
        tarfile.TarError,
        OSError,
        EOFError,
        zlib.error,
        ValueError,
        NotImplementedError,
    ) as error:
        if isinstance(error, QuarantineError):
            raise
        raise QuarantineError("the archive is damaged") from error


def check_unpacked(data: bytes, limit: int, what: str) -> None:
    """Refuse a zipped document that unpacks to more than MOST_TIMES the limit.

    Raises:
        QuarantineError: it does, or it is no zip file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:  # the last: of a version to come
        raise QuarantineError(f"{what} is damaged: it is no zip file") from error
    if size > MOST_TIMES * limit:
        raise QuarantineError(f"{what} unpacks to more than {MOST_TIMES * limit} bytes")


def _zip(data: bytes, limit: int) -> Iterator[Member]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if info.is_dir() or _is_hidden(info.filename):
                continue
            path = _name(info.filename)
            if info.flag_bits & 0x1:
                yield Member(path, reason="locked by a password")
            elif info.file_size > limit:
                yield Member(path, reason=f"larger than the limit of {limit} bytes")
            else:
                with archive.open(info) as file:
                    yield Member(path, file.read(limit))


def _tar(data: bytes, limit: int) -> Iterator[Member]:
    n_bytes = 0
    with tarfile.open(fileobj=io.BytesIO(data), mode="r|*") as archive:
        for info in archive:
            n_bytes += info.size
            if n_bytes > MOST_TIMES * limit:
                raise QuarantineError(f"the archive unpacks to more than {MOST_TIMES * limit} bytes")
            if not info.isreg() or _is_hidden(info.name):
                continue
            if info.size > limit:
                yield Member(_name(info.name), reason=f"larger than the limit of {limit} bytes")
            elif (file := archive.extractfile(info)) is not None:
                yield Member(_name(info.name), file.read(limit))


def _name(path: str) -> str:
    """Return the path of a member as text; bytes that are none become U+FFFD."""
    return (
        path.encode("utf-8", "surrogateescape").decode("utf-8", "replace").removeprefix("./")[:LONGEST_PATH]
    )


def _is_hidden(path: str) -> bool:
    """Tell whether a path is hidden, as what macOS adds to an archive is."""
    return any(part.startswith((".", "__MACOSX")) and part not in {".", ".."} for part in path.split("/"))
