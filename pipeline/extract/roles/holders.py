"""Gathers what all articles say of offices: who held which, since when and until when, according to which articles."""

import polars as pl

from pipeline import lang
from pipeline.extract.ids import content_id
from pipeline.extract.roles.offices import Office, read_office
from pipeline.tables import frame

OFFICE = ["language", "role", "words", "former"]


def find_roles(
    attested: pl.DataFrame,
    links: pl.DataFrame,
    articles: pl.DataFrame,
    entity_aliases: pl.DataFrame,
    authorities: pl.DataFrame,
) -> pl.DataFrame:
    """Return one row an entity and office, columns as in the table roles.

    `score` is the share of the articles naming a holder of the office that name this one, each office counted once
    more, so that a single article is never sure; what people wrote beside the drops is 1.

    Args:
        attested: what attest_roles found in all articles.
        links: cluster_id and entity_id.
        articles: article_id and published_on are read.
        entity_aliases: entity_id and alias are read, to find whom authorities name.
        authorities: persons with offices among their aliases, valid_from and valid_to.
    """
    held = attested.join(links, on="cluster_id").join(
        articles.select("article_id", "published_on"), on="article_id"
    )
    all_of = held.group_by(OFFICE).agg(named=pl.col("article_id").n_unique())
    roles = (
        held.sort("published_on", "article_id", "start_char", nulls_last=True)
        .group_by("entity_id", *OFFICE, maintain_order=True)
        .agg(
            pl.col("of_what").mode().sort().first(),
            first_on=pl.col("published_on").min(),
            last_on=pl.col("published_on").max(),
            n_articles=pl.col("article_id").n_unique().cast(pl.Int64),
            members=pl.col("article_id").unique().sort(),
            national=pl.col("national").first(),
            named=pl.col("named").any(),
            method=pl.col("method").cast(pl.String).mode().sort().first(),
        )
        .join(all_of.rename({"named": "all"}), on=OFFICE)
        .with_columns(score=pl.col("n_articles") / (pl.col("all") + 1))
    )
    rows = roles.select(pl.exclude("all")).to_dicts() + _known(entity_aliases, authorities)
    for row in rows:
        row["role_id"] = content_id(
            "role", row["entity_id"], *(str(row[c]) for c in OFFICE), row["method"] == "authority"
        )
    return frame("roles", rows).unique("role_id", keep="first", maintain_order=True).sort("role_id")


def _known(entity_aliases: pl.DataFrame, authorities: pl.DataFrame) -> list[dict[str, object]]:
    """Return the offices among the aliases of persons that people know beforehand."""
    people = authorities.filter((pl.col("type") == "PER") & pl.col("aliases").is_not_null())
    named = people.join(entity_aliases.select("entity_id", name="alias"), on="name").unique(
        "name", keep="none"
    )
    rows: list[dict[str, object]] = []
    for person in named.iter_rows(named=True):
        for alias in person["aliases"].split("|"):
            for code in lang.languages():
                office = read_office(alias, code)
                if office and (office.words or office.national):
                    rows.append(_row(person, office, code))
    return rows


def _row(person: dict[str, object], office: Office, code: str) -> dict[str, object]:
    return {
        "entity_id": person["entity_id"],
        "language": code,
        **office.columns(),
        "first_on": person["valid_from"],
        "last_on": person["valid_to"],
        "n_articles": 0,
        "members": [],
        "method": "authority",
        "score": 1.0,
    }
