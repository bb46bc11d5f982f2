"""The warehouse that the desk's tests read, and the browser that they read it with."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.desk.browser import ARGUMENTS, CHROMIUM
from tests.desk.press import publish, the_press

if TYPE_CHECKING:
    from playwright import sync_api


@pytest.fixture(scope="session")
def press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a warehouse whose every row was written by hand."""
    return publish(the_press(), tmp_path_factory.mktemp("press"))


@pytest.fixture(scope="module")
def browser() -> Iterator["sync_api.Browser"]:
    """Give a browser that reaches no host but this one."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: "sync_api.Browser") -> Iterator["sync_api.Page"]:
    """Give a page in French; a script that fails on it fails the test."""
    opened = browser.new_page(locale="fr-FR", viewport={"width": 1280, "height": 900})
    opened.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
    yield opened
    opened.close()
