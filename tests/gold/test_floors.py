"""The figures on the five documents and on what was written for this project stay above their floors; `make eval` judges all of them."""

from pathlib import Path

import pytest

from tests.gold import evaluate

pytestmark = pytest.mark.skipif(
    not evaluate.EVAL.exists(),
    reason="the gold articles are not beside the project",
)
NAMES = ("dev/seeds", *evaluate.written())


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gold")
    evaluate.lay_out(folder / "seeds", NAMES)
    evaluate.ingest(folder / "seeds", folder / "warehouse")
    return folder / "warehouse"


@pytest.mark.parametrize("name", NAMES)
def test_no_figure_is_below_its_floor(name: str, warehouse: Path) -> None:
    broken = [
        f"{figure} {value}, not {bound}"
        for figure, value, bound, holds in evaluate.verdicts(name, evaluate.score(name, warehouse))
        if not holds
    ]
    assert not broken
