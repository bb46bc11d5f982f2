"""What becomes of a file: the same, renamed, edited, removed, restored, moved, twice."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from pipeline.commands.ingest import pending
from pipeline.drops import seeds, take_in
from pipeline.frames import RECIPES
from tests.life.house import FRENCH, ITALIAN, House


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House.brought_up(
        tmp_path_factory.mktemp("built"), {"uno/a.txt": ITALIAN[0], "uno/b.txt": ITALIAN[1]}
    )


@pytest.fixture
def house(built: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(seeds, "QUIET_SECONDS", 0.0)
    return built.copied(tmp_path)


def test_nothing_changed_means_no_new_warehouse(house: House) -> None:
    before = house.folders.target.stat().st_ino
    assert not house.bring_up()
    assert house.folders.target.stat().st_ino == before


def test_a_renamed_file_is_the_same_article(house: House) -> None:
    article = house.rows("SELECT article_id FROM documents WHERE path = 'uno/a.txt'")
    (house.seeds / "uno/a.txt").rename(house.seeds / "uno/z.txt")
    house.bring_up()
    assert house.statuses() == {"uno/a.txt": ["removed"], "uno/b.txt": ["loaded"], "uno/z.txt": ["loaded"]}
    assert house.rows("SELECT article_id FROM documents WHERE path = 'uno/z.txt'") == article
    assert house.contents()["articles"][0] == 2


def test_an_edited_file_supersedes_its_old_content(house: House) -> None:
    house.put("uno/a.txt", ITALIAN[2])
    house.bring_up()
    assert house.statuses()["uno/a.txt"] == ["superseded", "loaded"]
    assert house.contents()["articles"][0] == 2


def test_a_content_that_comes_back_is_restored_with_its_first_day(house: House) -> None:
    first = house.rows("SELECT first_seen_at FROM documents WHERE path = 'uno/a.txt'")
    for text in (ITALIAN[2], ITALIAN[0]):
        house.put("uno/a.txt", text)
        house.bring_up()
    assert house.statuses()["uno/a.txt"] == ["loaded", "superseded"]
    assert (
        house.rows("SELECT first_seen_at FROM documents WHERE path = 'uno/a.txt' AND status = 'loaded'")
        == first
    )


def test_a_removed_file_leaves_the_tables_and_comes_back(house: House) -> None:
    before = house.contents()
    file = house.seeds / "uno/a.txt"
    file.unlink()
    house.bring_up()
    assert house.statuses()["uno/a.txt"] == ["removed"]
    assert house.contents()["articles"][0] == 1
    file.write_text(ITALIAN[0])
    house.bring_up()
    assert house.contents() == before


def test_of_one_text_in_two_files_the_one_first_seen_keeps_the_article(house: House) -> None:
    house.put("dos/c.txt", ITALIAN[0])
    house.bring_up()
    assert house.statuses() == {"dos/c.txt": ["duplicate"], "uno/a.txt": ["loaded"], "uno/b.txt": ["loaded"]}
    assert house.contents()["articles"][0] == 2
    (house.seeds / "uno/a.txt").unlink()
    house.bring_up()
    assert house.statuses()["dos/c.txt"] == ["loaded"]
    assert house.contents()["articles"][0] == 2


@pytest.mark.parametrize("copy", ["uno/0.txt", "dos/c.txt"])
def test_what_stands_beside_the_file_first_seen_speaks_for_the_text(house: House, copy: str) -> None:
    drop, name = copy.split("/")
    house.put("uno/_metadata.csv", "path,publisher\na.txt,El Faro\n0.txt,La Hoja\n")
    house.put(copy, ITALIAN[0])
    if drop == "dos":
        house.put("dos/_metadata.csv", f"path,publisher\n{name},La Hoja\n")
    house.bring_up()
    publisher = f"SELECT publisher FROM articles JOIN documents USING (article_id) WHERE path = '{copy}'"
    assert house.rows(publisher) == [("El Faro",)]
    (house.seeds / "uno/a.txt").unlink()
    house.bring_up()
    assert house.rows(publisher) == [("La Hoja",)]


def test_a_file_moved_to_another_drop_is_removed_there_and_loaded_here(house: House) -> None:
    (house.seeds / "dos").mkdir()
    (house.seeds / "uno/a.txt").rename(house.seeds / "dos/a.txt")
    house.bring_up()
    assert house.statuses() == {"dos/a.txt": ["loaded"], "uno/a.txt": ["removed"], "uno/b.txt": ["loaded"]}


def test_a_whole_drop_removed_is_withdrawn_and_only_its_history_stays(house: House) -> None:
    house.put("dos/c.txt", FRENCH[0])
    house.bring_up()
    before = house.contents()
    assert before["quotes"][0] == 1
    (house.seeds / "dos/c.txt").rename(house.root / "c.txt")
    (house.seeds / "dos").rmdir()
    house.bring_up()
    assert house.statuses()["dos/c.txt"] == ["removed"]
    assert house.contents()["quotes"][0] == 0
    left = [path.parent.name for path in house.warehouse.glob("frames/*/dos.parquet")]
    assert left == ["documents"]
    house.put("dos/c.txt", FRENCH[0])
    house.bring_up()
    assert house.contents() == before


def test_a_file_being_written_keeps_what_was_known_of_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = house.contents()
    monkeypatch.setattr(seeds, "_state", lambda stats: object() if stats.st_size > 500 else stats.st_ino)
    house.put("uno/a.txt", ITALIAN[2] * 10)
    house.bring_up()
    assert house.contents() == before
    monkeypatch.undo()
    house.bring_up()
    assert house.statuses()["uno/a.txt"] == ["superseded", "loaded"]


def test_the_history_survives_the_loss_of_its_frame(house: House) -> None:
    house.put("uno/a.txt", ITALIAN[2])
    house.bring_up()
    before = house.rows("SELECT * EXCLUDE last_seen_at FROM documents ORDER BY document_id")
    (house.warehouse / "frames/documents/uno.parquet").write_bytes(b"no longer a frame")
    house.bring_up()
    assert house.rows("SELECT * EXCLUDE last_seen_at FROM documents ORDER BY document_id") == before


@pytest.mark.parametrize("damage", ["middle", "cut", "empty"])
def test_damaged_frames_are_made_again(house: House, damage: str) -> None:
    before = house.contents()
    for path in house.warehouse.glob("frames/*/uno.parquet"):
        data = path.read_bytes()
        middle = data[:40] + bytes(byte ^ 0xFF for byte in data[40:44]) + data[44:]
        path.write_bytes({"middle": middle, "cut": data[: len(data) // 2], "empty": b""}[damage])
    assert house.contents() == before
    house.folders.target.unlink()
    house.bring_up()
    assert house.contents() == before


def test_one_changed_file_costs_one_article(house: House) -> None:
    house.put("uno/c.txt", ITALIAN[3])
    frames = house.folders.frames
    house.bring_up()
    house.put("uno/c.txt", ITALIAN[2])
    take_in(house.folders, "uno", datetime(2026, 1, 1))  # noqa: DTZ001  (documents hold UTC without a zone)
    done = [frames.update(recipe.tables, "uno", recipe.made()) for recipe in RECIPES]
    assert {(update.computed, update.kept) for update in done} == {(1, 2)}


def test_the_history_of_a_drop_that_is_gone_survives_too(house: House) -> None:
    shutil.rmtree(house.seeds / "uno")
    house.put("dos/c.txt", ITALIAN[2])
    house.bring_up()
    (house.warehouse / "frames/documents/uno.parquet").write_bytes(b"no longer a frame")
    assert pending(house.folders, None) == ["uno"]
    house.prepare("uno")
    house.bring_up()
    assert house.statuses()["uno/a.txt"] == ["removed"]
