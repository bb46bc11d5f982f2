"""Jobs, the sensor for new drops, the nightly schedule, and who is told when a run fails.

What was taken in is known from the frames alone: no cursor is kept, so nothing is forgotten in a restart.
"""

from hashlib import blake2b

import dagster as dg
import polars as pl

from pipeline import alerts, decisions
from pipeline.defs import partitions
from pipeline.defs.partitions import DROPS
from pipeline.defs.resources import Workspace
from pipeline.defs.runs import UNFINISHED, close_dead_runs, neighbours, ranges, tags
from pipeline.recipes import changed_drops, corpus_is_current
from pipeline.warehouse import is_current, remove_leftovers

MOST_RUNS_A_TICK = 10
MOST_TRIES = 5
WAITING = [dg.DagsterRunStatus.QUEUED, *UNFINISHED]
UNSUCCESSFUL = [dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
STATE = "dixit/state"
PUBLISHES = {"dixit/publishes": "true"}  # an instance may limit how many such runs go on

prepare = dg.define_asset_job(
    "prepare",
    selection=dg.AssetSelection.groups("drop"),
    partitions_def=DROPS,
    description="Bring the frames of drops up to date, and leave the warehouse as it is.",
)
publish = dg.define_asset_job(
    "publish",
    selection=dg.AssetSelection.groups("corpus", "warehouse"),
    tags=PUBLISHES,
    description="Resolve entities over all drops, build the warehouse beside, check it, swap it in.",
)
ingest = dg.define_asset_job(
    "ingest",
    selection=dg.AssetSelection.groups("drop", "corpus", "warehouse"),
    partitions_def=DROPS,
    tags=PUBLISHES,
    description="Bring the frames of drops up to date, then publish the warehouse.",
)


def _state(workspace: Workspace, drops: list[str]) -> str:
    """Return the digest of what lies in some drops and of what was taken in last.

    A content that comes back after another is another state, so that it is taken in again.
    """
    digest = blake2b(digest_size=12)
    frames = workspace.frames
    for drop in drops:
        known = frames.scan("documents", drop) if frames.state("documents", drop) else None
        looked = known.select(pl.col("last_seen_at").max()).collect().item() if known is not None else None
        digest.update(f"{drop}\0{workspace.seeds.digest(drop)}\0{looked}\0".encode())
    return digest.hexdigest()


def _request(instance: dg.DagsterInstance, job: str, state: str, drops: list[str]) -> dg.RunRequest | None:
    """Ask for a run, once for every state of things, and again for one that failed, at most MOST_TRIES times."""
    failed = instance.get_runs_count(dg.RunsFilter(tags={STATE: state}, statuses=UNSUCCESSFUL))
    if failed >= MOST_TRIES:
        return None
    shown = tags(drops) if drops else {}
    return dg.RunRequest(run_key=f"{state}:{failed}", job_name=job, tags={**shown, STATE: state})


@dg.sensor(
    jobs=[ingest, prepare, publish],
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def new_drops(context: dg.SensorEvaluationContext, workspace: Workspace) -> dg.SensorResult | dg.SkipReason:
    """Ask for runs for the drops that are new, changed, gone or back, many drops a run; forget those long gone.

    Where many machines share a warehouse, drops are prepared at the same time, and then published by one run for all.
    """
    instance, frames = context.instance, workspace.frames
    close_dead_runs(instance)
    frames.remove_leftovers()
    remove_leftovers(workspace.target)
    changed, here = changed_drops(workspace.seeds, frames), workspace.seeds.drops()
    known = instance.get_dynamic_partitions(partitions.NAME)
    new = [drop for drop in changed if drop not in known]
    groups = neighbours([*known, *new], changed)[:MOST_RUNS_A_TICK]
    job = prepare if workspace.lake else ingest
    if workspace.lake and instance.get_runs(dg.RunsFilter(job_name=publish.name, statuses=WAITING), limit=1):
        groups = []  # what is being published holds still
    requests = [_request(instance, job.name, _state(workspace, group), group) for group in groups]
    beside = workspace.seeds.root
    stands = corpus_is_current(frames, beside) and is_current(frames, workspace.folders.published)
    if not changed and here and not stands:
        requests = [
            _request(instance, publish.name, f"{frames.fingerprint()}:{decisions.digest(beside)}", [])
        ]
    forgotten = [drop for drop in known if drop not in here and drop not in changed]
    changes = [
        DROPS.build_add_request(new) if new else None,
        DROPS.build_delete_request(forgotten) if forgotten else None,
    ]
    return dg.SensorResult(
        run_requests=[request for request in requests if request],
        dynamic_partitions_requests=[change for change in changes if change],
    )


@dg.schedule(job=ingest, cron_schedule="15 2 * * *", default_status=dg.DefaultScheduleStatus.RUNNING)
def nightly_reingest(context: dg.ScheduleEvaluationContext, workspace: Workspace) -> list[dg.RunRequest]:
    """Look at every drop again in the night."""
    night = context.scheduled_execution_time.isoformat()
    groups = ranges(context.instance, workspace.seeds.drops())
    return [dg.RunRequest(run_key=f"{group[0]}:{night}", tags=tags(group)) for group in groups]


@dg.run_failure_sensor(default_status=dg.DefaultSensorStatus.RUNNING)
def tell_of_failures(context: dg.RunFailureSensorContext, workspace: Workspace) -> None:
    """Tell of every run that failed: in the log of alerts, and to the webhook if there is one."""
    drops = context.dagster_run.tags.get("dixit/drops", "all drops")
    alerts.tell(
        workspace.folders.home,
        f"{context.dagster_run.job_name} of {drops} failed: {context.failure_event.message}",
    )


def definitions() -> dg.Definitions:
    """Return jobs, sensors and schedule."""
    return dg.Definitions(
        jobs=[ingest, prepare, publish], sensors=[new_drops, tell_of_failures], schedules=[nightly_reingest]
    )
