"""The engine: pure functions from frames to frames, run in this process, in a pool of processes, or on a Ray cluster.

Belongs here: where work runs, how many parts are under way, what happens when a worker dies. Does not belong here: what
the work is, how a drop is cut into parts (frames.py, tasks.py).

One setting chooses, the environment variable DIXIT_ENGINE: unset or `processes` for a process a core of this machine,
`ray` for the Ray cluster that this machine belongs to, anything else for the Ray cluster at that address (host:port).
Whatever it says, the same parts give the same frames in the same order, and little work is done in this process, since
the start of a worker, its imports and its model take longer. Parts and results cross as Arrow IPC streams; workers
read and write no file, so the nodes of a cluster share no disk; they need Dixit installed, and nothing else.

Ray's `ray.util.multiprocessing.Pool` was tried as the one face of both engines (2.60.0). Its `imap` keeps the order and
looks ahead by one chunk a worker, as wanted; but where a worker is killed it hands out the ActorDiedError as if it were
a result, and tries nothing again. The standard library's multiprocessing.Pool, whose face it has, waits without end for
what a killed worker had. So the cluster runs Ray tasks, which Ray itself tries again, and the machine a
ProcessPoolExecutor, which says when a worker died.
"""

import os
import platform
import re
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from hashlib import blake2b
from importlib.metadata import requires, version
from io import BytesIO
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Protocol

import polars as pl

from pipeline.errors import UserError

PACKAGE = Path(__file__).parents[1]
SETTING = "DIXIT_ENGINE"
PROCESSES, RAY = "processes", "ray"
CORES = os.cpu_count() or 1
PARTS_A_WORKER = 4  # under way or waiting at a worker: there is work for it while results are written
BEFORE_QUEUES = (
    20  # multiprocessing closes its queues with priority 10: workers hear through them that they may end
)
DEATHS_BORNE = 2  # of workers, one after the other, without a part finished in between
# What this process reads by itself before it starts workers: some 120 articles, whose model step takes as long as what
# workers share out of it saves after their start. The model is loaded on either way.
CHARACTERS_WORTH_WORKERS = 200_000

Part = Sequence[pl.DataFrame]
Task = Callable[[Part], list[pl.DataFrame]]


class WorkersDieError(UserError):
    """Workers died again and again on the same work, as they do when memory is short."""


class _Workers(Protocol):
    def map(self, task: Task, parts: Iterable[Part]) -> Iterator[list[pl.DataFrame]]: ...

    def stop(self) -> None: ...


_started: dict[str, _Workers] = {}  # by setting
_read: Counter[Task] = Counter()  # characters, by what was done with them


def map_parts(task: Task, parts: Iterable[Part], characters: int) -> Iterator[list[pl.DataFrame]]:
    """Yield what a task makes of each part, in the order of the parts, few of them under way at a time.

    Args:
        task: a pure function, frames in, frames out; equal for equal work, and pickled where there is much of it.
        parts: the frames of each call; taken as they are needed.
        characters: how much there is to read in all parts.

    Raises:
        UserError: the setting names an engine that is not there.
        WorkersDieError: workers die again and again on the same part.
        Exception: what the task raised.
    """
    setting = os.environ.get(SETTING) or PROCESSES
    _read[task] += characters
    is_much = _read[task] >= CHARACTERS_WORTH_WORKERS and (setting != PROCESSES or CORES > 1)
    if is_much and setting not in _started:
        _started[setting] = _Processes() if setting == PROCESSES else _Ray(setting)
        # a process that multiprocessing began, as Dagster begins a run, waits for its children before it asks atexit
        Finalize(None, stop, exitpriority=BEFORE_QUEUES)
    return _started[setting].map(task, parts) if setting in _started else map(task, parts)


def at_work() -> list[str]:
    """Return the settings whose workers are started."""
    return list(_started)


def stop() -> None:
    """End the workers, where any were started."""
    for workers in _started.values():
        workers.stop()
    _started.clear()
    _read.clear()


def _packed(frames: Part) -> list[bytes]:
    return [_stream(frame) for frame in frames]


def _stream(frame: pl.DataFrame) -> bytes:
    buffer = BytesIO()
    frame.write_ipc_stream(buffer)
    return buffer.getvalue()


def _unpacked(streams: Sequence[bytes]) -> list[pl.DataFrame]:
    return [pl.read_ipc_stream(stream) for stream in streams]


def _perform(task: Task, streams: Sequence[bytes]) -> list[bytes]:
    """Do a part of the work, in a worker."""
    return _packed(task(_unpacked(streams)))


