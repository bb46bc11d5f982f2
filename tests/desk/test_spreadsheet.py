"""CSV for spreadsheets: every kind of value a query may have, and memory that holds one part of the rows at a time."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from pipeline.errors import UserError
from pipeline.warehouse import ROWS_A_CHUNK, stream
from pipeline.warehouse.spreadsheet import as_csv, write_csv


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("[1, 2]", '"[1, 2]"'),
        ("{'a': 1}", "{'a': 1}"),
        ("INTERVAL (-3) DAY", "'-3 days"),
        ("'=1'::ENUM ('=1')", "'=1"),
        ("'=1'::BLOB", "'=1"),
        ("12345678901234567890::HUGEINT", "12345678901234567890"),
        ("-1.50::DECIMAL(4, 2)", "-1.50"),
        ("-1", "-1"),
        ("'-1'", "'-1"),
        ("-0.25::DOUBLE", "-0.25"),
        ("DATE '2024-03-04'", "2024-03-04"),
        ("true", "true"),
        ("'a\nb'", '"a\nb"'),
        ("''", '""'),
        ("NULL", ""),
    ],
)
def test_every_kind_of_value_is_written(value: str, cell: str) -> None:
    table = duckdb.sql(f"SELECT {value} AS a, 1::BIGINT AS a_id").to_arrow_table()
    assert b"".join(as_csv([table], excel=False)).decode() == f"a,a_id\n{cell},i1\n"


def test_a_heading_is_no_formula() -> None:
    table = duckdb.sql('SELECT 1 AS "=1+1"').to_arrow_table()
    assert b"".join(as_csv([table])).decode() == "\ufeff'=1+1\n1\n"


def test_rows_are_written_while_they_are_read() -> None:
    taken = []

    def tables() -> Iterator[pa.Table]:
        for number in range(3):
            taken.append(number)
            yield pa.table({"n": [number]})

    parts = as_csv(tables(), excel=False)
    assert (next(parts), taken) == (b"n\n0\n", [0])
    assert (list(parts), taken) == ([b"1\n", b"2\n"], [0, 1, 2])


def test_a_query_is_read_in_parts_and_in_order(press: Path) -> None:
    found = list(stream(press, "SELECT n FROM range($n) AS r (n) ORDER BY n DESC", {"n": 10 * ROWS_A_CHUNK}))
    assert max(table.num_rows for table in found) < 2 * ROWS_A_CHUNK
    assert pa.concat_tables(found)["n"].to_pylist() == list(range(10 * ROWS_A_CHUNK))[::-1]


def test_a_query_without_rows_has_its_columns(press: Path) -> None:
    (found,) = stream(press, "SELECT text FROM quotes WHERE false")
    assert (found.column_names, found.num_rows) == (["text"], 0)


def test_a_query_that_is_none_is_told_before_any_row(press: Path) -> None:
    with pytest.raises(UserError, match="Referenced column"):
        next(stream(press, "SELECT nothing FROM quotes"))


def test_a_file_that_breaks_off_leaves_the_one_before(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    write_csv(duckdb.sql("SELECT 1 AS n"), file)
    whole = file.read_bytes()
    late = 2 * ROWS_A_CHUNK
    query = f"SELECT CASE WHEN range = {late} THEN error('broken') ELSE range END AS n FROM range({late + 1})"
    with pytest.raises((duckdb.Error, OSError), match="broken"):
        write_csv(duckdb.sql(query), file)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"rows.csv": whole}
