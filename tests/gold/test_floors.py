"""The figures on what judges stay above their floors; a floor is raised, never lowered. `make eval` scores what is read as well."""

from pathlib import Path

import pytest

from tests.gold import evaluate, standoff

pytestmark = pytest.mark.skipif(
    not (evaluate.EVAL.exists() and standoff.POOL.exists()),
    reason="the gold articles are not beside the project",
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gold")
    evaluate.lay_out(folder / "seeds", evaluate.judging())
    evaluate.ingest(folder / "seeds", folder / "warehouse")
    return folder / "warehouse"


@pytest.mark.parametrize("name", evaluate.judging())
def test_no_figure_is_below_its_floor(name: str, warehouse: Path) -> None:
    broken = [
        f"{figure} {value}, not {bound}"
        for figure, value, bound, holds in evaluate.verdicts(name, evaluate.score(name, warehouse))
        if not holds
    ]
    assert not broken
