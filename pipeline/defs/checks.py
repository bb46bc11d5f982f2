"""Checks that warn and hold nothing up: what was not taken in, by name and number.

Does not belong here: what would make a table wrong, which blocks (sql/checks/, defs/warehouse.py).
"""

import dagster as dg
import polars as pl

from pipeline.defs.reports import markdown_table
from pipeline.defs.resources import Workspace

FILES_SHOWN = 50


@dg.asset_check(asset="documents", description="Every file of every drop could be read.")
def every_file_is_read(workspace: Workspace) -> dg.AssetCheckResult:
    """Warn with the names, the reasons and the number of the files that were not taken in."""
    here = workspace.frames.scan_all("documents").filter(pl.col("status") == "quarantined")
    files = here.select("drop", "path", "reason").sort("path").collect()
    reasons = files.group_by("reason").len().sort("len", "reason", descending=[True, False])
    return dg.AssetCheckResult(
        passed=files.is_empty(),
        severity=dg.AssetCheckSeverity.WARN,
        metadata={
            "quarantined": len(files),
            "reasons": dg.MetadataValue.md(markdown_table(reasons.head(FILES_SHOWN))),
            "files": dg.MetadataValue.md(markdown_table(files.head(FILES_SHOWN))),
        },
    )


def definitions() -> dg.Definitions:
    """Return the checks that warn."""
    return dg.Definitions(asset_checks=[every_file_is_read])
