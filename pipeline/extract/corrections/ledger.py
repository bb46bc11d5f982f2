"""What became of every correction: it stands, was replaced or undone, or what it is about is lost."""

from collections.abc import Iterator

from pipeline.extract.corrections.saying import KIND, OF_A_QUOTE, Place, Row
from pipeline.extract.ids import content_id
from pipeline.tables import UNDO


class Ledger:
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
