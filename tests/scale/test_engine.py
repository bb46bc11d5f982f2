"""A Ray cluster of two nodes makes the frames that this machine makes, also where a worker or a node is killed."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import polars as pl
import pytest

from bench.press import recombined
from pipeline.extract.articles import article_id
from pipeline.frames import RECIPES, Frames, State, engine, row_digests, schema_of
from pipeline.frames import frames as module
from pipeline.tables import frame

if find_spec("ray") is None:  # it reads its settings when it is imported, so that must wait
    pytest.skip("Ray is not installed: make setup-scale", allow_module_level=True)
psutil = pytest.importorskip("psutil", reason="psutil is not installed: make setup-scale")

from bench.cluster import Cluster, two_nodes  # noqa: E402

DROP = "d"
SEEDS = Path(__file__).parents[2] / "seeds"
N_ARTICLES = 120
AT_WORK = "ray::perform_there"


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[Cluster]:
    with two_nodes() as found, pytest.MonkeyPatch.context() as patch:
        for name, value in found.environment.items():
            patch.setenv(name, value)
        yield found


@pytest.fixture(autouse=True)
def small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "CHARACTERS_WORTH_WORKERS", 1)
    monkeypatch.setattr(engine, "CORES", 2)
    monkeypatch.setattr(module, "CHARACTERS_A_TASK", 4_000)
    monkeypatch.setattr(module, "ARTICLES_A_BATCH", 20)


def read(folder: Path, progress: Callable[[int], None] = lambda _: None) -> Frames:
    """Make every frame of a drop of French and English articles."""
    frames = Frames(folder)
    files = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(SEEDS.rglob("*.txt")))
    rows = [{"article_id": article_id(text), "text": text} for text in chain(files, recombined(N_ARTICLES))]
    texts = pl.DataFrame(rows, schema=schema_of("texts")).unique("article_id").sort("article_id")
    keys = pl.DataFrame({"article_id": texts["article_id"], "key": row_digests(texts)})
    frames.write("texts", DROP, texts, State("", "", keys))
    frames.write("documents", DROP, frame("documents", []), State("", ""))
    for recipe in RECIPES:
        frames.update(recipe.tables, DROP, recipe.made(), progress)
    return frames


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Frames:
    """Give the frames that this process makes by itself, in large tasks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "CHARACTERS_WORTH_WORKERS", 10**9)
        frames = read(tmp_path_factory.mktemp("local"))
        assert engine.at_work() == []
    return frames


def assert_equal(frames: Frames, others: Frames) -> None:
    for table in (table for recipe in RECIPES for table in recipe.tables):
        mine, theirs = (some.scan(table, DROP).collect() for some in (frames, others))
        assert mine.is_empty() == (table == "breaches"), (
            table
        )  # every table has rows, and no article is set aside
        assert mine.equals(theirs), table


def worker_of(cluster: Cluster) -> psutil.Process:
    """Return a worker of the cluster that is at work; there are more tasks than workers while a drop is read."""
    while True:
        for process in psutil.Process(cluster.process).children(recursive=True):
            with suppress(psutil.NoSuchProcess):  # ended since it was listed
                if process.name() == AT_WORK[: len(process.name())] and AT_WORK in "".join(process.cmdline()):
                    return process


def killing(cluster: Cluster, kill: Callable[[psutil.Process], None], recipe: str) -> Callable[[int], None]:
    """Return a progress that kills once, half-way through a recipe."""
    batches = -(-N_ARTICLES // 20) + 1
    number = next(n for n, found in enumerate(RECIPES) if recipe in found.tables)
    seen = [0]

    def progress(_: int) -> None:
        seen[0] += 1
        if seen[0] == number * batches + batches // 2:
            kill(worker_of(cluster))

    return progress


def test_processes_make_the_rows_that_this_one_makes(
    local: Frames, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(engine.SETTING)
    pooled = read(tmp_path)
    assert engine.at_work() == [engine.PROCESSES]
    assert_equal(pooled, local)


def test_the_cluster_makes_the_rows_that_this_machine_makes(
    cluster: Cluster, local: Frames, tmp_path: Path
) -> None:
    there = read(tmp_path)
    assert engine.at_work() == [cluster.environment[engine.SETTING]]
    assert_equal(there, local)


def test_the_cluster_speaks_on_the_loopback_alone(cluster: Cluster) -> None:
    processes = {process.pid for process in psutil.Process(cluster.process).children(recursive=True)}
    # Asked of the machine, not process by process: workers of a cluster come and go meanwhile.
    sockets = [socket for socket in psutil.net_connections("inet") if socket.pid in processes]
    ends = {
        end.ip.removeprefix("::ffff:") for socket in sockets for end in (socket.laddr, socket.raddr) if end
    }
    assert ends == {"127.0.0.1"}


def test_a_worker_killed_half_way_loses_and_doubles_nothing(
    cluster: Cluster, local: Frames, tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill(worker: psutil.Process) -> None:
        killed.append(worker.pid)
        worker.kill()

    assert_equal(read(tmp_path, killing(cluster, kill, "tokens")), local)
    assert len(killed) == 1


def test_a_node_lost_half_way_loses_and_doubles_nothing(
    cluster: Cluster, local: Frames, tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill(worker: psutil.Process) -> None:
        killed.append(worker.ppid())
        worker.parent().kill()

    assert_equal(read(tmp_path, killing(cluster, kill, "tokens")), local)
    assert len(killed) == 1
