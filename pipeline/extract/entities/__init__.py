"""Finds who or what is the same across all articles, whatever the spelling, and says why.

Full names are compared; a surname alone joins the only one who bears it where the articles share more. Namesakes stay
apart when their gender or country differs. A judgement wins over the machine.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import polars as pl

from pipeline import tables
from pipeline.extract.authorities import packaged_authorities
from pipeline.extract.entities.groups import Groups, group_nodes, join_surnames
from pipeline.extract.entities.judgements import judged_nodes, standing
from pipeline.extract.entities.nodes import ORDER, Nodes, build_nodes, cluster_frame
from pipeline.extract.entities.pairs import candidate_pairs
from pipeline.extract.entities.surnames import surname_pairs
from pipeline.extract.names import fold

READ = (
    "article_id",
    "cluster_id",
    "type",
    "kind",
    "name",
    "text",
    "gender",
    "start_char",
    "end_char",
    "confidence",
)
Mentions = pl.DataFrame | Sequence[pl.LazyFrame]


class Resolution(NamedTuple):
    """The outcome: entities and entity_aliases as in pipeline.tables, links with cluster_id and entity_id."""

    entities: pl.DataFrame
    entity_aliases: pl.DataFrame
    links: pl.DataFrame


def resolve_entities(
    mentions: Mentions,
    articles: pl.DataFrame,
    authorities: pl.DataFrame | None = None,
    judgements: pl.DataFrame | None = None,
) -> Resolution:
    """Return the entities of all articles, their spellings, and which cluster of mentions is which entity.

    `mentions` may come in parts, each of whole articles, which are read one at a time and more than once: no more than
    one is held. `authorities` (columns of tables.AUTHORITIES) are added to the packaged ones; `judgements` as in
    tables.JUDGEMENTS. An entity's id comes from the name of its earliest article, so a new drop leaves the ids of others as they are.
    Cost is near linear in the mentions: names spelt alike are one node, nodes meet in blocks by sound.
    """
    work = _work(mentions, articles, authorities, judgements)
    clusters, built, groups = work.clusters, work.built, work.groups
    roots = pl.Series("root", [groups.find(node) for node in range(len(built.nodes))], dtype=pl.UInt32)
    ids = _ids(built.nodes.with_columns(roots))
    nodes = built.nodes.with_columns(roots).join(ids, on="root").sort("node")
    links = built.clusters.join(nodes.select("node", "entity_id"), on="node").select(
        "cluster_id", "entity_id"
    )
    reasons = _reasons(nodes, groups)
    counts, aliases = [], []
    for part in _in_turn(mentions):
        joined = part.join(links, on="cluster_id")
        counts.append(_counts(joined))
        aliases.append(_aliases(joined, built, reasons))
    return Resolution(
        _entities(nodes, clusters, pl.concat(counts), links), _in_one(pl.concat(aliases)), links
    )


def _in_turn(mentions: Mentions) -> Iterator[pl.DataFrame]:
    """Yield the parts of the mentions, what is read of them."""
    for part in [mentions.lazy()] if isinstance(mentions, pl.DataFrame) else mentions:
        yield part.select(READ).collect()


class _Work(NamedTuple):
    """What resolving makes on its way."""

    clusters: pl.DataFrame
    built: Nodes
    pairs: pl.DataFrame
    groups: Groups


def _work(
    mentions: Mentions,
    articles: pl.DataFrame,
    authorities: pl.DataFrame | None,
    judgements: pl.DataFrame | None,
) -> _Work:
    known = (
        packaged_authorities() if authorities is None else pl.concat([authorities, packaged_authorities()])
    )
    clusters = pl.concat([cluster_frame(part, articles) for part in _in_turn(mentions)])
    clusters = clusters.sort(ORDER, nulls_last=True)
    built = build_nodes(clusters, known)
    spelled = _spelled(mentions, built)
    pairs = candidate_pairs(built.nodes)
    judged = list(judged_nodes(judgements, built.nodes, spelled))
    groups = group_nodes(built.nodes, pairs, _acronyms(built.nodes, spelled), judged)
    roots = [groups.find(node) for node in range(len(built.nodes))]
    alone = surname_pairs(built, clusters, roots)
    join_surnames(groups, alone)
    return _Work(clusters, built, pl.concat([pairs, alone], how="diagonal"), groups)


def doubtful_pairs(
    mentions: Mentions,
    articles: pl.DataFrame,
    authorities: pl.DataFrame | None = None,
    judgements: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Return the pairs of names that a person should judge, the most frequent first.

    Columns left, right (the names), type, score, method, n_left, n_right (how many clusters bear them). Pairs that
    are joined already, kept apart by what is known of them, or judged before are left out.
    """
    work = _work(mentions, articles, authorities, judgements)
    decided = {(left, right) for left, right, _ in standing(judgements)}
    counted = work.built.clusters.group_by("node").agg(n=pl.len())
    nodes = work.built.nodes.select("node", "name", "type").join(counted, on="node")
    named = work.pairs.join(nodes, left_on="left", right_on="node").join(
        nodes, left_on="right", right_on="node"
    )
    groups = work.groups
    rows = [
        row
        for left, right, *row in named.select(
            "left", "right", "name", "name_right", "type", "score", "method", "n", "n_right"
        ).iter_rows()
        if groups.find(left) != groups.find(right)
        and not groups.contradict(groups.find(left), groups.find(right))
        and tuple(sorted((fold(row[0]), fold(row[1])))) not in decided
    ]
    columns = ["left", "right", "type", "score", "method", "n_left", "n_right"]
    kinds = [pl.String, pl.String, pl.String, pl.Float64, pl.String, pl.Int64, pl.Int64]
    apart = pl.DataFrame(rows, schema=dict(zip(columns, kinds, strict=True)), orient="row")
    return (
        apart.group_by("left", "right", "type", "method")
        .agg(pl.col("score").max(), pl.col("n_left").sum(), pl.col("n_right").max())
        .select(columns)
        .sort(
            pl.min_horizontal("n_left", "n_right"),
            "score",
            "left",
            "right",
            descending=[True, True, False, False],
        )
    )


