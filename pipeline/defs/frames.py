"""The assets of a drop: documents, and one asset a recipe. A partition is a drop."""

from datetime import UTC, datetime

import dagster as dg
import polars as pl

from pipeline.defs.partitions import DROPS
from pipeline.defs.reports import StepEvents, frame_metadata
from pipeline.defs.resources import Workspace
from pipeline.extract.articles import article_id
from pipeline.extract.documents import follow_documents
from pipeline.frames import Update, schema_of
from pipeline.ids import content_id
from pipeline.recipes import RECIPES, Recipe
from pipeline.seeds import Seen
from pipeline.tables import TABLES

OWNERS = ["team:newsroom-data"]
GROUP = "drop"
TRANSIENT_FAULTS = dg.RetryPolicy(max_retries=2, delay=1, backoff=dg.Backoff.EXPONENTIAL)


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
    specs=[_spec("documents", (), ("python",)), _spec("texts", (), ("polars",))],
    check_specs=[_contract("documents")],
    partitions_def=DROPS,
    name="documents",
    retry_policy=TRANSIENT_FAULTS,
)
def documents(context: dg.AssetExecutionContext, workspace: Workspace) -> StepEvents:
    """Look at a drop: what is there now, and what became of what was there before."""
    drop, frames = context.partition_key, workspace.frames
    digest = workspace.seeds.digest(drop)
    seen = list(workspace.seeds.read(drop))
    ids = [article_id(s.text) if s.text is not None else None for s in seen]
    rows = [_document(drop, one, identity) for one, identity in zip(seen, ids, strict=True)]
    known = frames.scan("documents", drop).collect()
    followed = follow_documents(known, rows, datetime.now(UTC).replace(tzinfo=None))
    texts = pl.DataFrame(
        [
            {"article_id": identity, "text": one.text, **one.beside}
            for one, identity in zip(seen, ids, strict=True)
            if identity
        ],
        schema=schema_of("texts"),
    ).unique("article_id", keep="first", maintain_order=True)
    frames.write("texts", drop, texts.sort("article_id"), digest)
    frames.write("documents", drop, TABLES["documents"].validate(followed, cast=True), digest)
    yield dg.MaterializeResult("documents", metadata=frame_metadata(frames, "documents", drop))
    yield dg.MaterializeResult("texts", metadata={"dagster/row_count": len(texts)})
    yield dg.AssetCheckResult(asset_key="documents", check_name="keeps_its_contract", passed=True)


def _document(drop: str, seen: Seen, identity: int | None) -> dict[str, object]:
    return {
        "document_id": content_id("document", seen.path, seen.sha256),
        "drop": drop,
        "path": seen.path,
        "sha256": seen.sha256,
        "bytes": seen.bytes,
        "encoding": seen.encoding,
        "reason": seen.reason,
        "article_id": identity,
    }


def recipe_asset(recipe: Recipe) -> dg.AssetsDefinition:
    """Return the asset that brings a recipe's frames up to date for a drop."""

    @dg.multi_asset(
        specs=[_spec(table, recipe.inputs, recipe.kinds, recipe.version) for table in recipe.tables],
        check_specs=[_contract(table) for table in recipe.tables],
        partitions_def=DROPS,
        name=recipe.tables[0],
        retry_policy=TRANSIENT_FAULTS,
    )
    def update(context: dg.AssetExecutionContext, workspace: Workspace) -> StepEvents:
        drop, frames = context.partition_key, workspace.frames
        done = frames.update(
            recipe.tables, drop, recipe.made(), lambda n: context.log.info("%s articles done", n)
        )
        _say(context, done)
        for table in recipe.tables:
            counts = {"articles_computed": done.computed, "articles_kept": done.kept}
            yield dg.MaterializeResult(table, metadata={**frame_metadata(frames, table, drop), **counts})
            yield dg.AssetCheckResult(asset_key=table, check_name="keeps_its_contract", passed=True)

    return update


def _say(context: dg.AssetExecutionContext, done: Update) -> None:
    why = " (the extractor or its language data changed)" if done.new_version else ""
    context.log.info("%s articles computed%s, %s kept", done.computed, why, done.kept)


@dg.definitions
def frames() -> dg.Definitions:
    """Return the assets of a drop."""
    return dg.Definitions(assets=[documents, *map(recipe_asset, RECIPES)])
