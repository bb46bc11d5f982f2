"""Packed files: what a gzipped file holds, within bounds."""

import gzip
import io
import zlib

from pipeline.formats.seen import QuarantineError


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
