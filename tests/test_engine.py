"""The engine: parts in order, few at a time, none lost when a worker is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path

import polars as pl
import pytest

from pipeline.errors import UserError
from pipeline.frames import engine

MUCH = engine.CHARACTERS_WORTH_WORKERS


def part(number: int, folder: Path | str = "") -> list[pl.DataFrame]:
    return [pl.DataFrame({"number": [number], "folder": [str(folder)]})]


def told(frames: Sequence[pl.DataFrame]) -> list[pl.DataFrame]:
    """Return the number, and the process that had it."""
    return [frames[0].select("number", process=os.getpid())]


def dies_of_three(frames: Sequence[pl.DataFrame]) -> list[pl.DataFrame]:
    """Kill its process on part 3, once where there is a folder to note it in."""
    number, folder = frames[0].row(0)
    if number == 3:
        note = Path(folder, "died") if folder else None
        if note is None or not note.exists():
            if note:
                note.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return told(frames)


def fails_on_three(frames: Sequence[pl.DataFrame]) -> list[pl.DataFrame]:
    if frames[0]["number"][0] == 3:
        raise OSError("no room")
    return told(frames)


def works_much() -> None:
    engine.CORES = 2
    assert len(list(engine.map_parts(told, [part(1)], MUCH))) == 1
    assert engine.at_work()


def test_a_process_that_several_work_for_ends_as_one_that_dagster_starts() -> None:
    process = get_context("spawn").Process(target=works_much)
    process.start()
    process.join(60)
    process.kill()
    assert process.exitcode == 0


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "CORES", 2)
    monkeypatch.delenv(engine.SETTING, raising=False)


def numbers(made: Iterator[list[pl.DataFrame]]) -> list[int]:
    return [frame["number"][0] for (frame,) in made]


@pytest.mark.usefixtures("two_cores")
def test_little_work_is_done_in_this_process() -> None:
    made = engine.map_parts(told, map(part, range(3)), MUCH - 1)
    assert {frame["process"][0] for (frame,) in made} == {os.getpid()}


@pytest.mark.usefixtures("two_cores")
def test_much_work_in_small_portions_goes_to_workers_in_the_end_and_so_does_what_follows() -> None:
    for _ in range(2):
        ((frame,),) = engine.map_parts(told, [part(1)], MUCH // 2)
    assert frame["process"][0] != os.getpid()
    ((frame,),) = engine.map_parts(fails_on_three, [part(1)], 1)
    assert frame["process"][0] != os.getpid()


@pytest.mark.usefixtures("two_cores")
def test_results_come_in_order_and_few_parts_are_under_way() -> None:
    taken: list[int] = []

    def parts() -> Iterator[list[pl.DataFrame]]:
        for number in range(20):
            taken.append(number)
            yield part(number)

    made = engine.map_parts(told, parts(), MUCH)
    assert next(made)[0]["number"][0] == 0
    assert len(taken) == engine.PARTS_A_WORKER * 2
    assert numbers(made) == list(range(1, 20))


@pytest.mark.usefixtures("two_cores")
def test_a_killed_worker_loses_and_doubles_nothing(tmp_path: Path) -> None:
    made = engine.map_parts(dies_of_three, (part(n, tmp_path) for n in range(8)), MUCH)
    assert numbers(made) == list(range(8))
    assert (tmp_path / "died").exists()


@pytest.mark.usefixtures("two_cores")
def test_a_part_that_kills_every_worker_ends_the_work_in_one_line() -> None:
    made = engine.map_parts(dies_of_three, map(part, range(8)), MUCH)
    with pytest.raises(engine.WorkersDieError, match=r"^3 workers were killed [^\n]* enough memory\?$"):
        numbers(made)
    assert numbers(engine.map_parts(told, map(part, range(3)), MUCH)) == [0, 1, 2]


@pytest.mark.usefixtures("two_cores")
def test_what_a_task_raises_is_raised_at_its_place() -> None:
    made = engine.map_parts(fails_on_three, map(part, range(8)), MUCH)
    assert [next(made)[0]["number"][0] for _ in range(3)] == [0, 1, 2]
    with pytest.raises(OSError, match="no room"):
        next(made)


def test_a_cluster_that_is_not_there_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(engine.SETTING, "nonsense")
    with pytest.raises(UserError, match=engine.SETTING):
        list(engine.map_parts(told, [part(1)], MUCH))


def test_a_node_with_another_dixit_does_no_work() -> None:
    with pytest.raises(UserError, match="has not the Dixit"):
        engine.perform_there("another", told, [])


def test_workers_end_with_a_process_that_is_killed() -> None:
    code = (
        "import time; from pipeline.frames import engine; from tests.test_engine import MUCH, part, told\n"
        "if __name__ == '__main__':\n"
        "    engine.CORES = 2\n"
        "    print(list(engine.map_parts(told, [part(1)], MUCH))[0][0]['process'][0], flush=True)\n"
        "    time.sleep(60)\n"
    )
    script = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert script.stdout
    worker = int(script.stdout.readline())
    script.kill()
    script.wait()
    until = time.monotonic() + 10
    while Path(f"/proc/{worker}").exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not Path(f"/proc/{worker}").exists()
