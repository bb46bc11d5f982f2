"""SELECTs of strangers: one statement, a bounded number of rows, seconds and bytes, no file but the warehouse, no network.

Each runs in a process of its own (apart.py), since no setting of DuckDB bounds the time and memory that one value takes, and
since what such a connection gives up it would give up for every reader of the warehouse in its process.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, cast

import polars as pl

from pipeline.errors import UserError
from pipeline.warehouse.apart import READY, REFUSED, ROWS
from pipeline.warehouse.lake import Lake
from pipeline.warehouse.reading import Target, connect

MOST_ROWS = 200
MOST_SECONDS = 10.0
GRACE = 1.0  # seconds beyond, for a process that hears no interruption
SECONDS_TO_OPEN = 20.0  # for a process to start and open the warehouse
SECONDS_TO_WAIT = 5.0  # for a place
MOST_MEMORY = 1_000  # megabytes
MOST_BYTES = 100_000_000  # of an answer
AT_ONCE = threading.BoundedSemaphore(2)  # processes


class RefusedError(UserError):
    """A query is no SELECT, takes too long, or reaches for what it may not; the message is one line."""


class BusyError(RefusedError):
    """Other queries take all places."""


def select(
    target: Target, query: str, most_rows: int = MOST_ROWS, most_seconds: float = MOST_SECONDS
) -> pl.DataFrame:
    """Return the first rows of a SELECT; one row more than `most_rows` tells that there are more.

    Raises:
        RefusedError: it is none, or takes too long or too much, or DuckDB refuses it.
        BusyError: others take all places.
        MissingWarehouseError: there is no warehouse.
    """
    if isinstance(target, Lake):
        raise RefusedError("a shared warehouse is not opened to strangers: give its file")
    with connect(target):
        pass  # what is wrong with the file is told here
    asked = {
        "file": str(target),
        "query": query,
        "rows": most_rows,
        "seconds": most_seconds,
        "memory": MOST_MEMORY,
        "bytes": MOST_BYTES,
    }
    if not AT_ONCE.acquire(timeout=SECONDS_TO_WAIT):
        raise BusyError("other queries take all places: try again in some seconds")
    try:
        answer = _apart(json.dumps(asked).encode(), most_seconds + GRACE)
    finally:
        AT_ONCE.release()
    if answer.startswith(ROWS):
        return pl.read_ipc_stream(answer[len(ROWS) :])
    reason = answer.removeprefix(REFUSED).decode(errors="replace")
    raise RefusedError(reason or f"the query takes longer than {most_seconds:g} s: ask for less")


def _apart(asked: bytes, most_seconds: float) -> bytes:
    """Return what the process says; empty where it was killed."""
    # -P: no module is read out of the folder that it stands in
    command = [sys.executable, "-P", "-m", "pipeline.warehouse.apart"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as process:  # noqa: S603  (ours)
        said = cast("IO[bytes]", process.stdout)
        with _ended_after(SECONDS_TO_OPEN, process):
            try:
                with cast("IO[bytes]", process.stdin) as question:
                    question.write(asked)
            except BrokenPipeError:  # it ended before it read all
                pass
            is_ready = said.readline() == READY
        if not is_ready:
            raise RefusedError("the query cannot be run: try again, or ask `dixit doctor`")
        with _ended_after(most_seconds, process):
            return said.read()


@contextmanager
def _ended_after(seconds: float, process: subprocess.Popen[bytes]) -> Iterator[None]:
    """End a process that has not done its part in time."""
    timer = threading.Timer(seconds, process.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
