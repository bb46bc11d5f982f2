"""Ingest: brings drops and warehouse up to date in this process; what `dixit ingest` calls.

Dagster is imported only when something has to be run.
"""

import errno
import fcntl
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.defs import telling
from pipeline.drops import Folders, changed_drops, corpus_is_current
from pipeline.errors import UserError
from pipeline.frames import RECIPES, engine
from pipeline.project import settings
from pipeline.warehouse import drops_of, is_current, remove_leftovers

if TYPE_CHECKING:
    import dagster as dg

LAST_OF_A_DROP = RECIPES[-1].tables[0]  # it reads what all the others make
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


class IngestError(UserError):
    """A run failed; the message names the step and the reason in one line."""


def prepare_home(warehouse_dir: Path) -> None:
    """Make the folder of the output a Dagster home, keeping a dagster.yaml that is there.

    Raises:
        IngestError: the folder cannot be written.
    """
    settings = warehouse_dir / "dagster.yaml"
    with _writable(warehouse_dir):
        warehouse_dir.mkdir(parents=True, exist_ok=True)
        if not settings.exists():
            shutil.copyfile(Path(__file__).parents[1] / "defs" / "dagster.yaml", settings)
    os.environ["DAGSTER_HOME"] = str(warehouse_dir.resolve())


@contextmanager
def _writable(warehouse_dir: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise IngestError(f"the folder {warehouse_dir} cannot be written: {reason}") from error


@contextmanager
def only_one(warehouse_dir: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the folder's lock, which ends with the process; call `waiting` once if another run holds it.

    Raises:
        IngestError: the folder cannot be written.
    """
    with _writable(warehouse_dir):
        lock = (warehouse_dir / ".ingest.lock").open("w")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def pending(folders: Folders, only: str | None) -> list[str]:
    """Clear what killed runs left and return the drops to run; `only` names the one to look at.

    Raises:
        IngestError: there is no drop of that name.
    """
    folders.frames.look()
    known = {*folders.seeds.drops(), *folders.frames.drops("documents")}
    if only is not None and only not in known:
        raise IngestError(
            f"there is no drop {only} in {folders.seeds_dir}: there are {', '.join(sorted(known)) or 'none'}"
        )
    with _writable(folders.home):
        folders.frames.remove_leftovers()
        damaged = folders.frames.remove_damaged()
        remove_leftovers(folders.target)
    changed = changed_drops(folders.seeds, folders.frames)
    # of a drop that is gone, the history lies in the warehouse still
    lost = set(drops_of(folders.target)) - set(folders.frames.drops("documents")) if damaged else set()
    return [drop for drop in [*changed, *sorted(lost - set(changed))] if only in (None, drop)]


def run(
    folders: Folders, drops: list[str], step_done: Callable[[str, int], None], *, accept_losses: bool = False
) -> bool:
    """Bring the drops up to date and publish the warehouse; return whether there was anything to do.

    Args:
        folders: the places.
        drops: the drops that are not up to date.
        step_done: told the name of each step, and the number of all.
        accept_losses: publish, though more than one article in ten of a drop is set aside, or none is left.

    Raises:
        IngestError: a step failed; the last good warehouse stays.
    """
    corpus_stands = corpus_is_current(folders.frames, Path(folders.seeds_dir))
    if not drops and corpus_stands and is_current(folders.frames, folders.published):
        return False
    try:
        _run(folders, drops, step_done, accept_losses=accept_losses)
    except IngestError as error:
        telling.tell(folders.home, f"ingest failed: {error}")
        raise
    return True


def _run(
    folders: Folders, drops: list[str], step_done: Callable[[str, int], None], *, accept_losses: bool
) -> None:
    import dagster as dg
    from sqlalchemy.exc import SQLAlchemyError

    from pipeline.definitions import defs
    from pipeline.defs.history import open_history
    from pipeline.defs.resources import Workspace
    from pipeline.defs.runs import PROCESS, close_dead_runs, ranges, tags, this_process

    loaded = defs()
    gc.freeze()  # it stays: not to be looked through at every collection
    workspace = Workspace(
        seeds_dir=folders.seeds_dir,
        warehouse_dir=folders.warehouse_dir,
        max_bytes=folders.max_bytes,
        lake=folders.lake.catalogue if folders.lake else "",
        lake_data=folders.lake.data if folders.lake else "",
        hook=settings().hook,
        accept_losses=accept_losses,
    )
    try:
        home = Path(os.environ.get("DAGSTER_HOME", folders.home))  # another one where a deployment says so
        with _writable(home), open_history(home) as instance:
            close_dead_runs(instance)
            mine = {PROCESS: this_process()}
            groups = ranges(instance, drops)
            names = [*("prepare" for _ in groups[:-1]), "ingest" if groups else "publish"]
            jobs = list(map(loaded.resolve_job_def, names))
            n_steps = sum(len(job.nodes) for job in jobs)

            @dg.success_hook
            def tell(context: dg.HookContext) -> None:
                step_done(context.op.name, n_steps)
                if (context.job_name, context.op.name) == ("ingest", LAST_OF_A_DROP):
                    engine.stop()  # its workers hold models, and the steps over all drops need the memory

            for job, group in zip(jobs, groups or [[]], strict=True):
                shown = tags(group) if group else {}
                _execute(job.with_hooks({tell}), workspace, instance, {**shown, **mine})
    except SQLAlchemyError as error:
        reason = str(error).splitlines()[0]
        raise IngestError(
            f"the history of runs cannot be written: {reason}; the last good warehouse stays"
        ) from error


def _execute(
    job: "dg.JobDefinition", workspace: object, instance: "dg.DagsterInstance", tags: dict[str, str]
) -> None:
    result = job.execute_in_process(
        run_config=QUIET,
        instance=instance,
        raise_on_error=False,
        resources={"workspace": workspace},
        tags=tags,
    )
    if not result.success:
        raise IngestError("; ".join(map(_reason, result.filter_events(lambda event: event.is_step_failure))))


def _reason(event: "dg.DagsterEvent") -> str:
    error = event.step_failure_data.error
    while error is not None and error.cause is not None:
        error = error.cause
    message = (error.message if error else "it failed").strip()
    described = event.step_failure_data.user_failure_data
    line = described.description if described and described.description else message.splitlines()[0]
    if os.strerror(errno.ENOSPC) in line:
        line += " (make room and run it again; the last good warehouse stays)"
    return f"step {event.step_key}: {line}"
