"""The assets of a drop: documents, and one asset a recipe. A partition is a drop; a run may take many."""

from collections.abc import Sequence
from datetime import UTC, datetime

import dagster as dg
import polars as pl

from pipeline.defs.partitions import DROPS
from pipeline.defs.reports import StepEvents, frame_metadata
from pipeline.defs.resources import Workspace
from pipeline.defs.runs import TRY_AGAIN, claim, told_in_one_line
from pipeline.frames import Frames
from pipeline.intake import take_in
from pipeline.recipes import RECIPES, Recipe
from pipeline.tables import TABLES

OWNERS = ["team:newsroom-data"]
GROUP = "drop"


def _contract(table: str) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        "keeps_its_contract",
        asset=table,
        blocking=True,
        description=f"Every row of {table} has the columns, types, keys and rules of pipeline/tables.py.",
    )


def _spec(
    table: str, inputs: tuple[str, ...], kinds: tuple[str, ...], version: str | None = None
) -> dg.AssetSpec:
    return dg.AssetSpec(
        table,
        deps=inputs,
        description=(TABLES[table].__doc__ or "").strip()
        if table in TABLES
        else "The decoded texts of a drop.",
        group_name=GROUP,
        kinds={*kinds, "parquet"},
        owners=OWNERS,
        code_version=version,
        partitions_def=DROPS,
    )


@dg.multi_asset(
    specs=[_spec("documents", (), ("python",)), _spec("texts", ("documents",), ("polars",))],
    check_specs=[_contract("documents")],
    name="documents",
    backfill_policy=dg.BackfillPolicy.single_run(),
    retry_policy=TRY_AGAIN,
)
def documents(context: dg.AssetExecutionContext, workspace: Workspace) -> StepEvents:
    """Look at the drops: what is there now, and what became of what was there before."""
    claim(context)
    frames, drops = workspace.frames, context.partition_keys
    with told_in_one_line():
        for drop in drops:
            found = take_in(workspace.folders, drop, datetime.now(UTC).replace(tzinfo=None))
            context.log.info("%s: %s documents, %s quarantined", drop, found.n_documents, found.n_quarantined)
            if found.moving:
                context.log.warning(
                    "being written, left for the next look: %s", ", ".join(map(repr, found.moving))
                )
    yield dg.MaterializeResult("documents", metadata=_metadata(frames, "documents", drops))
    yield dg.MaterializeResult("texts", metadata={"dagster/row_count": _count(frames, "texts", drops)})
    yield dg.AssetCheckResult(asset_key="documents", check_name="keeps_its_contract", passed=True)


def recipe_asset(recipe: Recipe) -> dg.AssetsDefinition:
    """Return the asset that brings a recipe's frames up to date for the drops of a run."""

    @dg.multi_asset(
        specs=[_spec(table, recipe.inputs, recipe.kinds, recipe.version) for table in recipe.tables],
        check_specs=list(map(_contract, recipe.tables)),
        name=recipe.tables[0],
        backfill_policy=dg.BackfillPolicy.single_run(),
        retry_policy=TRY_AGAIN,
    )
    def update(context: dg.AssetExecutionContext, workspace: Workspace) -> StepEvents:
        drops, frames = context.partition_keys, workspace.frames
        counts = {"articles_computed": 0, "articles_kept": 0}
        with told_in_one_line():
            for drop in drops:
                done = frames.update(recipe.tables, drop, recipe.made())
                why = " (the extractor or its language data changed)" if done.new_version else ""
                context.log.info("%s: %s articles computed%s, %s kept", drop, done.computed, why, done.kept)
                counts["articles_computed"] += done.computed
                counts["articles_kept"] += done.kept
        for table in recipe.tables:
            yield dg.MaterializeResult(table, metadata={**_metadata(frames, table, drops), **counts})
            yield dg.AssetCheckResult(asset_key=table, check_name="keeps_its_contract", passed=True)

    return update


def _metadata(frames: Frames, table: str, drops: Sequence[str]) -> dict[str, dg.MetadataValue | int | float]:
    return {**frame_metadata(frames, table, drops), **({"drops": len(drops)} if len(drops) > 1 else {})}


def _count(frames: Frames, table: str, drops: Sequence[str]) -> int:
    return sum(frames.scan(table, drop).select(pl.len()).collect().item() for drop in drops)


def definitions() -> dg.Definitions:
    """Return the assets of a drop."""
    return dg.Definitions(assets=[documents, *map(recipe_asset, RECIPES)])
