"""Values that DuckDB has and Polars does not: intervals and unions, alone or within lists and structs, become text."""

import re

import duckdb

UNKNOWN_TO_POLARS = re.compile(r"\b(INTERVAL|UNION)\b")


def readable(rows: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """Return rows with every column of a kind that Polars reads."""
    quoted = [
        '"' + name.replace('"', '""') + '"'
        for name, dtype in zip(rows.columns, rows.types, strict=True)
        if UNKNOWN_TO_POLARS.search(str(dtype))
    ]
    texts = ", ".join(f"{name}::VARCHAR AS {name}" for name in quoted)
    return rows.project(f"* REPLACE ({texts})") if texts else rows
