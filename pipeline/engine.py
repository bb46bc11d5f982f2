"""The engine: pure functions from frames to frames, run in this process, in a pool of processes, or on a Ray cluster.

Belongs here: where work runs, how many parts are under way, what happens when a worker dies. Does not belong here: what
the work is, how a drop is cut into parts (frames.py, tasks.py).

One setting chooses, the environment variable DIXIT_ENGINE: unset or `processes` for a process a core of this machine,
`ray` for the Ray cluster that this machine belongs to, anything else for the Ray cluster at that address (host:port).
Whatever it says, the same parts give the same frames in the same order, and little work is done in this process, since
the start of a worker, its imports and its model take longer. Parts and results cross as Arrow IPC streams; workers
read and write no file, so the nodes of a cluster share no disk; they need Dixit installed, and nothing else.

Ray's `ray.util.multiprocessing.Pool` was tried as the one face of both engines (2.60.0). Its `imap` keeps the order and
looks ahead by one chunk a worker, as wanted; but of a worker that is killed it hands out the ActorDiedError as if it
were a result, tries nothing again, and fails on the next `imap` of the same pool. The standard library's
multiprocessing.Pool, whose face it has, waits for ever for the result of a killed worker. So the cluster runs Ray tasks,
which Ray itself tries again, and the machine a ProcessPoolExecutor, which says when a worker died.
"""

import atexit
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from io import BytesIO
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from typing import Protocol

import polars as pl

from pipeline.errors import UserError

SETTING = "DIXIT_ENGINE"
PROCESSES, RAY = "processes", "ray"
CORES = os.cpu_count() or 1
PARTS_A_WORKER = 2  # under way or waiting at a worker: one is worked on while the next is on its way
DEATHS_BORNE = 2  # of workers, one after the other, without a part finished in between
CHARACTERS_WORTH_WORKERS = 400_000  # what this process reads before it starts workers

Part = Sequence[pl.DataFrame]
Task = Callable[[Part], list[pl.DataFrame]]


class WorkersDieError(UserError):
    """Workers died again and again on the same work, as they do when memory is short."""


class _Workers(Protocol):
    def map(self, task: Task, parts: Iterable[Part]) -> Iterator[list[pl.DataFrame]]: ...


class _Size:
    """The characters that this process has had to read so far."""

    seen = 0


def map_parts(task: Task, parts: Iterable[Part], characters: int) -> Iterator[list[pl.DataFrame]]:
    """Yield what a task makes of each part, in the order of the parts, few of them under way at a time.

    Args:
        task: a pure function that can be pickled where there is much work; frames in, frames out.
        parts: the frames of each call; taken as they are needed.
        characters: how much there is to read in all parts.

    Raises:
        UserError: the setting names an engine that is not there.
        WorkersDieError: workers die again and again on the same part.
        Exception: what the task raised.
    """
    _Size.seen += characters
    setting = os.environ.get(SETTING) or PROCESSES
    if _Size.seen < CHARACTERS_WORTH_WORKERS or (setting == PROCESSES and CORES < 2):
        return map(task, parts)
    return _workers(setting).map(task, parts)


@cache
def _workers(setting: str) -> _Workers:
    return _Processes() if setting == PROCESSES else _Ray("auto" if setting == RAY else setting)


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
        self.pool = self._started()
        atexit.register(lambda: self.pool.shutdown(cancel_futures=True))

    @staticmethod
    def _started() -> ProcessPoolExecutor:
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
                    self.pool.shutdown(cancel_futures=True)
                    self.pool = self._started()
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

    def __init__(self, address: str) -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        try:
            import ray
        except ImportError as error:
            raise UserError(f"{SETTING} asks for Ray: pip install 'dixit[scale]'") from error
        try:
            ray.init(address, log_to_driver=False, logging_level="ERROR")
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise UserError(f"no Ray cluster answers at {address} ({SETTING}): {error}") from error
        self.ray = ray
        self.perform = ray.remote(num_cpus=1, max_retries=DEATHS_BORNE)(_perform)

    def map(self, task: Task, parts: Iterable[Part]) -> Iterator[list[pl.DataFrame]]:
        task_there = self.ray.put(task)
        most = PARTS_A_WORKER * int(self.ray.cluster_resources().get("CPU", 1))
        waiting: deque[object] = deque()
        for part in parts:
            waiting.append(self.perform.remote(task_there, _packed(part)))
            if len(waiting) >= most:
                yield self._result(waiting.popleft())
        while waiting:
            yield self._result(waiting.popleft())

    def _result(self, call: object) -> list[pl.DataFrame]:
        died = (
            self.ray.exceptions.WorkerCrashedError,
            self.ray.exceptions.OutOfMemoryError,
            self.ray.exceptions.NodeDiedError,
        )
        try:
            return _unpacked(self.ray.get(call))
        except died as error:
            raise _dying(DEATHS_BORNE + 1) from error
