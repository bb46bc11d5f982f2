"""A real PostgreSQL, Debian's own, in a folder of its own on a loopback port; started and stopped by the test."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

import pytest

SUPERUSER = "dixit"
PASSWORD = "for the tests alone"  # noqa: S105
NOBODY = "postgres"  # who runs the server where root runs the tests: it refuses root
START = 30  # seconds


class Server(NamedTuple):
    """Where the server listens; the password stands in PGPASSWORD."""

    port: int

    def database(self, name: str) -> str:
        """Make a database; return its libpq address."""
        self.execute("postgres", f"CREATE DATABASE {name}")
        return f"dbname={name} host=127.0.0.1 port={self.port} user={SUPERUSER}"

    def execute(self, database: str, statement: str) -> list[tuple[object, ...]]:
        import psycopg2

        con = psycopg2.connect(
            dbname=database, host="127.0.0.1", port=self.port, user=SUPERUSER, password=PASSWORD
        )
        con.autocommit = True
        try:
            with con.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            con.close()


@contextmanager
def server() -> Iterator[Server]:
    """Give a running server; the test is skipped where none is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [shutil.which("initdb")]
    pytest.importorskip("psycopg2", reason="the extra `scale` is not installed")
    if found[-1] is None:
        pytest.skip("no PostgreSQL on this machine: make setup-postgres")
    programs = Path(found[-1]).parent
    folder = Path(mkdtemp(prefix="dixit-postgresql-"))
    words = folder / "password"
    words.write_text(PASSWORD)
    data = folder / "data"
    data.mkdir()
    runner: dict[str, object] = {}
    if os.getuid() == 0:
        for path in (folder, words, data):
            shutil.chown(path, NOBODY, NOBODY)
        runner = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    common = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **runner}
    made = [f"--username={SUPERUSER}", f"--pwfile={words}", "--auth=scram-sha-256", "--no-sync"]
    port = free_port()
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": folder,
        "fsync": "off",
    }
    try:
        subprocess.run(
            [programs / "initdb", *made, "--encoding=UTF8", "--locale=C.UTF-8", "-D", data],
            check=True,
            **common,
        )
        running = subprocess.Popen(
            [programs / "postgres", "-D", data, *(f"--{k}={v}" for k, v in settings.items())], **common
        )
        try:
            given = Server(port)
            _wait_for(given)
            yield given
        finally:
            running.send_signal(subprocess.signal.SIGINT)
            running.wait(START)
    finally:
        shutil.rmtree(folder)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(given: Server) -> None:
    import psycopg2

    for _ in range(START * 10):
        try:
            given.execute("postgres", "SELECT 1")
        except psycopg2.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("PostgreSQL does not answer")
