"""Takes the pictures of the desk that README.md shows, on the sample drops: `make screenshots`."""

import tempfile
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree

from playwright.sync_api import Page, sync_playwright

from docs.tour import PROJECT, dixit
from tests.desk.browser import ARGUMENTS, CHROMIUM, serve

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
    if CHROMIUM is None:
        raise RuntimeError("chromium is not installed: run `make setup-browser`")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        seeds = copytree(PROJECT / "seeds", Path(folder) / "seeds")
        dixit("ingest", "--seeds", str(seeds), "--warehouse", folder)
        browser = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport=SIZE, locale="en-GB")
        with contextmanager(serve)(Path(folder), "--seeds", str(seeds), "--correct", "Ada Petit") as address:
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


if __name__ == "__main__":
    main()
