"""The rows of a list taken away: all that its filters leave, as CSV or Parquet, streamed while they are read.

CSV is what spreadsheets open safely (spreadsheet.py), Parquet the rows as they are. Rows are read some thousands at a time
by key, in the order of the list, so that memory holds some tens of megabytes however many they are.
"""

import csv
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
from pipeline.desk.rows import Rows, rows_of
from pipeline.warehouse import Target
from pipeline.warehouse.spreadsheet import BOM, safe

ROWS_A_CHUNK = 50_000
Chunks = Iterator[bytes]
MEDIA = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


def download(request: Request, target: Target, listing: Listing, form: str) -> Response:
    """Answer with the file of a list under the filters of the address."""
    try:
        wanted = asked(listing, request.query_params)
    except AddressError as error:
        return message(request, 400, str(error))
    headers = ONLY_OUR_OWN | {"Content-Disposition": f'attachment; filename="{listing.name}.{form}"'}
    chunks = _file(target, wanted, FORMS[form])
    first = next(chunks)  # what is wrong with the warehouse is told before the file begins
    return StreamingResponse(chain([first], chunks), media_type=MEDIA[form], headers=headers)


def _file(target: Target, wanted: Asked, written: Callable[[Rows, Iterator[pa.Table]], Chunks]) -> Chunks:
    """Give the bytes of a file; the warehouse stays open while they are taken."""
    with rows_of(target, wanted) as rows:
        yield from written(rows, tables(rows))


def tables(rows: Rows) -> Iterator[pa.Table]:
    """Give what the filters leave, in order, some thousands of rows at a time; at least one table, if an empty one."""
    keys = rows.keys()
    columns = ", ".join(rows.asked.columns) if "column" in rows.asked.given else "*"
    for start in range(0, max(1, len(keys)), ROWS_A_CHUNK):
        yield rows.whole(keys.slice(start, ROWS_A_CHUNK), columns)


def as_csv(rows: Rows, found: Iterator[pa.Table]) -> Chunks:
    """Give the bytes of a CSV file."""
    for number, table in enumerate(found):
        text = io.StringIO()
        if number == 0:
            text.write(BOM)
            csv.writer(text, lineterminator="\n").writerow(table.column_names)
        text.write(safe(rows.con.from_arrow(table)).pl().write_csv(include_header=False))
        yield text.getvalue().encode()


def as_parquet(_rows: Rows, found: Iterator[pa.Table]) -> Chunks:
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


FORMS: Mapping[str, Callable[[Rows, Iterator[pa.Table]], Chunks]] = {"csv": as_csv, "parquet": as_parquet}
