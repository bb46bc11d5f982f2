"""The warehouse asset: build beside, audit, swap in, publish; each file of sql/checks/ is one of its checks."""

from datetime import timedelta
from pathlib import Path

import dagster as dg

from pipeline.defs.frames import OWNERS
from pipeline.defs.reports import StepEvents, markdown_table
from pipeline.defs.resources import Workspace
from pipeline.defs.runs import TRY_AGAIN, WRITER_POOL, claim, refuse, runs_at_work, told_in_one_line
from pipeline.frames import RECIPES
from pipeline.warehouse import (
    CORPUS_TABLES,
    Finding,
    build,
    checks,
    is_current,
    publish,
    swap,
    unaccepted_losses,
)

FRESH = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=50), warn_window=timedelta(hours=26))


def _checks() -> list[dg.AssetCheckSpec]:
    return [
        dg.AssetCheckSpec(
            check.name,
            asset="warehouse",
            blocking=True,
            description=check.sentence,
        )
        for check in checks()
    ]


@dg.asset(
    deps=[*(table for recipe in RECIPES for table in recipe.tables), *CORPUS_TABLES, "documents"],
    check_specs=_checks(),
    group_name="warehouse",
    kinds={"duckdb", "sql"},
    owners=OWNERS,
    pool=WRITER_POOL,
    retry_policy=TRY_AGAIN,
    freshness_policy=FRESH,  # looked at every night, changed or not
)
def warehouse(context: dg.AssetExecutionContext, workspace: Workspace) -> StepEvents:
    """The DuckDB file: every public table, keyed, checked and commented, with the reading views."""
    claim(context)
    frames, target, lake = workspace.frames, workspace.target, workspace.folders.lake
    if is_current(frames, workspace.folders.published):
        context.log.info("nothing changed: the warehouse in place stays")
        yield from _standing(target)
        return
    with told_in_one_line():
        damaged = frames.remove_damaged()
        if damaged:
            told = f"damaged frames were removed, the next look at their drops makes them again: {', '.join(damaged)}"
            raise dg.Failure(told, allow_retries=False)
        if not workspace.accept_losses:
            refuse(unaccepted_losses(frames, workspace.folders.published, workspace.seeds_dir))
        with build(frames, target) as built:
            if built.failures and (others := runs_at_work(context)):
                context.log.info("the old warehouse stays until these runs are done: %s", ", ".join(others))
                yield from _standing(target)
                return
            yield from map(_check_result, built.findings)
            if built.failures:
                names = ", ".join(f"{finding.check} ({finding.n_rows} rows)" for finding in built.failures)
                raise dg.Failure(f"the old warehouse stays: {names}", allow_retries=False)
            workspace.folders.share(built.path)
            swap(built, target)
        snapshot = {"lake": str(lake), "snapshot": publish(target, lake)} if lake else {}
    rows = {f"rows_{table}": count for table, count in built.rows.items()}
    yield dg.MaterializeResult(
        metadata={"path": dg.MetadataValue.path(target), "swapped": True, **rows, **snapshot}
    )


def _standing(target: Path) -> StepEvents:
    """Say of the warehouse in place that it stays: it passed every check when it was built."""
    for check in checks():
        yield dg.AssetCheckResult(asset_key="warehouse", check_name=check.name, passed=True)
    yield dg.MaterializeResult(metadata={"path": dg.MetadataValue.path(target), "swapped": False})


def _check_result(finding: Finding) -> dg.AssetCheckResult:
    rows = finding.sample.select(finding.sample.columns[:8]) if finding.n_rows else None
    return dg.AssetCheckResult(
        asset_key="warehouse",
        check_name=finding.check,
        passed=not finding.n_rows,
        description=finding.sentence,
        metadata={
            "offending_rows": finding.n_rows,
            **({"rows": dg.MetadataValue.md(markdown_table(rows))} if rows is not None else {}),
        },
    )


def definitions() -> dg.Definitions:
    """Return the asset of the DuckDB file."""
    return dg.Definitions(assets=[warehouse])
