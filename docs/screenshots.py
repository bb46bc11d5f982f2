"""Takes the pictures of the desk that README.md shows, on the sample drops: `make screenshots`."""

import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree, which
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

PROJECT = Path(__file__).parents[1]
SIZE = {"width": 1280, "height": 860}
LARGEST = 300_000  # bytes
QUESTION = "/questions/most_quoted?ui=en&since=2024-05-01&top=6"
SEARCH = "/search?ui=en&words=granulés"
ARTICLE = "/articles?ui=en&sort=-n_quotes"


def main() -> None:
    """Ingest a copy of the sample drops, serve them, and write docs/*.png.

    Raises:
        RuntimeError: there is no chromium, or a picture is too large.
    """
    chromium = which("chromium")
    if chromium is None:
        raise RuntimeError("chromium is not installed: run `make setup-browser`")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        seeds = copytree(PROJECT / "seeds", Path(folder) / "seeds")
        _run("ingest", "--seeds", str(seeds), "--warehouse", folder)
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, locale="en-GB")
        with _served(seeds, Path(folder)) as address:
            page.goto(f"{address}/?ui=en")
            _take(page, "desk")
            page.goto(address + SEARCH)
            _take(page, "search")
            page.goto(address + QUESTION)
            page.locator("details.sql summary").click()
            page.evaluate("scrollTo(0, 0)")
            _take(page, "question")
            page.goto(address + ARTICLE)
            page.locator("tbody td.column-title a").first.click()
            page.wait_for_url("**/article/**")
            page.locator(".side details.correct summary").first.click()
            page.locator(".side details.correct[open]").scroll_into_view_if_needed()
            _take(page, "correction")
        browser.close()


def _take(page: Page, name: str) -> None:
    """Write a picture of what the window shows.

    Raises:
        RuntimeError: it is too large for a README.
    """
    data = page.screenshot(animations="disabled")
    if len(data) > LARGEST:
        raise RuntimeError(f"docs/{name}.png has {len(data)} bytes, over {LARGEST}: make the window smaller")
    (PROJECT / "docs" / f"{name}.png").write_bytes(data)


@contextmanager
def _served(seeds: Path, warehouse: Path) -> Iterator[str]:
    """Serve the desk, with the forms of corrections; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "pipeline.cli", "desk", "--port", port, "--correct", "Ada Petit"]
    command += ["--seeds", str(seeds), "--warehouse", str(warehouse)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL) as server:
        try:
            _wait_for(address)
            yield address
        finally:
            server.terminate()


def _wait_for(address: str) -> None:
    until = monotonic() + 60
    while True:
        try:
            urlopen(f"{address}/static/desk.css").close()  # noqa: S310  (our own address)
        except URLError:
            if monotonic() > until:
                raise
            sleep(0.1)
        else:
            return


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pipeline.cli", *arguments], check=True, cwd=PROJECT)


if __name__ == "__main__":
    main()
