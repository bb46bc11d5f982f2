"""The audit: the checks of sql/checks, on what was made of some articles, and on a warehouse as a whole.

Each file says in its second line what it is about. A rule about one article sets the articles that break it aside (its
rows have article_id): this is found drop by drop, before anything is made over all drops, so nothing else knows of
them. A rule about whole tables blocks a build. A finished warehouse is held to both.
"""

from functools import cache
from typing import NamedTuple

import duckdb
import polars as pl

from pipeline.project import SQL, sql_files
from pipeline.tables import TABLES_OF_AN_ARTICLE, frame

OFFENDING_ROWS_SHOWN = 5
ABOUT = {"-- A rule about one article.": True, "-- A rule about whole tables.": False}


class Check(NamedTuple):
    """A check: its name, what it says in a sentence, what it is about, its query, which returns the offending rows."""

    name: str
    sentence: str
    is_about_one_article: bool
    query: str


class Finding(NamedTuple):
    """What a check found: the number of offending rows and some of them."""

    check: str
    sentence: str
    n_rows: int
    sample: pl.DataFrame


@cache
def checks() -> tuple[Check, ...]:
    """Return the checks, sorted by name.

    Raises:
        KeyError: one does not say what it is about.
    """
    found = []
    for path in sql_files("checks"):
        query = path.read_text(encoding="utf-8")
        sentence, about = query.splitlines()[:2]
        found.append(Check(path.stem, sentence.removeprefix("--").strip(), ABOUT[about], query))
    return tuple(found)


def findings(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Return what every check finds in the tables of a connection."""
    return [_finding(con, check) for check in checks()]


def _finding(con: duckdb.DuckDBPyConnection, check: Check) -> Finding:
    offending = con.sql(check.query)
    sample = offending.limit(OFFENDING_ROWS_SHOWN).pl()
    counted = offending.count("*").fetchone() if len(sample) else None
    return Finding(check.name, check.sentence, counted[0] if counted else 0, sample)


def find_breaches(*frames: pl.DataFrame) -> pl.DataFrame:
    """Hold what was made of some articles to the rules about one article.

    Args:
        frames: the rows of TABLES_OF_AN_ARTICLE, in that order.

    Returns:
        breaches (tables/).

    Raises:
        duckdb.Error: rows break a key, a CHECK or a NOT NULL of sql/schema.sql.
    """
    con = _tables()
    rows: list[dict[str, object]] = []
    con.begin()
    try:
        for table, incoming in zip(TABLES_OF_AN_ARTICLE, frames, strict=True):
            con.register("incoming", incoming)
            con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")  # noqa: S608  (a name of the contract)
        for check in checks():
            if check.is_about_one_article:
                broken = con.sql(check.query).aggregate("article_id, count(*)", "article_id").fetchall()
                rule = f"{check.name}: {check.sentence}"
                rows += [{"article_id": key, "rule": rule, "n_rows": n} for key, n in broken]
    finally:
        con.rollback()
        con.unregister("incoming")
    return frame("breaches", rows)


@cache
def _tables() -> duckdb.DuckDBPyConnection:
    """Return tables in memory that hold no row between two calls, one set a process."""
    con = duckdb.connect(config={"threads": 1})
    con.execute((SQL / "schema.sql").read_text(encoding="utf-8"))
    for file in sql_files("macros"):
        con.execute(file.read_text(encoding="utf-8"))
    return con
