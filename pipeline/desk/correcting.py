"""What a person corrects in an article: the rows of the file that are about it, and those that a form adds.

Belongs here: speaker and kind of a quote, words that are none yet, day and outlet of an article, and taking back. Does not
belong here: names that are the same or not (judging.py), whether a form may write (writing.py), what a correction does
(extract/corrections). The words and their place are read from the warehouse, so a form writes nothing but its value and its reason.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb
import polars as pl
from starlette.requests import Request
from starlette.responses import Response

from pipeline.desk.addresses import number_of
from pipeline.desk.pages import message
from pipeline.desk.rows import Row, ask, statement
from pipeline.desk.writing import Fields, RefusedFormError, Writer, again
from pipeline.drops import append_corrections, read_corrections
from pipeline.extract.corrections import (
    FIELDS,
    FILE,
    KIND,
    NOTHING,
    OF_A_QUOTE,
    SPEAKER,
    Press,
    apply_corrections,
    is_one_line,
    places,
    refusal,
)
from pipeline.tables import QUOTE_KINDS, UNDO, frame
from pipeline.warehouse import Target, connect

WAITING = "waiting"  # for the next run
TAKEN_BACK = ("applied", WAITING, "lost")


class Sheet(NamedTuple):
    """The corrections of an article as its page shows them.

    `told` are rows as in tables/, in the order of the file, with `written` as they stand in it; their status may be waiting.
    """

    told: list[Row]

    def waiting(self, quote_id: int | None, field: str) -> Row | None:
        """Return what waits to become the value of a field, of a quote or, where it is None, of the article."""
        fits = (
            row
            for row in reversed(self.told)
            if row["status"] == WAITING and row["field"] == field and row["quote_id"] == quote_id
        )
        return next(fits, None)

    def value(self, quote_id: int | None, field: str, now: str | None) -> str:
        """Return the value of a field, empty for unknown: the one that waits, else the one that the tables have."""
        row = self.waiting(quote_id, field)
        return (now if row is None else row["value"]) or ""

    def can_undo(self, row: Row) -> bool:
        """Tell whether a correction can be taken back."""
        return row["status"] in TAKEN_BACK and row["field"] != UNDO


def sheet_for(request: Request, target: Target, article_id: int) -> Sheet | None:
    """Return the corrections of an article; None where the desk only reads."""
    writer: Writer | None = request.app.state.writer
    if writer is None:
        return None
    with connect(target) as con:
        return sheet_of(con, writer.seeds, article_id)


def sheet_of(
    con: duckdb.DuckDBPyConnection, seeds: Path, article_id: int, more: pl.DataFrame | None = None
) -> Sheet:
    """Return the corrections of an article, with `more` as if they stood in the file already.

    Raises:
        UserError: the file cannot be read, or lacks a column.
    """
    chosen = {"article": article_id}
    in_file = read_corrections(seeds)
    written = in_file if more is None else pl.concat([in_file, more])
    documents = con.execute(statement("corrections/documents"), chosen).pl()
    found = places(written, documents).filter(pl.col("article_id") == article_id)
    mine = written[found["line"].to_list()]
    targets = found.with_columns(line=pl.int_range(pl.len(), dtype=pl.Int64))
    told = apply_corrections(mine, targets, _press(con, article_id)).corrections
    ids = {"ids": told["correction_id"].to_list()}
    known = {row["correction_id"] for row in ask(con, statement("corrections/known"), ids)}
    rows = zip(told.iter_rows(named=True), mine.iter_rows(named=True), strict=True)
    return Sheet([_shown(row, known) | {"written": line} for row, line in rows])


def save_correction(request: Request, target: Target, writer: Writer, fields: Fields) -> Response:
    """Write what a form corrects, if it differs from what is, and lead back.

    Raises:
        RefusedFormError: a value says nothing that can be done, or what it is about is no longer there.
    """
    article_id = number_of(request.path_params["article_id"])
    with connect(target) as con:
        found = ask(con, statement("article"), {"article": article_id}) if article_id is not None else []
        if not found:
            return message(request, 404, "not_found")
        article, sheet = found[0], sheet_of(con, writer.seeds, int(found[0]["article_id"]))
        place = {"path": article["path"], "article": f"i{article_id}"}
        quote = _quote(con, article, fields) if "quote" in fields else None
        if "words" in fields:
            quote = _no_quote_yet(con, writer.seeds, article, fields, place)
    if "undo" in fields:
        rows = [_undo(sheet, fields["undo"])]
    elif quote is not None:
        place |= {"start": str(quote["start_char"]), "text": quote["text"]}
        rows = [{**place, **row} for row in _about_quote(sheet, quote, fields)]
    else:
        rows = [{**place, **row} for row in _changed(sheet, None, article, fields)]
    signed = {"by": writer.name, "on": date.today().isoformat(), "why": fields.get("why", "")}  # noqa: DTZ011 - the person's own day
    _refuse(rows, signed["why"])
    if rows:
        append_corrections(writer.seeds, [{**row, **signed} for row in rows])
    return again(request, f"#row-{quote['quote_id']}" if quote and "words" not in fields else "#corrections")


def _shown(row: Row, known: set[int]) -> Row:
    waits = row["status"] == "applied" and row["correction_id"] not in known
    return {**row, "status": WAITING} if waits else row


def _press(con: duckdb.DuckDBPyConnection, article_id: int) -> Press:
    """Return what tells where corrections of an article stand; whom a name means is left to the run."""
    chosen = {"article": article_id}
    article, quotes = (
        con.execute(statement(f"corrections/{name}"), chosen).pl() for name in ("article", "quotes")
    )
    aliases = pl.DataFrame(schema={"alias": pl.String, "entity_id": pl.Int64})
    return Press(article, quotes.drop("speaker"), frame("quoted_terms", []), frame("mentions", []), aliases)


def _quote(con: duckdb.DuckDBPyConnection, article: Row, fields: Fields) -> Row:
    """Return the quote that a form names."""
    quotes = ask(con, statement("corrections/quotes"), {"article": article["article_id"]})
    named = number_of(fields["quote"])
    found = next((quote for quote in quotes if quote["quote_id"] == named), None)
    if found is None:
        raise RefusedFormError(409, "quote_is_gone")
    return found


def _no_quote_yet(
    con: duckdb.DuckDBPyConnection, seeds: Path, article: Row, fields: Fields, place: Mapping[str, str]
) -> Row:
    """Return words of an article that a form says are a quote, as a quote without a speaker or kind."""
    start, words = _where(str(article["text"]), fields)
    if fields.get(KIND) not in QUOTE_KINDS:
        raise RefusedFormError(400, KIND)
    row = {**place, "start": str(start), "text": words, "field": KIND, "value": fields[KIND]}
    asked = pl.DataFrame([row], schema=FILE)
    told = sheet_of(con, seeds, int(article["article_id"]), asked).told[-1]
    quotes = ask(con, statement("corrections/quotes"), {"article": article["article_id"]})
    first, last, end = told["start_char"], told["end_char"], start + len(words)
    # the next run, too, would take the same words elsewhere for these
    if first is None or last <= start or end <= first:
        raise RefusedFormError(409, "is_quote_elsewhere")
    is_known = told["quote_id"] in {quote["quote_id"] for quote in quotes}
    if is_known or (first, last) != (start, end):
        raise RefusedFormError(409, "is_quote")
    return {"quote_id": told["quote_id"], "start_char": start, "text": words, SPEAKER: None, KIND: None}


def _where(text: str, fields: Fields) -> tuple[int, str]:
    """Return where the words of a form stand in a text and as what, however they are spaced; of several places the one nearest to its `start`."""
    pattern = r"\s+".join(map(re.escape, fields["words"].split()))
    found = list(re.finditer(pattern, text)) if pattern else []
    near = number_of(fields.get("start", ""))
    if not found:
        raise RefusedFormError(400, "no_words")
    if len(found) > 1 and near is None:
        raise RefusedFormError(400, "words_often")
    nearest = min(found, key=lambda match: abs(match.start() - (near or 0)))
    return nearest.start(), nearest[0]


def _about_quote(sheet: Sheet, quote: Row, fields: Fields) -> Iterator[Mapping[str, str]]:
    if NOTHING in fields:  # the button «this is no quote»
        fields = {KIND: NOTHING}
    yield from _changed(sheet, quote["quote_id"], quote, fields)


def _changed(sheet: Sheet, quote_id: int | None, row: Row, fields: Fields) -> Iterator[Mapping[str, str]]:
    """Give what a form says otherwise than it is."""
    for field in FIELDS:
        is_asked = field in fields and (field in OF_A_QUOTE) == (quote_id is not None)
        if is_asked and fields[field] != sheet.value(quote_id, field, row[field]):
            yield {"field": field, "value": fields[field]}


def _undo(sheet: Sheet, identity: str) -> Mapping[str, str]:
    """Return the row that takes a correction back."""
    row = next((told for told in sheet.told if str(told["correction_id"]) == identity), None)
    if row is None or not sheet.can_undo(row):
        raise RefusedFormError(409, "nothing_to_undo")
    return {**row["written"], "field": UNDO, "value": row["field"]}


def _refuse(rows: list[Mapping[str, str]], why: str) -> None:
    if not is_one_line(why):
        raise RefusedFormError(400, "why")
    for row in rows:
        if refusal(row):
            raise RefusedFormError(400, row["field"])
