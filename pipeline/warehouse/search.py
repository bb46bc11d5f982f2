"""Full text search: the index that a build puts into the warehouse, and the extension that cuts words to their stems.

The stems are those of DuckDB's fts extension, loaded from the file in its own wheel, so nothing is fetched. The index
is a table of our own beside them: that extension's index knows one language a table, and reads every document for a
question; this one is sorted by language and stem, so a question reads only the rows of its words.
"""

import re
from collections.abc import Sequence

import duckdb
import polars as pl

from pipeline import lang
from pipeline.warehouse import extensions

CALL = re.compile(r"\bsearch\s*\(", re.IGNORECASE)
UNSTEMMED = "none"
WORD = r"[\p{L}\p{N}\p{M}]+"  # with its accents, which come off each distinct word
DOCUMENTS_A_BATCH = 20_000
DOCUMENTS = """
SELECT 'article' AS kind, article_id AS document_id, language, text FROM articles
UNION ALL
SELECT 'quote', quote_id, articles.language, quotes.text FROM quotes INNER JOIN articles USING (article_id)
"""
COUNTED = (
    ("kind", "VARCHAR"),
    ("document_id", "BIGINT"),
    ("language", "VARCHAR"),
    ("word", "VARCHAR"),
    ("n", "INTEGER"),
    ("n_words", "INTEGER"),  # of the document
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
    con.execute(statements)
    con.execute("DROP TABLE counted")
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
            .with_columns(word=pl.col("text").str.to_lowercase().str.extract_all(WORD))
            .with_columns(n_words=pl.col("word").list.len())
            .drop("text")
            .explode("word")
            .drop_nulls("word")
            .group_by(pl.exclude("n"))
            .agg(n=pl.len())
            .collect()
        )
        con.register("incoming", counted)
        con.execute("INSERT INTO counted BY NAME FROM incoming")
        con.unregister("incoming")
