"""Dagster's own server and its GraphQL, as the UI uses them: the definitions are valid, a click materialises a drop."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.life.house import ITALIAN, PROJECT, House

LAUNCH = """
mutation($run: ExecutionParams!) {
  launchPipelineExecution(executionParams: $run) {
    __typename
    ... on LaunchRunSuccess { run { runId } }
    ... on PythonError { message }
  }
}"""
STATUS = "query($id: ID!) { runOrError(runId: $id) { ... on Run { status } } }"
COUNTED = """
query {
  assetNodes(assetKeys: [{path: ["quotes"]}]) {
    description
    assetMaterializations { partition metadataEntries { label ... on IntMetadataEntry { intValue } } }
  }
}"""
DONE = {"SUCCESS", "FAILURE", "CANCELED"}


# a run starts at once, without the daemon that would take it from a queue
AT_ONCE = """
run_coordinator: {module: dagster.core.run_coordinator, class: DefaultRunCoordinator}
telemetry: {enabled: false}
"""


def environment(house: House) -> dict[str, str]:
    house.warehouse.mkdir(exist_ok=True)
    (house.warehouse / "dagster.yaml").write_text(AT_ONCE, encoding="utf-8")
    return os.environ | {
        "DAGSTER_HOME": str(house.warehouse),
        "DIXIT_SEEDS": str(house.seeds),
        "DIXIT_WAREHOUSE": str(house.warehouse),
    }


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path)
    house.put("uno/a.txt", ITALIAN[0])
    house.put("uno/b.txt", ITALIAN[1])
    return house


@pytest.fixture
def address(house: House) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = [sys.executable, "-m", "dagster_webserver", "-m", "pipeline.definitions", "-h", "127.0.0.1"]
    command = [*server, "-p", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=PROJECT, env=environment(house), **quiet) as running:
        try:
            yield f"http://127.0.0.1:{port}/graphql"
        finally:
            running.terminate()


def ask(address: str, query: str, **variables: object) -> dict[str, object]:
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})  # noqa: S310 - our own server
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        found = json.load(answer)
    assert "errors" not in found, found
    return found["data"]  # type: ignore[no-any-return]


def wait_for(address: str) -> None:
    while True:
        try:
            ask(address, "{ version }")
        except OSError:
            time.sleep(0.3)
        else:
            return


def test_the_definitions_are_valid_by_dagsters_own_command(house: House) -> None:
    command = [sys.executable, "-m", "dagster", "definitions", "validate", "-m", "pipeline.definitions"]
    done = subprocess.run(
        command, cwd=PROJECT, env=environment(house), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "code_location_name" not in done.stderr  # nothing is loaded twice under another name


def test_a_click_materialises_a_drop_and_its_partition_shows_it(house: House, address: str) -> None:
    wait_for(address)
    add = 'mutation($at: RepositorySelector!) { addDynamicPartition(repositorySelector: $at, partitionsDefName: "drops", partitionKey: "uno") { __typename } }'
    at = {"repositoryName": "__repository__", "repositoryLocationName": "pipeline.definitions"}
    ask(address, add, at=at)
    tags = [{"key": "dagster/partition", "value": "uno"}]
    job = {**at, "pipelineName": "ingest"}
    launched = ask(
        address, LAUNCH, run={"selector": job, "executionMetadata": {"tags": tags}, "mode": "default"}
    )
    success = launched["launchPipelineExecution"]
    assert success["__typename"] == "LaunchRunSuccess", success  # type: ignore[index]
    run = success["run"]["runId"]  # type: ignore[index]
    while (status := ask(address, STATUS, id=run)["runOrError"]["status"]) not in DONE:  # type: ignore[index]
        time.sleep(0.5)
    assert status == "SUCCESS"
    (quotes,) = ask(address, COUNTED)["assetNodes"]  # type: ignore[misc]
    (made,) = quotes["assetMaterializations"]
    assert made["partition"] == "uno"
    assert {"label": "articles_computed", "intValue": 2} in made["metadataEntries"]
    assert "docs/catalogue.md#quotes" in quotes["description"]
    assert house.rows("SELECT count(*) FROM articles") == [(2,)]
