"""Values on their way into DuckDB and out of it: text as SQL has it, and kinds that Polars does not know."""

import re

import duckdb

UNKNOWN_TO_POLARS = re.compile(r"\b(INTERVAL|UNION)\b")


def literal(text: str) -> str:
    """Return a text as SQL has it, for statements that take no parameter."""
    return "'" + text.replace("'", "''") + "'"


def readable(rows: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """Return rows with every column of a kind that Polars reads: intervals and unions, alone or within lists and structs, become text."""
    quoted = [
        '"' + name.replace('"', '""') + '"'
        for name, dtype in zip(rows.columns, rows.types, strict=True)
        if UNKNOWN_TO_POLARS.search(str(dtype))
    ]
    texts = ", ".join(f"{name}::VARCHAR AS {name}" for name in quoted)
    return rows.project(f"* REPLACE ({texts})") if texts else rows
