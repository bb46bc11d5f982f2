"""A warehouse kept open answers from the file that stands there now, and each question for itself."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest
from starlette.testclient import TestClient

from pipeline.desk.app import application
from pipeline.warehouse import Kept, MissingWarehouseError, ask, connect, extensions, kept
from pipeline.warehouse.extensions import MissingExtensionError
from tests.desk.press import Press, publish

TITLES = "SELECT title FROM articles ORDER BY title"


def press_of(folder: Path, *titles: str) -> Path:
    """Publish articles with some titles in a folder; return the warehouse."""
    press = Press()
    for title in titles:
        press.write(title, "L'Aube", "2024-03-04", f"Le pont {title}.")
    return publish(press, folder)


def titles(target: Kept) -> list[str]:
    return ask(target, TITLES)["title"].to_list()


def test_another_file_in_its_place_is_read_from_the_next_question_on(tmp_path: Path) -> None:
    target = Kept(press_of(tmp_path, "un"))
    with connect(target) as before:
        assert before.execute(TITLES).fetchall() == [("un",)]
        press_of(tmp_path, "deux", "trois")
        assert titles(target) == ["deux", "trois"]
        assert before.execute(TITLES).fetchall() == [("un",)]
        press_of(tmp_path, "quatre")
        assert titles(target) == ["quatre"]
    assert titles(target) == ["quatre"]


def test_what_is_not_there_yet_is_read_once_it_is(tmp_path: Path) -> None:
    target = Kept(tmp_path / "dixit.duckdb")
    with pytest.raises(MissingWarehouseError, match="there is no warehouse"):
        titles(target)
    target.file.write_text("no warehouse")
    with pytest.raises(MissingWarehouseError, match="cannot be opened"):
        titles(target)
    press_of(tmp_path, "un")
    assert titles(target) == ["un"]
    target.file.unlink()
    with pytest.raises(MissingWarehouseError, match="there is no warehouse"):
        titles(target)


def test_an_extension_that_is_not_installed_is_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = Kept(press_of(tmp_path, "un"))
    monkeypatch.setattr(extensions, "find_spec", lambda _name: None)
    with pytest.raises(MissingExtensionError, match="duckdb-extension-fts"):
        titles(target)


def test_what_one_question_makes_no_other_sees_and_none_changes_the_file(tmp_path: Path) -> None:
    target = Kept(press_of(tmp_path, "un"))
    with connect(target) as one, connect(target) as other:
        one.execute("CREATE TEMPORARY TABLE mine AS SELECT 1 AS n")
        with pytest.raises(duckdb.CatalogException):
            other.execute("FROM mine")
        for statement in ("CREATE TABLE more AS SELECT 1 AS n", "DELETE FROM articles"):
            with pytest.raises(duckdb.InvalidInputException, match="read-only"):
                other.execute(statement)
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {"dixit.duckdb"}


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_file_that_was_swapped_out_is_let_go_with_its_last_question(tmp_path: Path) -> None:
    target = Kept(press_of(tmp_path, "un"))

    def opened() -> list[str]:
        links = [str(path.readlink()) for path in Path("/proc/self/fd").iterdir() if path.is_symlink()]
        return sorted(link for link in links if link.startswith(str(target.file)))

    with connect(target):
        press_of(tmp_path, "deux")
        assert titles(target) == ["deux"]
        assert opened() == [str(target), f"{target} (deleted)"]
    assert opened() == [str(target)]


@pytest.mark.parametrize(("most", "is_kept"), [(10**9, True), (0, False)])
def test_what_is_kept_has_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, is_kept: bool
) -> None:
    target = Kept(press_of(tmp_path, "un"))
    monkeypatch.setattr(kept, "MOST_BYTES", most)
    with connect(target) as con:
        con.execute("CREATE TABLE memory.main.left_there AS SELECT 1 AS n")
    with connect(target) as con:
        left = con.execute("FROM duckdb_tables() WHERE table_name = 'left_there'").fetchall()
    assert bool(left) == is_kept


def test_many_questions_at_once_are_answered_while_files_are_swapped(tmp_path: Path) -> None:
    target = Kept(press_of(tmp_path, "0"))
    with ThreadPoolExecutor(4) as pool:
        for number in range(1, 6):
            asked = [pool.submit(titles, target) for _ in range(8)]
            press_of(tmp_path, str(number))
            assert titles(target) == [str(number)]
            assert {title for one in asked for title in one.result()} <= {str(number - 1), str(number)}


def test_the_desk_shows_what_a_run_published(tmp_path: Path) -> None:
    desk = TestClient(application(press_of(tmp_path, "avant")), base_url="http://127.0.0.1")
    assert "avant" in desk.get("/articles").text
    press_of(tmp_path, "après")
    shown = desk.get("/search?words=pont").text
    assert "après" in shown
    assert "avant" not in shown
