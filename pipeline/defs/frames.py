"""The assets of a drop: documents, and one asset a recipe. A partition is a drop; a run may take many."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

import dagster as dg
import polars as pl

from pipeline.defs import telling
from pipeline.defs.partitions import DROPS
from pipeline.defs.reports import StepEvents, described, frame_metadata
from pipeline.defs.resources import Workspace
from pipeline.defs.runs import MOST_DROPS_A_RUN, TRY_AGAIN, claim, refuse, told_in_one_line
from pipeline.drops import take_in
from pipeline.frames import RECIPES, Frames, Recipe
from pipeline.warehouse import all_lost

OWNERS = ["team:newsroom-data"]
GROUP = "drop"
# Dagster notes every asset of every drop of a run before it starts it: of 500 drops that alone takes minutes
FEW_RUNS = dg.BackfillPolicy.multi_run(MOST_DROPS_A_RUN)
NONE: Mapping[str, int] = MappingProxyType({})


def _contract(table: str) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        "keeps_its_contract",
        asset=table,
        blocking=True,
        description=f"Every row of {table} has the columns, types, keys and rules of pipeline/tables/.",
    )


def _spec(
    table: str, inputs: tuple[str, ...], kinds: tuple[str, ...], version: str | None = None
) -> dg.AssetSpec:
    return dg.AssetSpec(
        table,
        deps=inputs,
        description=described(table),
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
    backfill_policy=FEW_RUNS,
    retry_policy=TRY_AGAIN,
)
def documents(context: dg.AssetExecutionContext, workspace: Workspace) -> StepEvents:
    """Look at the drops: what is there now, and what became of what was there before."""
    claim(context)
    frames, drops = workspace.frames, context.partition_keys
    with told_in_one_line():
        if workspace.seeds.are_empty and not workspace.accept_losses:  # before a frame is given up
            refuse(all_lost(workspace.folders.published, workspace.seeds_dir))
        for drop in drops:
            known = _not_taken(frames, drop)
            found = take_in(workspace.folders, drop, datetime.now(UTC).replace(tzinfo=None))
            if new := sorted(_not_taken(frames, drop) - known):
                told = "; ".join(f"{path}: {reason}" for path, reason in new[: telling.FILES_TOLD])
                telling.tell(workspace.folders.home, f"{drop}: {len(new)} files were not taken: {told}")
            if not found.n_documents:
                context.log.warning("%s holds no file", drop)
            context.log.info("%s: %s documents, %s quarantined", drop, found.n_documents, found.n_quarantined)
            if found.moving:
                context.log.warning(
                    "being written, left for the next look: %s", ", ".join(map(repr, found.moving))
                )
    for drop in drops:
        _tell(context, frames, "documents", drop)
        rows = frames.scan("texts", drop).select(pl.len()).collect().item()
        context.add_asset_metadata({"dagster/row_count": rows}, "texts", drop)
    yield dg.MaterializeResult("documents")
    yield dg.MaterializeResult("texts")
    yield dg.AssetCheckResult(asset_key="documents", check_name="keeps_its_contract", passed=True)


def _not_taken(frames: Frames, drop: str) -> set[tuple[str, str]]:
    rows = frames.scan("documents", drop).filter(pl.col("status") == "quarantined")
    return set(rows.select("path", "reason").collect().iter_rows())


def recipe_asset(recipe: Recipe) -> dg.AssetsDefinition:
    """Return the asset that brings a recipe's frames up to date for the drops of a run."""

    @dg.multi_asset(
        specs=[_spec(table, recipe.inputs, recipe.kinds, recipe.version) for table in recipe.tables],
        check_specs=list(map(_contract, recipe.tables)),
        name=recipe.tables[0],
        backfill_policy=FEW_RUNS,
        retry_policy=TRY_AGAIN,
    )
    def update(context: dg.AssetExecutionContext, workspace: Workspace) -> StepEvents:
        drops, frames = context.partition_keys, workspace.frames
        done_of: dict[str, dict[str, int]] = {}
        with told_in_one_line():
            for drop in drops:
                done = frames.update(recipe.tables, drop, recipe.made())
                why = " (the extractor or its language data changed)" if done.new_version else ""
                context.log.info("%s: %s articles computed%s, %s kept", drop, done.computed, why, done.kept)
                done_of[drop] = {"articles_computed": done.computed, "articles_kept": done.kept}
        for table in recipe.tables:
            for drop in drops:
                _tell(context, frames, table, drop, done_of[drop])
            yield dg.MaterializeResult(table)
            yield dg.AssetCheckResult(asset_key=table, check_name="keeps_its_contract", passed=True)

    return update


def _tell(
    context: dg.AssetExecutionContext, frames: Frames, table: str, drop: str, counts: Mapping[str, int] = NONE
) -> None:
    """Put what a frame of one drop holds on that drop's partition; pictures where the run is about it alone."""
    pictures = len(context.partition_keys) == 1
    found = frame_metadata(frames, table, drop, pictures=pictures)
    context.add_asset_metadata({**found, **counts}, table, drop)


def definitions() -> dg.Definitions:
    """Return the assets of a drop."""
    return dg.Definitions(assets=[documents, *map(recipe_asset, RECIPES)])
