"""The definitions, loaded once, as a process of their own would load them."""

from contextvars import Context

import dagster as dg
import pytest

from pipeline.definitions import defs


@pytest.fixture(scope="session")
def loaded() -> dg.Definitions:
    """Load in an empty context: a run of another test may have left its instance behind in the present one."""
    return Context().run(defs)
