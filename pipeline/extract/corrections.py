"""Corrections: what a person says is wrong in the tables, applied over all else, and what became of each.

A correction says by words and their place in an article what it is about, so that it outlives a new run, a new version
of an extractor and a new drop; after an edit it goes on in what stands at the document's path, as long as the words do.
Of two about one thing the later one stands; `undo` takes back what stands. Columns: path, article (`i` and the id),
start, text, field, value, by, on, why.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl

from pipeline.extract.ids import content_id
from pipeline.extract.names import fold
from pipeline.extract.publication import span_of
from pipeline.extract.reasons import NOT_NAMED, UNNAMED_BY_HAND
from pipeline.tables import QUOTE_KINDS, QUOTED_TERM_KINDS, TABLES, UNDO, frame

Row = dict[str, Any]
FILE = pl.Schema(
    dict.fromkeys(("path", "article", "start", "text", "field", "value", "by", "on", "why"), pl.String)
)
SPEAKER, KIND, PUBLISHED, PUBLISHER = "speaker", "kind", "published", "publisher"
FIELDS = (KIND, SPEAKER, PUBLISHED, PUBLISHER)  # what makes a quote of words before who says them
OF_A_QUOTE = (SPEAKER, KIND)
NOTHING = "none"  # the kind of words that are neither speech nor a term
KINDS = (*QUOTE_KINDS, *QUOTED_TERM_KINDS, NOTHING)
HUMAN = "human"
LONGEST = 300  # characters of a value: names and descriptions are shorter
LEAST_SHARED = 0.5  # of the characters of a quote and the words of a correction together
IDENTITY = re.compile(r"i?(-?\d{1,20})")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
PUBLICATION = ("published", "published_on", "published_from", "published_to", "published_method")
STANDS: dict[str, Any] = {"stands": pl.Boolean}
QUOTES_SCHEMA = pl.Schema(dict(TABLES["quotes"].create_empty().schema) | STANDS)
TERMS_SCHEMA = pl.Schema(dict(TABLES["quoted_terms"].create_empty().schema) | STANDS)
ARTICLES_SCHEMA = pl.Schema(
    {
        name: TABLES["articles"].create_empty().schema[name]
        for name in ("article_id", "publisher", *PUBLICATION)
    }
    | {"published_method": pl.String}
)


class Press(NamedTuple):
    """Rows of the articles that corrections are about, with all that is settled over the drops.

    `articles`, `quotes`, `quoted_terms` and `mentions` are as in tables/; `aliases` holds alias and entity_id.
    """

    articles: pl.DataFrame
    quotes: pl.DataFrame
    quoted_terms: pl.DataFrame
    mentions: pl.DataFrame
    aliases: pl.DataFrame


class Corrected(NamedTuple):
    """What became of the corrections, and the rows that take the place of others with their ids.

    `corrections` is as in tables/. Of `quotes` and `quoted_terms` those that do not stand are none any more.
    """

    corrections: pl.DataFrame
    quotes: pl.DataFrame
    quoted_terms: pl.DataFrame
    articles: pl.DataFrame


class Place(NamedTuple):
    """Where a correction is about: words of an article and the quote they are, or why they are not found."""

    start: int | None = None
    end: int | None = None
    quote_id: int | None = None
    lost: str | None = None


def is_one_line(text: str) -> bool:
    """Tell whether a text may stand in a file of decisions: one line of at most LONGEST characters."""
    return not CONTROL.search(text) and len(text) <= LONGEST


def refusal(row: Mapping[str, str | None]) -> str | None:
    """Return why a correction says nothing that can be done; None where it does."""
    field, value = row["field"], row["value"] or ""
    about = value if field == UNDO else field
    if about not in FIELDS:
        return f"the field is none of {', '.join((*FIELDS, UNDO))}"
    if not row["path"] and identity(row["article"]) is None:
        return "it names no article"
    if about in OF_A_QUOTE and not row["text"]:
        return "it does not say which words it is about"
    if not is_one_line(value):
        return f"the value holds a control character, or more than {LONGEST} characters"
    if field == KIND and value not in KINDS:
        return f"the kind is none of {', '.join(KINDS)}"
    if field == PUBLISHED and value and span_of(value) is None:
        return "the date is not written as 2024, 2024-03, 2024-03-05 or 2024-03-05T14:30"
    return None


def identity(text: str | None) -> int | None:
    """Return the article id that a correction names; None where it is no such number."""
    found = IDENTITY.fullmatch((text or "").strip())
    number = int(found[1]) if found else None
    return number if number is not None and -(2**63) <= number < 2**63 else None


def places(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Return which articles each correction is about now: (line, article_id), lines counted from 0.

    That is the article itself, and what stands at its path now, or where it stood.

    Args:
        rows: corrections, as in FILE.
        documents: path, article_id and `present` of every document that ever was.
    """
    asked = rows.select(
        pl.int_range(pl.len(), dtype=pl.Int64).alias("line"),
        "path",
        pl.Series("article", [identity(text) for text in rows["article"]], pl.Int64),
    )
    here = documents.filter("present").select("path", "article_id")
    itself = asked.join(here.select("article_id"), left_on="article", right_on="article_id", coalesce=False)
    moved = documents.select("path", article="article_id").join(asked.drop("path"), on="article")
    found = [itself, asked.join(here, on="path"), moved.join(here, on="path")]
    return pl.concat(part.select("line", "article_id") for part in found).unique().sort("line", "article_id")