def _ids(nodes: pl.DataFrame) -> pl.DataFrame:
    """Return `root`, `entity_id`: an authority's id when the group has one, else that of its earliest full name."""
    return (
        nodes.sort(pl.col("authority").is_null(), "local", "node")
        .group_by("root", maintain_order=True)
        .agg(entity_id=pl.col("id").first())
    )


def _spelled(mentions: Mentions, built: Nodes) -> dict[str, list[int]]:
    """Return which nodes each folded spelling stands for somewhere."""
    parts = [
        part.filter(pl.col("kind") == "name")
        .select("cluster_id", "text")
        .join(built.clusters, on="cluster_id")
        .select("text", "node")
        .unique()
        for part in _in_turn(mentions)
    ]
    found: dict[str, list[int]] = defaultdict(list)
    for text, node in pl.concat(parts).unique().sort("node", "text").iter_rows():
        found[fold(text)].append(node)
    return found


def _acronyms(nodes: pl.DataFrame, spelled: dict[str, list[int]]) -> list[tuple[int, int]]:
    """Return (node of the letters, node of the words) where the letters stand for one name alone in all articles.

    An authority says itself which letters are its own, and when.
    """
    things = nodes.filter((pl.col("type") == "ORG") & ~pl.col("local"))
    unknown = things.filter(pl.col("authority").is_null())
    words = {node: name for node, name in unknown.select("node", "name").iter_rows() if " " in name}
    found = []
    for node, name in unknown.select("node", "name").iter_rows():
        if " " not in name and len(name) > 1 and name == name.upper():
            long = {other for other in spelled.get(fold(name), []) if other in words}
            if len(long) == 1:
                found.append((node, long.pop()))
    return found


