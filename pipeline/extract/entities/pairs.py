"""Finds pairs of nodes that may be the same one, and says how sure that is and why.

Nodes meet in blocks, by the sound of their names, and in a large block only with their neighbours, so that the cost
stays near linear; a name that is in no block with another is compared with none.
"""

import polars as pl
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cpdist

from pipeline.extract.names import fold
from pipeline.extract.spelling import habits, keys_of, name_words, readings, same_person, same_thing

SAME = 0.85
DOUBTFUL = 0.7
LIKE = 76  # of 100: how like the consonants of two names must be, in any order, to be looked at closely
WINDOW = 8  # neighbours that a name meets in a block
LONG_WORD = 8
NAMES_AT_ONCE = 20_000  # of which the keys are Python's strings


def candidate_pairs(nodes: pl.DataFrame) -> pl.DataFrame:
    """Return `left`, `right` (nodes, left < right), `score`, `method` for the pairs at or above DOUBTFUL.

    Nodes as by nodes.build_nodes; people with a full name, organisations and places.
    """
    named = nodes.filter(~pl.col("local")).select("node", "type", "name")
    blocks = pl.concat([_keyed(some) for some in named.iter_slices(NAMES_AT_ONCE)] or [_keyed(named)])
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


def _keyed(named: pl.DataFrame) -> pl.DataFrame:
    """Return node, type, name, key: a row a key that a name meets others by."""
    keys = [
        list(_person_keys(name) if kind == "PER" else _thing_keys(name))
        for kind, name in named.select("type", "name").iter_rows()
    ]
    return named.with_columns(key=pl.Series(keys, dtype=pl.List(pl.String))).explode("key").drop_nulls("key")


def _met(blocks: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of nodes that share a key; in a large block only neighbours by sound meet.

    The sorted neighbourhood of Hernández and Stolfo (1995): the cost of a block is linear in its size.
    """
    sounds = {name: _sound(name) for name in blocks["name"].unique()}
    by_key = ["type", "key"]
    ordered = (
        blocks.filter(pl.len().over(by_key) > 1)
        .with_columns(sound=pl.col("name").replace_strict(sounds, return_dtype=pl.String))
        .sort("type", "key", "sound", "node")
    )
    turned = pl.col("node") > pl.col("node_right")
    bags = {sound: "".join(sorted(sound)) for sound in ordered["sound"].unique()}
    both = pl.concat([_alike(ordered, step, bags) for step in range(1, WINDOW + 1)])
    return (
        both.with_columns(
            pl.when(turned).then(f"{one}{other}").otherwise(f"{one}{same}").alias(f"{one}{same}")
            for one in ("node", "name")
            for same, other in (("", "_right"), ("_right", ""))
        )
        .filter(pl.col("node") != pl.col("node_right"))
        .unique(["node", "node_right"])
        .sort("node", "node_right")
    )


def _alike(ordered: pl.DataFrame, step: int, bags: dict[str, str]) -> pl.DataFrame:
    """Return the rows whose neighbour so many steps on in the block has like consonants, with its node and name."""
    moved = ordered.with_columns(
        pl.col("node", "name", "sound").shift(-step).over("type", "key").name.suffix("_right")
    ).drop_nulls("node_right")
    left, right = ([bags[sound] for sound in moved[column]] for column in ("sound", "sound_right"))
    likeness = cpdist(left, right, scorer=ratio, score_cutoff=LIKE)
    return moved.filter(pl.Series(likeness >= LIKE)).drop("sound", "sound_right")


def _sound(name: str) -> str:
    """Return the consonants of a name's words in their own order, by which large blocks are sorted."""
    given = habits().given
    return " ".join(sorted(readings(given.get(word, word))[0].consonants for word in name_words(name)))


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
