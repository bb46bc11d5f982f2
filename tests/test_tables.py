"""The contract: sql/schema.sql and pipeline/tables/ say the same."""

import random
from datetime import date, datetime

import duckdb
import polars as pl
import pytest

from pipeline.project import SQL
from pipeline.tables import FRAMES_ONLY, TABLES, frame

IN_WAREHOUSE = sorted(set(TABLES) - set(FRAMES_ONLY))
SQL_TYPES = {
    pl.Int64: "BIGINT",
    pl.Int32: "INTEGER",
    pl.Float64: "DOUBLE",
    pl.String: "VARCHAR",
    pl.Enum: "VARCHAR",
    pl.Date: "DATE",
    pl.Datetime: "TIMESTAMP",
    pl.Boolean: "BOOLEAN",
}


def _sql_type(dtype: pl.DataType) -> str:
    """Return the type of DuckDB for a column; a list holds what its inner type holds."""
    if isinstance(dtype, pl.List):
        return f"{_sql_type(dtype.inner)}[]"  # type: ignore[arg-type]
    return SQL_TYPES[type(dtype)]


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute((SQL / "schema.sql").read_text(encoding="utf-8"))
    return con


@pytest.mark.parametrize("table", IN_WAREHOUSE)
def test_a_table_has_the_columns_types_and_nulls_of_its_contract(
    table: str, con: duckdb.DuckDBPyConnection
) -> None:
    stated = {
        name: (data_type, nullable == "YES")
        for name, data_type, nullable in con.execute(
            "select column_name, data_type, is_nullable from information_schema.columns where table_name = ?",
            [table],
        ).fetchall()
    }
    contract = TABLES[table].columns()
    keys = set(TABLES[table].primary_key())
    assert stated == {
        name: (_sql_type(column.dtype), column.nullable and name not in keys)
        for name, column in contract.items()
    }


@pytest.mark.parametrize("table", IN_WAREHOUSE)
def test_a_table_has_the_primary_key_of_its_contract(table: str, con: duckdb.DuckDBPyConnection) -> None:
    found = con.execute(
        "select constraint_column_names from duckdb_constraints() where table_name = ? and constraint_type = 'PRIMARY KEY'",
        [table],
    ).fetchone()
    assert found is not None
    assert set(found[0]) == set(TABLES[table].primary_key())


def test_every_table_and_column_says_what_it_means(con: duckdb.DuckDBPyConnection) -> None:
    silent = con.sql(
        "select table_name from duckdb_tables() where comment is null "
        "union all select table_name || '.' || column_name from duckdb_columns() where comment is null and not internal"
    ).fetchall()
    assert silent == []


@pytest.mark.parametrize("table", sorted(TABLES))
def test_an_empty_frame_keeps_its_columns(table: str) -> None:
    assert frame(table, []).schema == TABLES[table].create_empty().schema


N_ROWS = 20_000
STARTS, ENDS = [None, -1, 0, 0, 0, 1], [None, 0, 1, 2, 2, 2]  # spans that often lie one inside the other
POOL: dict[object, list[object]] = {
    pl.Int64: [None, 1, 2, 3],
    pl.Int32: [None, -1, 0, 1, 2, 3],
    pl.Float64: [None, -0.5, 0.0, 0.5, 1.0, 2.0],
    pl.String: [None, "", "a", "ab", "Q1"],
    pl.Date: [None, date(2024, 3, 5), date(2024, 3, 6)],
    pl.Datetime: [None, datetime(2024, 3, 5)],  # noqa: DTZ001  (as the warehouse has them)
    pl.Boolean: [None, False, True],
    pl.List(pl.Int64): [None, [], [1], [1, 2]],
    pl.List(pl.String): [None, [], ["a"], ["a", "b"]],
}


def any_rows(table: str) -> pl.DataFrame:
    """Return rows of every kind, most of them against the contract; keys alone are each another."""
    dice = random.Random(table)  # noqa: S311  (no secret)
    schema = TABLES[table].create_empty().schema
    keys = TABLES[table].primary_key()

    def column(name: str, dtype: pl.DataType) -> list[object]:
        if name == keys[0] and dtype == pl.Int64:
            return list(range(N_ROWS))
        if name.endswith(("start_char", "end_char")):
            return dice.choices(STARTS if name.endswith("start_char") else ENDS, k=N_ROWS)
        values = (
            [*dtype.categories, None] if isinstance(dtype, pl.Enum) else POOL.get(dtype) or POOL[type(dtype)]
        )
        return dice.choices(values, k=N_ROWS)

    return pl.DataFrame({name: column(name, dtype) for name, dtype in schema.items()}, schema=schema)


@pytest.mark.parametrize("table", IN_WAREHOUSE)
def test_a_row_that_keeps_the_contract_keeps_the_checks_of_the_schema(
    table: str, con: duckdb.DuckDBPyConnection
) -> None:
    kept, _ = TABLES[table].filter(any_rows(table))
    assert kept.height, "no row was tried"
    con.register("kept", kept)
    expressions = con.execute(
        "SELECT expression FROM duckdb_constraints() WHERE table_name = ? AND constraint_type = 'CHECK'",
        [table],
    ).fetchall()
    broken = [text for (text,) in expressions if con.sql(f"SELECT 1 FROM kept WHERE NOT ({text})").fetchall()]
    assert broken == []