def _counts(joined: pl.DataFrame) -> pl.DataFrame:
    """Return entity_id, n_articles, n_mentions of some articles."""
    return (
        outermost(joined)
        .group_by("entity_id")
        .agg(n_articles=pl.col("article_id").n_unique().cast(pl.Int64), n_mentions=pl.len().cast(pl.Int64))
    )


def _entities(
    nodes: pl.DataFrame, clusters: pl.DataFrame, counts: pl.DataFrame, links: pl.DataFrame
) -> pl.DataFrame:
    counted = counts.group_by("entity_id").agg(pl.col("n_articles", "n_mentions").sum())
    is_full = pl.col("name").str.contains(" ") | (pl.col("type") != "PER")
    named = (
        clusters.join(links, on="cluster_id")
        .group_by("entity_id", "name")
        .agg(n=pl.len(), is_full=is_full.first())
        .sort("is_full", "n", pl.col("name").str.len_chars(), "name", descending=[True, True, True, False])
        .group_by("entity_id", maintain_order=True)
        .agg(pl.col("name").first())
    )
    known = (
        nodes.sort(pl.col("authority").is_null(), "node")
        .group_by("entity_id", maintain_order=True)
        .agg(pl.col("authority", "wikidata_id", "type").first())
    )
    found = known.join(named, on="entity_id").join(counted, on="entity_id").sort("entity_id")
    rows = found.with_columns(name=pl.coalesce("authority", "name"))
    return tables.frame("entities", []).vstack(
        rows.select(pl.col(column).cast(kind) for column, kind in tables.frame("entities", []).schema.items())
    )


def outermost(mentions: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions that stand in no longer one of the same cluster («Dupont» stands in «Mme Dupont»)."""
    reach = pl.col("end_char").cum_max().shift(1).over("cluster_id")
    ordered = mentions.sort("cluster_id", "start_char", "end_char", descending=[False, False, True])
    return ordered.filter(reach.is_null() | (pl.col("end_char") > reach))


def _reasons(nodes: pl.DataFrame, groups: Groups) -> pl.DataFrame:
    """Return node, joined_by, joined_score: why each node was joined."""
    return pl.DataFrame(
        [
            (
                node,
                *(
                    ("authority", 1.0)
                    if authority and groups.reason[node][0] == "spelling"
                    else groups.reason[node]
                ),
            )
            for node, authority in nodes.select("node", "authority").iter_rows()
        ],
        schema={"node": pl.UInt32, "joined_by": pl.String, "joined_score": pl.Float64},
        orient="row",
    )


def _aliases(joined: pl.DataFrame, built: Nodes, reasons: pl.DataFrame) -> pl.DataFrame:
    """Return the spellings in some articles: a cluster's fullest name with the reason its node was joined, others as «article»."""
    full = pl.col("text") == pl.col("name")
    return (
        joined.filter(pl.col("kind") == "name")
        .join(built.clusters, on="cluster_id")
        .join(reasons, on="node")
        .with_columns(
            method=pl.when(full).then(pl.col("joined_by")).otherwise(pl.lit("article")),
            score=pl.when(full).then(pl.col("joined_score")).otherwise(pl.col("confidence")),
        )
        .sort("score", "method", descending=[True, False], nulls_last=True)
        .group_by("entity_id", pl.col("text").alias("alias"), maintain_order=True)
        .agg(pl.col("method", "score").first(), n_mentions=pl.len())
    )


def _in_one(aliases: pl.DataFrame) -> pl.DataFrame:
    """Return each spelling once, of the articles together, with its best reason."""
    rows = (
        aliases.sort("score", "method", descending=[True, False], nulls_last=True)
        .group_by("entity_id", "alias", maintain_order=True)
        .agg(pl.col("method", "score").first(), pl.col("n_mentions").sum())
        .sort("entity_id", "alias")
    )
    schema = tables.frame("entity_aliases", []).schema
    return rows.select(pl.col(column).cast(kind) for column, kind in schema.items())
