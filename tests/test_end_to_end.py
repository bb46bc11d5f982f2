"""The whole way, as a newcomer goes it: a folder of drops, one command, an answer in SQL."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from docs.tour import answered, asked, shown
from pipeline.extract.reasons import REASONS
from pipeline.warehouse.questions import Question, answer, questions

PROJECT = Path(__file__).parents[1]
VALUES = {
    "since": "2024-01-01",
    "until": "2024-12-31",
    "turn": "2024-05-19",
    "day": "2024-05-18",
    "words": "pont",
}
SHARED_SEEDS = PROJECT.parent / "shared" / "seeds"


def dixit(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=False)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("warehouse")
    done = dixit("ingest", "--seeds", PROJECT / "seeds", "--warehouse", folder)
    assert done.returncode == 0, done.stderr
    assert f"{folder}/dixit.duckdb" in done.stdout
    return folder


def rows(warehouse: Path, query: str) -> list[dict[str, object]]:
    done = dixit("sql", query, "--json", "--warehouse", warehouse)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_file_of_the_sample_drops_is_loaded(warehouse: Path) -> None:
    files = {path.relative_to(PROJECT / "seeds").as_posix() for path in (PROJECT / "seeds").rglob("*.txt")}
    assert {
        row["path"] for row in rows(warehouse, "select path from documents where status = 'loaded'")
    } == files


def test_every_table_has_rows(warehouse: Path) -> None:
    for table in (
        "articles",
        "segments",
        "dates",
        "mentions",
        "entities",
        "entity_aliases",
        "sources",
        "quotes",
        "quoted_terms",
    ):
        assert rows(warehouse, f"select count(*) as n from {table}")[0]["n"], table


def test_every_language_with_a_model_is_quoted_with_its_speakers(warehouse: Path) -> None:
    found = rows(
        warehouse,
        "select a.language, count(*) n from quotes join articles a using (article_id) where speaker_name is not null group by 1",
    )
    assert {row["language"] for row in found if row["n"]} == {"fr", "en", "es"}


def test_the_view_leads_from_a_quote_to_its_place_in_the_file(warehouse: Path) -> None:
    found = rows(
        warehouse,
        "select path, start_char, end_char, text, relay from who_said_what where path like '%01_courrier%'",
    )
    assert found
    raw = (PROJECT / "seeds" / str(found[0]["path"])).read_bytes().decode("utf-8").replace("\r\n", "\n")
    assert all(raw[row["start_char"] : row["end_char"]] == row["text"] for row in found)


def test_a_second_run_finds_nothing_to_do(warehouse: Path) -> None:
    before = (warehouse / "dixit.duckdb").stat().st_mtime_ns
    done = dixit("ingest", "--seeds", PROJECT / "seeds", "--warehouse", warehouse)
    assert "nothing had changed" in done.stdout
    assert (warehouse / "dixit.duckdb").stat().st_mtime_ns == before


def test_status_answers_and_the_tour_prints_what_the_readme_shows(warehouse: Path) -> None:
    assert (
        "drops that wait for `dixit ingest`: none"
        in dixit("status", "--seeds", PROJECT / "seeds", "--warehouse", warehouse).stdout
    )
    tour = dixit("tour", "--warehouse", warehouse)
    assert tour.returncode == 0, tour.stderr
    assert tour.stdout == shown((PROJECT / "README.md").read_text(encoding="utf-8")), "run `make docs`"


@pytest.mark.parametrize(("line", "table"), asked((PROJECT / "README.md").read_text(encoding="utf-8")))
def test_a_question_of_the_readme_has_the_answer_that_it_shows(
    line: str, table: str, warehouse: Path
) -> None:
    assert answered(line, warehouse) == table, "run `make docs`"


def test_the_readme_asks_ten_questions() -> None:
    lines = [line for line, _ in asked((PROJECT / "README.md").read_text(encoding="utf-8"))]
    assert len({line.split()[2] for line in lines}) == 10


def test_the_names_of_the_sample_are_right(warehouse: Path) -> None:
    people = {row["name"] for row in rows(warehouse, "select name from entities where type = 'PER'")}
    assert not {name for name in people if name.startswith("Will ")}  # a question: «Will Ohtsuka be back?»
    assert len({name for name in people if "tsuka" in name}) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("sql", "select * from nothing"), "dixit: Catalog Error: Table with name nothing does not exist!"),
        (("sql", "drop table quotes"), "read-only"),
    ],
)
def test_an_error_is_one_clear_line(arguments: tuple[str, ...], message: str, warehouse: Path) -> None:
    done = dixit(*arguments, "--warehouse", warehouse)
    assert done.returncode == 1
    assert message in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_an_ingest_of_what_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    seeds = tmp_path / "absent" / "seeds"
    for arguments, message in (
        (["--seeds", seeds], f"dixit: there is no seeds folder {seeds}"),
        (["--seeds", PROJECT / "seeds", "--drop", "none"], "dixit: there is no drop none"),
    ):
        done = dixit("ingest", *arguments, "--warehouse", tmp_path / "warehouse")
        assert done.returncode == 1
        assert message in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
        assert not (tmp_path / "warehouse" / "dixit.duckdb").exists()


def test_a_quote_without_a_speaker_says_why_in_a_listed_reason(warehouse: Path) -> None:
    found = rows(warehouse, "select distinct speaker_name is null as unnamed, reason from quotes")
    assert {row["reason"] for row in found if row["unnamed"]} <= set(REASONS)
    assert [row["reason"] for row in found if not row["unnamed"]] == [None]


def test_without_a_warehouse_the_error_says_what_to_run(tmp_path: Path) -> None:
    assert "run `dixit ingest` first" in dixit("sql", "select 1", "--warehouse", tmp_path).stderr


@pytest.mark.skipif(not SHARED_SEEDS.exists(), reason="the five documents are not beside the project")
def test_the_five_documents_are_read(tmp_path: Path) -> None:
    drop = tmp_path / "seeds" / "five"
    drop.mkdir(parents=True)
    for path in SHARED_SEEDS.glob("*.txt"):
        (drop / path.name).write_bytes(path.read_bytes())
    assert dixit("ingest", "--seeds", tmp_path / "seeds", "--warehouse", tmp_path / "out").returncode == 0
    found = rows(
        tmp_path / "out",
        "select language, published, title is null as untitled "
        "from articles join documents using (article_id) order by path",
    )
    assert [row["language"] for row in found] == ["fr"] * 5
    assert [row["published"][:7] for row in found] == ["2023-09"] * 5
    september = ("--since", "2023-09-01", "--until", "2023-09-30", "--top", "1000", "--json")
    asked = dixit("query", "who_said_what", *september, "--warehouse", tmp_path / "out")
    whole = rows(tmp_path / "out", "select quote_id from quotes")
    assert len(asked.stdout.splitlines()) == len(whole) > 0
    assert "left out" not in asked.stderr
    assert [row["untitled"] for row in found] == [True, True, False, True, True]


@pytest.mark.parametrize("asked", questions(), ids=lambda asked: asked.name)
def test_every_question_is_answered_in_its_columns(asked: Question, warehouse: Path) -> None:
    values = {
        parameter.name: VALUES[parameter.name] for parameter in asked.parameters if parameter.name in VALUES
    }
    assert tuple(answer(warehouse / "dixit.duckdb", asked, values).columns) == asked.columns
