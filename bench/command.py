"""The command that the benchmarks time: `dixit ingest`, in a process of its own."""

import subprocess
import sys
from pathlib import Path
from time import perf_counter, sleep
from typing import NamedTuple

import psutil

PROJECT = Path(__file__).parents[1]
SECONDS_BETWEEN_LOOKS = 0.25


class Run(NamedTuple):
    """What a run took: seconds, and the most megabytes that its processes held at once (shared pages once)."""

    seconds: float
    megabytes: float


def ingest(seeds: Path, warehouse: Path) -> Run:
    """Run `dixit ingest` and watch it.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    command = [sys.executable, "-m", "pipeline.cli", "ingest", "--seeds", seeds, "--warehouse", warehouse]
    started = perf_counter()
    most = 0
    with subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            most = max(most, _held(process.pid))
            sleep(SECONDS_BETWEEN_LOOKS)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(perf_counter() - started, most / 2**20)


def _held(pid: int) -> int:
    """Return the bytes that a process and those it started hold, a page that n of them share counted 1/n in each."""
    held = 0
    try:
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            held += process.memory_full_info().pss
    except psutil.Error:
        pass  # one of them ended meanwhile
    return held
