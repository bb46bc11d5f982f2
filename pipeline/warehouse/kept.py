"""A warehouse kept open: what one question read lies ready for the next, until another file stands in its place.

Belongs here: when the file of a process that answers many questions is opened anew. Does not belong here: what it is asked.
"""

from pathlib import Path
from threading import Lock

import duckdb

from pipeline.warehouse import extensions
from pipeline.warehouse.values import literal

NAME = "dixit"  # of the warehouse, in a connection
MOST_BYTES = 1_000_000_000  # that are kept; beyond, the file is opened anew, and nothing of it is in memory
Stamp = tuple[int, int, int, int]


class Kept:
    """The file of a warehouse, open between the questions of a process, each of which has a connection of its own.

    It is attached to a database in memory, which no one shares: who opens a path twice is given by DuckDB what the process
    has open under it already, were another file swapped in meanwhile. A question that is being answered keeps the old one.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._lock = Lock()
        self._con: duckdb.DuckDBPyConnection | None = None
        self._stamp: Stamp | None = None

    def __str__(self) -> str:
        return str(self.file)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a connection to the file that stands there now.

        Raises:
            OSError: there is none.
            duckdb.Error: it cannot be opened.
        """
        with self._lock:
            stamp = _stamp(self.file)
            if self._con is None or stamp != self._stamp or _bytes_of(self._con) > MOST_BYTES:
                self._con = (
                    None  # not closed, which would close what others still ask: it ends with the last of them
                )
                self._con, self._stamp = _opened(self.file), stamp
            con = self._con.cursor()
        con.execute(f"USE {NAME}")
        return con


def _stamp(file: Path) -> Stamp:
    """Return what tells a file from another under its path."""
    found = file.stat()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _opened(file: Path) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(config=extensions.OFFLINE)
    try:
        extensions.load(con, "fts")  # for search(): its file is checked once, and not at every question
        con.execute(f"SET temp_directory = {literal(f'{file}.tmp')}")
        con.execute(f"ATTACH {literal(str(file))} AS {NAME} (READ_ONLY)")
    except BaseException:
        con.close()
        raise
    return con


def _bytes_of(con: duckdb.DuckDBPyConnection) -> int:
    """Return how much memory a database holds."""
    found = con.sql("SELECT sum(memory_usage_bytes)::BIGINT FROM duckdb_memory()").fetchone()
    return int(found[0]) if found else 0
