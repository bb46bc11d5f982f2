"""Dagster's history of runs, kept in SQLite: written without waiting for the disk at every event.

A run writes hundreds of events, each in a connection of its own, and the last connection to close makes SQLite copy
its write-ahead log and wait for the disk. One connection a file that stays open for the run, and waiting only when
the log is copied (synchronous = NORMAL, safe with a write-ahead log), takes most of a small run's time away.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.engine import Engine


@contextmanager
def quick_history() -> Iterator[None]:
    """Keep the history quick while a run goes on in this process."""
    kept: dict[str, sqlite3.Connection] = {}

    def on_connect(connection: sqlite3.Connection, _record: object) -> None:
        if not isinstance(connection, sqlite3.Connection):
            return
        connection.execute("PRAGMA synchronous = NORMAL")
        path = connection.execute("PRAGMA database_list").fetchone()[2]
        if path:
            if path not in kept:
                kept[path] = sqlite3.connect(path, check_same_thread=False)
            kept[path].execute(
                "SELECT count(*) FROM sqlite_master"
            ).fetchone()  # holds the log, once there is one

    event.listen(Engine, "connect", on_connect)
    try:
        yield
    finally:
        event.remove(Engine, "connect", on_connect)
        for connection in kept.values():
            connection.close()