def apply_corrections(rows: pl.DataFrame, targets: pl.DataFrame, press: Press) -> Corrected:
    """Apply corrections in their order.

    Args:
        rows: as in FILE.
        targets: what `places` returns.
        press: the rows of these articles.
    """
    of_line: dict[int, list[int]] = {}
    for line, article in targets.iter_rows():
        of_line.setdefault(line, []).append(article)
    articles = _articles(press)
    ledger = _Ledger()
    for line, row in enumerate(rows.iter_rows(named=True)):
        why_not = refusal(row)
        for key in of_line.get(line, []) if not why_not else ():
            ledger.add(row, key, articles[key].place(row))
        if why_not or line not in of_line:
            ledger.add(
                row, None, Place(lost=why_not or "its article is no longer there"), refused=bool(why_not)
            )
    for told in ledger.standing():
        articles[told["article_id"]].apply(told)
    return Corrected(
        frame("corrections", ledger.rows),
        pl.DataFrame([q for a in articles.values() for q in a.changed(a.quotes)], schema=QUOTES_SCHEMA),
        pl.DataFrame([t for a in articles.values() for t in a.changed(a.terms)], schema=TERMS_SCHEMA),
        pl.DataFrame([a.row for a in articles.values() if a.is_changed], schema=ARTICLES_SCHEMA),
    )


