"""The contract: sql/schema.sql and pipeline/tables.py say the same."""

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
    pl.List: "BIGINT[]",
}


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
        name: (SQL_TYPES[type(column.dtype)], column.nullable and name not in keys)
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
