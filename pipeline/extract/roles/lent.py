"""Lends a name to a speaker that its own article only describes: «le maire de Pau» is who the corpus knows to hold that office.

The nearest evidence counts: articles of the same story, of the same outlet, of all. An office that every country has
(«le ministre de l'Intérieur») is told by a story or an outlet only; one without any name in its complement («le directeur
de l'école») by them and by two articles at least. Where two holders fit the day, nobody is lent, and the reason says so.
"""

import polars as pl

from pipeline.extract.reasons import TWO_HOLDERS
from pipeline.extract.roles.offices import fold, read_office

NEAR = 45  # days from an article that names the holder within which another holder is passed over
FAR = 400  # days beyond which an office may have changed hands unseen
NOISE = 0.2  # of the articles that name the best known holder: who is named by fewer was misread
FEWEST_UNNAMED = 2  # articles that must tell the holder of an office without a name in it
SPEAKER_SCHEMA = pl.Schema(
    {
        "quote_id": pl.Int64,
        "speaker_name": pl.String,
        "speaker_entity_id": pl.Int64,
        "role_id": pl.Int64,
        "reason": pl.String,
    }
)
TIERS = ("story", "outlet", "all")


def lend_speakers(
    quotes: pl.DataFrame,
    articles: pl.DataFrame,
    roles: pl.DataFrame,
    entities: pl.DataFrame,
    stories: pl.DataFrame,
) -> pl.DataFrame:
    """Return who speaks in quotes whose speaker is only described; a row without a name says why it has none.

    Args:
        quotes: quote_id, article_id, speaker_text, speaker_name, speaker_mention_id are read.
        articles: article_id, language, publisher, published_on are read.
        roles: as find_roles gives them.
        entities: entity_id, name, n_mentions are read.
        stories: story_id and members are read.
    """
    known = articles.select("article_id", "language", "publisher", "published_on").join(
        stories.select("story_id", article_id="members").explode("article_id"), on="article_id", how="left"
    )
    wanted = _offices(quotes, known)
    held = _evidence(roles, known)
    if wanted.is_empty():
        return pl.DataFrame(schema=SPEAKER_SCHEMA)
    fits = _fits(_candidates(wanted, roles), wanted, held)
    names = entities.select("entity_id", "name", "n_mentions")
    rows = [
        _settle(group)
        for _, group in fits.join(names, on="entity_id").group_by("quote_id", maintain_order=True)
    ]
    return pl.DataFrame(rows, schema=SPEAKER_SCHEMA).sort("quote_id")


