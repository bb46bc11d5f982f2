"""Whatever happens to the files of two drops, in any order: the warehouse equals one that is built afresh.

What alone is remembered is when a file was first seen, for of several files with one text the first holds the article.
"""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.drops import seeds
from tests.life.house import FRENCH, ITALIAN, House

TEXTS = [*ITALIAN, *FRENCH]
PATHS = [f"{drop}/{name}" for drop in ("uno", "dos") for name in ("a.txt", "b.txt", "sub/c.txt")]
METADATA = ["uno/_metadata.csv", "dos/_metadata.csv"]
STATED = [
    "path,publisher\na.txt,El Faro\nsub/c.txt,La Hoja\n",
    "path,published\na.txt,2024-05-06\nb.txt,2023\n",
]
CHANGES = st.one_of(
    st.tuples(st.just("put"), st.sampled_from(PATHS), st.sampled_from(TEXTS)),
    st.tuples(st.just("put"), st.sampled_from(METADATA), st.sampled_from(STATED)),
    st.tuples(st.just("rename"), st.sampled_from(PATHS), st.sampled_from(PATHS)),
    st.tuples(st.just("remove"), st.sampled_from([*PATHS, *METADATA]), st.none()),
    st.tuples(st.just("withdraw"), st.sampled_from(["uno", "dos"]), st.none()),
    st.tuples(st.just("restore"), st.sampled_from(["uno", "dos"]), st.none()),
)


def change(house: House, what: str, path: str, value: str | None) -> None:
    """Change the seeds; what cannot be done is left."""
    target, aside = house.seeds / path, house.root / f"aside-{path}"
    if what == "put" and value:
        house.put(path, value)
    elif what == "rename" and target.exists() and value:
        (house.seeds / value).parent.mkdir(parents=True, exist_ok=True)
        target.rename(house.seeds / value)
    elif what == "remove":
        target.unlink(missing_ok=True)
    elif what == "withdraw" and target.exists():
        shutil.rmtree(aside, ignore_errors=True)
        target.rename(aside)
    elif what == "restore" and aside.exists() and not target.exists():
        aside.rename(target)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.lists(CHANGES, min_size=1, max_size=4), min_size=2, max_size=5))
def test_step_by_step_equals_all_at_once(
    steps: list[list[tuple[str, str, str | None]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeds, "QUIET_SECONDS", 0.0)
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        house.put("uno/a.txt", TEXTS[0])
        house.bring_up()
        for changes in steps:
            for what, path, value in changes:
                change(house, what, path, value)
            house.bring_up()
            assert not house.bring_up()
        found = house.contents()
        shutil.rmtree(house.warehouse / "frames")
        house.bring_up()  # the history of the files lies in the warehouse still
        house.folders.target.unlink()
        house.bring_up()
        assert found == house.contents()
