"""Documents: the history of every file of a drop, from what was known and what is seen now."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import polars as pl

from pipeline.tables import frame

PRESENT = ["loaded", "quarantined"]


def follow_documents(
    known: pl.DataFrame, seen: Iterable[dict[str, object]], now: datetime, moving: Sequence[str] = ()
) -> pl.DataFrame:
    """Return the documents of a drop after a look at it.

    A document that is there is `loaded` or `quarantined`. One that was there and is not: `superseded` where its path
    now holds another content, else `removed`. One that is there again is restored with the day it was first seen.

    Args:
        known: the documents so far.
        seen: what lies in the drop now, as rows of documents without status and times.
        now: the time of the look (UTC).
        moving: the paths of files that were being written: of them all stays as it was.
    """
    rows = [
        {
            **row,
            "status": "quarantined" if row["article_id"] is None else "loaded",
            "first_seen_at": now,
            "last_seen_at": now,
        }
        for row in seen
    ]
    present = frame("documents", rows).unique("document_id", keep="first", maintain_order=True)
    first_seen = known.select("document_id", known_since="first_seen_at")
    present = present.join(first_seen, on="document_id", how="left").with_columns(
        first_seen_at=pl.coalesce("known_since", "first_seen_at")
    )
    gone = known.join(present, on="document_id", how="anti")
    replaced = pl.col("path").is_in(present["path"].implode())
    unread = pl.col("path").str.split("#").list.first().is_in(moving) | pl.col("path").is_in(moving)
    status = (
        pl.when(unread | ~pl.col("status").is_in(PRESENT))
        .then(pl.col("status").cast(pl.String))
        .when(replaced)
        .then(pl.lit("superseded"))
        .otherwise(pl.lit("removed"))
    )
    gone = gone.with_columns(status.cast(known.schema["status"]).alias("status"))
    return pl.concat([present.select(known.columns), gone]).sort("path", "first_seen_at", "document_id")
