"""Full text search: when a query needs it, and the extension that cuts words to their stems.

The stems are those of DuckDB's fts extension, loaded from the file in its own wheel, so nothing is fetched. The index
is ours (words.py): that extension's knows one language a table, no place of a word, and reads every document for a question.
"""

import re

import duckdb

from pipeline.warehouse import extensions

CALL = re.compile(r"\bsearch\s*\(", re.IGNORECASE)


def is_needed(query: str) -> bool:
    """Tell whether a query calls search(words), which needs the extension."""
    return CALL.search(query) is not None


def load_stems(con: duckdb.DuckDBPyConnection) -> None:
    """Load the extension, once a process and database."""
    extensions.load(con, "fts")
