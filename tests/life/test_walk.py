"""The whole life of a drop by the command line alone, and kills at ten moments of it."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.life.house import FRENCH, ITALIAN, PROJECT, House

MOMENTS = [
    "the lock is taken",
    "frames/documents",
    "frames/articles",
    "frames/tokens",
    "frames/dates",
    "frames/mentions",
    "frames/quotes",
    "frames/entities",
    "a warehouse is being built",
    "the warehouse is swapped in",
]


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path)
    house.put("uno/a.txt", ITALIAN[0])
    house.put("uno/b.txt", ITALIAN[1])
    house.put("dos/c.txt", FRENCH[0])
    return house


def ingest(house: House) -> str:
    done = house.dixit("ingest")
    assert done.returncode == 0, done.stderr
    assert house.leftovers() == []
    return done.stdout


def test_a_drop_lives_its_whole_life(house: House) -> None:
    assert "3 loaded" in ingest(house)
    first = house.contents()
    assert (first["documents"][0], first["articles"][0], first["quotes"][0]) == (3, 3, 1)
    built = house.folders.target.stat().st_ino
    assert "nothing had changed" in ingest(house)
    assert house.folders.target.stat().st_ino == built

    (house.seeds / "uno/a.txt").rename(house.seeds / "uno/renamed.txt")  # renamed
    house.put("uno/b.txt", ITALIAN[2])  # edited
    house.put("dos/d.txt", ITALIAN[2])  # the same text in another drop
    house.put("dos/bad.txt", bytes(range(32)) * 9)
    ingest(house)
    assert house.statuses() == {
        "dos/bad.txt": ["quarantined"],
        "dos/c.txt": ["loaded"],
        "dos/d.txt": ["loaded"],
        "uno/a.txt": ["removed"],
        "uno/b.txt": ["superseded", "duplicate"],
        "uno/renamed.txt": ["loaded"],
    }
    assert house.contents()["articles"][0] == 3
    status = house.dixit("status").stdout
    assert "'dos/bad.txt': the file is binary, not text" in status

    shutil.move(house.seeds / "dos", house.root / "aside")  # a whole drop removed
    (house.seeds / "uno/renamed.txt").unlink()
    ingest(house)
    assert house.contents()["quotes"][0] == 0
    assert house.statuses()["uno/b.txt"] == ["superseded", "loaded"]
    assert house.statuses()["dos/c.txt"] == ["removed"]

    shutil.move(house.root / "aside", house.seeds / "dos")  # restored as at first
    for path in ("dos/d.txt", "dos/bad.txt"):
        (house.seeds / path).unlink()
    house.put("uno/a.txt", ITALIAN[0])
    house.put("uno/b.txt", ITALIAN[1])
    ingest(house)
    assert house.contents() == first
    assert house.rows("SELECT count(*), count(DISTINCT document_id) FROM documents") == [(7, 7)]


def came(house: House, moment: str) -> Callable[[], bool]:
    """Return the question whether a moment of a run has come."""
    if moment.startswith("frames/"):
        before = {path: path.stat().st_mtime_ns for path in house.warehouse.glob(f"{moment}/*")}
        return lambda: any(
            path.stat().st_mtime_ns != before.get(path)
            for path in house.warehouse.glob(f"{moment}/*.parquet")
            if path.exists()
        )
    if moment.startswith("a warehouse"):
        return lambda: any(house.warehouse.glob("*.building"))
    if moment.startswith("the warehouse"):
        target = house.folders.target
        before_swap = target.stat().st_ino
        return lambda: target.stat().st_ino != before_swap
    lock = house.warehouse / ".ingest.lock"
    taken = lock.stat().st_mtime_ns
    return lambda: lock.stat().st_mtime_ns != taken


def kill_at(house: House, moment: str) -> bool:
    """Start an ingest and kill it at a moment; tell whether it was killed."""
    has_come = came(house, moment)
    process = subprocess.Popen(
        house.command("ingest"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=PROJECT,
        start_new_session=True,
    )
    until = time.monotonic() + 120
    while process.poll() is None and not has_come() and time.monotonic() < until:
        time.sleep(0.001)
    killed = process.poll() is None
    if killed:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return killed


def test_kills_at_ten_moments_lose_nothing_and_leave_nothing(house: House) -> None:
    ingest(house)
    good = house.contents()
    (house.seeds / "uno/a.txt").unlink()
    house.put("uno/b.txt", ITALIAN[2])
    house.put("dos/c.txt", FRENCH[1])
    house.put("tres/d.txt", ITALIAN[3])
    killed = {}
    for number, moment in enumerate(MOMENTS):
        house.put("tres/e.txt", f"{ITALIAN[0]} {number}")  # so that there is always something to do
        killed[moment] = kill_at(house, moment)
        if moment != MOMENTS[-1]:
            assert house.contents() == good, moment
    assert killed == dict.fromkeys(MOMENTS, True)
    house.put("tres/e.txt", ITALIAN[1])
    ingest(house)
    survived = house.contents()
    assert survived != good
    shutil.rmtree(house.warehouse)
    house.bring_up()
    assert house.contents() == survived
