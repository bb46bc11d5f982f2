"""What the tests of more than one machine share: a PostgreSQL server for the session."""

from collections.abc import Iterator

import pytest

from tests.scale.postgresql import PASSWORD, Server, server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    patch = pytest.MonkeyPatch()
    patch.setenv("PGPASSWORD", PASSWORD)
    with server() as given:
        yield given
    patch.undo()
