"""The shared warehouse: a DuckLake, whose catalogue many machines read and write and whose every state stays readable.

Belongs here: opening a lake at any of its snapshots, and making it hold what a built file holds, in one transaction.
Does not belong here: building and auditing (database.py, audit.py), what a row must fulfil (sql/).

DuckLake knows no keys and no CHECKs: those that sql/schema.sql declares are read off the built file and proved on the
lake, as is every query of sql/checks, before the commit. Of two that publish at once, the one that commits second is
refused by DuckLake, since both replace the one row of `build`; it looks again at what is there then.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from time import sleep
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import duckdb

from pipeline.errors import UserError
from pipeline.warehouse import extensions, search
from pipeline.warehouse.values import literal

NAME = "dixit"  # of the lake, in a connection
BUILT = "built"  # of the file that is published
POSTGRES = "ducklake:postgres:"
SECRET = re.compile(r"\bpassword\s*=|://[^/@\s]*:[^/@\s]*@", re.IGNORECASE)
REMOTE = re.compile(r"^\w+://")
MOST_TRIES = 6
FIRST_PAUSE = 0.25  # seconds, doubled at every try
COLUMNS = "SELECT column_name, data_type, is_nullable FROM duckdb_columns() WHERE database_name = $lake AND table_name = $table ORDER BY column_index"
COMMENTS = """
SELECT 'TABLE ' || table_name AS what, comment FROM duckdb_tables() WHERE database_name = $lake AND comment IS NOT NULL
UNION ALL
SELECT 'VIEW ' || view_name, comment FROM duckdb_views() WHERE database_name = $lake AND comment IS NOT NULL
UNION ALL
SELECT 'COLUMN ' || table_name || '.' || column_name, comment
FROM duckdb_columns() WHERE database_name = $lake AND comment IS NOT NULL
AND table_name IN (SELECT table_name FROM duckdb_tables() WHERE database_name = $lake) -- DuckLake describes no column of a view
"""
RETIRED = {"search_terms": "TABLE", "phrase_pattern": "MACRO"}  # what earlier versions published
READINGS = """
SELECT view_name AS name, rtrim(replace(sql, 'CREATE VIEW', 'CREATE OR REPLACE VIEW'), '; ') AS statement, 0 AS turn
FROM duckdb_views() WHERE database_name = $lake AND NOT internal
UNION ALL
SELECT
    function_name,
    'CREATE OR REPLACE MACRO ' || function_name || '(' || array_to_string(parameters, ', ') || ') AS '
    || CASE WHEN function_type = 'table_macro' THEN 'TABLE ' ELSE '' END || macro_definition,
    CASE WHEN function_type = 'table_macro' THEN 1 ELSE -1 END
FROM duckdb_functions() WHERE database_name = $lake AND NOT internal
ORDER BY turn, name
"""
CONSTRAINTS = """
SELECT DISTINCT table_name, constraint_type, constraint_column_names AS columns, expression FROM duckdb_constraints()
WHERE database_name = $lake AND constraint_type IN ('PRIMARY KEY', 'CHECK') ORDER BY ALL
"""


class Lake(NamedTuple):
    """A lake, at a point of its history.

    Attributes:
        catalogue: its address, as DuckLake has it: `ducklake:postgres:dbname=press host=db`, or `ducklake:` and a file.
        data: the folder or s3:// address of its data; needed only to make it.
        at: a snapshot's number, a moment (UTC), or a day, which means the day's last state; now where empty.
    """

    catalogue: str
    data: str = ""
    at: str = ""

    def __str__(self) -> str:
        return self.catalogue


class LakeError(UserError):
    """The lake cannot be opened, or refuses what was built; the message says why, and what stands."""


class MissingLakeError(LakeError):
    """There is no such lake yet."""


class _RacedError(LakeError):
    """Another made the lake at the same moment."""


def checked(lake: Lake) -> Lake:
    """Return a lake whose address can be shown and logged.

    Raises:
        LakeError: the address is none, or holds a password.
    """
    if not lake.catalogue.startswith("ducklake:"):
        raise LakeError(
            "the address of a lake begins with ducklake: (ducklake:postgres:dbname=press host=db)"
        )
    if SECRET.search(lake.catalogue) or SECRET.search(lake.data):
        raise LakeError("keep passwords out of the address of the lake: PGPASSWORD or ~/.pgpass hold them")
    return lake


@contextmanager
def connect(lake: Lake, *, writing: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a lake, for reading unless said otherwise; its tables, views and macros answer by their plain names.

    Raises:
        LakeError: it is not there, cannot be reached, or had no snapshot at that point.
    """
    checked(lake)
    with duckdb.connect(config=extensions.OFFLINE) as con:
        if lake.catalogue.startswith(POSTGRES):
            extensions.load(con, "postgres_scanner")
        extensions.load(con, "ducklake")
        _attach(con, lake, writing=writing)
        con.execute(f"USE {NAME}")
        yield con


