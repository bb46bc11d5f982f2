"""What lies in deploy/: Dagster takes the instance that the Kubernetes values describe, and the chart knows every key of them."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import dagster as dg
import pytest
import yaml
from dagster._config import process_config
from dagster._core.instance.config import dagster_instance_config

from tests.life.house import PROJECT

DEPLOY = PROJECT / "deploy"
# The keys of the chart's values that these may use, as its schema names them; "*" stands for Kubernetes' own objects.
IMAGE = {"repository": "*", "tag": "*", "pullPolicy": "*"}
CHART: Mapping[str, object] = {
    "global": {"postgresqlSecretName": "*", "dagsterHome": "*", "serviceAccountName": "*"},
    "postgresql": {
        "enabled": "*",
        "postgresqlHost": "*",
        "postgresqlUsername": "*",
        "postgresqlDatabase": "*",
        "postgresqlScheme": "*",
        "postgresqlParams": "*",
        "service": {"port": "*"},
    },
    "generatePostgresqlPasswordSecret": "*",
    "dagsterWebserver": {"image": IMAGE, "replicaCount": "*", "resources": "*"},
    "dagsterDaemon": {
        "image": IMAGE,
        "resources": "*",
        "runMonitoring": {"enabled": "*", "freeSlotsAfterRunEndSeconds": "*"},
        "runCoordinator": {"enabled": "*", "type": "*", "config": {"queuedRunCoordinator": "*"}},
    },
    "concurrency": {
        "enabled": "*",
        "pools": {"defaultLimit": "*", "granularity": "*", "opGranularityRunBuffer": "*"},
        "runs": {"maxConcurrentRuns": "*", "tagConcurrencyLimits": {"key": "*", "value": "*", "limit": "*"}},
    },
    "additionalInstanceConfig": "*",
    "telemetry": {"enabled": "*"},
    "runLauncher": {
        "type": "*",
        "config": {
            "k8sRunLauncher": {
                "imagePullPolicy": "*",
                "loadInclusterConfig": "*",
                "envSecrets": "*",
                "runK8sConfig": {"containerConfig": "*", "podSpecConfig": "*", "jobSpecConfig": "*"},
            }
        },
    },
    "dagster-user-deployments": {
        "enabled": "*",
        "enableSubchart": "*",
        "deployments": {
            "name": "*",
            "image": IMAGE,
            "dagsterApiGrpcArgs": "*",
            "port": "*",
            "includeConfigInLaunchedRuns": {"enabled": "*"},
            "env": "*",
            "envSecrets": "*",
            "volumes": "*",
            "volumeMounts": "*",
            "resources": "*",
        },
    },
}


@pytest.fixture
def values() -> dict[str, object]:
    return yaml.safe_load((DEPLOY / "kubernetes/values.yaml").read_text(encoding="utf-8"))


def unknown(given: object, known: object, path: str = "") -> Iterator[str]:
    """Give the keys that the chart does not know."""
    if known == "*":
        return
    for each in given if isinstance(given, list) else [given]:
        for key, value in each.items():
            if key in known:
                yield from unknown(value, known[key], f"{path}.{key}")
            else:
                yield f"{path}.{key}"


def snake(given: object) -> object:
    """Return the chart's camelCase settings as the instance has them."""
    if isinstance(given, dict):
        return {
            re.sub("[A-Z]", lambda m: f"_{m[0].lower()}", key): snake(value) for key, value in given.items()
        }
    return [snake(each) for each in given] if isinstance(given, list) else given


def test_the_chart_knows_every_key_of_the_values(values: dict[str, object]) -> None:
    assert list(unknown(values, CHART)) == []
    assert list(unknown(values | {"dagit": {}}, CHART)) == [".dagit"]


def test_dagster_takes_the_instance_that_the_values_describe(values: dict, tmp_path: Path) -> None:
    ours = yaml.safe_load((DEPLOY / "dagster.yaml").read_text(encoding="utf-8"))
    concurrency = {k: v for k, v in values["concurrency"].items() if k != "enabled"}
    monitoring = snake(values["dagsterDaemon"]["runMonitoring"])
    assert snake(concurrency) == ours["concurrency"]
    described = {
        "run_coordinator": ours["run_coordinator"],
        "concurrency": snake(concurrency),
        "run_monitoring": monitoring,
        **values["additionalInstanceConfig"],
    }
    (tmp_path / "dagster.yaml").write_text(yaml.safe_dump(described))
    config, _ = dagster_instance_config(str(tmp_path))
    assert config["concurrency"]["pools"]["default_limit"] == 1


def test_the_run_launcher_takes_its_settings(values: dict) -> None:
    k8s = pytest.importorskip("dagster_k8s", reason="the extra `scale` is not installed")
    given = values["runLauncher"]["config"]["k8sRunLauncher"]
    launcher = {
        "service_account_name": "dagster",
        "instance_config_map": "dagster-instance",
        "dagster_home": "/opt/dagster/dagster_home",
        "image_pull_policy": given["imagePullPolicy"],
        "load_incluster_config": given["loadInclusterConfig"],
        "run_k8s_config": snake(given["runK8sConfig"]),
    }
    answer = process_config(dg.Shape(k8s.K8sRunLauncher.config_type()), launcher)
    assert answer.success, answer.errors


def test_every_setting_of_the_pods_is_one_that_the_program_reads_and_none_is_a_secret(values: dict) -> None:
    (deployment,) = values["dagster-user-deployments"]["deployments"]
    sources = "".join(path.read_text(encoding="utf-8") for path in (PROJECT / "pipeline").rglob("*.py"))
    names = {each["name"]: each for each in deployment["env"]}
    assert {name for name in names if name.startswith("DIXIT_")} == {
        f"DIXIT_{name}" for name in ("SEEDS", "WAREHOUSE", "LOCAL", "LAKE", "LAKE_DATA")
    }
    assert all(name in sources for name in names if name.startswith("DIXIT_"))
    assert "value" not in names["PGPASSWORD"]
    assert deployment["dagsterApiGrpcArgs"][1] == "pipeline.definitions"
    mounted = {each["mountPath"] for each in deployment["volumeMounts"]}
    assert mounted == {names["DIXIT_SEEDS"]["value"], names["DIXIT_LOCAL"]["value"]}
    assert [each["name"] for each in deployment["volumeMounts"]] == [e["name"] for e in deployment["volumes"]]
