"""An article's rows, and how a correction finds its words among them and changes them."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from pipeline.extract.corrections.saying import (
    ARTICLES_SCHEMA,
    HUMAN,
    KIND,
    LEAST_SHARED,
    OF_A_QUOTE,
    PUBLICATION,
    PUBLISHED,
    PUBLISHER,
    SPEAKER,
    Place,
    Row,
)
from pipeline.extract.ids import content_id
from pipeline.extract.names import fold
from pipeline.extract.publication import span_of
from pipeline.extract.reasons import NOT_NAMED, UNNAMED_BY_HAND
from pipeline.tables import QUOTE_KINDS, QUOTED_TERM_KINDS, TABLES, UNDO


class Article:
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


def _shared(row: Row, start: int, end: int) -> float:
    """Return what a row and a span share of all that they cover together, in characters."""
    both = min(row["end_char"], end) - max(row["start_char"], start)
    return both / (max(row["end_char"], end) - min(row["start_char"], start)) if both > 0 else 0.0


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
