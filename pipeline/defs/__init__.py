"""Dagster alone: one module a concept; whatever reads text is in extract/, whatever opens DuckDB in warehouse/."""
