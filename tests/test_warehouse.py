"""The warehouse file: built beside, audited, swapped in."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipeline.drops import seeds
from pipeline.warehouse import MissingWarehouseError, ask, build, connect, is_current, remove_leftovers, swap
from tests.life.house import ITALIAN, House


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(tmp_path_factory.mktemp("house"))
    house.put("uno/a.txt", ITALIAN[0])
    house.put("dos/b.txt", ITALIAN[0])
    quiet, seeds.QUIET_SECONDS = seeds.QUIET_SECONDS, 0.0
    house.bring_up()
    seeds.QUIET_SECONDS = quiet
    return house


def test_the_warehouse_is_current_until_a_frame_changes(built_once: House) -> None:
    frames, target = built_once.folders.frames, built_once.folders.target
    assert is_current(frames, target)
    frames.write("texts", "tres", frames.scan("texts", "uno").collect())
    assert not is_current(frames, target)
    frames.remove("texts", "tres")
    assert is_current(frames, target)


@pytest.mark.parametrize("content", [b"", b"no database", b"\x00" * 100_000])
def test_a_file_that_is_no_warehouse_is_not_current_and_says_what_to_do(
    built_once: House, tmp_path: Path, content: bytes
) -> None:
    target = tmp_path / "dixit.duckdb"
    target.write_bytes(content)
    assert not is_current(built_once.folders.frames, target)
    if content:
        with pytest.raises(MissingWarehouseError, match="run `dixit ingest`"), connect(target):
            pass
    with build(built_once.folders.frames, target) as built:
        swap(built, target)
    assert is_current(built_once.folders.frames, target)


def test_a_warehouse_of_an_older_version_is_not_current(built_once: House, tmp_path: Path) -> None:
    target = tmp_path / "dixit.duckdb"
    with duckdb.connect(str(target)) as con:
        con.execute("CREATE TABLE articles (id INTEGER)")
    assert not is_current(built_once.folders.frames, target)


def test_a_reader_keeps_the_warehouse_that_it_opened(built_once: House, tmp_path: Path) -> None:
    target = tmp_path / "dixit.duckdb"
    for _ in range(2):
        with build(built_once.folders.frames, target) as built:
            swap(built, target)
        with connect(target) as reader:
            with build(built_once.folders.frames, target) as again:
                swap(again, target)
            assert reader.sql("SELECT count(*) FROM articles").fetchone() == (1,)


def test_another_process_that_holds_the_file_to_write_hinders_nobody(
    built_once: House, tmp_path: Path
) -> None:
    target = tmp_path / "dixit.duckdb"
    with build(built_once.folders.frames, target) as built:
        swap(built, target)
    code = "import duckdb,sys; c=duckdb.connect(sys.argv[1]); c.execute('create table mine(i int)'); print(1,flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout
        holder.stdout.readline()
        assert not is_current(built_once.folders.frames, target)
        with build(built_once.folders.frames, target) as built:
            swap(built, target)
        assert ask(target, "SELECT count(*) AS n FROM articles").rows() == [(1,)]
        holder.communicate(b"\n")
    assert ask(target, "SELECT count(*) AS n FROM articles").rows() == [(1,)]


def test_a_failed_check_leaves_the_old_warehouse_and_names_the_rows(
    built_once: House, tmp_path: Path
) -> None:
    frames, target = built_once.folders.frames, tmp_path / "dixit.duckdb"
    with build(frames, target) as built:
        swap(built, target)
    before = target.read_bytes()
    path = frames.root / frames.name("segments", "dos")
    kept = path.read_bytes()
    wrong = frames.scan("segments", "dos").collect().with_columns(pl.col("start_char", "end_char") + 10_000)
    frames.write("segments", "dos", wrong)
    with build(frames, target) as built:
        assert "segments__stand_in_their_article" in {failure.check for failure in built.failures}
        assert all(failure.sample.height for failure in built.failures)
        with pytest.raises(ValueError, match="segments__stand_in_their_article"):
            swap(built, target)
    path.write_bytes(kept)
    assert target.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["dixit.duckdb"]


def test_a_build_that_fails_leaves_nothing(built_once: House, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), build(built_once.folders.frames, tmp_path / "dixit.duckdb"):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_leftovers_of_dead_processes_go_and_those_of_living_ones_stay(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for name in (
        f"dixit.{dead.pid}.building",
        f"dixit.{dead.pid}.building.wal",
        f"dixit.{os.getpid()}.building",
    ):
        (tmp_path / name).touch()
    remove_leftovers(tmp_path / "dixit.duckdb")
    assert [path.name for path in tmp_path.iterdir()] == [f"dixit.{os.getpid()}.building"]
