"""Pictures on the assets where a person looks for them: SVG within the Markdown of a materialisation.

Belongs here: which picture stands on which table. Does not belong here: how one is drawn (pipeline/warehouse/pictures.py).
"""

from base64 import b64encode

import dagster as dg
import polars as pl

from pipeline.warehouse.pictures import Bar, over_time, shares

BARS = 12
CONFIDENCES = [step / 10 for step in range(10)]
# of each table the columns whose values are counted, under the name of the picture
SHARED = {
    "documents": {"status": "status"},
    "articles": {"outlets": "publisher", "languages": "language"},
    "segments": {"roles": "role"},
    "dates": {"granularities": "granularity", "methods": "method"},
    "mentions": {"types": "type", "methods": "method"},
    "quotes": {"speakers": "speaker_name", "verbs": "cue_lemma", "methods": "method"},
    "sources": {"types": "type", "most_cited": "name"},
}
IN_TIME = {"articles": "published_on", "dates": "starts_on"}
WITH_CONFIDENCE = ("dates", "mentions", "quotes")
MONTHS_SHOWN = 60


def frame_pictures(rows: pl.LazyFrame, table: str) -> dict[str, dg.MetadataValue]:
    """Return the pictures of a table's rows as Dagster metadata: shares, a timeline, the curve of confidence.

    The values of columns come from articles, so they are escaped where they are drawn, and stand in an image.
    """
    drawn = {name: _shares(rows, column, name) for name, column in SHARED.get(table, {}).items()}
    if table in IN_TIME:
        drawn["timeline"] = _timeline(rows, IN_TIME[table])
    if table in WITH_CONFIDENCE:
        drawn["confidence"] = _confidence(rows)
    return {name: _image(name, picture) for name, picture in drawn.items()}


def _image(name: str, picture: str) -> dg.MetadataValue:
    data = b64encode(picture.encode()).decode()
    return dg.MetadataValue.md(f"![{name}](data:image/svg+xml;base64,{data})")


def _shares(rows: pl.LazyFrame, column: str, title: str) -> str:
    counted = (
        rows.group_by(pl.col(column).cast(pl.String).fill_null("–"))
        .agg(n=pl.len())
        .sort("n", column, descending=[True, False])
        .head(BARS)
        .collect()
    )
    return shares([Bar(label, n) for label, n in counted.iter_rows()], title)


def _timeline(rows: pl.LazyFrame, column: str) -> str:
    """Return the rows by month, the last MONTHS_SHOWN of those that have any."""
    counted = (
        rows.filter(pl.col(column).is_not_null())
        .group_by(pl.col(column).dt.strftime("%Y-%m"))
        .agg(n=pl.len())
        .sort(column)
        .tail(MONTHS_SHOWN)
        .collect()
    )
    return over_time([Bar(month, n) for month, n in counted.iter_rows()], "timeline")


def _confidence(rows: pl.LazyFrame) -> str:
    """Return how many rows are at least so sure, from 0 to 0.9."""
    counted = rows.select(
        (pl.col("confidence") >= least).sum().alias(f"≥ {least:g}") for least in CONFIDENCES
    ).collect()
    return over_time([Bar(label, n) for label, n in counted.row(0, named=True).items()], "confidence")
