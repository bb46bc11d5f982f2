"""Frames on object storage: the same rows, the same life of a drop, few requests, and errors in one line."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from pipeline.defs.resources import Workspace
from pipeline.drops import Folders
from pipeline.frames import Frames, State, schema_of
from pipeline.frames.frames import Made
from pipeline.frames.parquet import KEYS
from pipeline.frames.storage import bucket
from pipeline.frames.storage.bucket import BYTES_COPIED, Bucket
from pipeline.frames.storage.objects import StorageError
from pipeline.tables import TABLES, frame
from tests.life.house import FRENCH, ITALIAN, PROJECT, House
from tests.scale.storage_server import Server, server

__all__ = ["server"]

TIMES = ("first_seen_at", "last_seen_at")


@dataclass(frozen=True)
class FarHouse(House):
    """A house whose warehouse lies on object storage; what is local of it lies on one of several machines."""

    bucket: str = ""
    machine: str = "one"

    @property
    def address(self) -> str:
        return f"s3://{self.bucket}/a press/2024"

    @property
    def folders(self) -> Folders:
        os.environ["DIXIT_LOCAL"] = str(self.root / self.machine)
        return Folders(str(self.seeds), self.address)

    @property
    def workspace(self) -> Workspace:
        return Workspace(seeds_dir=str(self.seeds), warehouse_dir=self.address)

    @property
    def warehouse(self) -> Path:
        return self.folders.home

    def command(self, *arguments: str) -> list[str]:
        seeds = [] if arguments[0] == "sql" else ["--seeds", self.folders.seeds_dir]
        places = [*seeds, "--warehouse", self.address]
        return [sys.executable, "-m", "pipeline.cli", *arguments, *places]

    def on(self, machine: str) -> "FarHouse":
        return FarHouse(self.root, self.bucket, machine)

    def ingest(self) -> str:
        done = self.dixit("ingest")
        assert done.returncode == 0, done.stderr
        assert self.leftovers() == []
        return done.stdout


@pytest.fixture
def house(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FarHouse:
    monkeypatch.setenv("DIXIT_LOCAL", "")  # so that what the houses set goes with the test
    return FarHouse(tmp_path, server.bucket())


@pytest.fixture
def frames(server: Server, tmp_path: Path) -> Frames:
    return Frames(Bucket(f"s3://{server.bucket()}/frames", tmp_path))


def put(frames: Frames, drop: str, *rows: pl.DataFrame, basis: str = "") -> None:
    """Write a frame of texts, a row group for each part."""
    whole = pl.concat(rows)
    keys = pl.DataFrame({"article_id": whole["article_id"], "key": whole["article_id"]}, schema=KEYS)
    with frames._writer(["texts"], drop) as write:  # noqa: SLF001  (row groups of a size of our own)
        for part in rows:
            write([part])
        write.finish(State("1", basis, keys))


def texts(first: int, count: int, letters: int = 10) -> pl.DataFrame:
    noise = os.urandom(count * letters).hex()
    rows = [{"article_id": first + n, "text": noise[n * letters : (n + 1) * letters]} for n in range(count)]
    return pl.DataFrame(rows, schema=schema_of("texts"))


def rows_of_frames(house: House) -> dict[str, list[str]]:
    frames = house.folders.frames
    tables = sorted({name.split("/")[0] for name in frames.store.names()})
    return {
        table: sorted(map(repr, frames.scan_all(table).drop(TIMES, strict=False).collect().iter_rows()))
        for table in tables
    }


def kill_at(server: Server, request: str, command: list[str]) -> None:
    """Start a process and kill it while it waits for the answer to a request that has this text."""
    server.asked.stalled.clear()
    server.asked.go_on.clear()
    server.asked.stall = request
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert server.asked.stalled.wait(120)
        process.kill()
        assert process.wait() == -signal.SIGKILL
    finally:
        server.asked.stall = "\0"
        server.asked.go_on.set()


def test_a_drop_lives_its_whole_life_as_in_a_folder(house: FarHouse, server: Server, tmp_path: Path) -> None:
    near = House(tmp_path / "near")
    for at in (house, near):
        at.put("uno/a.txt", ITALIAN[0])
        at.put("uno/b.txt", ITALIAN[1])
        at.put("dos tres/c.txt", FRENCH[0])
    assert "3 loaded" in house.ingest()
    near.bring_up()
    assert house.contents() == near.contents()
    assert house.contents()["quotes"][0] == 1
    assert rows_of_frames(house) == rows_of_frames(near)
    assert set(rows_of_frames(house)) >= set(TABLES) - {"frames_only"}

    server.asked.requests.clear()
    assert "nothing had changed" in house.ingest()
    assert len(server.asked.requests) < 10

    other = house.on("two")  # another machine: nothing there, and nothing to do
    assert other.dixit("sql", "SELECT count(*) AS n FROM quotes", "--csv").stdout == "n\n1\n"
    assert "nothing had changed" in other.ingest()
    assert other.contents() == near.contents()

    for at in (other, near):
        at.put("uno/b.txt", ITALIAN[2])  # edited
        shutil.rmtree(at.seeds / "dos tres")  # a whole drop removed
    before = house.contents()
    kill_at(server, f"PUT /{house.bucket}/a press/2024/frames/quotes/", other.command("ingest"))
    assert house.contents() == before
    other.ingest()
    near.bring_up()
    assert house.statuses() == {  # the first machine fetches what the other made
        "dos tres/c.txt": ["removed"],
        "uno/a.txt": ["loaded"],
        "uno/b.txt": ["superseded", "loaded"],
    }
    assert house.contents() == near.contents()
    assert [key for key in server.keys(house.bucket) if "dos tres" in key] == [
        "a press/2024/frames/documents/dos tres.parquet"
    ]
    assert "nothing had changed" in house.ingest()


def test_frames_too_large_to_be_copied_give_the_same_rows(
    house: FarHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bucket, "BYTES_COPIED", 0)
    near = House(tmp_path / "near")
    for at in (house, near):
        at.put("uno/a.txt", ITALIAN[0])
        at.put("dos/b.txt", ITALIAN[1])
        at.bring_up()
        at.put("uno/c.txt", ITALIAN[2])
        at.bring_up()
    assert rows_of_frames(house) == rows_of_frames(near)
    assert house.contents() == near.contents()
    assert not list(house.warehouse.rglob("copies/*.parquet"))


@pytest.mark.parametrize("damage", [b"", b"no longer a frame", "cut", "footer"])
def test_a_damaged_object_is_found_and_made_again(
    house: FarHouse, server: Server, damage: bytes | str
) -> None:
    house.put("uno/a.txt", ITALIAN[0])
    house.bring_up()
    before, key = rows_of_frames(house), "a press/2024/frames/segments/uno.parquet"
    data = server.s3.get_object(Bucket=house.bucket, Key=key)["Body"].read()
    at = data.rindex(b"dixit.keys") + 20
    kinds = {"cut": data[:-20], "footer": data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]}
    server.s3.put_object(Bucket=house.bucket, Key=key, Body=kinds.get(str(damage), damage))
    frames = house.folders.frames
    frames.look()
    assert frames.remove_damaged() == ["segments/uno.parquet"]
    house.bring_up()
    assert rows_of_frames(house) == before


def test_a_writer_killed_in_the_middle_of_an_upload_leaves_the_old_frame(
    frames: Frames, server: Server
) -> None:
    old, new = texts(1, 3), texts(1, 3, letters=9_000_000)  # the new one takes several parts
    put(frames, "d", old)
    assert isinstance(frames.root, Bucket)
    code = (
        "import sys; from pathlib import Path; import polars as pl\n"
        "from pipeline.frames import Frames; from pipeline.frames.storage.bucket import BYTES_COPIED, Bucket\n"
        "frames = Frames(Bucket(sys.argv[1], Path(sys.argv[2])))\n"
        "frames.write('texts', 'd', pl.read_parquet(sys.argv[3]))\n"
    )
    inbox = frames.root.partials / "inbox.parquet"
    new.write_parquet(inbox)
    arguments = [frames.root.objects.address, str(frames.root.partials), str(inbox)]
    kill_at(server, "partNumber=2", [sys.executable, "-c", code, *arguments])
    frames.look()
    assert frames.remove_damaged() == []
    assert frames.scan("texts", "d").collect().equals(old)
    assert list(frames.root.partials.glob("*/*.partial"))
    frames.remove_leftovers()
    assert not list(frames.root.partials.glob("*/*.partial"))
    frames.write("texts", "d", new)
    assert frames.scan("texts", "d").collect().equals(new)


def test_an_upload_that_fails_leaves_the_old_frame_and_nothing_hidden(frames: Frames, server: Server) -> None:
    old = texts(1, 3)
    put(frames, "d", old)
    assert isinstance(frames.root, Bucket)
    name = frames.root.objects.bucket.removeprefix("s3://")
    server.asked.refuse = "partNumber=2"
    try:
        with pytest.raises(StorageError, match="400 Bad Request"):
            frames.write("texts", "d", texts(1, 3, letters=9_000_000))
    finally:
        server.asked.refuse = "\0"
    assert frames.scan("texts", "d").collect().equals(old)
    assert "Uploads" not in server.s3.list_multipart_uploads(Bucket=name)
    assert not list(frames.root.partials.glob("*/*.partial"))


def far(frames: Frames, folder: Path) -> Frames:
    """Return the same frames as another machine sees them."""
    return Frames(Bucket(frames.root.objects.address, folder))  # type: ignore[union-attr]


def test_a_batch_of_a_large_frame_reads_few_row_groups_and_a_state_the_footer_alone(
    frames: Frames, server: Server, tmp_path: Path
) -> None:
    put(frames, "d", *[texts(1000 * n, 20, letters=40_000) for n in range(20)])
    size = frames.store._seen["texts/d.parquet"].size  # type: ignore[union-attr]  # noqa: SLF001
    assert size > BYTES_COPIED
    other = far(frames, tmp_path / "other")
    other.look()
    server.asked.requests.clear()
    batch = other._range("texts", "d", pl.Series([7_000, 7_003]))  # noqa: SLF001
    assert batch["article_id"].to_list() == [7_000, 7_003]
    assert len(server.asked.requests) <= 4
    assert sum(answered for _, _, answered in server.asked.requests) < size / 10
    server.asked.requests.clear()
    state = other.state("texts", "d")
    assert state is not None
    assert len(state.keys) == 400
    assert [answered <= 65_536 for _, _, answered in server.asked.requests] == [True]


def test_a_small_frame_is_read_once_a_machine(frames: Frames, server: Server, tmp_path: Path) -> None:
    put(frames, "d", texts(1, 3))
    server.asked.requests.clear()
    assert frames.scan("texts", "d").collect().height == 3
    assert frames.state("texts", "d") is not None
    assert server.asked.requests == []  # what was written here is here
    for _ in range(2):
        other = far(frames, tmp_path / "other")
        for _ in range(3):
            assert other.scan("texts", "d").collect().height == 3
    assert [method for method, _, _ in server.asked.requests] == ["GET", "GET", "GET"]  # two lists, one copy


def test_copies_of_what_is_no_more_go_after_an_hour(frames: Frames) -> None:
    for count in (1, 2):
        put(frames, "d", texts(1, count))
    copies = frames.store.partials / "copies"
    for hours, left in ((0, 2), (2, 1)):
        for copy in copies.iterdir():
            os.utime(copy, (time.time() - hours * 3600,) * 2)
        frames.look()
        assert frames.scan("texts", "d").collect().height == 2
        assert len(list(copies.iterdir())) == left


@pytest.mark.parametrize("damaged", ["the copy", "the object"])
def test_damage_in_the_middle_is_found_in_what_was_copied(
    frames: Frames, server: Server, tmp_path: Path, damaged: str
) -> None:
    put(frames, "d", texts(1, 300))
    other = far(frames, tmp_path / "other")
    place = {"Bucket": frames.root.objects.bucket.removeprefix("s3://"), "Key": "frames/texts/d.parquet"}  # type: ignore[union-attr]
    data = server.s3.get_object(**place)["Body"].read()
    wrong = data[:40] + bytes([data[40] ^ 0xFF]) + data[41:]
    if damaged == "the object":
        server.s3.put_object(**place, Body=wrong)
    copy = other.store.source("texts/d.parquet")
    assert isinstance(copy, Path)
    copy.write_bytes(wrong)
    other.look()
    assert other.remove_damaged() == (["texts/d.parquet"] if damaged == "the object" else [])
    assert other.exists("texts", "d") == (damaged == "the copy")
    assert other.scan("texts", "d").collect().height == (300 if damaged == "the copy" else 0)


def test_a_footer_longer_than_one_read_takes_two(frames: Frames, server: Server, tmp_path: Path) -> None:
    put(frames, "d", texts(1, 10_000))
    other = far(frames, tmp_path / "other")
    other.look()
    server.asked.requests.clear()
    state = other.state("texts", "d")
    assert state is not None
    assert len(state.keys) == 10_000
    assert len(server.asked.requests) == 2


def test_a_look_at_many_frames_lists_them_and_a_machine_reads_each_footer_once(
    frames: Frames, server: Server, tmp_path: Path
) -> None:
    for n in range(30):
        put(frames, f"drop {n}", texts(n, 1))
    other = far(frames, tmp_path / "other")
    server.asked.requests.clear()
    other.look()
    assert len(server.asked.requests) == 1 + 30
    assert len(other.drops("texts")) == 30
    other.fingerprint()
    other.set_aside()
    assert other.remove_damaged() == []
    assert all(other.made_from("texts", drop) == ("1", "") for drop in other.drops("texts"))
    assert len(server.asked.requests) == 1 + 30
    again = far(frames, tmp_path / "other")
    again.look()
    assert again.fingerprint() == other.fingerprint()
    assert len(server.asked.requests) == 2 + 30
    put(frames, "drop 7", texts(7, 2))
    again.look()
    assert again.fingerprint() != other.fingerprint()
    assert [method for method, _, _ in server.asked.requests[32:]] == ["PUT", "GET", "GET"]


def test_what_another_machine_puts_in_place_between_the_list_and_the_read_is_read(
    frames: Frames, tmp_path: Path
) -> None:
    put(frames, "d", texts(1, 5_000))
    other = far(frames, tmp_path / "other")
    assert other.exists("texts", "d")
    for count in (3, 6_000):
        put(frames, "d", texts(1, count))
        state = other.state("texts", "d")
        assert state is not None
        assert len(state.keys) == count
    put(frames, "d", texts(1, 4))
    assert other.scan("texts", "d").collect().height == 4
    frames.remove("texts", "d")
    other.look()
    assert other.state("texts", "d") is None


@pytest.mark.parametrize("drop", ["a/b", "..", "[x]*?", "%41", "é" * 120, 'it\'s "so"', "a~b", "q+r #1&2;"])
def test_any_name_of_a_drop_is_an_object_and_comes_back(frames: Frames, tmp_path: Path, drop: str) -> None:
    put(frames, drop, texts(1, 2))
    put(frames, "other", texts(1, 3))
    other = far(frames, tmp_path / "other")
    assert other.drops("texts") == sorted([drop, "other"])
    assert other.scan("texts", drop).collect().height == 2
    other.remove("texts", drop)
    frames.look()
    assert frames.drops("texts") == ["other"]


def test_only_what_is_new_is_computed(frames: Frames) -> None:
    def terms(of: pl.DataFrame) -> pl.DataFrame:
        return frame("quoted_terms", []).head(len(of) and 0)

    made = Made("texts", ("texts",), terms, "1")
    put(frames, "d", texts(1, 4))
    frames.write("documents", "d", frame("documents", []), State("", ""))
    done = frames.update(("quoted_terms",), "d", made)
    assert (done.computed, done.kept) == (4, 0)
    done = frames.update(("quoted_terms",), "d", made)
    assert (done.computed, done.kept) == (0, 4)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("ftp://host/press", "ftp://host/press is no place for a warehouse: name a folder"),
        ("s3://", "s3:// is no place for a warehouse"),
        ("s3://nowhere/press", "there is no bucket s3://nowhere (NoSuchBucket)"),
    ],
)
def test_a_wrong_address_is_one_clear_line(house: FarHouse, address: str, message: str) -> None:
    house.put("uno/a.txt", ITALIAN[0])
    command = [*house.command("ingest")[:-1], address]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)
    assert done.returncode == 1
    assert done.stderr.strip().startswith(f"dixit: {message}")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_bucket_without_access_is_one_clear_line(house: FarHouse, server: Server) -> None:
    house.put("uno/a.txt", ITALIAN[0])
    with server.closed_to_all():
        for command in ("ingest", "status"):
            done = house.dixit(command)
            assert done.returncode == 1
            assert done.stderr.strip().startswith(f"dixit: no access to s3://{house.bucket}"), command
            assert len(done.stderr.strip().splitlines()) == 1


def test_storage_out_of_reach_is_one_clear_line(house: FarHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    done = house.dixit("sql", "SELECT 1")
    assert done.returncode == 1
    assert done.stderr.startswith(f"dixit: s3://{house.bucket} cannot be used: ")
    assert len(done.stderr.strip().splitlines()) == 1


def test_before_the_first_ingest_the_error_says_what_to_run(house: FarHouse) -> None:
    done = house.dixit("sql", "SELECT 1")
    assert done.returncode == 1
    assert "run `dixit ingest` first" in done.stderr


def test_without_the_extra_the_error_names_it(house: FarHouse) -> None:
    house.put("uno/a.txt", ITALIAN[0])
    arguments = house.command("ingest")[3:]
    code = f"import sys; sys.modules['obstore'] = None; sys.argv = ['dixit', *{arguments!r}]\n"
    code += "from pipeline import cli; cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=PROJECT
    )
    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"dixit: s3://{house.bucket} needs the extra [scale]: pip install 'dixit[scale]'"
    )
