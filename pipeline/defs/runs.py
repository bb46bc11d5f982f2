"""What every run has in common: which faults are tried again, drops in one run, runs whose process was killed."""

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from pipeline.defs import partitions

TRY_AGAIN = dg.RetryPolicy(max_retries=2, delay=1, backoff=dg.Backoff.EXPONENTIAL)
PASSING = {
    errno.EAGAIN,
    errno.EINTR,
    errno.EIO,
    errno.EBUSY,
    errno.ETIMEDOUT,
    errno.ESTALE,
    errno.ENOMEM,
    errno.EMFILE,
}
MOST_DROPS_A_RUN = 50
RANGE = "dagster/asset_partition_range_"
OF_DROPS = {f"{RANGE}start", "dagster/partition"}  # tags of which a run over drops has one
HIDDEN = ".dagster/dixit_"  # how a tag begins that is for the house, and that the UI does not show
PROCESS = f"{HIDDEN}process"
# what is made over all drops is made by one run at a time, where the instance limits the pool: of two, the later one reads
# the drops of both, and its frames stay. Build, swap and publish are safe without.
WRITER_POOL = "warehouse_writer"
UNFINISHED = [dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.CANCELING]
WAITING = [dg.DagsterRunStatus.QUEUED, *UNFINISHED]


@contextmanager
def told_in_one_line() -> Iterator[None]:
    """Let a fault that passes by itself be tried again; tell any other in one line, at once."""
    try:
        yield
    except dg.Failure:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in PASSING:
            raise
        lines = str(error).strip().splitlines() or [type(error).__name__]
        told = lines[0] if isinstance(error, OSError) else f"{type(error).__name__}: {lines[0]}"
        raise dg.Failure(told, allow_retries=False) from error


def refuse(losses: Sequence[str]) -> None:
    """Publish nothing where there are losses that nobody accepted.

    Raises:
        Failure: there are; it is not tried again.
    """
    if losses:
        told = f"{'; '.join(losses)}: the old warehouse stays, until `dixit ingest --accept-losses`"
        raise dg.Failure(told, allow_retries=False)


def ranges(instance: dg.DagsterInstance, drops: Sequence[str]) -> list[list[str]]:
    """Cut drops into groups that one run can take: neighbours among the partitions, which are added where new."""
    instance.add_dynamic_partitions(partitions.NAME, list(drops))
    return neighbours(instance.get_dynamic_partitions(partitions.NAME), drops)


def neighbours(order: Sequence[str], drops: Sequence[str]) -> list[list[str]]:
    """Cut drops into groups of at most MOST_DROPS_A_RUN that stand together in the order."""
    position = {drop: n for n, drop in enumerate(order)}
    groups: list[list[str]] = []
    for drop in sorted(drops, key=position.__getitem__):
        last = groups[-1] if groups else []
        if last and position[drop] == position[last[-1]] + 1 and len(last) < MOST_DROPS_A_RUN:
            last.append(drop)
        else:
            groups.append([drop])
    return groups


def tags(drops: Sequence[str]) -> dict[str, str]:
    """Return the tags of a run over a group of drops."""
    shown = drops[0] if len(drops) == 1 else f"{drops[0]} to {drops[-1]}"
    return {
        f"{RANGE}start": drops[0],
        f"{RANGE}end": drops[-1],
        "dixit/drops": shown,
        "dixit/n_drops": str(len(drops)),
    }


def this_process() -> str:
    """Return what tells this process from every other, also from a later one of the same number."""
    return f"{os.uname().nodename} {os.getpid()} {_started(os.getpid())}"


def claim(context: dg.AssetExecutionContext) -> None:
    """Note on the run which process it runs in."""
    context.instance.add_run_tags(context.run_id, {PROCESS: this_process()})


def runs_at_work(context: dg.AssetExecutionContext) -> list[str]:
    """Return the other runs that bring drops up to date now: until they are done, frames may not fit together."""
    going_on = context.instance.get_runs(dg.RunsFilter(statuses=UNFINISHED))
    return [run.run_id for run in going_on if run.run_id != context.run_id and OF_DROPS & run.tags.keys()]


def being_run(instance: dg.DagsterInstance) -> set[str]:
    """Return the drops of the runs that wait or go on."""
    known = list(instance.get_dynamic_partitions(partitions.NAME))
    drops: set[str] = set()
    for run in instance.get_runs(dg.RunsFilter(statuses=WAITING)):
        first = run.tags.get(f"{RANGE}start") or run.tags.get("dagster/partition")
        last = run.tags.get(f"{RANGE}end") or first
        if first in known and last in known:
            drops |= set(known[known.index(first) : known.index(last) + 1])
    return drops


def close_dead_runs(instance: dg.DagsterInstance) -> int:
    """End the runs whose process was killed, which would keep their places in pools for ever; return their number."""
    closed = 0
    for run in instance.get_runs(dg.RunsFilter(statuses=UNFINISHED)):
        node, _, rest = run.tags.get(PROCESS, "").partition(" ")
        number, _, started = rest.partition(" ")
        if node == os.uname().nodename and _started(int(number)) != started:
            instance.report_run_failed(run, "its process was killed")
            instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
            closed += 1
    return closed


def _started(number: int) -> str:
    """Return when a process started, in ticks since the machine did; nothing where there is none."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    except OSError:
        return ""
