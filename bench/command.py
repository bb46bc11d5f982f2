"""The command that the benchmarks time: `dixit ingest`, in a process of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import psutil

PROJECT = Path(__file__).parents[1]
SECONDS_BETWEEN_LOOKS = 2.0  # a look at many large processes takes a tenth of a second itself


class Run(NamedTuple):
    """What a run took: seconds, and the most megabytes that its processes held at once (shared pages once)."""

    seconds: float
    megabytes: float
    own_cpu: float = 0.0  # seconds of processor of the process that writes, its workers' aside


def ingest(
    seeds: Path, warehouse: Path, environment: Mapping[str, str] | None = None, beside: Sequence[int] = ()
) -> Run:
    """Run `dixit ingest` and watch it.

    Args:
        seeds: the drops.
        warehouse: the output.
        environment: what its environment has more than this process's.
        beside: other processes that work for it, whose memory counts.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    command = [sys.executable, "-m", "pipeline.cli", "ingest", "--seeds", seeds, "--warehouse", warehouse]
    started = perf_counter()
    most, cpu = 0, 0.0
    with (
        tempfile.TemporaryFile("w+") as told,
        subprocess.Popen(
            command,
            cwd=PROJECT,
            stdout=subprocess.DEVNULL,
            stderr=told,
            env=os.environ | dict(environment or {}),
        ) as process,
    ):
        while process.poll() is None:
            most = max(most, sum(map(_held, (process.pid, *beside))))
            with suppress(psutil.Error):
                cpu = sum(psutil.Process(process.pid).cpu_times()[:2])
            with suppress(subprocess.TimeoutExpired):
                process.wait(SECONDS_BETWEEN_LOOKS)
        if process.returncode:
            told.seek(0)
            print("".join(told.readlines()[-1:]), file=sys.stderr)
            raise subprocess.CalledProcessError(process.returncode, command)
    return Run(perf_counter() - started, most / 2**20, cpu)


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
