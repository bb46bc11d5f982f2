"""Statements: the same words of one speaker across articles, whether copied whole, cut or lightly edited."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

import numpy as np
import polars as pl
from rapidfuzz.distance import LCSseq

from pipeline.extract.ids import content_id
from pipeline.tables import frame

FEWEST_WORDS = 4  # shorter words are said by many without being copied
FEWEST_WORDS_OF_A_CUT = 6
SHINGLE = 3
MOST_TEXTS_A_SHINGLE = 64  # words that more texts share are common, and tell nothing of copies
NEIGHBOURS = 4
LEAST_SHARED = 0.3  # of the shorter text's shingles, before two texts are compared word by word
LEAST_LIKENESS = 0.8
MOST_WORDS_COMPARED = 400

Words = tuple[str, ...]


class Joined(NamedTuple):
    """A text joined to a fuller one: which, how alike, and how it came from it."""

    fuller: int
    score: float
    method: str


def find_statements(quotes: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Return the statements: quoted words that stand in two articles or more.

    Words are compared without case, accents and punctuation. Equal texts are one; others become candidates by the
    shingles of three words that they share (Broder 1997), at most NEIGHBOURS + 1 a posting, so time is near linear in
    the words; a candidate is a copy where the longest common subsequence covers LEAST_LIKENESS of the shorter text.
    Every copy hangs on the fullest text of its statement and on no chain of others. Words under the names of two
    speakers are two statements; words without a known speaker go to the one most often named.

    Args:
        quotes: with speaker_entity_id filled; indirect ones are left out, for their words are the reporter's.
        articles: article_id and published_on are read.
    """
    attested = _attestations(quotes, articles)
    if attested.is_empty():
        return frame("statements", [])
    texts: list[Words] = [tuple(words.split(" ")) for words in attested["folded"].unique(maintain_order=True)]
    number = {" ".join(words): index for index, words in enumerate(texts)}
    joined = _join(texts)
    groups: dict[int, list[dict[str, object]]] = defaultdict(list)
    for row in attested.iter_rows(named=True):
        text = number[row["folded"]]
        found = joined.get(text, Joined(text, 1.0, "exact"))
        groups[found.fuller].append({**row, "score": found.score, "method": found.method})
    rows = [_statement(part) for group in groups.values() for part in _by_speaker(group)]
    return frame("statements", [row for row in rows if row["n_articles"] != 1])


def _attestations(quotes: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Return the quotes to compare with `folded`, their words joined by spaces; first published first."""
    words = (
        pl.col("text")
        .str.normalize("NFKD")
        .str.replace_all(r"\p{M}", "")
        .str.to_lowercase()
        .str.extract_all(r"\w+")
    )
    return (
        quotes.filter(pl.col("kind") != "indirect")
        .with_columns(words=words)
        .filter(pl.col("words").list.len() >= FEWEST_WORDS)
        .select(
            "quote_id",
            "article_id",
            "start_char",
            "text",
            "speaker_name",
            "speaker_entity_id",
            folded=pl.col("words").list.join(" "),
        )
        .join(articles.select("article_id", "published_on"), on="article_id")
        .sort("published_on", "article_id", "start_char", "quote_id", nulls_last=True)
    )


def _join(texts: list[Words]) -> dict[int, Joined]:
    """Return for each text that is a copy the fuller text it joins; a text that others join joins none."""
    likeness: dict[int, list[Joined]] = defaultdict(list)
    for longer, shorter in _candidates(texts):
        found = _compare(texts[longer], texts[shorter])
        if found is not None:
            likeness[shorter].append(Joined(longer, *found))
    joined: dict[int, Joined] = {}
    for text in sorted(likeness, key=lambda index: _fullness(texts, index)):
        heads = [found for found in likeness[text] if found.fuller not in joined]
        if heads:
            joined[text] = max(heads, key=lambda found: (found.score, -found.fuller))
    return joined


def _fullness(texts: list[Words], index: int) -> tuple[int, int]:
    return -len(texts[index]), index


def _candidates(texts: list[Words]) -> Iterator[tuple[int, int]]:
    """Give the pairs of texts, the longer first, that share enough rare shingles."""
    shingles = [_shingles(words) for words in texts]
    telling = _telling(shingles)
    postings: dict[int, list[int]] = defaultdict(list)
    for index in sorted(range(len(texts)), key=lambda index: _fullness(texts, index)):
        for shingle in shingles[index] & telling:
            postings[shingle].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for holders in postings.values():
        shared.update(_pairs(holders))
    for (longer, shorter), count in shared.items():
        if count >= LEAST_SHARED * len(shingles[shorter]):
            yield longer, shorter


def _telling(shingles: list[set[int]]) -> set[int]:
    """Return the shingles that several texts have, but not too many; nearly all stand in one alone."""
    every = np.fromiter(chain.from_iterable(shingles), np.int64)
    found, counts = np.unique(every, return_counts=True)
    return set(found[(counts > 1) & (counts <= MOST_TEXTS_A_SHINGLE)].tolist())


def _pairs(holders: list[int]) -> Iterable[tuple[int, int]]:
    """Return each holder with the fullest one and with the NEIGHBOURS before it."""
    return {
        (holders[before], holder)
        for place, holder in enumerate(holders)
        for before in {0, *range(max(0, place - NEIGHBOURS), place)}
        if before < place
    }


def _shingles(words: Words) -> set[int]:
    return {hash(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)}


def _compare(longer: Words, shorter: Words) -> tuple[float, str] | None:
    """Return likeness (0 to 1, of the shorter's words) and method, cut or edited; None where they are not copies."""
    if len(shorter) < FEWEST_WORDS_OF_A_CUT or len(shorter) > MOST_WORDS_COMPARED:
        return None
    common = LCSseq.similarity(longer[: 2 * MOST_WORDS_COMPARED], shorter)
    score = common / len(shorter)
    if score < LEAST_LIKENESS:
        return None
    return round(score, 3), "cut" if common == len(shorter) else "edited"


def _by_speaker(group: list[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    """Part attestations of the same words by their known speakers; unknown ones go to the most frequent."""
    known = Counter(row["speaker_entity_id"] for row in group if row["speaker_entity_id"] is not None)
    most = known.most_common(1)[0][0] if known else None
    parts: dict[object, list[dict[str, object]]] = defaultdict(list)
    for row in group:
        speaker = row["speaker_entity_id"]
        parts[most if speaker is None else speaker].append(row)
    yield from parts.values()


def _statement(rows: list[dict[str, object]]) -> dict[str, object]:
    """Return the row of attestations, first published first."""
    fullest = max(rows, key=lambda row: len(str(row["folded"])))
    named = next((row for row in rows if row["speaker_entity_id"] is not None), None)
    named = named or next((row for row in rows if row["speaker_name"] is not None), rows[0])
    methods = {str(row["method"]) for row in rows if row["folded"] != fullest["folded"]}
    return {
        "statement_id": content_id("statement", fullest["folded"], named["speaker_entity_id"]),
        "text": fullest["text"],
        "speaker_name": named["speaker_name"],
        "speaker_entity_id": named["speaker_entity_id"],
        "first_article_id": rows[0]["article_id"],
        "first_published_on": rows[0]["published_on"],
        "members": sorted(int(str(row["quote_id"])) for row in rows),
        "n_articles": len({row["article_id"] for row in rows}),
        "score": min(float(str(row["score"])) for row in rows),
        "method": "edited" if "edited" in methods else "cut" if "cut" in methods else "exact",
    }
