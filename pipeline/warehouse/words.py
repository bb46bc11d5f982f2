"""The index of words that a build puts into the warehouse: it counts the documents that are new, and takes over the others.

A row of the index says nothing of other documents, so that of one whose language and words are as they were it stands as the
warehouse in place has it, if the same counting wrote it and what it wrote stands unchanged. Rows made anew are equal to those.
The rows as frames of their own were the other way: they would take a sixth more of disk, and every build would read, join and
sort all of them.
"""

from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import duckdb
import polars as pl

from pipeline import lang
from pipeline.extract.ids import with_content_id
from pipeline.frames import version_of
from pipeline.project import SQL
from pipeline.warehouse import search
from pipeline.warehouse.values import literal

UNSTEMMED = "none"
KNOWN = r"\p{Age=15.0}"  # characters that DuckDB knows, which cuts what is asked for into words
LETTER, MARK = rf"[[\p{{L}}\p{{N}}]&&{KNOWN}]", rf"[\p{{M}}&&{KNOWN}]"
WORD = f"{MARK}*{LETTER}[{LETTER}{MARK}]*"  # with its accents, which come off each distinct word
DOCUMENTS_A_BATCH = 20_000
DOCUMENTS = """
SELECT false AS is_quote, article_id AS document_id, language, text FROM {of}articles
UNION ALL
SELECT true, quote_id, articles.language, quotes.text
FROM {of}quotes AS quotes INNER JOIN {of}articles AS articles USING (article_id)
"""
HERE, BEFORE = (DOCUMENTS.format(of=of) for of in ("", "before."))
ALIKE = """
SELECT is_quote, document_id FROM (
    SELECT is_quote, document_id, language, hash(text) FROM ({here}) INTERSECT
    SELECT is_quote, document_id, language, hash(text) FROM ({before})
)
"""
OTHERS = """
SELECT * REPLACE (lower(text) AS text) FROM ({here}) ANTI JOIN alike USING (is_quote, document_id)
"""
COUNTED = (
    ("is_quote", "BOOLEAN"),
    ("document_id", "BIGINT"),
    ("language", "VARCHAR"),
    ("n_words", "INTEGER"),  # of the document
    ("word", "VARCHAR"),
    ("places", "INTEGER[]"),  # of the word among them, from 0
)
OTHER = ""  # the language of texts whose language has no folder, and of texts too short to tell
VOCABULARY = (
    "SELECT language, word FROM counted UNION SELECT language, word FROM before.search_words ORDER BY ALL"
)
SEALED = """
SELECT (version, places, words) IS NOT DISTINCT FROM (
    $version, (SELECT bit_xor(hash(p)) FROM before.search_places AS p), (SELECT bit_xor(hash(w)) FROM before.search_words AS w)
) FROM before.search_seal
"""
NOTHING = """
ATTACH ':memory:' AS before;
CREATE TABLE before.articles AS FROM articles LIMIT 0;
CREATE TABLE before.quotes AS FROM quotes LIMIT 0;
CREATE TABLE before.search_words (language VARCHAR, word VARCHAR);
CREATE TABLE before.search_places (word_id BIGINT, is_quote BOOLEAN, document_id BIGINT, n INTEGER, n_words INTEGER, places INTEGER[]);
"""


@cache
def version() -> str:
    """Return the version of the index: the digest of all that decides its rows."""
    return version_of("pipeline.warehouse.words", packages=("duckdb", "polars", "duckdb-extension-fts"))


def index(con: duckdb.DuckDBPyConnection, standing: Path | None = None) -> None:
    """Put the index, and the macro that asks it, into a warehouse that is being built.

    Args:
        con: the warehouse, with its tables filled.
        standing: the warehouse file in place, where there may be one.
    """
    codes = lang.languages()
    stemmers = [lang.load(code, "language").get("stemmer", UNSTEMMED) for code in codes]
    search.load_stems(con)
    alike, reader = _alike(con, standing), con.cursor()
    reader.register("alike", alike)
    _count_words(con, reader.execute(OTHERS.format(here=HERE)), codes)
    words = con.sql(VOCABULARY).pl()
    given = {
        "alike": alike,
        "vocabulary": with_content_id(words, "word_id", ["language", "word"]),
        "stemmers": pl.DataFrame({"language": [OTHER, *codes], "stemmer": [UNSTEMMED, *stemmers]}),
        "index_version": pl.DataFrame({"version": [version()]}),
    }
    for name, rows in given.items():
        con.register(name, rows)
    con.execute((SQL / "search_index.sql").read_text(encoding="utf-8"))
    for name in given:
        con.unregister(name)
    con.execute("DROP TABLE counted; DETACH before")


def _alike(con: duckdb.DuckDBPyConnection, standing: Path | None) -> pl.DataFrame:
    """Attach the warehouse that stands as `before`, and return the documents whose language and words are as they were there.

    Where it cannot be read, or its index is not what this version wrote, an empty one takes its place.
    """
    if standing is not None and standing.exists():
        with suppress(duckdb.Error):
            con.execute(f"ATTACH {literal(str(standing))} AS before (READ_ONLY)")
            if con.execute(SEALED, {"version": version()}).fetchone() == (True,):
                return con.sql(ALIKE.format(here=HERE, before=BEFORE)).pl()
        con.execute("DETACH DATABASE IF EXISTS before")
    con.execute(NOTHING)
    return con.sql(ALIKE.format(here=HERE, before=BEFORE)).pl()


def _count_words(
    con: duckdb.DuckDBPyConnection, documents: duckdb.DuckDBPyConnection, codes: Sequence[str]
) -> None:
    """Make the temporary table `counted`: a row a word and document. Polars counts ten times as fast as SQL does."""
    con.execute(f"CREATE TEMPORARY TABLE counted ({', '.join(f'{name} {kind}' for name, kind in COUNTED)})")
    for batch in documents.to_arrow_reader(DOCUMENTS_A_BATCH):
        counted = (
            pl.LazyFrame(pl.from_arrow(batch))
            .with_columns(
                language=pl.when(pl.col("language").is_in(codes)).then("language").otherwise(pl.lit(OTHER))
            )
            .with_columns(word=pl.col("text").str.extract_all(WORD))
            .with_columns(n_words=pl.col("word").list.len())
            .with_columns(places=pl.int_ranges(0, pl.col("n_words"), dtype=pl.Int32))
            .drop("text")
            .explode("word", "places")
            .drop_nulls("word")
            .group_by(pl.exclude("places"))
            .agg("places")
            .collect()
        )
        con.register("incoming", counted)
        con.execute("INSERT INTO counted BY NAME FROM incoming")
        con.unregister("incoming")
