"""What people decide about names outlives new runs, edited articles and new drops."""

from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.drops import append_judgement, read_judgements
from pipeline.drops.by_hand import ABOUT_NAMES, digest
from pipeline.errors import UserError
from pipeline.extract.entities.judgements import standing
from pipeline.tables import JUDGEMENTS

FIRST = (
    "Le ministre Andreï Joukov a visité Rennes mardi, où Lia Ferval l'attendait depuis une heure à la gare."
)
SECOND = "Le ministre Andrey Zhukov est reparti mercredi, a dit Lia Orsin, qui a fermé la porte du théâtre derrière lui."


def judge(seeds: Path, left: str, right: str, verdict: str) -> None:
    row = {
        "left": left,
        "right": right,
        "verdict": verdict,
        "by": "me",
        "on": "2026-01-01",
        "why": "I know them",
    }
    append_judgement(seeds, row)


def entity_of(warehouse: Path, alias: str) -> int:
    with duckdb.connect(str(warehouse / "dixit.duckdb"), read_only=True) as connection:
        found = connection.execute("select entity_id from entity_aliases where alias = ?", [alias]).fetchall()
    assert len(found) == 1, (alias, found)
    return int(found[0][0])


def decided(warehouse: Path) -> tuple[bool, bool]:
    """Tell whether the two Zhukovs are one, and whether the two Lias are."""
    names = ("Andreï Joukov", "Andrey Zhukov", "Lia Ferval", "Lia Orsin")
    one, two, three, four = (entity_of(warehouse, name) for name in names)
    return one == two, three == four


def test_a_merge_and_a_split_outlive_runs_edits_and_drops(tmp_path: Path) -> None:
    seeds, warehouse = tmp_path / "seeds", tmp_path / "warehouse"
    (seeds / "a").mkdir(parents=True)
    (seeds / "a" / "one.txt").write_text(FIRST, encoding="utf-8")
    (seeds / "a" / "two.txt").write_text(SECOND, encoding="utf-8")

    def ingest() -> tuple[bool, bool]:
        done = CliRunner().invoke(app, ["ingest", "--seeds", str(seeds), "--warehouse", str(warehouse)])
        assert done.exit_code == 0, done.output
        return decided(warehouse)

    assert ingest() == (True, False)
    judge(seeds, "Andreï Joukov", "Andrey Zhukov", "different")
    judge(seeds, "Lia Ferval", "Lia Orsin", "same")
    assert ingest() == (False, True)
    (seeds / "a" / "one.txt").write_text(FIRST + " Il pleuvait.", encoding="utf-8")
    assert ingest() == (False, True)
    (seeds / "b").mkdir()
    (seeds / "b" / "three.txt").write_text("Andreï Joukov et Zoé Marchal dînent à Metz.", encoding="utf-8")
    assert ingest() == (False, True)


def test_an_undone_judgement_decides_nothing(tmp_path: Path) -> None:
    judge(tmp_path, "A B", "C D", "same")
    judge(tmp_path, "C D", "A B", "undo")
    assert standing(read_judgements(tmp_path)) == []
    judge(tmp_path, "A B", "C D", "different")
    assert standing(read_judgements(tmp_path)) == [("a b", "c d", "different")]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "@ada", "'=1", "<script>", '"a", b', "a\nb"])
def test_the_file_holds_any_name_and_no_formula(tmp_path: Path, name: str) -> None:
    judge(tmp_path, name, "A B", "same")
    assert read_judgements(tmp_path)["left"].to_list() == [name]
    assert not (tmp_path / "_judgements.csv").read_text().splitlines()[1].startswith(("=", "@"))


def test_only_the_end_of_the_file_is_written(tmp_path: Path) -> None:
    file = tmp_path / "_judgements.csv"
    file.write_text("left,right,verdict,by,on,why\nA B,C D,same,me,2026-01-01,", encoding="utf-8")
    before = digest(tmp_path, ABOUT_NAMES)
    judge(tmp_path, "E F", "G H", "different")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[1:] == ["A B,C D,same,me,2026-01-01,", "E F,G H,different,me,2026-01-01,I know them"]
    assert read_judgements(tmp_path)["verdict"].to_list() == ["same", "different"]
    assert digest(tmp_path, ABOUT_NAMES) != before


def test_no_file_decides_nothing(tmp_path: Path) -> None:
    assert read_judgements(tmp_path).schema == JUDGEMENTS
    assert read_judgements(tmp_path).is_empty()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("left,right\nA,B\n", "lacks the column verdict"),
        ("left,right,verdict\nA,B,maybe\n", "none of same, different, undo"),
    ],
)
def test_a_file_that_is_wrong_is_named_in_one_line(tmp_path: Path, content: str, complaint: str) -> None:
    (tmp_path / "_judgements.csv").write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=complaint):
        read_judgements(tmp_path)


def test_judgements_against_each_other_are_told(tmp_path: Path) -> None:
    judge(tmp_path, "A B", "C D", "same")
    judge(tmp_path, "C D", "E F", "same")
    assert CliRunner().invoke(app, ["entities", "check", "--seeds", str(tmp_path)]).exit_code == 0
    judge(tmp_path, "A B", "E F", "different")
    told = CliRunner().invoke(app, ["entities", "check", "--seeds", str(tmp_path)])
    assert told.exit_code == 1
    assert "a b = c d = e f" in told.output
