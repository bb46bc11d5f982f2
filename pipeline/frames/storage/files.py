"""Files of this machine: where a process writes one before it takes its place, whose process is dead, what one holds."""

import os
from hashlib import blake2b
from pathlib import Path

BYTES_A_READ = 1_000_000


def partial_of(folder: Path, name: str) -> Path:
    """Return where this process writes a file before it takes its place; its number is the last but one part."""
    path = folder / name
    return path.with_name(f"{path.stem}.{os.getpid()}.partial")


def is_alive(path: Path) -> bool:
    """Tell whether the process that writes a file still runs; its number is the last but one part of its name."""
    try:
        os.kill(int(path.name.split(".")[-2]), 0)
    except (ValueError, IndexError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def digest_of(file: Path, size: int) -> str:
    """Return the digest of the first bytes of a file: BLAKE2b of 16 bytes, as hexadecimal."""
    digest = blake2b(digest_size=16)
    with file.open("rb") as data:
        while chunk := data.read(min(size, BYTES_A_READ)):
            digest.update(chunk)
            size -= len(chunk)
    return digest.hexdigest()
