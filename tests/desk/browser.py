"""A real browser for the tests of the desk, and the desk that it reads."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from time import monotonic, sleep
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, LocatorAssertions

CHROMIUM = which("chromium")
needs_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="chromium is not installed: run `make setup-browser`"
)
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PROJECT = Path(__file__).parents[2]


def serve(warehouse: Path, *options: str) -> Iterator[str]:
    """Serve the desk of a warehouse's folder; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "pipeline.cli",
        "desk",
        "--warehouse",
        str(warehouse),
        "--port",
        str(port),
        *options,
    ]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL) as server:
        try:
            wait_for(address)
            yield address
        finally:
            server.terminate()


def expect(found: "Locator") -> "LocatorAssertions":
    """Return what can be asserted of a place in a page: each waits until it holds, for the page may be on its way."""
    from playwright.sync_api import expect as waiting

    return waiting(found)


def wait_for(address: str) -> None:
    until = monotonic() + 30
    while True:
        try:
            urlopen(f"{address}/static/desk.css").close()  # noqa: S310  (our own address)
        except URLError:
            assert monotonic() < until, "the desk did not start"
            sleep(0.1)
        else:
            return
