"""Checks that hold nothing up: what was not taken in or was set aside, by name and number.

Does not belong here: what would make a table wrong, which blocks (sql/checks/, defs/warehouse.py).
"""

import dagster as dg
import polars as pl

from pipeline.defs.reports import markdown_table
from pipeline.defs.resources import Workspace
from pipeline.defs.telling import FILES_TOLD
from pipeline.drops import empty_drops
from pipeline.warehouse import heavy_losses

FILES_SHOWN = 50


@dg.asset_check(asset="breaches", description="No article breaks a rule, so that it is set aside.")
def no_article_is_set_aside(workspace: Workspace) -> dg.AssetCheckResult:
    """Warn with path and rule of the articles that are set aside; more than one in ten of a drop is an error."""
    frames = workspace.frames
    documents = frames.scan_all("documents").filter(pl.col("status") == "loaded").collect()
    aside = frames.set_aside().join(documents, on=["article_id", "drop"]).select("drop", "path", "rule")
    losses = heavy_losses(frames)
    return dg.AssetCheckResult(
        passed=aside.is_empty(),
        severity=dg.AssetCheckSeverity.ERROR if losses else dg.AssetCheckSeverity.WARN,
        description="; ".join(losses) or None,
        metadata={
            "set_aside": len(aside),
            "articles": dg.MetadataValue.md(markdown_table(aside.sort("path").head(FILES_SHOWN))),
        },
    )


@dg.asset_check(asset="documents", description="Every drop holds files, and every file could be read.")
def every_file_is_read(workspace: Workspace) -> dg.AssetCheckResult:
    """Warn with the names, the reasons and the number of the files that were not taken in."""
    here = workspace.frames.scan_all("documents").filter(pl.col("status") == "quarantined")
    files = here.select("drop", "path", "reason").sort("path").collect()
    empty = empty_drops(workspace.seeds, workspace.frames)
    reasons = files.group_by("reason").len().sort("len", "reason", descending=[True, False])
    told = [
        f"{path}: {reason}" for path, reason in files.select("path", "reason").head(FILES_TOLD).iter_rows()
    ]
    told += [f"… {len(files)} files in all"] if len(files) > FILES_TOLD else []
    told += [f"{drop} holds no file" for drop in empty[:FILES_TOLD]]
    return dg.AssetCheckResult(
        passed=files.is_empty() and not empty,
        severity=dg.AssetCheckSeverity.WARN,
        description="; ".join(told) or None,
        metadata={
            "quarantined": len(files),
            "empty_drops": empty,
            "reasons": dg.MetadataValue.md(markdown_table(reasons.head(FILES_SHOWN))),
            "files": dg.MetadataValue.md(markdown_table(files.head(FILES_SHOWN))),
        },
    )


def definitions() -> dg.Definitions:
    """Return the checks that hold nothing up."""
    return dg.Definitions(asset_checks=[every_file_is_read, no_article_is_set_aside])
