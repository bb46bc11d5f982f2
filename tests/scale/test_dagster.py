"""Dagster on several machines: deploy/dagster.yaml on a real PostgreSQL, with its queue and its limits."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipeline.definitions import defs
from pipeline.defs.drops import new_drops, prepare, publish
from pipeline.defs.partitions import NAME
from pipeline.defs.resources import Workspace
from pipeline.drops import seeds
from pipeline.warehouse import Lake, ask, is_current
from tests.life.house import ITALIAN, PROJECT, House
from tests.scale.postgresql import PASSWORD, SUPERUSER, Server

pytest.importorskip("dagster_postgres", reason="the extra `scale` is not installed")

PROGRAMS = Path(sys.executable).parent
CODE = ("-m", "pipeline.definitions")
UNDER_WAY = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED]
PATIENCE = 240  # seconds
# two runs that take in a drop each, at once, as two machines on shared storage would
INGEST = "import sys; from pathlib import Path; from pipeline.commands.ingest import run; from pipeline.drops.workspace import folders; run(folders(*map(Path, sys.argv[1:3]), *sys.argv[3:5]), sys.argv[5:], print)"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(seeds, "QUIET_SECONDS", 0.0)
    house = House(tmp_path)
    for drop, text in zip(("dos", "tres", "uno"), ITALIAN, strict=False):
        os.utime(house.put(f"{drop}/a.txt", text), (0, 0))
    return house


@pytest.fixture
def lake(postgres: Server, tmp_path: Path) -> Lake:
    name = f"press_{time.monotonic_ns()}"
    postgres.database(name)
    return Lake(f"ducklake:postgres:dbname={name}", str(tmp_path / "data"))


@pytest.fixture
def instance(
    house: House, lake: Lake, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dg.DagsterInstance]:
    """Give the instance of deploy/dagster.yaml, addressed by the environment alone."""
    database = f"dagster_{time.monotonic_ns()}"
    postgres.database(database)
    home = house.root / "home"
    home.mkdir()
    shutil.copy(PROJECT / "deploy/dagster.yaml", home)
    for name, value in {
        "PGHOST": "127.0.0.1",
        "PGPORT": str(postgres.port),
        "PGUSER": SUPERUSER,
        "PGPASSWORD": PASSWORD,
        "DIXIT_DAGSTER_DB": database,
        "DAGSTER_HOME": str(home),
        "DIXIT_SEEDS": str(house.seeds),
        "DIXIT_WAREHOUSE": str(house.warehouse),
        "DIXIT_LAKE": lake.catalogue,
        "DIXIT_LAKE_DATA": lake.data,
    }.items():
        monkeypatch.setenv(name, value)
    with dg.DagsterInstance.get() as instance:
        yield instance


def wait_until(true: Callable[[], bool], what: str) -> None:
    for _ in range(PATIENCE * 2):
        if true():
            return
        time.sleep(0.5)
    raise TimeoutError(what)


def articles(lake: Lake) -> int:
    return int(ask(lake, "SELECT count(*) AS n FROM articles")["n"].item())


def test_the_configuration_holds_no_credentials_and_stores_in_postgresql(
    instance: dg.DagsterInstance, postgres: Server
) -> None:
    text = (PROJECT / "deploy/dagster.yaml").read_text(encoding="utf-8")
    assert "password: {env: PGPASSWORD}" in text
    assert type(instance.run_storage).__name__ == "PostgresRunStorage"
    assert type(instance.event_log_storage).__name__ == "PostgresEventLogStorage"
    assert type(instance.schedule_storage).__name__ == "PostgresScheduleStorage"
    assert type(instance.run_coordinator).__name__ == "QueuedRunCoordinator"
    queue = instance.get_concurrency_config().run_queue_config
    assert queue is not None
    assert queue.max_concurrent_runs == 8
    assert queue.tag_concurrency_limits == [{"key": "dixit/publishes", "limit": 2}]
    job = defs().resolve_job_def("publish")
    run = instance.create_run_for_job(job, tags=job.tags)
    stored = postgres.execute(os.environ["DIXIT_DAGSTER_DB"], "SELECT run_id FROM runs")
    assert stored == [(run.run_id,)]


def test_queued_runs_of_neighbouring_drops_are_limited_run_and_all_published(
    house: House, lake: Lake, instance: dg.DagsterInstance
) -> None:
    drops = ["dos", "tres", "uno"]
    instance.add_dynamic_partitions(NAME, drops)
    subprocess.run([PROGRAMS / "dagster", "sensor", "stop", "new_drops", *CODE], cwd=PROJECT, check=True)
    for drop in drops:
        tags = json.dumps({"dagster/partition": drop})
        launch = [PROGRAMS / "dagster", "job", "launch", *CODE, "-j", "ingest", "--tags", tags]
        subprocess.run(launch, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
    assert [run.status for run in instance.get_runs()] == [dg.DagsterRunStatus.QUEUED] * 3
    most = 0

    def all_done() -> bool:
        nonlocal most
        most = max(most, instance.get_runs_count(dg.RunsFilter(statuses=UNDER_WAY)))
        return all(run.is_finished for run in instance.get_runs())

    with subprocess.Popen(
        [PROGRAMS / "dagster-daemon", "run", *CODE], cwd=PROJECT, stdout=subprocess.DEVNULL
    ) as daemon:
        try:
            wait_until(all_done, "the runs end")
        finally:
            daemon.terminate()
    assert [run.status for run in instance.get_runs()] == [dg.DagsterRunStatus.SUCCESS] * 3
    assert most == 2
    assert articles(lake) == 3
    assert is_current(house.folders.frames, lake)


def test_two_runs_at_once_over_shared_frames_both_end_well_and_nothing_is_lost(
    house: House, lake: Lake, instance: dg.DagsterInstance
) -> None:
    arguments = [str(house.seeds), str(house.warehouse), lake.catalogue, lake.data]
    running = [
        subprocess.Popen([sys.executable, "-c", INGEST, *arguments, *drops], cwd=PROJECT)
        for drops in (["uno"], ["dos", "tres"])
    ]
    assert [process.wait(PATIENCE) for process in running] == [0, 0]
    assert articles(lake) == 3
    assert is_current(house.folders.frames, lake)
    assert {run.status for run in instance.get_runs()} == {dg.DagsterRunStatus.SUCCESS}


def test_with_a_lake_drops_are_prepared_side_by_side_and_published_once(
    house: House, lake: Lake, instance: dg.DagsterInstance
) -> None:
    workspace = Workspace(
        seeds_dir=str(house.seeds),
        warehouse_dir=str(house.warehouse),
        lake=lake.catalogue,
        lake_data=lake.data,
    )

    def tick() -> list[dg.RunRequest]:
        result = new_drops(dg.build_sensor_context(instance=instance, resources={"workspace": workspace}))
        assert isinstance(result, dg.SensorResult)
        for change in result.dynamic_partitions_requests or []:
            instance.add_dynamic_partitions(NAME, change.partition_keys)
        return list(result.run_requests or [])

    (request,) = tick()
    assert request.job_name == prepare.name
    ran = (
        defs()
        .resolve_job_def(prepare.name)
        .execute_in_process(instance=instance, tags=dict(request.tags), resources={"workspace": workspace})
    )
    assert ran.success
    (request,) = tick()
    assert request.job_name == publish.name
    waiting = instance.create_run_for_job(
        defs().resolve_job_def(publish.name), status=dg.DagsterRunStatus.STARTED
    )
    house.put("tres/b.txt", ITALIAN[3])
    assert tick() == []  # what is being published holds still
    instance.report_run_failed(waiting)
    (request,) = tick()
    assert request.job_name == prepare.name
