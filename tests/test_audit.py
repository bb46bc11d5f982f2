"""The checks of sql/checks and what extract/ builds agree, on any text."""

import sys
from collections.abc import Iterator

import duckdb
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.drops.text import normalise
from pipeline.frames import RECIPES, schema_of
from pipeline.tables import TABLES, TABLES_OF_AN_ARTICLE
from pipeline.warehouse import checks, empty
from pipeline.warehouse.audit import find_breaches

EVERY_CHARACTER = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
WHITE_SPACE = [char for char in EVERY_CHARACTER if char.isspace()]


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


WORDS = (
    "«", "»", "“", "”", '"', "‘", "’", "'", "—", "-", "(", ")", "[…]", "…", ", ", " : ", ". ", "! ", "\n", "\n\n", " ", "\t",
    "a déclaré", "selon", "said", "according to", "il", "elle", "who", "que", "that", "Odile Verney", "M. Astier", "Mme",
    "l’AFP", "Reuters", "le maire", "the mayor", "de Varna", "mardi", "12 mars 2024", "Monday", "hier", "depuis 3 ans",
    "Publié le 5 mars 2024", "Par Odile Verney", "Lire aussi", "Photo :", "12", "%", "n'est", "e\u0301", "\U0001f468\u200d\U0001f469",
)  # fmt: skip
LINES = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from([*WHITE_SPACE, "\n", ".", "A", "é"])),
    max_size=120,
)
PRESS = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(WORDS),
        st.characters(codec="utf-8"),
        st.sampled_from(WHITE_SPACE),
    ),
    max_size=60,
).map("".join)


def extracted(texts: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return the frames that the recipes make of texts, each by its contract."""
    frames = {"texts": texts}
    for recipe in RECIPES:
        made = recipe.extract(*(frames[name] for name in recipe.inputs))
        parts = made if isinstance(made, tuple) else (made,)
        for table, part in zip(recipe.tables, parts, strict=True):
            frames[table] = TABLES[table].validate(part, cast=True)
    return frames


@pytest.mark.parametrize("language", ["fr", "en", "es"])
@settings(max_examples=25, deadline=None)
@example(texts=["M\x82"])  # a title before what folds to nothing
@given(texts=st.lists(st.one_of(PRESS, LINES), min_size=1, max_size=12, unique=True))
def test_what_is_made_of_any_text_keeps_every_rule_about_one_article(language: str, texts: list[str]) -> None:
    decoded = sorted({normalise(text) for text in texts if text.strip()})
    rows = [{"article_id": number, "text": text, "language": language} for number, text in enumerate(decoded)]
    assert extracted(pl.DataFrame(rows, schema=schema_of("texts")))["breaches"].rows() == []


def test_a_rule_about_one_article_names_those_that_break_it() -> None:
    texts = [{"article_id": number, "text": f"El puerto abre el lunes {number}.\n"} for number in range(3)]
    frames = extracted(pl.DataFrame(texts, schema=schema_of("texts")))
    frames["segments"] = frames["segments"].filter(pl.col("article_id") != 1)
    found = find_breaches(*(frames[name] for name in TABLES_OF_AN_ARTICLE))
    assert found.rows() == [
        (
            1,
            "segments__leave_nothing_out: Every character of an article that is no white space stands in a segment.",
            1,
        )
    ]
    frames["segments"] = frames["segments"].clear()
    assert find_breaches(*(frames[name] for name in TABLES_OF_AN_ARTICLE))["article_id"].to_list() == [
        0,
        1,
        2,
    ]


def test_every_check_says_what_it_is_about_and_a_rule_about_one_article_gives_its_id(
    con: duckdb.DuckDBPyConnection,
) -> None:
    for check in checks():
        assert check.sentence.endswith("."), check.name
        assert not check.is_about_one_article or "article_id" in con.sql(check.query).columns, check.name
    assert {check.is_about_one_article for check in checks()} == {True, False}
