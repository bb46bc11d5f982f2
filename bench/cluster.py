"""A Ray cluster on this machine, a head and two nodes of one core each, for as long as its caller wants it.

It speaks on the loopback alone. A head as it comes asks for the cloud that it may run in, and, told to report no usage,
reports that; both are sent to a closed port of this machine instead. Nodes are let in by a token that ends with them.
"""

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).parents[1]
NODES = 2
CLOSED_PORT = "http://127.0.0.1:9"
BYTES_OF_OBJECTS = 100_000_000  # of each node


class Cluster(NamedTuple):
    """A running cluster: its first process, and the environment of a run that works on it."""

    process: int
    environment: dict[str, str]


@contextmanager
def two_nodes() -> Iterator[Cluster]:
    """Give a cluster that ends with the block, or with this process."""
    with tempfile.TemporaryDirectory(prefix="dixit-ray-") as folder:
        token = Path(folder, "token")
        token.write_text(secrets.token_hex(32), encoding="utf-8")
        environment = {
            "PYTHONPATH": os.pathsep.join([str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]),
            "RAY_AUTH_MODE": "token",
            "RAY_AUTH_TOKEN_PATH": str(token),
            "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # what makes Ray take the loopback for its address
            "RAY_TMPDIR": folder,
            "RAY_USAGE_STATS_ENABLED": "0",
            "RAY_USAGE_STATS_REPORT_URL": CLOSED_PORT,
            "http_proxy": CLOSED_PORT,
            "https_proxy": CLOSED_PORT,
        }
        command = [sys.executable, "-m", "bench.cluster"]
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=PROJECT,
            env=os.environ | environment,
        ) as process:
            assert process.stdin
            assert process.stdout
            try:
                yield Cluster(process.pid, {**environment, "DIXIT_ENGINE": _address(process.stdout)})
            finally:
                process.stdin.close()
                process.wait()


def _address(lines: Iterator[str]) -> str:
    address = next((line.split()[1] for line in lines if line.startswith("address ")), None)
    if address is None:
        raise RuntimeError("the Ray cluster did not start")
    return address


def main() -> None:
    """Run a cluster until the input ends."""
    from ray.cluster_utils import Cluster as Nodes

    common = {
        "node_ip_address": "127.0.0.1",
        "include_dashboard": False,
        "object_store_memory": BYTES_OF_OBJECTS,
    }
    nodes = Nodes(initialize_head=True, head_node_args={**common, "num_cpus": 0})
    for _ in range(NODES):
        nodes.add_node(**common, num_cpus=1)
    print(f"address {nodes.address}", flush=True)
    sys.stdin.read()
    nodes.shutdown()


if __name__ == "__main__":
    main()
