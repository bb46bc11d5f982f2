"""An article as its rules read it: token columns as parallel lists, its segments, its mentions by token.

Belongs here: what every rule over tokens asks (which tokens lie in a span, who heads whom). Does not belong
here: any rule of its own.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import polars as pl

TOKEN_COLUMNS = [
    "article_id",
    "seq",
    "segment_seq",
    "sentence",
    "token",
    "start_char",
    "end_char",
    "form",
    "lemma",
    "upos",
    "feats",
    "head",
    "deprel",
]
HEADLINES = frozenset({"title", "heading"})  # roles of segments
SILENT = frozenset(
    {"byline", "metadata", "caption", "boilerplate", "dateline"}
)  # of those that tell nothing of whom they name


@dataclass(slots=True)
class Reading:
    """One article. Token lists share one index; `head` holds that index, or -1 for a root."""

    article_id: int
    language: str | None
    text: str
    segments: list[tuple[int, int, int, str]]  # seq, start, end, role
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    form: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    deprel: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    segment: list[int] = field(default_factory=list)  # segment_seq
    children: list[list[int]] = field(default_factory=list)
    mentions: list[dict[str, Any]] = field(default_factory=list)
    roles: dict[str, list[tuple[int, int, int]]] | None = None  # filled by the first who asks
    mention_of: list[int] = field(default_factory=list)  # index in mentions, or -1
    bodies: dict[str, list[int]] | None = (
        None  # word -> mentions of organisations whose name holds it, by place
    )
    named: Counter[object] | None = None  # cluster -> how many names, counted by the first who asks
    abouts: dict[int, int | None] = field(default_factory=dict)  # segment -> whom the text before it is about
    spoken: set[int] = field(default_factory=set)  # mentions of those found to speak so far
    speakers: set[object] = field(default_factory=set)  # and who they are
    roles_of_segments: dict[int, str] = field(default_factory=dict)  # seq -> role
    groups: frozenset[int] = frozenset()  # nouns in marks that many are called by
    silent: frozenset[int] = frozenset()  # tokens that are marks around what only names, once marks are read
    quotations: tuple[list[int], list[int]] = (
        [],
        [],
    )  # where outermost quotes begin and end, once marks are read

    def place(self, mentions: list[dict[str, Any]]) -> None:
        """Take mentions, in the order of the text; a token has the one that covers it: a name before a description, the longest first."""
        self.mentions = mentions
        self.roles = self.bodies = self.named = None
        self.abouts, self.spoken, self.speakers = {}, set(), set()
        self.mention_of = [-1] * len(self.start)
        order = {"name": 0, "pronoun": 1, "description": 2}
        ranked = sorted(
            range(len(mentions)),
            key=lambda i: (order[mentions[i]["kind"]], mentions[i]["start_char"] - mentions[i]["end_char"]),
        )
        for i in ranked:
            for token in self.tokens_over(mentions[i]["start_char"], mentions[i]["end_char"]):
                if self.mention_of[token] < 0:
                    self.mention_of[token] = i

    def quoted(self, token: int) -> bool:
        """Tell whether a token stands in quotation marks; never while the marks are not read."""
        starts, ends = self.quotations
        at = bisect_right(starts, self.start[token]) - 1
        return at >= 0 and self.start[token] < ends[at]

    def told_sentences(self) -> list[int]:
        """Return for each token how many sentences have been told up to it; one that lies in marks whole is none.

        Someone quoted at length stays as near as before: «X s'est exprimé. « A. B. C. D », a-t-il dit.»
        """
        found: list[int] = []
        last, told = -1, 0
        for token, here in enumerate(self.sentence):
            if here != last and self.form[token].isalnum() and not self.quoted(token):
                told += bool(found)
                last = here
            found.append(told)
        return found

    def who(self, number: int) -> object:
        """Return what tells the person or body of a mention from another of the article."""
        mention = self.mentions[number]
        return mention["cluster_id"] or mention["name"] or mention["text"]

    def counts(self) -> Counter[object]:
        """Return how often each person or body is named, by cluster."""
        if self.named is None:
            self.named = Counter(m["cluster_id"] for m in self.mentions if m["kind"] == "name")
        return self.named

    def hear(self, number: int) -> None:
        """Note that whom a mention means has been found to speak."""
        self.spoken.add(number)
        self.speakers.add(self.who(number))

    def behind(self, number: int) -> int:
        """Return the token behind a mention, by its place in `mentions`."""
        mention = self.mentions[number]
        return self.tokens_over(mention["start_char"], mention["end_char"]).stop

    def tokens_in(self, start: int, end: int) -> range:
        """Return the tokens that begin in the half-open character span."""
        return range(bisect_left(self.start, start), bisect_left(self.start, end))

    def tokens_over(self, start: int, end: int) -> range:
        """Return the tokens that share a character with the half-open span."""
        first = bisect_right(self.end, start)
        return range(first, bisect_left(self.start, end))

    def span(self, first: int, last: int) -> str:
        """Return the text from the first token to the last, both included."""
        return self.text[self.start[first] : self.end[last]]


def _token_lists(tokens: pl.DataFrame) -> dict[int, dict[str, list[Any]]]:
    """Return the token columns of each article as lists by their field of a Reading; a head is a row of its article, or -1."""
    row = pl.int_range(pl.len(), dtype=pl.Int32).over("article_id")
    filled = [pl.col(name).fill_null("") for name in ("upos", "feats", "deprel")]
    told = tokens.select(TOKEN_COLUMNS).sort("article_id", "seq")
    lists = told.select(
        "article_id",
        pl.col("start_char").alias("start"),
        pl.col("end_char").alias("end"),
        "form",
        pl.col("form").str.to_lowercase().str.replace_all("’", "'").alias("lower"),
        pl.col("lemma").fill_null("").str.replace_all("’", "'"),
        *filled,
        pl.when(pl.col("head") > 0).then(row + pl.col("head") - pl.col("token")).otherwise(-1).alias("head"),
        "sentence",
        pl.col("segment_seq").alias("segment"),
    )
    by_article = lists.group_by("article_id", maintain_order=True).agg(pl.all())
    return {row.pop("article_id"): row for row in by_article.iter_rows(named=True)}


def _by_article(frame: pl.DataFrame, order: str) -> dict[int, list[dict[str, Any]]]:
    """Return the frame's rows of each article, in order."""
    found: dict[int, list[dict[str, Any]]] = {}
    for row in frame.sort("article_id", order).iter_rows(named=True):
        found.setdefault(row["article_id"], []).append(row)
    return found


def readings(
    articles: pl.DataFrame, segments: pl.DataFrame, tokens: pl.DataFrame, mentions: pl.DataFrame
) -> Iterator[Reading]:
    """Yield a Reading for each article, in the order of the articles."""
    pieces = _by_article(segments.select("article_id", "seq", "start_char", "end_char", "role"), "seq")
    token_lists = _token_lists(tokens)
    named = _by_article(mentions, "start_char")
    for row in articles.select("article_id", "language", "text").iter_rows(named=True):
        parts = [
            (part["seq"], part["start_char"], part["end_char"], part["role"])
            for part in pieces.get(row["article_id"], ())
        ]
        reading = Reading(row["article_id"], row["language"], row["text"], parts)
        reading.roles_of_segments = {seq: role for seq, _, _, role in parts}
        for name, column in token_lists.get(row["article_id"], {}).items():
            setattr(reading, name, column)
        reading.children = [[] for _ in reading.start]
        for token, head in enumerate(reading.head):
            if 0 <= head < len(reading.children):
                reading.children[head].append(token)
        reading.place(named.get(row["article_id"], []))
        yield reading
