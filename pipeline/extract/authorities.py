"""Names that are known beforehand: the packaged authorities and those that users add, one row an entity.

A file of authorities is a CSV with the columns name, aliases (apart by «|»), type, wikidata_id, valid_from, valid_to.
"""

from functools import cache
from importlib.resources import files

import polars as pl

from pipeline.extract.media import packaged_media
from pipeline.tables import AUTHORITIES


@cache
def packaged_authorities() -> pl.DataFrame:
    """Return the authorities that come with the package, its media among them, columns as in tables.AUTHORITIES."""
    text = files("pipeline.extract").joinpath("authorities.csv").read_bytes()
    media = packaged_media().select("name", "aliases", "wikidata_id", type=pl.lit("ORG"))
    return pl.concat([pl.read_csv(text, schema=AUTHORITIES), media], how="diagonal").select(list(AUTHORITIES))


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