class _Ledger:
    """What became of every correction, in their order."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._standing: dict[tuple[object, ...], Row] = {}
        self._seen: dict[tuple[object, ...], int] = {}

    def add(self, row: Row, article: int | None, place: Place, *, refused: bool = False) -> None:
        """Take in a correction, at one place; an earlier one about the same is replaced or undone."""
        told = self._told(row, article, place)
        self.rows.append(told)
        if refused:
            told["status"] = "refused"
            return
        about = place.quote_id if place.quote_id is not None else (row["start"], row["text"])
        field = row["value"] if row["field"] == UNDO else row["field"]
        where = article if article is not None else (row["path"], row["article"])
        key = (where, field, about if field in OF_A_QUOTE else None)
        before = self._standing.pop(key, None)
        if row["field"] != UNDO:
            self._standing[key] = told
        elif before is None:
            told |= {"status": "lost", "reason": place.lost or "there is nothing to undo"}
        else:
            told |= {"status": "applied", "reason": None}
        if before is not None:
            before |= {"status": "undone" if row["field"] == UNDO else "replaced", "reason": None}

    def standing(self) -> Iterator[Row]:
        """Yield the corrections that are to be applied, those that say what is a quote first."""
        stand = [told for told in self._standing.values() if told["status"] == "applied"]
        yield from sorted(stand, key=lambda told: told["field"] != KIND)

    def _told(self, row: Row, article: int | None, place: Place) -> Row:
        key = (*row.values(), article)
        self._seen[key] = self._seen.get(key, 0) + 1
        return {
            "correction_id": content_id("correction", *key, self._seen[key]),
            "article_id": article,
            "path": row["path"],
            "start_char": place.start,
            "end_char": place.end,
            "text": row["text"],
            "field": row["field"],
            "value": row["value"] or None,
            "quote_id": place.quote_id,
            "corrected_by": row["by"],
            "corrected_on": row["on"],
            "why": row["why"],
            "status": "lost" if place.lost else "applied",
            "reason": place.lost,
        }


class _Article:
    """An article with the rows that corrections may change."""

    def __init__(
        self, row: Row, press: Mapping[str, Sequence[Row]], entities: Mapping[str, set[int]]
    ) -> None:
        self.text = str(row["text"])
        self.language = row["language"]
        self.row = {name: row[name] for name in ARTICLES_SCHEMA}
        self.is_changed = False
        self.quotes = [{**quote, "stands": True, "changed": False} for quote in press["quotes"]]
        self.terms = [{**term, "stands": True, "changed": False} for term in press["quoted_terms"]]
        self.mentions = press["mentions"]
        self.entities = entities

    def changed(self, rows: Sequence[Row]) -> Iterator[Row]:
        """Yield the quotes or terms that a correction changed; a quote in one that is none any more stands alone."""
        standing = {quote["quote_id"] for quote in self.quotes if quote["stands"]}
        for row in rows:
            if row.get("parent_quote_id") is not None and row["parent_quote_id"] not in standing:
                row |= {"parent_quote_id": None, "changed": True}
            if row["changed"]:
                yield {name: value for name, value in row.items() if name != "changed"}

    def place(self, row: Row) -> Place:
        """Return where a correction is about in this article, and the quote it means."""
        words, start = row["text"] or "", _number(row["start"])
        field = row["value"] if row["field"] == UNDO else row["field"]
        if field not in OF_A_QUOTE:
            found = self.text.find(words) if words else None
            lost = "the words that it stands beside are no longer found" if found == -1 else None
            return Place(lost=lost) if not found or found < 0 else Place(found, found + len(words))
        quote, lost = self._quote(words, start)
        if quote is not None:
            return Place(quote["start_char"], quote["end_char"], quote["quote_id"])
        at = self._stands_at(words, start)
        if at is None or field != KIND:
            return Place(lost=lost)
        return Place(at, at + len(words), self._new_quote(at, words)["quote_id"])

    def _quote(self, words: str, start: int | None) -> tuple[Row | None, str | None]:
        """Return the quote of the words: at their place, else the only one of these words, else the one over them."""
        same = [quote for quote in self.quotes if quote["text"] == words]
        here = [quote for quote in same if quote["start_char"] == start]
        if here or len(same) == 1:
            return (here or same)[0], None
        if same:
            return None, f"its words are {len(same)} quotes now, none of them at its place"
        at = self._stands_at(words, start)
        if at is None:
            return None, "its words are no longer found"
        shared, quote = max(
            ((_shared(quote, at, at + len(words)), quote) for quote in self.quotes),
            key=lambda pair: pair[0],
            default=(0.0, None),
        )
        return (quote, None) if shared >= LEAST_SHARED else (None, "its words are no quote any more")

    def _stands_at(self, words: str, start: int | None) -> int | None:
        """Return where the words stand: at their place, else where they stand alone; None where that is not known."""
        if start is not None and self.text.startswith(words, start):
            return start
        found = self.text.find(words)
        return found if found >= 0 and self.text.find(words, found + 1) < 0 else None

    def _new_quote(self, start: int, words: str) -> Row:
        """Return a quote of words that are none yet."""
        identity = content_id("quote", self.row["article_id"], start, start + len(words))
        quote = {
            **dict.fromkeys(TABLES["quotes"].column_names()),
            "quote_id": identity,
            "utterance_id": identity,
            "article_id": self.row["article_id"],
            **dict.fromkeys(("start_char", "content_start_char", "sentence_start_char"), start),
            **dict.fromkeys(("end_char", "content_end_char", "sentence_end_char"), start + len(words)),
            "text": words,
            "kind": QUOTE_KINDS[0],
            "language": self.language,
            "method": HUMAN,
            "confidence": 1.0,
            "reason": NOT_NAMED,
            "stands": False,
            "changed": True,
        }
        self.quotes.append(quote)
        return quote

    def apply(self, told: Row) -> None:
        """Apply a correction."""
        doing: dict[str, Callable[[Row], None]] = {
            SPEAKER: self._set_speaker,
            KIND: self._set_kind,
            PUBLISHED: self._set_published,
            PUBLISHER: self._set_publisher,
        }
        doing[told["field"]](told)

    def _set_publisher(self, told: Row) -> None:
        self.row["publisher"] = told["value"]
        self.is_changed = True

    def _set_published(self, told: Row) -> None:
        value = told["value"]
        first, last = span_of(value) or (None, None)
        day = first if first == last else None
        values = (value, day, first, last, HUMAN if value else None)
        self.row |= dict(zip(PUBLICATION, values, strict=True))
        self.is_changed = True

    def _set_speaker(self, told: Row) -> None:
        from pipeline.extract.quotes.speakers.kinds_of_speakers import (
            kind_of_named,
        )  # brings the reading of quotes along

        quote = self._of(told)
        mention = self._mention(told["value"], quote["start_char"])
        known = self.entities.get(fold(told["value"] or ""), set())
        entity = mention["entity_id"] if mention else next(iter(known)) if len(known) == 1 else None
        quote |= {
            "speaker_text": mention["text"] if mention else None,
            "speaker_name": told["value"],
            "speaker_entity_id": entity,
            "speaker_mention_id": mention["mention_id"] if mention else None,
            "speaker_kind": kind_of_named(told["value"], mention),
            "speaker_gender": mention["gender"] if mention else None,
            "speaker_role": None,
            "reason": None if told["value"] else UNNAMED_BY_HAND,
        }
        self._mark(quote)

    def _set_kind(self, told: Row) -> None:
        quote, kind = self._of(told), told["value"]
        start, end = quote["start_char"], quote["end_char"]
        for term in self.terms:
            if _shared(term, start, end) >= LEAST_SHARED:
                term |= {"stands": False, "changed": True}
        quote |= {"stands": kind in QUOTE_KINDS, "changed": True}
        if kind in QUOTE_KINDS:
            quote["kind"] = kind
            self._mark(quote)
        elif kind in QUOTED_TERM_KINDS:
            self._set_term(quote, kind)

    def _set_term(self, quote: Row, kind: str) -> None:
        place = {name: quote[name] for name in ("article_id", "start_char", "end_char", "text")}
        identity = content_id("quoted_term", *list(place.values())[:3])
        self.terms = [term for term in self.terms if term["quoted_term_id"] != identity]
        self.terms.append(
            {**place, "quoted_term_id": identity, "kind": kind, "stands": True, "changed": True}
        )

    def _of(self, told: Row) -> Row:
        return next(quote for quote in self.quotes if quote["quote_id"] == told["quote_id"])

    def _mark(self, quote: Row) -> None:
        quote |= {"method": HUMAN, "confidence": 1.0, "role_id": None, "changed": True}

    def _mention(self, name: str | None, start: int) -> Row | None:
        """Return the mention nearest to a quote that bears a name, by its fullest form, else as it stands."""
        wanted = fold(name or "")
        full = [m for m in self.mentions if m["kind"] == "name" and fold(m["name"] or "") == wanted]
        written = [m for m in self.mentions if fold(m["text"]) == wanted]
        found = full or written
        if not wanted or not found or (len({m["entity_id"] for m in found}) > 1):
            return None
        return min(found, key=lambda m: abs(m["start_char"] - start))


def _articles(press: Press) -> dict[int, _Article]:
    tables = ("quotes", "quoted_terms", "mentions")
    parts: dict[int, dict[str, list[Row]]] = {}
    for name in tables:
        for row in getattr(press, name).iter_rows(named=True):
            parts.setdefault(row["article_id"], {table: [] for table in tables})[name].append(row)
    entities: dict[str, set[int]] = {}
    for alias, entity in press.aliases.select("alias", "entity_id").iter_rows():
        entities.setdefault(fold(alias), set()).add(entity)
    none: dict[str, list[Row]] = {table: [] for table in tables}
    return {
        row["article_id"]: _Article(row, parts.get(row["article_id"], none), entities)
        for row in press.articles.iter_rows(named=True)
    }


def _shared(row: Row, start: int, end: int) -> float:
    """Return what a row and a span share of all that they cover together, in characters."""
    both = min(row["end_char"], end) - max(row["start_char"], start)
    return both / (max(row["end_char"], end) - min(row["start_char"], start)) if both > 0 else 0.0


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
