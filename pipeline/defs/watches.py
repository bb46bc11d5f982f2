"""The asset that looks, after each publish, for what is new to the watches, and passes it on."""

import dagster as dg

from pipeline.defs import telling
from pipeline.defs.frames import OWNERS
from pipeline.defs.reports import markdown_table
from pipeline.defs.resources import Workspace
from pipeline.defs.runs import WRITER_POOL
from pipeline.drops import watches
from pipeline.errors import UserError

ROWS_SHOWN = 50
SHOWN = ["watch", "published", "publisher", "speaker", "text", "path"]


@dg.asset(deps=["warehouse"], group_name="warehouse", kinds={"duckdb"}, owners=OWNERS, pool=WRITER_POOL)
def alerts(context: dg.AssetExecutionContext, workspace: Workspace) -> dg.MaterializeResult[None]:
    """What is new to the watches of seeds/_watches.csv: rows that were not told before, in alerts.jsonl, and given to the hook."""
    folders = workspace.folders
    try:
        news = watches.look(folders)
    except UserError as error:  # the warehouse is in place: what is watched stops no run
        news = watches.nothing(str(error))
    telling.tell_news(folders.home, workspace.hook, news)
    for remark in news.remarks:
        context.log.warning("%s", remark)
    counts = news.rows.group_by("watch").len().sort("watch").iter_rows()
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": len(news.rows),
            "rows": dg.MetadataValue.md(markdown_table(news.rows.select(SHOWN).head(ROWS_SHOWN))),
            "watches": dg.MetadataValue.json(dict(counts)),
            "remarks": dg.MetadataValue.json(news.remarks),
            "file": dg.MetadataValue.path(folders.home / watches.JSON_LINES),
        }
    )


def definitions() -> dg.Definitions:
    """Return the asset of the watches."""
    return dg.Definitions(assets=[alerts])