def _offices(quotes: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Return the quotes whose speaker is a definite description of an office that no mention settles."""
    described = pl.col("speaker_mention_id").is_null() & (pl.col("speaker_name") == pl.col("speaker_text"))
    described_ones = quotes.filter(described).select("quote_id", "article_id", "speaker_text")
    open_ones = described_ones.join(known, on="article_id")
    told = open_ones.select("speaker_text", "language").unique().to_dicts()
    rows = []
    for phrase in told:
        office = read_office(phrase["speaker_text"], phrase["language"])
        if office and office.definite and office.single and (office.words or office.national):
            rows.append(
                phrase
                | {"role": office.role, "words": sorted(office.words), "former": office.former}
                | {"national": office.national, "named": office.named}
            )
    schema = pl.Schema(
        dict.fromkeys(("speaker_text", "language", "role"), pl.String)
        | {"words": pl.List(pl.String)}
        | dict.fromkeys(("former", "national", "named"), pl.Boolean)
    )
    return open_ones.select(
        "quote_id", "speaker_text", "language", "publisher", "published_on", "story_id"
    ).join(pl.DataFrame(rows, schema=schema), on=["speaker_text", "language"])


def _evidence(roles: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Return one row an article that tells a role, with its outlet, story and day; people's own knowledge has no article."""
    told = (
        roles.select("role_id", "entity_id", article_id="members")
        .explode("article_id")
        .drop_nulls("article_id")
    )
    return told.join(
        known.select("article_id", of="publisher", at="published_on", within="story_id"), on="article_id"
    )


def _candidates(wanted: pl.DataFrame, roles: pl.DataFrame) -> pl.DataFrame:
    """Return (quote_id, role_id) where a role has every word of the description."""
    office = ["language", "role", "former"]
    asked = wanted.select("quote_id", *office, "national", word="words", n=pl.col("words").list.len())
    told = roles.with_columns(size=pl.col("words").list.len(), first=_first_word()).select(
        "role_id", "entity_id", *office, "method", "first_on", "last_on", "size", "first", word="words"
    )
    whole = ["quote_id", "role_id", "entity_id", "method", "first_on", "last_on"]
    shared = asked.explode("word").join(told.explode("word"), on=[*office, "word"], nulls_equal=True)
    heard = shared.group_by(*whole, "n", "size", "national").agg(
        pl.len(), same_head=(pl.col("first").is_null() | (pl.col("word") == pl.col("first"))).any()
    )
    exact = pl.col("size") == pl.col("n")
    wider = pl.col("same_head") & ~pl.col("national")
    every_word = pl.col("len") == pl.max_horizontal("n", 1)
    fitting = heard.filter(every_word & (exact | wider)).with_columns(extra=~exact)
    return fitting.filter(pl.col("extra") == pl.col("extra").min().over("quote_id")).select(whole)


def _first_word() -> pl.Expr:
    """Return the common noun that what an office is held of begins with, folded: of the «groupe RN» it is the group's."""
    first = pl.col("of_what").str.extract(r"^(\p{Ll}[\w-]*)")
    return first.str.normalize("NFD").str.replace_all(r"\p{M}", "")


def _fits(candidates: pl.DataFrame, wanted: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """Return the holders that fit the day of a quote, of the nearest evidence alone: one row a quote and holder."""
    asked = wanted.select("quote_id", "publisher", "published_on", "story_id", "national", "named")
    pairs = candidates.join(asked, on="quote_id")
    tier = (
        pl.when((pl.col("within") == pl.col("story_id")).fill_null(value=False))
        .then(0)
        .when((pl.col("of") == pl.col("publisher")).fill_null(value=False))
        .then(1)
        .otherwise(2)
    )
    gap = (pl.col("at") - pl.col("published_on")).dt.total_days().abs()
    told = pairs.filter(pl.col("method") != "authority").join(held.drop("entity_id"), on="role_id")
    told = told.with_columns(tier=tier, gap=pl.when(tier == 0).then(0).otherwise(gap.fill_null(FAR)))
    inside = (pl.col("first_on").is_null() | (pl.col("first_on") <= pl.col("published_on"))) & (
        pl.col("last_on").is_null() | (pl.col("published_on") <= pl.col("last_on"))
    )
    sure = pairs.filter((pl.col("method") == "authority") & inside.fill_null(value=False))
    sure = sure.with_columns(
        tier=pl.lit(0, pl.Int32), gap=pl.lit(0, pl.Int64), n=pl.lit(FEWEST_UNNAMED, pl.UInt32)
    )
    holders = (
        told.filter(pl.col("gap") <= FAR)
        .group_by("quote_id", "entity_id", "tier", "national", "named")
        .agg(
            role_id=pl.col("role_id").sort_by("gap", "role_id").first(),
            gap=pl.col("gap").min(),
            n=pl.col("article_id").n_unique(),
        )
    )
    columns = ["quote_id", "entity_id", "tier", "national", "named", "role_id", "gap", "n"]
    every = pl.concat([holders.select(columns), sure.select(columns)], how="vertical_relaxed")
    allowed = (pl.col("tier") == 0) | (
        pl.when(pl.col("named"))
        .then(~pl.col("national") | (pl.col("tier") == 1))
        .otherwise((pl.col("tier") == 1) & (pl.col("n") >= FEWEST_UNNAMED))
    )
    best = every.filter(allowed).filter(pl.col("tier") == pl.col("tier").min().over("quote_id"))
    best = best.filter(pl.col("n") >= NOISE * pl.col("n").max().over("quote_id"))
    nearest = pl.col("gap").min().over("quote_id")
    passed_over = (nearest <= NEAR) & (pl.col("gap") > NEAR)
    return (
        best.filter(~passed_over)
        .sort("quote_id", "gap", "entity_id")
        .unique(["quote_id", "entity_id"], keep="first", maintain_order=True)
    )


def _settle(group: pl.DataFrame) -> dict[str, object]:
    """Return the row of a quote: its only holder, the best known of spellings of one name, or the reason for none."""
    best = group.sort("n_mentions", "entity_id", descending=[True, False]).row(0, named=True)
    if len({fold(name).split()[-1] for name in group["name"]}) > 1:
        return {"quote_id": best["quote_id"], "reason": TWO_HOLDERS}
    return {
        "quote_id": best["quote_id"],
        "speaker_name": best["name"],
        "speaker_entity_id": best["entity_id"],
        "role_id": best["role_id"],
    }
