"""The index finds a phrase where a naive reading of the text finds it, and knows words as DuckDB does."""

import sys
from collections.abc import Iterator

import duckdb
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.warehouse import checks, empty
from pipeline.warehouse.words import WORD, index

NAIVE = r"""
WITH texts AS (
    SELECT 'article' AS kind, article_id AS document_id, text FROM articles
    UNION ALL
    SELECT 'quote', quote_id, text FROM quotes
)

SELECT kind, document_id
FROM texts
WHERE
    len(regexp_extract_all(folded($phrase), '[\p{L}\p{N}]+')) > 0
    AND contains(
        ' ' || array_to_string(regexp_extract_all(folded(text), '[\p{L}\p{N}]+'), ' ') || ' ',
        ' ' || array_to_string(regexp_extract_all(folded($phrase), '[\p{L}\p{N}]+'), ' ') || ' '
    )
ORDER BY ALL
"""
WORDS = (
    "le", "Le", "les", "là", "la", "LA", "pont", "ponts", "été", "ete", "e\u0301te\u0301", "Été", "l", "d", "œuvre", "oeuvre", "naïve",
    "señor", "senor", "prometió", "prometio", "1er", "12", "mer", "ß", "ΟΔΟΣ", "οδός", "мир", "é", "e", "a\u0300", "a\u20dd", "\U000105c0",
)  # fmt: skip
BETWEEN = (
    " ", " ", " ", "'", "’", "-", "\u2011", "\n", "\n\n", "\r\n", "\u00a0", "\u202f", ", ", " » ", " «\u00a0", "… ", " \u0301 ", "\ufe0f",
    "\u200d", "\u00ad", "_", "\U0001f469", "",
)  # fmt: skip
PIECES = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from(BETWEEN), st.characters(codec="utf-8")), max_size=12
).map("".join)
TEXTS = st.lists(PIECES, min_size=1, max_size=12)


def indexed(texts: list[str]) -> duckdb.DuckDBPyConnection:
    """Return a warehouse of articles in the four indexes, each with a quote of all its words."""
    con = duckdb.connect()
    con.execute("CREATE MACRO folded(words) AS lower(strip_accents(words))")
    languages = ("fr", "en", "es", "pl")
    rows = [(n, languages[n % 4], text) for n, text in enumerate(texts)]
    articles = pl.DataFrame(rows, ["article_id", "language", "text"], orient="row")
    con.register("given", articles)
    con.execute("CREATE TABLE articles AS FROM given")
    con.execute("CREATE TABLE quotes AS SELECT article_id + 100 AS quote_id, article_id, text FROM given")
    index(con)
    return con


def found(con: duckdb.DuckDBPyConnection, words: str) -> list[tuple[str, int]]:
    """Return kind and id of what a search finds."""
    query = "SELECT kind, document_id FROM search($words) ORDER BY ALL"
    return con.execute(query, {"words": words}).fetchall()


def naive(con: duckdb.DuckDBPyConnection, phrase: str) -> list[tuple[str, int]]:
    """Return kind and id of the texts that have a phrase."""
    return con.execute(NAIVE, {"phrase": phrase}).fetchall()


def phrase_of(text: str) -> str:
    """Return a text as it may stand between marks."""
    return text.translate(dict.fromkeys(map(ord, '"«»“”„'), " "))


@settings(max_examples=60, deadline=None)
@given(texts=TEXTS, data=st.data())
def test_a_phrase_is_found_where_a_naive_reading_finds_it(texts: list[str], data: st.DataObject) -> None:
    with indexed(texts) as con:
        for text in texts:
            start = data.draw(st.integers(0, len(text)))
            end = data.draw(st.integers(start, len(text)))
            phrase = phrase_of(text[start:end])
            assert found(con, f'"{phrase}"') == naive(con, phrase)


@pytest.mark.parametrize(
    "phrase",
    ["le pont", "la la", "la la la", "a la", "l été", "d œuvre", "12 mer", "pont le pont", "ete", "le"],
)
def test_phrases_of_the_same_words_in_another_order_are_told_apart(phrase: str) -> None:
    texts = [
        "Le pont, le pont.",
        "Là, la là",
        "À la mer: là",
        "l'été, l’Été\nle pont",
        "chef-d'œuvre",
        "le 12\nmer",
        "pont",
        "les ponts",
    ]
    with indexed(texts) as con:
        assert found(con, f'"{phrase}"') == naive(con, phrase)


@settings(max_examples=30, deadline=None)
@given(texts=TEXTS, one=st.sampled_from(WORDS), other=st.sampled_from(WORDS))
@example(texts=["le pont", "le le pont", "pont le"], one="le", other="pont")
def test_two_phrases_are_both_there_and_one_kept_out_nowhere(texts: list[str], one: str, other: str) -> None:
    pair = f"{one} {other}"
    with indexed(texts) as con:
        singles, pairs = naive(con, one), naive(con, pair)
        assert found(con, f'"{one}" "{pair}"') == [row for row in singles if row in pairs]
        if pairs != singles:
            assert found(con, f'"{one}" -"{pair}"') == [row for row in singles if row not in pairs]


def test_words_are_cut_alike_where_they_are_indexed_and_where_they_are_asked_for() -> None:
    characters = [chr(code) for code in range(1, sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
    with duckdb.connect() as con:
        con.register("every", pl.DataFrame({"text": [f"a{character}b" for character in characters]}))
        lowered = con.sql("SELECT text, lower(text) AS lowered FROM every").pl()
        cut = lowered.with_columns(word=pl.col("lowered").str.extract_all(WORD))
        con.register("cut", cut)
        wrong = con.sql(
            r"""
            SELECT text FROM cut
            WHERE list_transform(word, lambda one: lower(strip_accents(one)))
                <> regexp_extract_all(lower(strip_accents(text)), '[\p{L}\p{N}]+')
            """
        ).fetchall()
    assert len(cut) > 1_100_000
    assert wrong == []


def test_an_article_more_changes_no_row_of_another() -> None:
    texts = ["Le pont de Lussac.", "Là, le pont.", "The bridge"]
    with indexed(texts) as few, indexed([*texts, "Un pont, des ponts et la mer"]) as more:
        query = "SELECT * FROM search_places WHERE document_id NOT IN (3, 103) ORDER BY ALL"
        before, after = few.sql(query).fetchall(), more.sql(query).fetchall()
    assert before == after
    assert len(before) == 2 * (4 + 3 + 2)


@pytest.fixture
def words() -> Iterator[duckdb.DuckDBPyConnection]:
    with empty() as con:
        con.execute("INSERT INTO search_words VALUES ('fr', 'pont', 'ponts', 'ponts', 1)")
        yield con


@pytest.mark.parametrize(("language", "word"), [("fr", "mer"), ("en", "ponts")])
def test_two_words_under_one_id_fail_a_check(
    words: duckdb.DuckDBPyConnection, language: str, word: str
) -> None:
    check = next(check for check in checks() if check.name == "search_words__have_an_id_of_their_own")
    assert words.sql(check.query).fetchall() == []
    words.execute("INSERT INTO search_words VALUES ($1, 'x', $2, $2, 1)", [language, word])
    assert len(words.sql(check.query).fetchall()) == 2


def test_a_phrase_of_more_words_than_anybody_looks_for_is_refused_in_one_line() -> None:
    con = indexed(["le pont " * 60])
    assert con.execute("FROM search($1)", [f'"{" ".join(["le pont"] * 50)}"']).fetchall()
    with pytest.raises(duckdb.InvalidInputException, match="at most 100 words"):
        con.execute("FROM search($1)", [f'"{"le " * 101}"']).fetchall()
