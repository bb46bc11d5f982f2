"""Lists where an article says it has something from: its publisher, its agency, whom it cites, who relays them.

Belongs here: one row a source, its type and role. Does not belong here: what they said (quotes).
"""

import re

import polars as pl

from pipeline import tables
from pipeline.extract.ids import content_id
from pipeline.extract.media import kind_of
from pipeline.extract.quotes.speakers.outlets import Outlets, fold, outlets

Row = dict[str, object]
MENTION_TYPES = {"PER": "person", "ORG": "institution", "LOC": "institution"}
LONGEST_JOINT = 4  # words between two who say the same: «ainsi que de la»
WORDS = re.compile(r"[\w'’-]+")


def find_sources(
    articles: pl.DataFrame,
    segments: pl.DataFrame,
    tokens: pl.DataFrame,
    mentions: pl.DataFrame,
    quotes: pl.DataFrame,
) -> pl.DataFrame:
    """Return the sources of articles: publisher and credit of the header, speakers cited and relays of the quotes.

    Frames hold the columns of pipeline.tables. One row a name and role in an article, at its first place;
    a publisher known from metadata alone stands at no place.
    """
    del segments, tokens
    cited = _by_article(quotes.sort("start_char"))
    named = _by_article(mentions.filter(pl.col("kind") == "name").sort("start_char"))
    rows: list[Row] = []
    for article in articles.iter_rows(named=True):
        key = article["article_id"]
        rows.extend(_Article(article, named.get(key, [])).sources(cited.get(key, [])))
    return tables.frame("sources", rows)


def _by_article(frame: pl.DataFrame) -> dict[int, list[Row]]:
    parts = frame.partition_by("article_id", as_dict=True, maintain_order=True)
    return {int(key[0]): part.to_dicts() for key, part in parts.items()}


class _Article:
    """The sources of one article, each name and role once."""

    def __init__(self, article: Row, mentions: list[Row]) -> None:
        self.article = article
        self.text = str(article["text"])
        self.known: Outlets = outlets(article["language"] and str(article["language"]))
        self.mentions = {row["mention_id"]: row for row in mentions}
        starts = [int(str(row["start_char"])) for row in mentions]
        self.next_name = dict(zip(starts, mentions[1:], strict=False))
        self.by_name = {str(row["name"]): row for row in reversed(mentions)}
        self.rows: dict[tuple[str, str], Row] = {}

    def sources(self, quotes: list[Row]) -> list[Row]:
        """Return the rows, publisher and credit first, then by the order of the quotes."""
        for role, column in (("publisher", "publisher"), ("credit", "credit")):
            if self.article[column]:
                self._add_header(str(self.article[column]), role)
        for quote in quotes:
            if quote["speaker_name"]:
                self._add_cited(quote)
            if quote["relay_name"]:
                self._add_relay(quote)
        return list(self.rows.values())

    def _add(self, role: str, name: str, kind: str, place: tuple[int | None, str | None, object]) -> None:
        """Keep a source, once a name and role; place is its start, its words there and their mention."""
        start, words, mention = place
        key = (fold(name), role)
        if key in self.rows:
            return
        self.rows[key] = {
            "source_id": content_id("source", self.article["article_id"], role, name),
            "article_id": self.article["article_id"],
            "start_char": start,
            "end_char": None if start is None or words is None else start + len(words),
            "text": words,
            "name": name,
            "type": kind,
            "role": role,
            "mention_id": mention,
        }

    def _add_header(self, name: str, role: str) -> None:
        start = self.text.find(name)
        kind = kind_of(name) or ("agency" if role == "credit" else "media")
        self._add(role, name, kind, (start, name, None) if start >= 0 else (None, None, None))

    def _add_cited(self, quote: Row) -> None:
        name = str(quote["speaker_name"])
        mention = self.mentions.get(quote["speaker_mention_id"]) or self.by_name.get(name)
        place = self._stands(mention, str(quote["speaker_text"]), quote)
        self._add("cited", name, self._type(name, mention), place)
        if mention and str(mention["text"]) in str(
            quote["speaker_text"]
        ):  # named beside the words, and no pronoun
            self._add_joined(mention)

    def _add_joined(self, mention: Row) -> None:
        """Keep who is named right after a speaker as saying the same: selon X et Y, X et la Y ont annoncé."""
        other = self.next_name.get(int(str(mention["start_char"])))
        if other is None or other["name"] == mention["name"]:
            return
        between = self.text[int(str(mention["end_char"])) : int(str(other["start_char"]))].split()
        joined = any(between[: len(words)] == words for words in map(str.split, self.known.joined))
        if joined and len(between) <= LONGEST_JOINT and self._is_like(mention, other):
            name = str(other["name"])
            place = (int(str(other["start_char"])), str(other["text"]), other["mention_id"])
            self._add("cited", name, self._type(name, other), place)

    def _is_like(self, mention: Row, other: Row) -> bool:
        """Tell whether two names are of one kind, so that what is said of one may be said of both."""
        return mention["type"] == other["type"] and mention["type"] in {"PER", "ORG"}

    def _add_relay(self, quote: Row) -> None:
        name = str(quote["relay_name"])
        place = self._stands(self.mentions.get(quote["relay_mention_id"]), name, quote)
        self._add("relay", name, kind_of(name) or "media", place)

    def _stands(self, mention: Row | None, words: str, quote: Row) -> tuple[int | None, str | None, object]:
        """Return where a source is named: at its mention, else where its words stand nearest before the quote."""
        if mention:
            return int(str(mention["start_char"])), str(mention["text"]), mention["mention_id"]
        start = self.text.rfind(words, 0, int(str(quote["start_char"])))
        start = start if start >= 0 else self.text.find(words)
        return (start, words, None) if start >= 0 else (None, None, None)

    def _type(self, name: str, mention: Row | None) -> str:
        """Return what kind of source a speaker is: an outlet by name, else by its noun, else by its mention."""
        outlet = kind_of(name)
        if outlet:
            return outlet
        if mention and mention["type"] == "PER":
            return "person"
        for word in WORDS.findall(name.replace("’", "'").lower()):
            kind = self.known.nouns.get(word) or self.known.nouns.get(word.split("'")[-1])
            if kind:
                return kind
        if mention:
            return MENTION_TYPES.get(str(mention["type"]), "institution")
        return "group" if name.endswith("s") else "person"
