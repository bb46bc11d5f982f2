"""The Dagster definitions load, and say of every asset what a person looks for."""

import dagster as dg

from pipeline.project import sql_files
from pipeline.tables import TABLES


def test_every_table_is_an_asset_and_so_is_the_warehouse(loaded: dg.Definitions) -> None:
    keys = {key.to_user_string() for key in loaded.resolve_asset_graph().materializable_asset_keys}
    assert {*TABLES, "warehouse"} <= keys


def test_assets_of_a_drop_are_partitioned_and_the_others_are_not(loaded: dg.Definitions) -> None:
    graph = loaded.resolve_asset_graph()
    partitioned = {
        key.to_user_string() for key in graph.materializable_asset_keys if graph.get(key).partitions_def
    }
    assert partitioned >= {"documents", "articles", "quotes"}
    assert not partitioned & {"entities", "warehouse"}


def test_every_asset_has_a_group_a_description_kinds_and_an_owner(loaded: dg.Definitions) -> None:
    graph = loaded.resolve_asset_graph()
    for key in graph.materializable_asset_keys:
        node = graph.get(key)
        assert node.description, key
        assert node.group_name != "default", key
        assert node.kinds, key
        assert node.owners, key


def test_every_check_file_is_a_check_of_the_warehouse(loaded: dg.Definitions) -> None:
    checks = {
        key.name
        for key in loaded.resolve_asset_graph().asset_check_keys
        if key.asset_key == dg.AssetKey("warehouse")
    }
    assert {path.stem for path in sql_files("checks")} <= checks


def test_jobs_sensor_and_schedule_are_there(loaded: dg.Definitions) -> None:
    assert loaded.resolve_job_def("ingest").partitions_def is not None
    assert loaded.resolve_job_def("publish").partitions_def is None
    assert loaded.resolve_sensor_def("new_drops").default_status is dg.DefaultSensorStatus.RUNNING
    assert loaded.resolve_schedule_def("nightly_reingest").cron_schedule
