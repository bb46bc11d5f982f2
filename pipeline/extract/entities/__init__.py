"""Finds who or what is the same across all articles, whatever the spelling."""

from typing import NamedTuple

import polars as pl

from pipeline import tables
from pipeline.extract.names import fold
from pipeline.ids import content_id


class Resolution(NamedTuple):
    """The outcome: entities and entity_aliases as in pipeline.tables, links with cluster_id and entity_id."""

    entities: pl.DataFrame
    entity_aliases: pl.DataFrame
    links: pl.DataFrame


def resolve_entities(
    mentions: pl.DataFrame,
    articles: pl.DataFrame,
    authorities: pl.DataFrame | None = None,
    judgements: pl.DataFrame | None = None,
) -> Resolution:
    """Return the entities of all articles, their spellings, and which cluster of mentions is which entity."""
    named = mentions.filter(pl.col("cluster_id").is_not_null())
    keys = (
        named.filter(pl.col("kind") == "name")
        .group_by("cluster_id")
        .agg(pl.col("type", "name", "article_id").first())
    )
    links = keys.select(
        "cluster_id",
        entity_id=pl.struct("type", "name", "cluster_id").map_elements(
            lambda r: content_id(
                "entity",
                r["type"],
                fold(r["name"]) if " " in r["name"] or r["type"] != "PER" else r["cluster_id"],
            ),
            return_dtype=pl.Int64,
        ),
    )
    joined = named.drop("entity_id").join(links, on="cluster_id")
    entities = joined.group_by("entity_id").agg(
        pl.col("name").mode().sort().first(),
        pl.col("type").first(),
        wikidata_id=pl.lit(None, dtype=pl.String),
        n_articles=pl.col("article_id").n_unique().cast(pl.Int64),
        n_mentions=pl.len().cast(pl.Int64),
    )
    aliases = (
        joined.filter(pl.col("kind") == "name")
        .group_by("entity_id", alias="text")
        .agg(n_mentions=pl.len().cast(pl.Int64), method=pl.lit("spelling"), score=pl.lit(1.0))
    )
    order = list(tables.TABLES["entities"].create_empty().columns)
    return Resolution(entities.select(order), aliases, links)
