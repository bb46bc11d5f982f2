"""Jobs, the sensor for new drops, the nightly schedule, and who is told when a run fails.

What was taken in is known from the frames alone: no cursor is kept, so nothing is forgotten in a restart.
"""

from hashlib import blake2b
from itertools import islice

import dagster as dg
import polars as pl

from pipeline.defs import partitions, telling
from pipeline.defs.partitions import DROPS
from pipeline.defs.resources import Workspace
from pipeline.defs.runs import HIDDEN, WAITING, being_run, close_dead_runs, neighbours, ranges, tags
from pipeline.drops import by_hand, changed_drops, corpus_is_current
from pipeline.warehouse import is_current, remove_leftovers

MOST_RUNS_A_TICK = 10
MOST_TRIES = 5
UNSUCCESSFUL = [dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
STATE = f"{HIDDEN}state"
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
    description="Takes in what is new, changed, gone or back in seeds/, some drops a run; a quiet tick says why.",
)
def new_drops(context: dg.SensorEvaluationContext, workspace: Workspace) -> dg.SensorResult | dg.SkipReason:
    """Ask for runs for the drops that are new, changed, gone or back, many drops a run; forget those long gone.

    Where many machines share a warehouse, drops are prepared at the same time, and then published by one run for all.
    """
    instance, frames = context.instance, workspace.frames
    close_dead_runs(instance)
    frames.remove_leftovers()
    remove_leftovers(workspace.target)
    here = workspace.seeds.drops()
    at_work = being_run(instance)
    changed = [drop for drop in changed_drops(workspace.seeds, frames) if drop not in at_work]
    known = instance.get_dynamic_partitions(partitions.NAME)
    new = [drop for drop in changed if drop not in known]
    groups = neighbours([*known, *new], changed)
    is_being_published = bool(
        instance.get_runs(dg.RunsFilter(job_name=publish.name, statuses=WAITING), limit=1)
    )
    if workspace.lake and is_being_published:
        groups = []  # what is being published holds still
    wanted = (_request(instance, prepare.name, _state(workspace, group), group) for group in groups)
    asked = list(islice(filter(None, wanted), MOST_RUNS_A_TICK))  # what was given up takes no place
    if asked and not workspace.lake:
        # the last publishes for all: to build the warehouse takes as long as to prepare fifty drops
        asked[-1] = asked[-1].with_replaced_attrs(job_name=ingest.name)
    beside = workspace.seeds.root
    stands = corpus_is_current(frames, beside) and is_current(frames, workspace.folders.published)
    is_quiet = not (asked or at_work or is_being_published)
    if (
        here and frames.drops("documents") and not stands and is_quiet
    ):  # drops that were given up hold up no other
        people = by_hand.digest(beside, [*by_hand.ABOUT_NAMES, by_hand.CORRECTIONS_FILE])
        request = _request(instance, publish.name, f"{frames.fingerprint()}:{people}", [])
        asked = [request] if request else []
    forgotten = [drop for drop in known if drop not in here and drop not in changed]
    changes = [
        DROPS.build_add_request(new) if new else None,
        DROPS.build_delete_request(forgotten) if forgotten else None,
    ]
    return dg.SensorResult(
        run_requests=asked,
        skip_reason=None if asked else _why_quiet(here, changed, sorted(at_work)),
        dynamic_partitions_requests=[change for change in changes if change],
    )


def _why_quiet(here: list[str], changed: list[str], at_work: list[str]) -> str:
    if changed:
        return f"runs for {', '.join(changed)} failed {MOST_TRIES} times, or wait for what is being published: nothing is asked until something changes"
    if at_work:
        return f"runs for {', '.join(at_work)} are going on"
    return f"nothing changed in {len(here)} drops" if here else "there is no drop in the seeds folder"


@dg.schedule(
    job=ingest,
    cron_schedule="15 2 * * *",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Looks at every drop again in the night, whatever the sensor saw.",
)
def nightly_reingest(context: dg.ScheduleEvaluationContext, workspace: Workspace) -> list[dg.RunRequest]:
    """Look at every drop again in the night."""
    night = context.scheduled_execution_time.isoformat()
    groups = ranges(context.instance, workspace.seeds.drops())
    return [dg.RunRequest(run_key=f"{group[0]}:{night}", tags=tags(group)) for group in groups]


@dg.run_failure_sensor(
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Tells of every run that failed: a line in alerts.log, and a POST where DIXIT_WEBHOOK names an address.",
)
def tell_of_failures(context: dg.RunFailureSensorContext, workspace: Workspace) -> None:
    """Tell of every run that failed: in the log of alerts, and to the webhook if there is one."""
    drops = context.dagster_run.tags.get("dixit/drops", "all drops")
    telling.tell(
        workspace.folders.home,
        f"{context.dagster_run.job_name} of {drops} failed: {context.failure_event.message}",
    )


def definitions() -> dg.Definitions:
    """Return jobs, sensors and schedule."""
    return dg.Definitions(
        jobs=[ingest, prepare, publish], sensors=[new_drops, tell_of_failures], schedules=[nightly_reingest]
    )