def publish(lake: Lake, file: os.PathLike[str], checks: Mapping[str, str]) -> int | None:
    """Make the lake hold what a built file holds, in one transaction that writes only what differs.

    Args:
        lake: the lake; made where it is not there yet.
        file: the warehouse, built and audited.
        checks: queries that return offending rows, by name; they are asked of the lake before the commit.

    Returns:
        The number of the new snapshot; None where the lake held all of it already.

    Raises:
        LakeError: the lake cannot be reached, or a key or check fails on it; it stays as it was.
    """
    for pause in [FIRST_PAUSE * 2**n for n in range(MOST_TRIES - 1)]:
        try:
            return _publish(lake, file, checks)
        except (
            duckdb.TransactionException,
            _RacedError,
        ):  # another was quicker; the next look sees its work
            sleep(pause)
    return _publish(lake, file, checks)


def _publish(lake: Lake, file: os.PathLike[str], checks: Mapping[str, str]) -> int | None:
    with connect(lake, writing=True) as con:
        search.load_stems(con)
        con.execute(f"ATTACH {literal(os.fspath(file))} AS {BUILT} (READ_ONLY)")
        con.execute("BEGIN")
        told = [*_take_away(con), *_bring_tables(con), *_bring_readings(con)]
        if not told:
            return None
        wrong = [
            f"{name} ({n} rows)"
            for name, query in (*rules(con), *checks.items())
            if (n := _count(con, query))
        ]
        if wrong:
            raise LakeError(f"the lake stays as it was: {', '.join(wrong)}")
        con.execute(f"CALL {NAME}.set_commit_message('dixit', $told)", {"told": ", ".join(told)})
        con.execute("COMMIT")
        found = con.sql(f"SELECT max(snapshot_id) FROM {NAME}.snapshots()").fetchone()
        return int(found[0]) if found else None


def _take_away(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Drop what earlier versions published and this one does not; what others keep in the lake is theirs."""
    named = "SELECT table_name FROM duckdb_tables() WHERE database_name = $lake"
    there = {
        "TABLE": named,
        "MACRO": "SELECT function_name FROM duckdb_functions() WHERE database_name = $lake AND NOT internal",
    }
    for name, kind in RETIRED.items():
        if (name,) in _rows(con, there[kind], NAME):
            con.execute(f"DROP {kind} {NAME}.{name}")
            yield f"{name} gone"


def _bring_tables(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Make every table hold what it holds in the built file; tell of each that changed."""
    tables = _rows(
        con, "SELECT table_name FROM duckdb_tables() WHERE database_name = $lake ORDER BY table_oid", BUILT
    )
    keys = {
        table: columns for table, kind, columns, _ in _rows(con, CONSTRAINTS, BUILT) if kind == "PRIMARY KEY"
    }
    for (table,) in tables:
        columns = _rows(con, COLUMNS, BUILT, table)
        if columns != _rows(con, COLUMNS, NAME, table):
            lines = [f"{name} {kind}{'' if nullable else ' NOT NULL'}" for name, kind, nullable in columns]
            con.execute(f"CREATE OR REPLACE TABLE {table} ({', '.join(lines)})")
            yield f"{table} made"
        n_old, n_new = _bring_rows(con, table, keys.get(table) or [name for name, _, _ in columns])
        if n_old or n_new:
            yield f"{table} -{n_old} +{n_new}"


def _bring_rows(con: duckdb.DuckDBPyConnection, table: str, key: Sequence[str]) -> tuple[int, int]:
    """Delete and insert what differs; return the number of rows deleted and inserted.

    Rows of one key are the same where their digests of 64 bits are, so that no text has to be kept to be compared.
    """
    keys = ", ".join(key)
    digests = " JOIN ".join(
        f"(SELECT {keys}, rowid AS {name}_row, hash(t) AS digest FROM {name}.{table} AS t) AS {name}"
        for name in (NAME, BUILT)
    )
    matches = " AND ".join(f"{NAME}.{name} IS NOT DISTINCT FROM {BUILT}.{name}" for name in (*key, "digest"))
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE same AS SELECT min({NAME}_row) AS {NAME}_row, {BUILT}_row FROM {digests} "
        f"ON {matches} GROUP BY {BUILT}_row"
    )
    n_old = _changed(con, f"DELETE FROM {table} WHERE rowid NOT IN (SELECT {NAME}_row FROM same)")
    others = f"SELECT t.* FROM {BUILT}.{table} AS t WHERE t.rowid NOT IN (SELECT {BUILT}_row FROM same)"
    n_new = _changed(con, f"INSERT INTO {table} BY NAME {others} ORDER BY t.rowid")
    return n_old, n_new