class _Processes:
    """A process a core of this machine, started when first needed; the same ones serve until this process ends."""

    def __init__(self) -> None:
        self.pool = self._new_pool()

    def stop(self) -> None:
        self.pool.shutdown(cancel_futures=True)

    @staticmethod
    def _new_pool() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(CORES, mp_context=get_context("spawn"), initializer=_end_with_parent)

    def map(self, task: Task, parts: Iterable[Part]) -> Iterator[list[pl.DataFrame]]:
        waiting: deque[tuple[list[bytes], Future[list[bytes]]]] = deque()
        left = iter(parts)
        deaths = 0
        try:
            while True:
                while len(waiting) < PARTS_A_WORKER * CORES:
                    part = next(left, None)
                    if part is None:
                        break
                    streams = _packed(part)
                    waiting.append((streams, self._submit(task, streams)))
                if not waiting:
                    return
                try:
                    result = waiting[0][1].result()
                except BrokenProcessPool as error:
                    deaths += 1
                    if deaths > DEATHS_BORNE:
                        raise _dying(deaths) from error
                    self.stop()
                    self.pool = self._new_pool()
                    waiting = deque(
                        (streams, future if _is_well(future) else self._submit(task, streams))
                        for streams, future in waiting
                    )
                    continue
                waiting.popleft()
                deaths = 0
                yield _unpacked(result)
        finally:
            for _, future in waiting:
                future.cancel()

    def _submit(self, task: Task, streams: list[bytes]) -> Future[list[bytes]]:
        try:
            return self.pool.submit(_perform, task, streams)
        except BrokenProcessPool as error:  # a worker died since the last look
            future: Future[list[bytes]] = Future()
            future.set_exception(error)
            return future


def _is_well(call: Future[list[bytes]]) -> bool:
    """Tell whether a call ended, whichever way, without a death."""
    return call.done() and not call.cancelled() and not isinstance(call.exception(), BrokenProcessPool)


def _dying(deaths: int) -> WorkersDieError:
    return WorkersDieError(
        f"{deaths} workers were killed one after the other on the same articles; is there enough memory?"
    )


def _end_with_parent() -> None:
    """Let a worker end when its parent does, also when the parent was killed."""
    threading.Thread(target=_wait_for_the_end_of, args=(parent_process(),), daemon=True).start()


def _wait_for_the_end_of(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


class _Ray:
    """The nodes of a Ray cluster; Ray itself does a part again whose worker or node died."""

    def __init__(self, setting: str) -> None:
        address = "auto" if setting == RAY else setting
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        try:
            import ray
        except ImportError as error:
            raise UserError(f"{SETTING} asks for Ray: pip install 'dixit[scale]'") from error
        try:
            ray.init(address, log_to_driver=False, logging_level="ERROR")
        except (ConnectionError, ValueError, RuntimeError) as error:
            why = str(error).splitlines()[0]
            raise UserError(f"no Ray cluster answers at {address} ({SETTING}): {why}") from error
        self.ray = ray
        self.perform = ray.remote(num_cpus=1, max_retries=DEATHS_BORNE)(perform_there)

    def stop(self) -> None:
        self.ray.shutdown()

    def map(self, task: Task, parts: Iterable[Part]) -> Iterator[list[pl.DataFrame]]:
        task_there = self.ray.put(task)
        most = PARTS_A_WORKER * int(self.ray.cluster_resources().get("CPU", 1))
        waiting: deque[object] = deque()
        try:
            for part in parts:
                waiting.append(self.perform.remote(release(), task_there, _packed(part)))
                if len(waiting) >= most:
                    yield self._result(waiting.popleft())
            while waiting:
                yield self._result(waiting.popleft())
        finally:
            for call in waiting:
                self.ray.cancel(call)

    def _result(self, call: object) -> list[pl.DataFrame]:
        told = self.ray.exceptions
        try:
            return _unpacked(self.ray.get(call))
        except (told.WorkerCrashedError, told.NodeDiedError, told.OutOfMemoryError) as error:
            raise _dying(DEATHS_BORNE + 1) from error
        except told.RayTaskError as error:
            raise error.cause from error


def perform_there(wanted: str, task: Task, streams: Sequence[bytes]) -> list[bytes]:
    """Do a part of the work on a node of a cluster, if it would make what this machine would make."""
    if release() != wanted:
        raise UserError(f"{platform.node()} has not the Dixit that this machine has, or not its packages")
    return _perform(task, streams)


@cache
def release() -> str:
    """Return what tells one installed Dixit from another: the digest of its files and its packages' versions."""
    digest = blake2b(digest_size=12)
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    for name in sorted(
        re.split(r"[^\w.-]", line)[0] for line in requires("dixit") or () if "extra ==" not in line
    ):
        digest.update(f"{name} {version(name)}".encode())
    return digest.hexdigest()
