"""Names that are known beforehand: the packaged authorities and those that users add, one row an entity.

A file of authorities is a CSV with the columns name, aliases (apart by «|»), type, wikidata_id, valid_from, valid_to.
"""

from functools import cache
from importlib.resources import files

import polars as pl

from pipeline import lang
from pipeline.extract.media import packaged_media
from pipeline.tables import AUTHORITIES


@cache
def packaged_authorities(code: str | None = None) -> pl.DataFrame:
    """Return the authorities that come with the package, its media among them, columns as in tables.AUTHORITIES.

    Args:
        code: a language, whose own spellings stand among the aliases with those that every text has; None: those of all.
    """
    text = files("pipeline.extract").joinpath("authorities.csv").read_bytes()
    listed = pl.read_csv(text, schema=AUTHORITIES).join(_spelt_in(code), on="name", how="left")
    aliases = pl.concat_str("aliases", "spelt", separator="|", ignore_nulls=True)
    listed = listed.with_columns(aliases=pl.when(aliases != "").then(aliases)).drop("spelt")
    media = packaged_media().select("name", "aliases", "wikidata_id", type=pl.lit("ORG"))
    return pl.concat([listed, media], how="diagonal").select(list(AUTHORITIES))


def _spelt_in(code: str | None) -> pl.DataFrame:
    """Return name and `spelt`: the spellings that lang/<code>/authorities.toml gives it, apart by «|»."""
    rows: dict[str, list[str]] = {}
    for one in lang.languages() if code is None else [code]:
        for name, words in lang.load(one, "authorities").get("spellings", {}).items():
            rows.setdefault(name, []).extend(words)
    told = [(name, "|".join(words)) for name, words in rows.items()]
    return pl.DataFrame(told, schema={"name": pl.String, "spelt": pl.String}, orient="row")


def spellings(authorities: pl.DataFrame) -> pl.DataFrame:
    """Return one row a spelling: `alias`, and the authority's columns beside it."""
    return (
        authorities.with_columns(
            alias=pl.concat_str("name", "aliases", separator="|", ignore_nulls=True).str.split("|")
        )
        .explode("alias")
        .filter(pl.col("alias").str.len_chars() > 0)
        .unique(["alias", "name", "type"], maintain_order=True)
    )
