"""Sensor, schedule, jobs, checks and alerts, as the operators of Dagster see them."""

import errno
import subprocess
import sys
from collections.abc import Iterator
from contextvars import Context
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.storage.tags import HIDDEN_TAG_PREFIX

from pipeline.definitions import defs as load_definitions
from pipeline.defs import runs
from pipeline.defs.checks import every_file_is_read
from pipeline.defs.drops import MOST_TRIES, STATE, new_drops, nightly_reingest, tell_of_failures
from pipeline.defs.history import quick_storages
from pipeline.defs.runs import (
    MOST_DROPS_A_RUN,
    PROCESS,
    close_dead_runs,
    neighbours,
    tags,
    this_process,
    told_in_one_line,
)
from pipeline.drops import append_corrections, seeds
from tests.life.house import ITALIAN, House


@cache
def defs() -> dg.Definitions:
    """Return the definitions, loaded as a process of their own would: in an empty context, before any instance."""
    return Context().run(load_definitions)


QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(seeds, "QUIET_SECONDS", 0.0)
    return House(tmp_path)


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[dg.DagsterInstance]:
    defs()
    with dg.DagsterInstance.local_temp(str(tmp_path), overrides=quick_storages(tmp_path)) as instance:
        yield instance


def tick(house: House, instance: dg.DagsterInstance) -> list[dg.RunRequest]:
    """Evaluate the sensor as the daemon does: partitions first, then the requests."""
    context = dg.build_sensor_context(instance=instance, resources={"workspace": house.workspace})
    result = new_drops(context)
    assert isinstance(result, dg.SensorResult)
    for request in result.dynamic_partitions_requests or []:
        change = instance.delete_dynamic_partition if "Delete" in type(request).__name__ else None
        for key in request.partition_keys:
            if change:
                change("drops", key)
            else:
                instance.add_dynamic_partitions("drops", [key])
    return list(result.run_requests or [])


def run(house: House, instance: dg.DagsterInstance, request: dg.RunRequest) -> dg.ExecuteInProcessResult:
    return (
        defs()
        .resolve_job_def(str(request.job_name))
        .execute_in_process(
            instance=instance,
            tags=dict(request.tags),
            resources={"workspace": house.workspace},
            run_config=QUIET,
            raise_on_error=False,
        )
    )


def test_the_sensor_sees_new_changed_removed_and_restored_drops(
    house: House, instance: dg.DagsterInstance
) -> None:
    for drop in ("uno", "dos", "tres"):
        house.put(f"{drop}/a.txt", ITALIAN[0])
    house.put("dos/b.exe", b"x")
    (first,) = tick(house, instance)
    assert first.tags["dixit/drops"] == "dos to uno"
    assert tick(house, instance)[0].run_key == first.run_key
    result = run(house, instance, first)
    assert result.success
    assert tick(house, instance) == []
    warned = [e for e in result.get_asset_check_evaluations() if e.check_name == "every_file_is_read"]
    assert [(e.passed, e.severity, e.metadata["quarantined"].value) for e in warned] == [
        (False, dg.AssetCheckSeverity.WARN, 1)
    ]

    file = house.seeds / "tres/a.txt"
    file.rename(house.root / "a.txt")
    file.parent.rmdir()
    (gone,) = tick(house, instance)
    assert gone.tags["dixit/drops"] == "tres"
    assert run(house, instance, gone).success
    assert house.statuses()["tres/a.txt"] == ["removed"]
    assert tick(house, instance) == []
    assert instance.get_dynamic_partitions("drops") == ["dos", "uno"]

    house.put("tres/a.txt", ITALIAN[0])
    (back,) = tick(house, instance)
    assert back.run_key not in {first.run_key, gone.run_key}
    house.folders.target.unlink()
    assert run(house, instance, back).success
    house.folders.target.unlink()
    (publish,) = tick(house, instance)
    assert publish.job_name == "publish"