def _bring_readings(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Make the views, the macros and all comments those of the built file; tell of each view or macro that changed."""
    there = set(_rows(con, READINGS, NAME))
    for reading in _callees_first(_rows(con, READINGS, BUILT)):
        if reading not in there:
            con.execute(reading[1])
            yield f"{reading[0]} made"
    commented = set(_rows(con, COMMENTS, NAME))
    for what, comment in _rows(con, COMMENTS, BUILT):
        if (what, comment) not in commented:
            con.execute(f"COMMENT ON {what} IS {literal(comment)}")
            yield f"{what} described"


def _callees_first(readings: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Give views and macros so that one stands after the macros that it calls, by their names in its statement."""
    waiting = list(readings)
    while waiting:
        calls = (any(f"{o[0]}(" in r[1] for o in waiting if o is not r) for r in waiting)
        free = next((n for n, calling in enumerate(calls) if not calling), 0)
        yield waiting.pop(free)


def rules(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Give the keys and CHECKs of the built file as queries of the rows that break them."""
    for table, kind, columns, expression in _rows(con, CONSTRAINTS, BUILT):
        if kind == "CHECK":
            yield f"{table}: CHECK {expression}", f"SELECT * FROM {table} WHERE NOT {expression}"
        else:
            keys = ", ".join(columns)
            query = f"SELECT {keys} FROM {table} GROUP BY {keys} HAVING count(*) > 1"
            yield f"{table}: PRIMARY KEY ({keys})", query


def _rows(con: duckdb.DuckDBPyConnection, query: str, lake: str, table: str = "") -> list[tuple[Any, ...]]:
    values = {"lake": lake} | ({"table": table} if table else {})
    return con.execute(query, values).fetchall()


def _changed(con: duckdb.DuckDBPyConnection, statement: str) -> int:
    found = con.execute(statement).fetchone()
    return int(found[0]) if found else 0


def _count(con: duckdb.DuckDBPyConnection, query: str) -> int:
    found = con.sql(query).count("*").fetchone()
    return int(found[0]) if found else 0


def _attach(con: duckdb.DuckDBPyConnection, lake: Lake, *, writing: bool) -> None:
    """Attach a lake; httpfs, which takes a second to load, only where its data turn out to lie in object storage."""
    statement = f"ATTACH {literal(lake.catalogue)} AS {NAME} ({', '.join(_options(lake, writing=writing))})"
    try:
        con.execute(statement)
    except duckdb.Error as error:
        if "requires the extension httpfs" not in str(error):
            raise _refusal(lake, error) from error
        _reach_storage(con)
        try:
            con.execute(statement)
        except duckdb.Error as again:
            raise _refusal(lake, again) from again


def _options(lake: Lake, *, writing: bool) -> list[str]:
    """Return the options with which a lake is attached."""
    if writing and lake.data:
        folder = lake.data if REMOTE.match(lake.data) else str(Path(lake.data).resolve())
        return [f"DATA_PATH {literal(folder.rstrip('/') + '/')}"]
    there = ["CREATE_IF_NOT_EXISTS false"]
    if writing:
        return there
    return [*there, "READ_ONLY", *_point(lake.at)]


def _point(at: str) -> list[str]:
    """Return the option that names a point of a lake's history.

    Raises:
        LakeError: it is neither a number nor a day nor a moment.
    """
    if not at:
        return []
    if at.isdigit():
        return [f"SNAPSHOT_VERSION {at}"]
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as error:
        raise LakeError(
            f"--at is a day such as 2024-03-18, a moment or the number of a snapshot, not {at!r}"
        ) from error
    if "T" not in at and " " not in at:
        moment = datetime.combine(moment, time.max)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return [f"SNAPSHOT_TIME '{moment.isoformat(' ')}'"]


def _refusal(lake: Lake, error: duckdb.Error) -> LakeError:
    """Return what a person is told of a lake that cannot be opened."""
    reason = " ".join(str(error).split())
    if "does not exist - and creating" in reason:
        return MissingLakeError(
            f"there is no lake {lake} yet: `dixit ingest --lake ... --lake-data FOLDER` makes it"
        )
    if "No snapshot found" in reason:
        return LakeError(f"the lake had no snapshot yet at {lake.at}: `FROM {NAME}.snapshots()` lists them")
    kind = _RacedError if "initialize" in reason and "already exists" in reason else LakeError
    return kind(f"the lake {lake} cannot be opened: {reason}")


def _reach_storage(con: duckdb.DuckDBPyConnection) -> None:
    """Let a connection read and write object storage, with the settings of the environment that AWS's own tools take."""
    extensions.load(con, "httpfs")
    endpoint = urlsplit(os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL", ""))
    settings = {
        "KEY_ID": os.environ.get("AWS_ACCESS_KEY_ID", ""),
        "SECRET": os.environ.get("AWS_SECRET_ACCESS_KEY", ""),
        "SESSION_TOKEN": os.environ.get("AWS_SESSION_TOKEN", ""),
        "REGION": os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION", ""),
        "ENDPOINT": endpoint.netloc,
        "URL_STYLE": "path" if endpoint.netloc else "",
    }
    given = [f"{name} {literal(value)}" for name, value in settings.items() if value]
    plain = ["USE_SSL false"] if endpoint.scheme == "http" else []
    con.execute(f"CREATE SECRET ({', '.join(['TYPE s3', *given, *plain])})")
