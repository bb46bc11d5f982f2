"""Full text search: the index that a build puts into the warehouse, and the extension that cuts words to their stems.

The stems are those of DuckDB's fts extension, loaded from the file in its own wheel, so nothing is fetched. The index
is ours: that extension's knows one language a table, no place of a word, and reads every document for a question; this
one is sorted by word, so a question reads only the rows of its words, and no text.
"""

import re
from collections.abc import Sequence

import duckdb
import polars as pl

from pipeline import lang
from pipeline.extract.ids import with_content_id
from pipeline.warehouse import extensions

CALL = re.compile(r"\bsearch\s*\(", re.IGNORECASE)
UNSTEMMED = "none"
KNOWN = r"\p{Age=15.0}"  # characters that DuckDB knows, which cuts what is asked for into words
LETTER, MARK = rf"[[\p{{L}}\p{{N}}]&&{KNOWN}]", rf"[\p{{M}}&&{KNOWN}]"
WORD = f"{MARK}*{LETTER}[{LETTER}{MARK}]*"  # with its accents, which come off each distinct word
DOCUMENTS_A_BATCH = 20_000
DOCUMENTS = """
SELECT false AS is_quote, article_id AS document_id, language, lower(text) AS text FROM articles
UNION ALL
SELECT true, quote_id, articles.language, lower(quotes.text) FROM quotes INNER JOIN articles USING (article_id)
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


def is_needed(query: str) -> bool:
    """Tell whether a query calls search(words), which needs the extension."""
    return CALL.search(query) is not None


def load_stems(con: duckdb.DuckDBPyConnection) -> None:
    """Load the extension, once a process and database."""
    extensions.load(con, "fts")


def index(con: duckdb.DuckDBPyConnection, statements: str) -> None:
    """Put the index, and the macro that asks it, into a warehouse that is being built.

    Args:
        con: the warehouse, with its tables filled.
        statements: the SQL of sql/search_index.sql.
    """
    codes = lang.languages()
    stemmers = [lang.load(code, "language").get("stemmer", UNSTEMMED) for code in codes]
    load_stems(con)
    con.register("stemmers", pl.DataFrame({"language": [OTHER, *codes], "stemmer": [UNSTEMMED, *stemmers]}))
    _count_words(con, codes)
    words = con.sql("SELECT DISTINCT language, word FROM counted ORDER BY ALL").pl()
    con.register("vocabulary", with_content_id(words, "word_id", ["language", "word"]))
    con.execute(statements)
    con.execute("DROP TABLE counted")
    con.unregister("vocabulary")
    con.unregister("stemmers")


def _count_words(con: duckdb.DuckDBPyConnection, codes: Sequence[str]) -> None:
    """Make the temporary table `counted`: a row a word and document. Polars counts ten times as fast as SQL does."""
    con.execute(f"CREATE TEMPORARY TABLE counted ({', '.join(f'{name} {kind}' for name, kind in COUNTED)})")
    reader = con.cursor().execute(DOCUMENTS).to_arrow_reader(DOCUMENTS_A_BATCH)
    for batch in reader:
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
