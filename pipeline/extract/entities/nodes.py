"""Turns the clusters of all articles into nodes: names spelt alike that nothing keeps apart."""

from typing import Any, NamedTuple

import polars as pl

from pipeline.extract.authorities import spellings
from pipeline.extract.countries import country_of
from pipeline.extract.ids import content_id
from pipeline.extract.mentions.lexicon import lexicon
from pipeline.extract.names import fold
from pipeline.extract.spelling import name_words

ORDER = ("published_on", "article_id", "cluster_id")  # the earliest first
CASED = 4  # a spelling with fewer letters is known only with the same capitals: ONU, not «on»


class Nodes(NamedTuple):
    """`clusters`: cluster_id, node. `nodes`: node (0, 1, ...), type, key, name, gender, country, authority, wikidata_id, local."""

    clusters: pl.DataFrame
    nodes: pl.DataFrame


def cluster_frame(mentions: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Return one row a cluster that holds a name: its article, date, type, name, gender, country, roles, number of mentions.

    `roles`: what it is described as, folded.
    """
    clustered = mentions.filter(pl.col("cluster_id").is_not_null())
    names = (
        clustered.filter(pl.col("kind") == "name")
        .group_by("cluster_id")
        .agg(
            pl.col("article_id", "type", "name", "gender").first(),
            texts=pl.concat([pl.col("text"), pl.col("name")]).unique(),
            n=pl.len(),
        )
        .filter(pl.col("name").is_not_null())
    )
    told = (
        clustered.filter(pl.col("kind") == "description")
        .join(articles.select("article_id", "language"), on="article_id", how="left")
        .select("cluster_id", "text", "language")
    )
    countries = {pair: country_of(*pair) for pair in told.select("text", "language").unique().iter_rows()}
    country = [countries[pair] for pair in told.select("text", "language").iter_rows()]
    by_cluster = (
        told.with_columns(country=pl.Series(country, dtype=pl.String))
        .drop_nulls("country")
        .group_by("cluster_id")
        .agg(pl.col("country").unique())
        .filter(pl.col("country").list.len() == 1)
        .with_columns(pl.col("country").list.first())
    )
    folded = {text: fold(text) for text in told["text"].unique()}
    roles = (
        told.with_columns(role=pl.Series([folded[text] for text in told["text"]], dtype=pl.String))
        .group_by("cluster_id")
        .agg(roles=pl.col("role").unique())
    )
    dates = articles.select("article_id", "published_on", "language")
    return (
        names.join(by_cluster, on="cluster_id", how="left")
        .join(roles, on="cluster_id", how="left")
        .join(dates, on="article_id", how="left")
        .with_columns(pl.col("type").cast(pl.String), pl.col("gender").cast(pl.String))
        .sort(ORDER, nulls_last=True)
    )


def build_nodes(clusters: pl.DataFrame, authorities: pl.DataFrame) -> Nodes:
    """Return the nodes of clusters (as by cluster_frame), the earliest first."""
    known = _with_authority(clusters, authorities)
    keys = {pair: _key(*pair) for pair in known.select("type", "name").unique().iter_rows()}
    keyed = known.with_columns(
        key=pl.Series([keys[pair] for pair in known.select("type", "name").iter_rows()], dtype=pl.String)
    ).with_columns(
        # A single name of a person is known in its article alone.
        local=pl.col("key").is_null() & pl.col("authority").is_null(),
        key=pl.coalesce(pl.col("authority"), "key", pl.col("cluster_id").cast(pl.String)),
    )
    apart = _namesakes_apart(keyed).with_row_index("order")
    nodes = (
        apart.group_by("type", "key", "side", "local")
        .agg(
            pl.col("authority", "wikidata_id").first(),
            pl.col("gender", "country").drop_nulls().first(),
            pl.col("name").mode().sort().first(),
            pl.col("order").min(),
        )
        .sort("order")
        .with_row_index("node")
    )
    ids = [
        content_id("entity", kind, key) if not side else content_id("entity", kind, key, side)
        for kind, key, side in nodes.select("type", "key", "side").iter_rows()
    ]
    links = apart.join(nodes.select("type", "key", "side", "node"), on=["type", "key", "side"])
    return Nodes(
        links.select("cluster_id", "node"),
        nodes.with_columns(id=pl.Series(ids, dtype=pl.Int64)).drop("order", "side"),
    )


def _key(kind: str, name: str) -> str | None:
    words = name_words(name)
    if kind == "PER":
        return " ".join(words) if len(words) > 1 else None
    return fold(name) or name


def _namesakes_apart(keyed: pl.DataFrame) -> pl.DataFrame:
    """Add `side`: which of several people of one name, told apart by gender or country; empty for the first one.

    Who is told by neither is taken for the first.
    """
    side = pl.concat_str(
        pl.col("gender").fill_null(""), pl.col("country").fill_null(""), separator=" "
    ).str.strip_chars()
    by_name = ["type", "key"]
    first = (
        keyed.filter(pl.col("type") == "PER")
        .group_by(by_name)
        .agg(
            first_gender=pl.col("gender").drop_nulls().first(),
            first_country=pl.col("country").drop_nulls().first(),
        )
    )
    same = (pl.col("gender").is_null() | (pl.col("gender") == pl.col("first_gender"))) & (
        pl.col("country").is_null() | (pl.col("country") == pl.col("first_country"))
    )
    return (
        keyed.join(first, on=by_name, how="left", maintain_order="left")
        .with_columns(side=pl.when(same | (pl.col("type") != "PER")).then(pl.lit("")).otherwise(side))
        .drop("first_gender", "first_country")
    )


def _with_authority(clusters: pl.DataFrame, authorities: pl.DataFrame) -> pl.DataFrame:
    """Add `authority` and `wikidata_id`: the one authority of this type that has a spelling of the cluster on its article's date."""
    spelled = spellings(authorities).with_columns(
        spelling=pl.col("alias").map_elements(_spelling, return_dtype=pl.String),
        firsts=pl.col("alias")
        .map_elements(_first_word, return_dtype=pl.String)
        .unique()
        .over("name", mapping_strategy="join"),
    )
    texts = clusters.select("cluster_id", "type", "published_on", "name", "language", text="texts").explode(
        "text"
    )
    names = (
        texts.select("text")
        .unique()
        .with_columns(spelling=pl.col("text").map_elements(_spelling, return_dtype=pl.String))
    )
    found = (
        texts.join(names, on="text")
        .join(
            spelled.select(
                "spelling", "type", "valid_from", "valid_to", "wikidata_id", "firsts", authority="name"
            ),
            on=["spelling", "type"],
        )
        .filter(
            (pl.col("published_on") >= pl.col("valid_from")).fill_null(value=True)
            & (pl.col("published_on") <= pl.col("valid_to")).fill_null(value=True)
        )
        .filter(
            ~pl.struct("type", "spelling", "text", "name", "language", "firsts", "authority").map_elements(
                _is_of_another, return_dtype=pl.Boolean
            )
        )
        .group_by("cluster_id")
        .agg(pl.col("authority").unique(), pl.col("wikidata_id").drop_nulls().first())
        .filter(pl.col("authority").list.len() == 1)
        .with_columns(pl.col("authority").list.first())
    )
    return clusters.join(found, on="cluster_id", how="left", maintain_order="left")


def _first_word(name: str) -> str:
    return fold(name).partition(" ")[0]


def _is_of_another(row: dict[str, Any]) -> bool:
    """Tell whether a spelling is another's: the start of its name («Medef de X», «Sénat X»), or letters that stand for it.

    Of two that are listed, one owns it in the language of its article.
    """
    known = lexicon(row["language"])
    owner = known.authorities.get(fold(row["spelling"]), row["authority"])
    if owner != row["authority"] == known.authorities.get(fold(row["authority"])):
        return True
    words = fold(row["spelling"]).split()
    name = fold(row["name"]).split()
    if len(words) == 1 < len(name) and row["text"].isupper() and row["text"] not in row["name"]:
        return name[0] not in row["firsts"]
    if row["type"] != "ORG" or len(name) <= len(words) or name[: len(words)] != words:
        return False
    return words[0] in known.short_for or name[len(words)] in known.particles


def _spelling(name: str) -> str:
    folded = fold(name)
    return name if len(folded) < CASED else folded
