"""The checks of sql/checks and what extract/ builds agree, on any text."""

import sys
from collections.abc import Iterator

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.extract.articles import read_articles
from pipeline.frames import schema_of
from pipeline.warehouse import SQL, empty

EVERY_CHARACTER = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
WHITE_SPACE = [char for char in EVERY_CHARACTER if char.isspace()]
OF_SEGMENTS = ("segments__leave_nothing_out", "segments__do_not_overlap", "segments__stand_in_their_article")


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with empty() as con:
        yield con


def test_white_space_is_the_same_in_sql_and_in_python_for_every_character(
    con: duckdb.DuckDBPyConnection,
) -> None:
    con.register("every", pl.DataFrame({"char": EVERY_CHARACTER}))
    found = con.sql("SELECT char FROM every WHERE regexp_full_match(char, white_space()) ORDER BY ALL")
    assert [char for (char,) in found.fetchall()] == WHITE_SPACE


LINES = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from([*WHITE_SPACE, "\n", "\n", ".", "A", "é"])),
    max_size=120,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(LINES, min_size=1, max_size=8, unique=True))
def test_segments_of_any_text_pass_their_checks(con: duckdb.DuckDBPyConnection, texts: list[str]) -> None:
    rows = [{"article_id": number, "text": text} for number, text in enumerate(texts) if text.strip()]
    articles, segments = read_articles(pl.DataFrame(rows, schema=schema_of("texts")))
    for table, frame in (("articles", articles), ("segments", segments)):
        con.register("incoming", frame)
        con.execute(f"TRUNCATE {table}")
        con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
    for check in OF_SEGMENTS:
        assert con.sql((SQL / "checks" / f"{check}.sql").read_text(encoding="utf-8")).fetchall() == []
