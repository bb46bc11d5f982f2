"""The process in which a stranger's SELECT runs: it may be killed at any time, and its memory has an end.

Run by guarded.py alone. It reads what is asked on its standard input as JSON (`file`, `query`, `rows`, `seconds`, `memory`,
`bytes`), says `ready` once the warehouse is open, then `rows` and an Arrow stream, or `refused` and a line that says why.
"""

import json
import sys
import threading
from typing import Any, BinaryIO

import duckdb
import pyarrow as pa

from pipeline.warehouse import extensions
from pipeline.warehouse.values import literal, readable

NAME = "warehouse"
READY, ROWS, REFUSED = b"ready\n", b"rows\n", b"refused\n"
TIMES_THE_MEMORY = 4  # of address space: DuckDB counts its buffers, and not what one value takes


class _RefusedError(Exception):
    """The query is none that is answered, or its answer is too large."""


def main() -> None:
    """Answer what the standard input asks on the standard output."""
    asked, out = json.load(sys.stdin), sys.stdout.buffer
    con = _opened(asked)
    out.write(READY)
    out.flush()
    timer = threading.Timer(asked["seconds"], con.interrupt)
    timer.start()
    try:
        _send(_answer(con, asked), out)
    except (duckdb.Error, _RefusedError, MemoryError, pa.ArrowException) as error:
        said = "it takes too much memory" if isinstance(error, MemoryError) else str(error)
        is_late = isinstance(error, duckdb.InterruptException)
        out.write(REFUSED + (b"" if is_late else " ".join(said.split("\n\n")[0].split()).encode()))
    finally:
        timer.cancel()


def _opened(asked: dict[str, Any]) -> duckdb.DuckDBPyConnection:
    """Open the warehouse beside an empty database of its own, and give up every way out of it."""
    con = duckdb.connect(config=extensions.OFFLINE)
    extensions.load(con, "fts")  # for search(): nothing more can be loaded from here on
    con.execute(f"ATTACH {literal(asked['file'])} AS {NAME} (READ_ONLY)")
    con.execute(f"USE {NAME}")
    con.execute(f"SET memory_limit = '{asked['memory']}MB'")
    con.execute("SET temp_directory = ''")  # what does not fit into memory is refused, not written
    con.execute("SET enable_external_access = false")
    con.execute("SET lock_configuration = true")
    if sys.platform == "linux":
        import resource

        most = asked["memory"] * 1_000_000 * TIMES_THE_MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    return con


def _answer(con: duckdb.DuckDBPyConnection, asked: dict[str, Any]) -> pa.Table:
    statements = con.extract_statements(asked["query"])
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise _RefusedError("one SELECT is answered, and nothing else")
    bare = asked["query"].strip().removesuffix(";")
    # within another SELECT a PRAGMA, which DuckDB parses as one, is none
    rows = con.sql(f"SELECT * FROM (\n{bare}\n) LIMIT {asked['rows'] + 1}")  # noqa: S608
    found = readable(rows).to_arrow_table()
    if found.nbytes > asked["bytes"]:
        raise _RefusedError(
            f"the answer is over {asked['bytes'] // 1_000_000} MB: ask for fewer rows or columns"
        )
    return found


def _send(found: pa.Table, out: BinaryIO) -> None:
    out.write(ROWS)
    with pa.ipc.new_stream(out, found.schema) as stream:
        stream.write_table(found)


if __name__ == "__main__":
    main()
