"""Extractors: pure functions, Polars frames in, Polars frames out; no Dagster, no DuckDB, no file of a user's."""
