"""What a materialisation shows to a person: counts, shares of the unknown, a few rows in Markdown."""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from pipeline.defs.pictures import frame_pictures
from pipeline.frames import Frames
from pipeline.tables import TABLES

StepEvents = Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]
ROWS_SHOWN = 5
CELL_WIDTH = 60
SHOWN = {
    "documents": ["path", "status", "encoding", "reason"],
    "articles": ["title", "published", "publisher", "language"],
    "segments": ["role", "text"],
    "tokens": ["form", "lemma", "upos", "ner"],
    "dates": ["text", "value", "method", "reason"],
    "mentions": ["text", "type", "kind", "name"],
    "quotes": ["speaker_name", "cue", "text", "kind"],
    "quoted_terms": ["text", "kind"],
    "sayings": ["quote_id", "method", "reason"],
    "breaches": ["article_id", "rule"],
    "sources": ["name", "type", "role"],
    "entities": ["name", "type", "n_articles", "n_mentions"],
    "entity_aliases": ["alias", "n_mentions", "method", "score"],
    "statements": ["speaker_name", "text", "n_articles"],
    "stories": ["members", "score"],
    "attested_roles": ["text", "role", "of_what", "method"],
    "roles": ["role", "of_what", "first_on", "last_on", "n_articles"],
    "corrections": ["text", "field", "value", "corrected_by", "status"],
}
SHARES = {
    "articles": {"share_undated": pl.col("published").is_null()},
    "dates": {"share_without_value": pl.col("value").is_null()},
    "quotes": {
        "share_without_speaker": pl.col("speaker_name").is_null(),
        "share_indirect": pl.col("kind") == "indirect",
    },
    "documents": {"share_quarantined": pl.col("status") == "quarantined"},
    "mentions": {"share_unresolved": pl.col("cluster_id").is_null()},
}


def described(table: str) -> str:
    """Return what a row of a table is, and where its columns are explained."""
    if table not in TABLES:
        return "The decoded texts of a drop."
    meant = (TABLES[table].__doc__ or "").strip()
    return f"{meant} Columns: `dixit schema {table}`, or docs/catalogue.md#{table}."


def frame_metadata(
    frames: Frames, table: str, drop: str, *, pictures: bool = True
) -> dict[str, dg.MetadataValue | int | float]:
    """Return row count, shares, a preview and, where asked for, pictures of the frame of a drop, as Dagster metadata."""
    rows = frames.scan(table, drop)
    shares = {name: expression.mean().alias(name) for name, expression in SHARES.get(table, {}).items()}
    counted = rows.select(pl.len().alias("n"), *shares.values()).collect()
    preview = rows.select(SHOWN[table]).head(ROWS_SHOWN).collect()
    return {
        "dagster/row_count": int(counted["n"][0]),
        "preview": dg.MetadataValue.md(markdown_table(preview)),
        **{name: round(counted[name][0] or 0.0, 4) for name in shares},
        **(frame_pictures(rows, table) if pictures else {}),
    }


def markdown_table(rows: pl.DataFrame) -> str:
    """Return rows as a Markdown table; words of articles are escaped and cut."""
    lines = [
        rows.columns,
        ["---"] * rows.width,
        *([_cell(value) for value in row] for row in rows.iter_rows()),
    ]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(value: object) -> str:
    words = " ".join(str("" if value is None else value).split())
    words = words if len(words) <= CELL_WIDTH else words[: CELL_WIDTH - 1] + "…"
    for char in "\\`*_{}[]<>|#":
        words = words.replace(char, "\\" + char if char not in "<>" else {"<": "&lt;", ">": "&gt;"}[char])
    return words
