"""Ingest: runs the Dagster assets for the drops that changed, in this process; what `dixit ingest` calls."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from pipeline.definitions import defs
from pipeline.defs import partitions
from pipeline.defs.drops import changed_drops
from pipeline.defs.resources import Workspace
from pipeline.errors import UserError
from pipeline.recipes import RECIPES
from pipeline.warehouse import is_current

STEPS_A_DROP = 1 + len(RECIPES)
STEPS_TO_PUBLISH = 4
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


class IngestError(UserError):
    """A run failed; the message names the step and the reason in one line."""


def prepare_home(warehouse_dir: Path) -> None:
    """Make the folder of the output a Dagster home, keeping a dagster.yaml that is there."""
    warehouse_dir.mkdir(parents=True, exist_ok=True)
    settings = warehouse_dir / "dagster.yaml"
    if not settings.exists():
        shutil.copyfile(Path(__file__).parent / "defs" / "dagster.yaml", settings)
    os.environ["DAGSTER_HOME"] = str(warehouse_dir.resolve())


@contextmanager
def only_one(warehouse_dir: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the folder's lock, which ends with the process; call `waiting` once if another run holds it."""
    with (warehouse_dir / ".ingest.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def pending(workspace: Workspace, only: str | None) -> list[str]:
    """Return the drops to run; `only` names the one to look at.

    Raises:
        IngestError: there is no drop of that name.
    """
    known = {*workspace.seeds.drops(), *workspace.frames.drops("documents")}
    if only is not None and only not in known:
        raise IngestError(
            f"there is no drop {only} in {workspace.seeds_dir}: there are {', '.join(sorted(known)) or 'none'}"
        )
    return [drop for drop in changed_drops(workspace) if only in (None, drop)]


def run(workspace: Workspace, drops: list[str], step_done: Callable[[str], None]) -> bool:
    """Bring the drops up to date and publish the warehouse; return whether the warehouse changed.

    Raises:
        IngestError: a step failed; the last good warehouse stays.
    """
    if not drops and is_current(workspace.frames, workspace.target):
        return False

    @dg.success_hook
    def tell(context: dg.HookContext) -> None:
        step_done(context.op.name)

    loaded = defs()
    with dg.DagsterInstance.get() as instance:
        instance.add_dynamic_partitions(partitions.NAME, drops)
        for drop in drops:
            _execute(loaded.resolve_job_def("prepare"), tell, workspace, instance, drop)
        _execute(loaded.resolve_job_def("publish"), tell, workspace, instance, None)
    return True


def _execute(
    job: dg.JobDefinition,
    hook: dg.HookDefinition,
    workspace: Workspace,
    instance: dg.DagsterInstance,
    drop: str | None,
) -> None:
    result = job.with_hooks({hook}).execute_in_process(
        run_config=QUIET,
        instance=instance,
        partition_key=drop,
        raise_on_error=False,
        resources={"workspace": workspace},
        tags={"dixit/drop": drop} if drop else {},
    )
    if not result.success:
        raise IngestError("; ".join(map(_reason, result.filter_events(lambda event: event.is_step_failure))))


def _reason(event: dg.DagsterEvent) -> str:
    error = event.step_failure_data.error
    while error is not None and error.cause is not None:
        error = error.cause
    message = (error.message if error else "it failed").strip()
    described = event.step_failure_data.user_failure_data
    line = described.description if described and described.description else message.splitlines()[0]
    return f"step {event.step_key}: {line}"
