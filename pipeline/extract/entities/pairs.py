"""Finds pairs of nodes that may be the same one, and says how sure that is and why.

Nodes meet in blocks, by the sound of their names, so that the cost stays near linear: a block that is too large is
cut by a second key, and a name that is in no block with another is compared with none.
"""

import polars as pl

from pipeline.extract.names import fold
from pipeline.extract.spelling import keys_of, name_words, readings, same_person, same_thing

SAME = 0.85
DOUBTFUL = 0.7
LARGEST_BLOCK = 80
LONG_WORD = 8


def candidate_pairs(nodes: pl.DataFrame) -> pl.DataFrame:
    """Return `left`, `right` (nodes, left < right), `score`, `method` for the pairs at or above DOUBTFUL.

    Nodes as by nodes.build_nodes; people with a full name, organisations and places.
    """
    rows = [
        (node, kind, name, key)
        for node, kind, name in nodes.filter(~pl.col("local")).select("node", "type", "name").iter_rows()
        for key in (_person_keys(name) if kind == "PER" else _thing_keys(name))
    ]
    blocks = pl.DataFrame(
        rows, schema={"node": pl.UInt32, "type": pl.String, "name": pl.String, "key": pl.String}, orient="row"
    )
    known = set(nodes.filter(pl.col("authority").is_not_null())["node"].to_list())
    met = _met(blocks).filter(
        # The authority that has this very spelling was refused for its dates.
        pl.struct("node", "node_right", "name", "name_right").map_elements(
            lambda row: (
                (row["node"] in known) == (row["node_right"] in known)
                or fold(row["name"]) != fold(row["name_right"])
            ),
            return_dtype=pl.Boolean,
        )
    )
    verdicts = [
        same_person(a, b) if kind == "PER" else same_thing(a, b)
        for kind, a, b in met.select("type", "name", "name_right").iter_rows()
    ]
    return (
        met.select(left="node", right="node_right")
        .with_columns(
            score=pl.Series([v.score for v in verdicts], dtype=pl.Float64),
            method=pl.Series([v.method for v in verdicts], dtype=pl.String),
        )
        .filter(pl.col("score") >= DOUBTFUL)
        .sort("score", "left", "right", descending=[True, False, False])
    )


def _met(blocks: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of nodes that share a key; a block over LARGEST_BLOCK is cut by the first letters of the name."""
    size = pl.len().over("type", "key")
    sized = blocks.with_columns(size=size)
    small = sized.filter(pl.col("size").is_between(2, LARGEST_BLOCK))
    cut = (
        sized.filter(pl.col("size") > LARGEST_BLOCK)
        .with_columns(
            key=pl.concat_str("key", pl.col("name").map_elements(_cut, return_dtype=pl.String), separator="|")
        )
        .with_columns(size=size)
        .filter(pl.col("size").is_between(2, LARGEST_BLOCK))
    )
    both = pl.concat([small, cut]).drop("size")
    return (
        both.join(both, on=["type", "key"])
        .filter(pl.col("node") < pl.col("node_right"))
        .unique(["node", "node_right"])
        .sort("node", "node_right")
    )


def _cut(name: str) -> str:
    words = name_words(name)
    return readings(words[0])[0].consonants[:3]


def _person_keys(name: str) -> set[str]:
    keys = keys_of(name)
    *given, family = name_words(name)
    if given and len(family) >= LONG_WORD:  # a slip of the hand: one letter less, in either spelling
        keys |= {f"~{family[:i]}{family[i + 1 :]} {given[0][0]}" for i in range(1, len(family))}
        keys.add(f"~{family} {given[0][0]}")
    return keys


def _thing_keys(name: str) -> set[str]:
    words = fold(name).split()
    return {"".join(words), " ".join(readings(word)[0].consonants or word for word in words)}
