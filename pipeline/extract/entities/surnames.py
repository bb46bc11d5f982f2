"""Finds the one person whom a surname alone may mean, who bears it in full in other articles, and says how sure that is.

What the articles share is counted: names that few articles have, descriptions of the person, the days. A surname that two
people of the corpus bear means the one whose gender its title tells, or who is named far more often than all the others;
else neither: a person is asked about the one named most. It never means someone whom its own article names in full beside it, and in an article that names another
bearer in full it means nobody.
"""

import polars as pl

from pipeline.extract.entities.nodes import Nodes
from pipeline.extract.entities.pairs import DOUBTFUL
from pipeline.extract.spelling import habits, name_words

FEW = 30  # articles that may share a name for it to tell a story
NEAR, WITHIN = 10, 31  # days between an article with the surname and one with the full name
FAR = 10  # times as many articles name one bearer in full as all the others
KNOWN = 3  # articles that name someone in full: the press then takes the surname for known
STORY, SHARED, PROMINENT = 0.92, 0.88, 0.86
SHORTEST = 3  # letters
METHOD = "surname"


def surname_pairs(built: Nodes, clusters: pl.DataFrame, roots: list[int]) -> pl.DataFrame:
    """Return `left` (a surname alone), `right` (the root of its likeliest bearer), `score`, `method`, the surest first.

    `clusters` as by nodes.cluster_frame; `roots` gives the group of each node. Scores from DOUBTFUL upwards.
    """
    nodes = built.nodes.select("node", "type", "name", "local", "gender").with_columns(
        root=pl.Series(roots, dtype=pl.UInt32)
    )
    people = nodes.filter(pl.col("type") == "PER")
    words = {name: name_words(name) for name in people["name"].unique()}
    people = people.with_columns(
        surname=pl.col("name").map_elements(lambda name: words[name][-1], return_dtype=pl.String),
        is_full=pl.col("name").map_elements(lambda name: len(words[name]) > 1, return_dtype=pl.Boolean),
    )
    alone = people.filter(
        pl.col("local")
        & (pl.col("node") == pl.col("root"))
        & (pl.col("surname").str.len_chars() >= SHORTEST)
        & ~pl.col("surname").is_in(list(habits().first_names))
    )
    at = (
        clusters.drop("gender")
        .join(built.clusters, on="cluster_id")
        .join(nodes.drop("type", "name"), on="node")
    )
    full = people.filter("is_full").select("root", "surname", "gender").unique("root")
    bearers = full.join(at.group_by("root").agg(n=pl.col("article_id").n_unique()), on="root")
    pairs = alone.select("node", "surname", "gender").join(
        _best_bearers(bearers), on=["surname", "gender"], nulls_equal=True
    )
    others = at.select("article_id", "root").join(bearers.select("root", "surname"), on="root")
    beside = pairs.join(at.select("node", "article_id"), on="node").join(
        others, on=["article_id", "surname"], how="semi"
    )
    return _scored(pairs.join(beside, on="node", how="anti").select("node", "bearer", "is_sure"), at)


def _best_bearers(bearers: pl.DataFrame) -> pl.DataFrame:
    """Return surname, gender (M, F or null: not told), the bearer named most, and whether no other may be meant.

    `bearers`: root, surname, gender, n (articles that name them).
    """
    found = []
    for gender in ("M", "F", None):
        may_be = pl.col("gender").is_null() | pl.col("gender").is_in(
            ["M", "F"] if gender is None else [gender]
        )
        most = (
            bearers.filter(may_be)
            .sort("n", "root", descending=[True, False])
            .group_by("surname", maintain_order=True)
            .agg(bearer=pl.col("root").first(), most=pl.col("n").first(), total=pl.col("n").sum())
        )
        is_sure = pl.col("most") >= FAR * (pl.col("total") - pl.col("most"))
        found.append(
            most.select("surname", "bearer", gender=pl.lit(gender, dtype=pl.String), is_sure=is_sure)
        )
    return pl.concat(found)


def _scored(pairs: pl.DataFrame, at: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs with their scores. `at`: one row a cluster, with its article, day, roles, node and root."""
    there = at.select("article_id", "published_on", bearer="root").unique()
    here = pairs.join(at.select("node", "article_id", "published_on"), on="node").join(
        there, on=["article_id", "bearer"], how="anti"
    )
    shared = pl.concat([_shared_names(here, there, at), _shared_roles(here, at)])
    counted = shared.unique().group_by("node").agg(shared=pl.len())
    spread = there.group_by("bearer").agg(n_articles=pl.len())
    score = (
        pl.when(~pl.col("is_sure"))
        .then(DOUBTFUL)
        .when((pl.col("shared") >= 2) & (pl.col("days").fill_null(0) <= WITHIN))
        .then(STORY)
        .when((pl.col("shared") >= 1) & (pl.col("days") <= NEAR))
        .then(SHARED)
        .when((pl.col("n_articles") >= KNOWN) & (pl.col("days") <= WITHIN))
        .then(PROMINENT)
        .otherwise(DOUBTFUL)
    )
    return (
        here.join(_days_apart(here, there), on="node", how="left")
        .join(counted, on="node", how="left")
        .join(spread, on="bearer")
        .with_columns(pl.col("shared").fill_null(0))
        .select(left="node", right="bearer", score=score, method=pl.lit(METHOD))
        .sort("score", "left", descending=[True, False])
    )


def _days_apart(here: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """Return `node`, `days`: to the nearest article that names the bearer in full; no row where a day is not known."""
    found = (
        here.drop_nulls("published_on")
        .sort("published_on")
        .join_asof(
            there.drop_nulls("published_on")
            .select("bearer", "published_on", day="published_on")
            .sort("published_on"),
            on="published_on",
            by="bearer",
            strategy="nearest",
            check_sortedness=False,
        )
    )
    days = (pl.col("published_on") - pl.col("day")).dt.total_days().abs()
    return found.select("node", days=days).drop_nulls()


def _shared_names(here: pl.DataFrame, there: pl.DataFrame, at: pl.DataFrame) -> pl.DataFrame:
    """Return `node`, `feature`: the names, in few articles, that stand beside the surname and beside the full name."""
    named = at.filter(~pl.col("local")).select("article_id", feature="root").unique()
    rare = named.filter(pl.len().over("feature").is_between(2, FEW))
    beside = (
        there.join(here.select("bearer").unique(), on="bearer", how="semi")
        .join(rare, on="article_id")
        .filter(pl.col("feature") != pl.col("bearer"))
        .select("bearer", "feature")
        .unique()
    )
    both = here.join(rare, on="article_id").join(beside, on=["bearer", "feature"])
    return both.select("node", pl.col("feature").cast(pl.String))


def _shared_roles(here: pl.DataFrame, at: pl.DataFrame) -> pl.DataFrame:
    """Return `node`, `feature`: what both are described as, such as «le ministre»."""
    told = at.select("node", "root", feature="roles").explode("feature").drop_nulls("feature")
    ours = here.join(told.select("node", "feature"), on="node")
    theirs = told.select("feature", bearer="root").unique()
    return ours.join(theirs, on=["bearer", "feature"]).select("node", "feature")
