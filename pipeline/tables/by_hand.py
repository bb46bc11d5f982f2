"""The files that people write beside the drops: who is the same, and whom they know."""

import polars as pl

SAME, DIFFERENT, UNDO = VERDICTS = ["same", "different", "undo"]  # the last takes back what was judged
JUDGEMENTS = pl.Schema(dict.fromkeys(("left", "right", "verdict", "by", "on", "why"), pl.String))
AUTHORITIES = pl.Schema(
    dict.fromkeys(("name", "aliases", "type", "wikidata_id"), pl.String)
    | dict.fromkeys(("valid_from", "valid_to"), pl.Date)
)
