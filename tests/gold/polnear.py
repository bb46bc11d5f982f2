"""Measures English attributions on US news articles with PolNeAR's annotation, which lie beside the project.

One article in ten judges (by the digest of its id); the others may be read. A quoted attribution is one whose content holds
quotation marks; it is found where a row of `quotes` shares most of one of its marked pieces. Its speaker is right where one name holds every word of the
other; asked of those whose source is a name.

    python -m tests.gold.polnear [--read]
"""

import gzip
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pipeline.extract.quotes import find_quotes
from pipeline.extract.references import read_mentions
from tests.gold import standoff
from tests.gold.train_referents import prepared

SOURCE = standoff.POOL.parents[1] / "train" / "attributions_en_polnear.jsonl.gz"
MARKED = re.compile(r"“([^”]{2,})”?|\"([^\"]{2,})\"")
ONE_IN = 10
SHARE = 0.5
Row = dict[str, Any]


def articles(*, read: bool) -> list[Row]:
    """Return the articles that judge, or as many that may be read."""
    with gzip.open(SOURCE, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row for row in rows if int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % ONE_IN == read]


def pieces(text: str, attribution: Row) -> Iterator[tuple[int, int]]:
    """Yield the words in marks of an attribution's content."""
    for start, end in attribution.get("content", []):
        for match in MARKED.finditer(text, start, end):
            yield match.span(1) if match[1] else match.span(2)


def overlap(span: tuple[int, int], row: Row) -> float:
    """Return which share of the longer of two spans both cover."""
    shared = min(span[1], row["end_char"]) - max(span[0], row["start_char"])
    return shared / max(span[1] - span[0], row["end_char"] - row["start_char"])


def judge(article: Row, quotes: list[Row], names: list[Row]) -> Iterator[tuple[str, str]]:
    """Yield what became of each quoted attribution of an article, with its words: missed, found, right, wrong, unknown."""
    text = article["text"]
    for one in article["attributions"]:
        spans = list(pieces(text, one))
        rows = [row for row in quotes for span in spans if overlap(span, row) >= SHARE]
        if not spans:
            continue
        words = f"{[text[s:e] for s, e in one.get('source', [])]} … {text[spans[0][0] : spans[0][1]]}"
        if not rows:
            yield "missed", words
            continue
        yield "found", words
        named = [
            m
            for m in names
            if any(s <= m["start_char"] and m["end_char"] <= e for s, e in one.get("source", []))
        ]
        if named:
            given = rows[0]["speaker_name"]
            right = given is not None and any(
                standoff.same_name(m["name"] or m["text"], [given]) for m in named
            )
            yield "unknown" if given is None else "right" if right else "wrong", f"{given}: {words}"


def main() -> None:
    """Print the figures, and of articles to be read what went wrong."""
    read = "--read" in sys.argv
    by_id, texts, segments, tokens = prepared(articles(read=read))
    mentions = read_mentions(texts, segments, tokens)
    quotes, _ = find_quotes(texts, segments, tokens, mentions)
    rows, names = (
        quotes.partition_by("article_id", as_dict=True),
        mentions.partition_by("article_id", as_dict=True),
    )
    counts: Counter[str] = Counter()
    for key, article in by_id.items():
        said = rows[(key,)].to_dicts() if (key,) in rows else []
        known = [m for m in (names[(key,)].to_dicts() if (key,) in names else []) if m["kind"] == "name"]
        for verdict, words in judge(article, said, known):
            counts[verdict] += 1
            if read and verdict in {"missed", "wrong", "unknown"}:
                print(verdict, article["id"], words)
    asked = sum(counts[one] for one in ("right", "wrong", "unknown"))
    quoted = counts["found"] + counts["missed"]
    print(f"{len(by_id)} articles, {quoted} quoted attributions: found {counts['found'] / quoted:.3f}")
    print(f"{asked} of a name: right {counts['right'] / asked:.3f}, wrong {counts['wrong'] / asked:.3f}")


if __name__ == "__main__":
    main()
