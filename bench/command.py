"""The command that the benchmarks time: `dixit ingest`, in a process of its own."""

import subprocess
import sys
from pathlib import Path
from time import perf_counter

PROJECT = Path(__file__).parents[1]


def ingest(seeds: Path, warehouse: Path) -> float:
    """Run `dixit ingest`; return the seconds that it took."""
    command = [sys.executable, "-m", "pipeline.cli", "ingest", "--seeds", seeds, "--warehouse", warehouse]
    started = perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=PROJECT)
    return perf_counter() - started
