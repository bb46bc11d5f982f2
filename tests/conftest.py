"""What every test begins with: no Dagster instance and no workers that an earlier test in the process left behind."""

import sys
from collections.abc import Iterator

import pytest


def _forget_instance() -> None:
    """Instances opened within one another and closed in another order leave a closed one as the current."""
    module = sys.modules.get("dagster._core.storage.defs_state.base")
    if module is not None:
        module._current_storage.set(None)  # noqa: SLF001  (Dagster offers no other way to say it)


@pytest.fixture(autouse=True)
def no_instance_left_behind() -> Iterator[None]:
    _forget_instance()
    yield
    _forget_instance()


@pytest.fixture(autouse=True)
def no_workers_left_behind() -> Iterator[None]:
    yield
    engine = sys.modules.get("pipeline.frames.engine")
    if engine is not None:
        engine.stop()
