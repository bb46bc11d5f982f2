"""A warehouse of every released version, and of every version of the public tables, is brought up by the program as it is.

<version>.tar.xz holds the seeds/ (texts of this project) and the warehouse/ that this version made of them. At a release, and
before PUBLIC_TABLES is raised, the folders that `dixit ingest` of that version leaves are kept here:
tar cJf <version>.tar.xz seeds warehouse/dixit.duckdb warehouse/frames
"""

import tarfile
from pathlib import Path

import pytest

from pipeline.errors import UserError
from pipeline.warehouse import PUBLIC_TABLES, ask
from pipeline.warehouse.lake import RETIRED
from pipeline.warehouse.questions import answer, question
from tests.desk.press import publish, the_press
from tests.life.house import House

OF = {"0.1.0.tar": 1, "public-2.tar": 2}
HISTORY = "SELECT path, status, first_seen_at FROM documents ORDER BY path"

ARCHIVES = sorted(Path(__file__).parent.glob("*.tar.xz"))
PUBLISHED = """
SELECT table_name, 'TABLE' FROM duckdb_tables()
UNION ALL
SELECT view_name, 'VIEW' FROM duckdb_views() WHERE NOT internal
UNION ALL
SELECT function_name, 'MACRO' FROM duckdb_functions() WHERE NOT internal AND function_type IN ('macro', 'table_macro')
"""


@pytest.mark.parametrize("kept", ARCHIVES, ids=lambda path: path.name)
def test_a_lake_is_told_to_give_up_what_an_earlier_version_published_and_this_one_does_not(
    kept: Path, tmp_path: Path
) -> None:
    with tarfile.open(kept) as files:
        files.extract("warehouse/dixit.duckdb", tmp_path, filter="data")
    files_of_both = tmp_path / "warehouse" / "dixit.duckdb", publish(the_press(), tmp_path / "now")
    earlier, now = (set(ask(file, PUBLISHED).rows()) for file in files_of_both)
    assert earlier - now <= set(RETIRED.items())
    assert not {name for name, _ in now} & set(RETIRED)
    assert ("quotes", "TABLE") in earlier & now


@pytest.mark.parametrize("kept", ARCHIVES, ids=lambda path: path.name)
def test_a_warehouse_of_an_earlier_version_becomes_what_a_fresh_one_is(kept: Path, tmp_path: Path) -> None:
    with tarfile.open(kept) as files:
        files.extractall(tmp_path / "old", filter="data")
        files.extractall(
            tmp_path / "new", filter="data", members=[f for f in files if f.name.startswith("seeds")]
        )
    old, new = House(tmp_path / "old"), House(tmp_path / "new")
    before = ask(old.folders.target, HISTORY).rows()
    with pytest.raises(
        UserError, match=rf"has the public tables of version {OF[kept.stem]}, .* run `dixit ingest`"
    ):
        answer(old.folders.target, question("roles_quoted"), {})
    for house in (old, new):
        done = house.dixit("ingest")
        assert done.returncode == 0, done.stderr
        told = f"tables:       those of version {OF[kept.stem]} were built again as those of version {PUBLIC_TABLES}"
        assert (told in done.stdout) == (house is old)
    assert old.contents() == new.contents()
    assert old.rows(HISTORY) == before  # when a file was first seen is not forgotten
    speakers = old.rows("SELECT DISTINCT speaker FROM who_said_what ORDER BY speaker")
    assert speakers == [("Odile Verney",), ("la alcaldesa de la ciudad",)]
    assert "nothing had changed" in old.dixit("ingest").stdout
