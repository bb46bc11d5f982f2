"""Jobs, the sensor for new drops and the nightly schedule."""

import dagster as dg
import polars as pl

from pipeline.defs import partitions
from pipeline.defs.partitions import DROPS
from pipeline.defs.resources import Workspace
from pipeline.recipes import is_current

MOST_DROPS_A_TICK = 50

prepare = dg.define_asset_job(
    "prepare",
    selection=dg.AssetSelection.groups("drop"),
    partitions_def=DROPS,
    description="Bring a drop's frames up to date, and leave the warehouse as it is.",
)
publish = dg.define_asset_job(
    "publish",
    selection=dg.AssetSelection.groups("corpus", "warehouse"),
    description="Resolve entities over all drops, build the warehouse beside, check it, swap it in.",
)
ingest = dg.define_asset_job(
    "ingest",
    selection=dg.AssetSelection.groups("drop", "corpus", "warehouse"),
    partitions_def=DROPS,
    description="Bring a drop's frames up to date, then publish the warehouse.",
)


def changed_drops(workspace: Workspace) -> list[str]:
    """Return the drops whose frames are not up to date, those that left the seeds folder among them."""
    here = workspace.seeds.drops()
    gone = [drop for drop in workspace.frames.drops("documents") if drop not in here]
    return [drop for drop in [*here, *gone] if not is_current(workspace.seeds, workspace.frames, drop)]


def _request(workspace: Workspace, drop: str) -> dg.RunRequest:
    """Ask for a run; the key holds what was taken in last, so that a content that comes back is taken again."""
    digest = workspace.seeds.digest(drop)
    before = workspace.frames.state("documents", drop)
    looked = workspace.frames.scan("documents", drop).select(pl.col("last_seen_at").max()).collect().item()
    key = f"{drop}:{digest}:{before.version if before else ''}:{looked or ''}"
    return dg.RunRequest(run_key=key, partition_key=drop, tags={"dixit/drop": drop, "dixit/digest": digest})


@dg.sensor(job=ingest, minimum_interval_seconds=60, default_status=dg.DefaultSensorStatus.RUNNING)
def new_drops(workspace: Workspace) -> dg.SensorResult | dg.SkipReason:
    """Ask for a run for every drop that is new, changed, gone or back."""
    requests = [_request(workspace, drop) for drop in changed_drops(workspace)[:MOST_DROPS_A_TICK]]
    if not requests:
        return dg.SkipReason("every drop is up to date")
    return dg.SensorResult(
        run_requests=requests,
        dynamic_partitions_requests=[
            DROPS.build_add_request([str(request.partition_key) for request in requests])
        ],
    )


@dg.schedule(job=ingest, cron_schedule="15 2 * * *", default_status=dg.DefaultScheduleStatus.RUNNING)
def nightly_reingest(context: dg.ScheduleEvaluationContext, workspace: Workspace) -> list[dg.RunRequest]:
    """Look at every drop again in the night."""
    here = workspace.seeds.drops()
    context.instance.add_dynamic_partitions(partitions.NAME, here)
    night = context.scheduled_execution_time.isoformat()
    return [
        dg.RunRequest(run_key=f"{drop}:{night}", partition_key=drop, tags={"dixit/drop": drop})
        for drop in here
    ]


@dg.definitions
def drops() -> dg.Definitions:
    """Return jobs, sensor and schedule."""
    return dg.Definitions(jobs=[ingest, prepare, publish], sensors=[new_drops], schedules=[nightly_reingest])
