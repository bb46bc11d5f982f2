"""Dagster's history of runs, kept in SQLite, without an engine and a wait for the disk at every event.

A run writes and asks some thousand times. Dagster's own storages make an engine for each, with nothing kept: every
statement is compiled again, and the last connection to close makes SQLite copy its write-ahead log and wait for the
disk. These hold one engine a file for as long as the run goes on, and wait only when the log is copied
(synchronous = NORMAL, safe with a write-ahead log). The files are the same, so that the UI shows what they hold.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as Session
from typing import Any

import dagster as dg
import yaml
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.runs import SqliteRunStorage
from sqlalchemy import create_engine, event, inspect
from sqlalchemy.engine import Connection, Engine

WAIT = {"timeout": 60}  # seconds that a writer waits for another process
STORAGES = {"storage", "run_storage", "event_log_storage", "schedule_storage"}  # settings of dagster.yaml


class QuickRuns(SqliteRunStorage):
    """The runs, in one file."""

    def __init__(self, conn_string: str, inst_data: Any = None) -> None:
        super().__init__(conn_string, inst_data)
        self._engine = _engine(conn_string)

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> "QuickRuns":
        """Return the storage in a folder, its file made where it is not there."""
        return cls.from_local(inst_data=inst_data, **config_value)

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Open a transaction."""
        with self._engine.begin() as connection:
            yield connection

    def dispose(self) -> None:
        """Close the file."""
        self._engine.dispose()
        super().dispose()


class QuickEvents(SqliteEventLogStorage):
    """The events, in a file a run and one of them all.

    Dagster's own holds its lock, `_db_lock`, as long as a connection is open. Here it is held only while a file's engine
    is made: an engine gives every thread a connection of its own, and SQLite lets one that writes wait for another.
    """

    def __init__(self, base_dir: str, inst_data: Any = None) -> None:
        self._engines: dict[str, Engine] = {}
        self._tables: set[str] = set()
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> "QuickEvents":
        """Return the storage in a folder, its files made where they are not there."""
        return cls(inst_data=inst_data, **config_value)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            if shard not in self._engines:
                engine = _engine(self.conn_string_for_shard(shard))
                self._initdb(engine)  # makes the tables where they are not there
                self._engines[shard] = engine
        with self._engines[shard].begin() as connection:
            yield connection

    def has_table(self, table_name: str) -> bool:
        """Tell whether the file of all events has a table; one that is there stays."""
        if table_name not in self._tables:
            with self.index_connection() as connection:
                if not inspect(connection).has_table(table_name):
                    return False
            self._tables.add(table_name)
        return True

    def dispose(self) -> None:
        """Close the files."""
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()
        super().dispose()


def open_history(home: Path) -> dg.DagsterInstance:
    """Return the Dagster instance of a home, its history quick where dagster.yaml leaves it in SQLite."""
    file = home / "dagster.yaml"
    settings = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else None
    if STORAGES & (settings or {}).keys():
        return dg.DagsterInstance.from_config(str(home))
    # for all its name it is as lasting as the other, which takes no settings beside those of the file
    return dg.DagsterInstance.local_temp(str(home), overrides=quick_storages(home))


def quick_storages(home: Path) -> dict[str, Any]:
    """Return the settings that make Dagster keep its history in these storages, where its own would lie."""
    history = home.resolve() / "history"
    places = {
        "run_storage": (QuickRuns, history),
        "event_log_storage": (QuickEvents, history / "runs"),
    }
    return {
        setting: {"module": __name__, "class": kind.__name__, "config": {"base_dir": f"{folder}/"}}
        for setting, (kind, folder) in places.items()
    }


def _engine(address: str) -> Engine:
    engine = create_engine(address, connect_args=WAIT)
    event.listen(engine, "connect", _wait_less)
    return engine


def _wait_less(session: Session, _record: object) -> None:
    session.execute("PRAGMA synchronous = NORMAL")