def test_an_empty_folder_of_seeds_fails_the_runs_and_leaves_frames_and_warehouse_as_they_are(
    house: House, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    for drop, text in zip(("dos", "tres", "uno"), ITALIAN, strict=False):
        house.put(f"{drop}/a.txt", text)
    (first,) = tick(house, instance)
    assert run(house, instance, first).success
    before, frames = house.contents(), house.folders.frames.fingerprint()
    house.seeds.rename(house.root / "elsewhere")
    house.seeds.mkdir()
    monkeypatch.setattr(
        runs, "MOST_DROPS_A_RUN", 2
    )  # of the first of two runs, the other's drops are still there
    asked = tick(house, instance)
    assert len(asked) == 2
    for request in asked:
        failed = run(house, instance, request)
        (event,) = failed.filter_events(lambda event: event.is_step_failure)
        assert event.step_key == "documents"
        told = str(event.step_failure_data.user_failure_data.description)
        assert told.startswith(f"no article is left in {house.seeds} of the 3 in the warehouse")
    assert (house.contents(), house.folders.frames.fingerprint()) == (before, frames)
    house.seeds.rmdir()
    (house.root / "elsewhere").rename(house.seeds)
    assert tick(house, instance) == []


def test_a_run_that_failed_is_asked_for_again_but_not_for_ever(
    house: House, instance: dg.DagsterInstance
) -> None:
    house.put("uno/a.txt", ITALIAN[0])
    keys = []
    for _ in range(MOST_TRIES):
        (request,) = tick(house, instance)
        keys.append(request.run_key)
        failed = instance.create_run_for_job(
            defs().resolve_job_def("publish"), tags={STATE: request.tags[STATE]}
        )
        instance.report_run_failed(failed)
    assert len(set(keys)) == MOST_TRIES
    assert tick(house, instance) == []
    house.put("uno/a.txt", ITALIAN[1])
    assert len(tick(house, instance)) == 1


def test_of_several_runs_the_last_publishes(
    house: House, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "MOST_DROPS_A_RUN", 1)
    for drop, text in zip(("dos", "tres", "uno"), ITALIAN, strict=False):
        house.put(f"{drop}/a.txt", text)
    asked = tick(house, instance)
    assert [request.job_name for request in asked] == ["prepare", "prepare", "ingest"]
    for request in asked:
        assert not house.folders.target.exists()
        assert run(house, instance, request).success
    assert house.rows("SELECT count(*) FROM articles") == [(3,)]
    assert tick(house, instance) == []


def give_up(house: House, instance: dg.DagsterInstance, drop: str) -> None:
    """Let the runs that the sensor asks for of a drop fail until it asks no more."""
    for _ in range(MOST_TRIES):
        (request,) = tick(house, instance)
        assert request.tags["dixit/drops"] == drop
        failed = instance.create_run_for_job(
            defs().resolve_job_def("publish"), tags={STATE: request.tags[STATE]}
        )
        instance.report_run_failed(failed)


def test_a_drop_that_is_given_up_holds_up_no_other(
    house: House, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "MOST_DROPS_A_RUN", 1)
    house.put("dos/a.txt", ITALIAN[0])
    house.put("uno/a.txt", ITALIAN[1])
    first, _ = tick(house, instance)
    assert run(house, instance, first).success
    give_up(house, instance, "uno")
    (published,) = tick(house, instance)
    assert published.job_name == "publish"
    assert run(house, instance, published).success
    assert house.rows("SELECT drop FROM documents") == [("dos",)]
    assert tick(house, instance) == []


def test_the_last_run_that_is_asked_for_publishes_though_a_later_drop_is_given_up(
    house: House, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "MOST_DROPS_A_RUN", 1)
    house.put("uno/a.txt", ITALIAN[0])
    give_up(house, instance, "uno")
    for drop in ("cinco", "dos"):
        house.put(f"{drop}/a.txt", ITALIAN[1])
    instance.add_dynamic_partitions("drops", ["cinco", "dos"])
    asked = tick(house, instance)
    assert [(request.tags["dixit/drops"], request.job_name) for request in asked] == [
        ("cinco", "prepare"),
        ("dos", "ingest"),
    ]


def test_a_drop_whose_run_is_still_going_is_not_asked_for_again(
    house: House, instance: dg.DagsterInstance
) -> None:
    house.put("uno/a.txt", ITALIAN[0])
    house.put("dos/a.txt", ITALIAN[1])
    tick(house, instance)
    job = defs().resolve_job_def("publish")
    going_on = instance.create_run_for_job(
        job, status=dg.DagsterRunStatus.STARTED, tags={**tags(["uno"]), PROCESS: this_process()}
    )
    house.put("uno/b.txt", ITALIAN[2])  # changed while it is read: seen when the run is done
    assert [request.tags["dixit/drops"] for request in tick(house, instance)] == ["dos"]
    instance.report_run_failed(going_on)
    assert [request.tags["dixit/drops"] for request in tick(house, instance)] == ["dos to uno"]


def test_a_quiet_tick_says_why(house: House, instance: dg.DagsterInstance) -> None:
    def why() -> str:
        context = dg.build_sensor_context(instance=instance, resources={"workspace": house.workspace})
        result = new_drops(context)
        assert isinstance(result, dg.SensorResult)
        return str(result.skip_reason.skip_message if result.skip_reason else None)

    house.seeds.mkdir()
    assert why() == "there is no drop in the seeds folder"
    house.put("uno/a.txt", ITALIAN[0])
    house.bring_up()
    assert why() == "nothing changed in 1 drops"


def test_the_sensor_sees_a_correction(house: House, instance: dg.DagsterInstance) -> None:
    house.put("uno/a.txt", ITALIAN[0])
    house.bring_up()
    assert tick(house, instance) == []
    for outlet in ("La Gaceta", "El Faro"):
        append_corrections(house.seeds, [{"path": "uno/a.txt", "field": "publisher", "value": outlet}])
        (request,) = tick(house, instance)
        assert request.job_name == "publish"
        assert run(house, instance, request).success
        assert house.rows("SELECT publisher FROM articles") == [(outlet,)]
        assert tick(house, instance) == []


def test_a_run_shows_the_tags_that_a_person_reads(house: House, instance: dg.DagsterInstance) -> None:
    house.put("uno/a.txt", ITALIAN[0])
    house.put("dos/a.txt", ITALIAN[1])
    (asked,) = tick(house, instance)
    run(house, instance, asked)
    (ran,) = instance.get_runs()
    shown = {key: value for key, value in ran.tags.items() if key.startswith("dixit/")}
    assert shown == {"dixit/drops": "dos to uno", "dixit/n_drops": "2", "dixit/publishes": "true"}
    assert {STATE, PROCESS} <= ran.tags.keys()
    assert all(key.startswith(HIDDEN_TAG_PREFIX) for key in (STATE, PROCESS))


def test_each_partition_shows_what_its_own_drop_holds(house: House, instance: dg.DagsterInstance) -> None:
    house.put("uno/a.txt", ITALIAN[0])
    for n in (1, 2):
        house.put(f"dos/{n}.txt", ITALIAN[n])
    (asked,) = tick(house, instance)
    result = run(house, instance, asked)
    rows = {
        (event.partition, event.step_materialization_data.materialization.metadata["dagster/row_count"].value)
        for event in result.get_asset_materialization_events()
        if event.asset_key == dg.AssetKey("articles")
    }
    assert rows == {("uno", 1), ("dos", 2)}


def test_files_that_were_not_taken_are_told_once_and_an_empty_drop_warns(
    house: House, instance: dg.DagsterInstance
) -> None:
    house.put("uno/a.txt", ITALIAN[0])
    house.put("uno/b.exe", b"x")
    (house.seeds / "nada").mkdir()
    (asked,) = tick(house, instance)
    result = run(house, instance, asked)
    (warned,) = (e for e in result.get_asset_check_evaluations() if e.check_name == "every_file_is_read")
    assert warned.metadata["empty_drops"].value == ["nada"]
    assert warned.description is not None
    assert warned.description.startswith("uno/b.exe: ")
    assert warned.description.endswith("; nada holds no file")
    log = house.warehouse / "alerts.log"
    assert log.read_text(encoding="utf-8").count("uno: 1 files were not taken: uno/b.exe: ") == 1
    house.put("uno/c.txt", ITALIAN[1])
    (again,) = tick(house, instance)
    assert run(house, instance, again).success
    assert len(log.read_text(encoding="utf-8").splitlines()) == 1


def test_the_night_looks_at_every_drop(house: House, instance: dg.DagsterInstance) -> None:
    for drop in ("uno", "dos"):
        house.put(f"{drop}/a.txt", ITALIAN[0])
    context = dg.build_schedule_context(
        instance=instance,
        scheduled_execution_time=datetime(2026, 1, 2, tzinfo=UTC),
        resources={"workspace": house.workspace},
    )
    (request,) = nightly_reingest(context)  # type: ignore[misc]
    assert request.tags["dixit/n_drops"] == "2"
    assert "2026-01-02" in str(request.run_key)


def test_a_backfill_of_five_hundred_drops_is_a_few_runs() -> None:
    graph = defs().resolve_asset_graph()
    policies = {
        graph.get(key).backfill_policy
        for key in graph.materializable_asset_keys
        if graph.get(key).is_partitioned
    }
    assert policies == {dg.BackfillPolicy.multi_run(MOST_DROPS_A_RUN)}
    names = [f"d{n:03}" for n in range(500)]
    assert [len(group) for group in neighbours(names, names)] == [MOST_DROPS_A_RUN] * 10
    assert neighbours(names, ["d007", "d003", "d004"]) == [["d003", "d004"], ["d007"]]


def test_a_run_whose_process_was_killed_is_closed_and_a_living_one_is_not(
    instance: dg.DagsterInstance,
) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    node = this_process().split()[0]
    job = defs().resolve_job_def("publish")
    runs = [
        instance.create_run_for_job(job, status=dg.DagsterRunStatus.STARTED, tags={PROCESS: process})
        for process in (f"{node} {dead.pid} 17", this_process(), f"another-{node} 1 1")
    ]
    assert close_dead_runs(instance) == 1
    found = [instance.get_run_by_id(one.run_id) for one in runs]
    assert [one.status.value for one in found if one] == ["FAILURE", "STARTED", "STARTED"]


@pytest.mark.parametrize(("error", "again"), [(errno.EIO, True), (errno.EAGAIN, True), (errno.ENOSPC, False)])
def test_only_a_fault_that_passes_by_itself_is_tried_again(error: int, again: bool) -> None:
    with pytest.raises(OSError if again else dg.Failure) as caught, told_in_one_line():
        raise OSError(error, "it happened")
    if not again:
        assert isinstance(caught.value, dg.Failure)
        assert not caught.value.allow_retries
        assert "it happened" in str(caught.value.description)


def test_the_definitions_say_how_the_house_is_run() -> None:
    loaded = defs()
    graph = loaded.resolve_asset_graph()
    warehouse = graph.get(dg.AssetKey("warehouse"))
    assert warehouse.pools == {"warehouse_writer"}
    assert warehouse.freshness_policy is not None
    assert {sensor.name for sensor in loaded.sensors or []} == {"new_drops", "tell_of_failures"}
    assert {schedule.name for schedule in loaded.schedules or []} == {"nightly_reingest"}
    assert tell_of_failures.default_status == dg.DefaultSensorStatus.RUNNING


def test_without_bad_files_the_check_passes(house: House) -> None:
    house.put("uno/a.txt", ITALIAN[0])
    house.bring_up()
    assert every_file_is_read(workspace=house.workspace).passed
