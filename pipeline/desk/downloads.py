"""Rows taken away: all that the filters of a list leave, or that a question answers, as CSV or Parquet, streamed while they are read.

CSV is what spreadsheets open safely (spreadsheet.py), Parquet the rows as they are. The rows of a list are read some thousands
at a time by key, in its order: memory holds the keys of all and one such chunk, beside what DuckDB keeps of the file within
its limit.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

import pyarrow as pa
import pyarrow.parquet as pq
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from pipeline.desk.addresses import AddressError, Asked, asked
from pipeline.desk.lists import Listing
from pipeline.desk.pages import ONLY_OUR_OWN, message
from pipeline.desk.rows import rows_of
from pipeline.warehouse import ROWS_A_CHUNK, Target
from pipeline.warehouse.spreadsheet import as_csv

Chunks = Iterator[bytes]
MEDIA = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


def download(request: Request, target: Target, listing: Listing, form: str) -> Response:
    """Answer with the file of a list under the filters of the address."""
    try:
        wanted = asked(listing, request.query_params)
    except AddressError as error:
        return message(request, 400, str(error))
    return sent(tables(target, wanted), listing.name, form)


def sent(found: Iterator[pa.Table], name: str, form: str) -> Response:
    """Answer with rows as a file that is sent while they are read; at least one table, if an empty one."""
    headers = ONLY_OUR_OWN | {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    chunks = FORMS[form](found)
    first = next(chunks)  # what is wrong with the warehouse is told before the file begins
    return StreamingResponse(chain([first], chunks), media_type=MEDIA[form], headers=headers)


def tables(target: Target, wanted: Asked) -> Iterator[pa.Table]:
    """Give what the filters leave, in order, some thousands of rows at a time; at least one table, if an empty one.

    The warehouse stays open while they are taken.
    """
    with rows_of(target, wanted) as rows:
        keys = rows.keys()
        columns = ", ".join(wanted.columns) if "column" in wanted.given else "*"
        for start in range(0, max(1, len(keys)), ROWS_A_CHUNK):
            yield rows.whole(keys.slice(start, ROWS_A_CHUNK), columns)


def as_parquet(found: Iterator[pa.Table]) -> Chunks:
    """Give the bytes of a Parquet file, a row group a chunk."""
    written = _Taken()
    writer = None
    for table in found:
        writer = writer or pq.ParquetWriter(written, table.schema, compression="zstd")
        writer.write_table(table)
        yield written.taken()
    if writer:
        writer.close()
        yield written.taken()


class _Taken(io.RawIOBase):
    """A file whose bytes are taken away as they are written."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[bytes] = []
        self.place = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.place

    def write(self, data: object) -> int:
        self.waiting.append(bytes(data))  # type: ignore[call-overload]
        self.place += len(self.waiting[-1])
        return len(self.waiting[-1])

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        waiting, self.waiting = b"".join(self.waiting), []
        return waiting


FORMS: Mapping[str, Callable[[Iterator[pa.Table]], Chunks]] = {"csv": as_csv, "parquet": as_parquet}
