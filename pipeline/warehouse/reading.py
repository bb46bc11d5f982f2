"""Reading: a connection to the warehouse that changes nothing, and the answer to one query.

Belongs here: what every command that only asks needs, and no import beyond it. Does not belong here: the library's
questions (questions.py), the SELECTs of strangers (guarded.py).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from pipeline.errors import UserError
from pipeline.warehouse import lake, search
from pipeline.warehouse.extensions import MissingExtensionError
from pipeline.warehouse.kept import Kept
from pipeline.warehouse.lake import Lake
from pipeline.warehouse.values import readable

if TYPE_CHECKING:
    import pyarrow as pa

Target = Path | Kept | Lake  # where a warehouse is read
ROWS_A_CHUNK = 10_000  # of what is read piece by piece
LOCKED = "Could not set lock"  # DuckDB's words
PUBLIC_TABLES = 3  # the version of tables and views that others rely on; CHANGELOG.md says what each changed


class MissingWarehouseError(UserError):
    """There is no warehouse yet, or it cannot be read; the message says what to do."""


class HeldWarehouseError(MissingWarehouseError):
    """There is a warehouse, and another program writes to it."""


@contextmanager
def connect(target: Target) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a warehouse for reading.

    Raises:
        MissingWarehouseError: there is none, or the file is no warehouse.
        MissingExtensionError: the wheel of an extension is not installed.
        LakeError: there is no such lake, or it cannot be reached.
    """
    if isinstance(target, Lake):
        with lake.connect(target) as con:
            yield con
        return
    file = target.file if isinstance(target, Kept) else target
    if not file.exists():
        raise MissingWarehouseError(f"there is no warehouse {file}: run `dixit ingest` first")
    try:
        con = target.cursor() if isinstance(target, Kept) else duckdb.connect(str(file), read_only=True)
    except MissingExtensionError:  # which is an OSError, and says nothing of the file
        raise
    except (duckdb.Error, OSError) as error:
        reason = str(error).splitlines()[0]
        if LOCKED in reason:
            raise HeldWarehouseError(
                f"{target} is held by another program that opened it for writing: close it there, or open it there read-only"
            ) from error
        raise MissingWarehouseError(
            f"{target} cannot be opened ({reason}): run `dixit ingest` to build it again"
        ) from error
    try:
        yield con
    finally:
        con.close()


def ask(target: Target, query: str, values: Mapping[str, object] | None = None) -> pl.DataFrame:
    """Return the rows of a query; `values` are bound to its $parameters by DuckDB.

    Raises:
        MissingWarehouseError: there is no warehouse.
        UserError: DuckDB refuses the query; the message is its own first line.
    """
    with _asking(target, query) as con:
        answer = con.sql(query, params=dict(values) if values else None)
        return readable(answer).pl() if answer is not None else pl.DataFrame()


def stream(target: Target, query: str, values: Mapping[str, object] | None = None) -> "Iterator[pa.Table]":
    """Give the rows of a query, ROWS_A_CHUNK or so at a time; at least one table, if an empty one.

    Values are of DuckDB's types; unlike `ask`, intervals and unions are not made text, since nothing here is for Polars.

    Raises:
        MissingWarehouseError: there is no warehouse.
        UserError: DuckDB refuses the query; the message is its own first line.
    """
    with _asking(target, query) as con:
        yield from tables_of(
            con.execute(query, dict(values) if values else None).to_arrow_reader(ROWS_A_CHUNK)
        )


def tables_of(batches: "pa.RecordBatchReader") -> "Iterator[pa.Table]":
    """Give the batches of a reader as tables; of none an empty one, so that the columns are told."""
    import pyarrow as pa

    yield pa.Table.from_batches(islice(batches, 1), batches.schema)
    for batch in batches:
        yield pa.Table.from_batches([batch])


@contextmanager
def _asking(target: Target, query: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a warehouse for one query; what DuckDB says against it is told in one line."""
    with connect(target) as con:
        try:
            if search.is_needed(query):
                search.load_stems(con)
            yield con
        except duckdb.Error as error:
            _refuse_another_version(con, target)
            raise UserError(" ".join(str(error).split("\n\n")[0].split())) from error


def version_of_tables(target: Target) -> int | None:
    """Return the version of the public tables that a warehouse has; None where there is none that can be read."""
    try:
        with connect(target) as con:
            return _version(con)
    except UserError:
        return None


def _version(con: duckdb.DuckDBPyConnection) -> int:
    try:
        found = con.sql("SELECT public_tables FROM build").fetchone()
    except duckdb.Error:
        return 1  # the first version did not say
    return int(found[0]) if found else PUBLIC_TABLES


def _refuse_another_version(con: duckdb.DuckDBPyConnection, target: Target) -> None:
    """Say that a warehouse is of another version than the program, where a query fails on it.

    Raises:
        UserError: it is.
    """
    found = _version(con)
    if found != PUBLIC_TABLES:
        raise UserError(
            f"{target} has the public tables of version {found}, and this program knows those of version "
            f"{PUBLIC_TABLES}: run `dixit ingest`, which builds it again"
        )
