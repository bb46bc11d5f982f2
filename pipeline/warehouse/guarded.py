"""SELECTs of strangers: one statement, a bounded number of rows and seconds, no file but the warehouse, no network."""

import threading

import duckdb
import polars as pl

from pipeline.errors import UserError
from pipeline.warehouse import search
from pipeline.warehouse.lake import Lake
from pipeline.warehouse.reading import Target, connect

MOST_ROWS = 200
MOST_SECONDS = 10.0
MOST_MEMORY = "1GB"


class RefusedError(UserError):
    """A query is no SELECT, takes too long, or reaches for what it may not; the message is one line."""


def select(
    target: Target, query: str, most_rows: int = MOST_ROWS, most_seconds: float = MOST_SECONDS
) -> pl.DataFrame:
    """Return the first rows of a SELECT; one row more than `most_rows` tells that there are more.

    Raises:
        RefusedError: it is none, or takes too long, or DuckDB refuses it.
        MissingWarehouseError: there is no warehouse.
    """
    if isinstance(target, Lake):
        raise RefusedError("a shared warehouse is not opened to strangers: give its file")
    with connect(target) as con:
        search.load_stems(con)  # for search(): nothing more can be loaded from here on
        con.execute(f"SET memory_limit = '{MOST_MEMORY}'")
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
        timer = threading.Timer(most_seconds, con.interrupt)
        timer.start()
        try:
            statements = con.extract_statements(query)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise RefusedError("one SELECT is answered, and nothing else")
            bare = query.strip().removesuffix(";")
            inner = f"SELECT * FROM (\n{bare}\n) LIMIT {most_rows + 1}"  # noqa: S608 - parsed as one SELECT
            return con.sql(inner).pl()  # within another SELECT a PRAGMA, which DuckDB parses as one, is none
        except duckdb.InterruptException as error:
            raise RefusedError(f"the query takes longer than {most_seconds:g} s: ask for less") from error
        except duckdb.Error as error:
            raise RefusedError(" ".join(str(error).split("\n\n")[0].split())) from error
        finally:
            timer.cancel()
