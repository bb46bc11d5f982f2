"""The warehouse that the desk's tests read."""

from pathlib import Path

import pytest

from tests.desk.press import publish, the_press


@pytest.fixture(scope="session")
def press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a warehouse whose every row was written by hand."""
    return publish(the_press(), tmp_path_factory.mktemp("press"))
