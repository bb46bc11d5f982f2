"""Full text search: the index that a build puts into the warehouse, and the extension that cuts words to their stems.

The stems are those of DuckDB's fts extension, loaded from the file in its own wheel, so nothing is fetched. The index
is a table of our own beside them: that extension's index knows one language a table, and reads every document for a
question; this one is sorted by language and stem, so a question reads only the rows of its words.
"""

import re

import duckdb
import polars as pl

from pipeline import extensions, lang

CALL = re.compile(r"\bsearch\s*\(", re.IGNORECASE)
UNSTEMMED = "none"
OTHER = ""  # the language of texts whose language has no folder, and of texts too short to tell


def is_needed(query: str) -> bool:
    """Tell whether a query calls search(words), which needs the extension."""
    return CALL.search(query) is not None


def load(con: duckdb.DuckDBPyConnection) -> None:
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
    load(con)
    con.register("stemmers", pl.DataFrame({"language": [OTHER, *codes], "stemmer": [UNSTEMMED, *stemmers]}))
    con.execute(statements)
    con.unregister("stemmers")
