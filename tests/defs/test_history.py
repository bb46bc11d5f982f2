"""The history of runs: quick to write, and Dagster's own to read."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.runs import SqliteRunStorage

from pipeline.defs.history import QuickEvents, QuickRuns, open_history


@dg.asset
def counted() -> dg.MaterializeResult[None]:
    """An asset that says how many rows it has."""
    return dg.MaterializeResult(metadata={"dagster/row_count": 3})


def materialize(instance: dg.DagsterInstance) -> str:
    """Run the asset; return the run's id."""
    return dg.materialize([counted], instance=instance).run_id


def home_of(folder: Path, monkeypatch: pytest.MonkeyPatch, settings: str) -> Path:
    """Return a Dagster home with these settings."""
    (folder / "dagster.yaml").write_text(settings, encoding="utf-8")
    monkeypatch.setenv("DAGSTER_HOME", str(folder))
    return folder


def kinds(instance: dg.DagsterInstance) -> tuple[type, type]:
    """Return the classes of the storages of runs and events."""
    return type(instance.run_storage), type(instance.event_log_storage)


QUICK, STOCK = (QuickRuns, QuickEvents), (SqliteRunStorage, SqliteEventLogStorage)


def test_dagster_itself_reads_the_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = home_of(tmp_path, monkeypatch, "telemetry:\n  enabled: false\n")
    with open_history(home) as quick:
        assert kinds(quick) == QUICK
        runs = [materialize(quick), materialize(quick)]
        told = [record.event_log_entry.to_json() for record in quick.get_records_for_run(runs[0]).records]
    with dg.DagsterInstance.get() as stock:
        assert kinds(stock) == STOCK
        assert {run.run_id for run in stock.get_runs()} == set(runs)
        assert [
            record.event_log_entry.to_json() for record in stock.get_records_for_run(runs[0]).records
        ] == told
        latest = stock.get_latest_materialization_event(dg.AssetKey("counted"))
        assert latest is not None
        assert latest.run_id == runs[1]


def test_a_history_that_stock_dagster_began_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = home_of(tmp_path, monkeypatch, "")
    with dg.DagsterInstance.get() as stock:
        first = materialize(stock)
    with open_history(home) as quick:
        assert kinds(quick) == QUICK
        second = materialize(quick)
        assert {run.run_id for run in quick.get_runs()} == {first, second}


def test_a_history_that_lies_elsewhere_stays_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "elsewhere"
    home = home_of(tmp_path, monkeypatch, f"storage:\n  sqlite:\n    base_dir: {elsewhere}\n")
    monkeypatch.delenv("DAGSTER_HOME")
    with open_history(home) as instance:
        assert kinds(instance) == STOCK
        materialize(instance)
    assert list(elsewhere.rglob("runs.db"))
    assert not (home / "history" / "runs.db").exists()


def test_a_home_without_settings_has_its_history_too(tmp_path: Path) -> None:
    with open_history(tmp_path) as quick:
        assert kinds(quick) == QUICK
        run = materialize(quick)
    with open_history(tmp_path) as again:
        assert [known.run_id for known in again.get_runs()] == [run]


def test_threads_write_one_history(tmp_path: Path) -> None:
    with open_history(tmp_path) as quick:
        with ThreadPoolExecutor(4) as threads:
            runs = set(threads.map(lambda _: materialize(quick), range(8)))
        assert {run.run_id for run in quick.get_runs()} == runs
        found = quick.fetch_materializations(dg.AssetKey("counted"), limit=100).records
        assert {record.run_id for record in found} == runs
