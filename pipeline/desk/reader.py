"""An article with all that stands in it marked: each quote in the colour of its speaker, beside its row."""

from typing import NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.desk.addresses import number_of
from pipeline.desk.correcting import sheet_for
from pipeline.desk.listing import record_address
from pipeline.desk.lists import LISTS, SEARCH
from pipeline.desk.marks import Mark, marks_of, paragraphs
from pipeline.desk.pages import ONLY_OUR_OWN, Words, labels, language, message, page
from pipeline.desk.rows import Row, ask, statement
from pipeline.extract.corrections import KINDS
from pipeline.tables import QUOTE_KINDS
from pipeline.warehouse import Target, connect


class Reading(NamedTuple):
    """An article with its segments and all that stands in it."""

    article: Row
    segments: list[Row]
    marks: list[Row]


def reader(request: Request, target: Target) -> Response:
    """Answer with an article in the reader."""
    number = number_of(request.path_params["article_id"])
    found = reading(target, number) if number is not None else None
    if number is None or found is None:
        return message(request, 404, "not_found")
    marks = marks_of(found.marks)
    ui = language(request)

    def leads(mark: Mark) -> str | None:
        return _leads(mark, ui)

    return page(
        request,
        "reader.html",
        article=found.article,
        paragraphs=list(paragraphs(str(found.article["text"]), found.segments, marks)),
        quotes=[mark for mark in marks if mark.what == "quote"],
        tip=lambda mark: _tip(mark, labels()[ui]),
        leads=leads,
        way=lambda piece: next(filter(None, map(leads, reversed(piece.marks))), None),
        who=lambda mark: _speaker(mark, ui),
        back=_back(request),
        sheet=sheet_for(request, target, number),
        kinds=KINDS,
        kinds_of_quotes=QUOTE_KINDS,
        named=sorted({str(mark.row["value"]) for mark in marks if mark.what == "name" and mark.row["value"]}),
    )


def reading(target: Target, article_id: int) -> Reading | None:
    """Return an article and its marks; None where there is no such article.

    Raises:
        MissingWarehouseError: there is no warehouse.
    """
    chosen = {"article": article_id}
    with connect(target) as con:
        found = ask(con, statement("article"), chosen)
        if not found:
            return None
        return Reading(
            found[0], ask(con, statement("segments"), chosen), ask(con, statement("marks"), chosen)
        )


def quote_place(request: Request, target: Target) -> Response:
    """Lead from a quote's id alone to its place in its article."""
    number = number_of(request.path_params["quote_id"])
    with connect(target) as con:
        found = ask(con, "SELECT article_id FROM quotes WHERE quote_id = $quote", {"quote": number})
    if not found:
        return message(request, 404, "no_record")
    ui = urlencode({"ui": language(request)})
    return RedirectResponse(f"/article/{found[0]['article_id']}?{ui}#q-{number}", headers=ONLY_OUR_OWN)


def _back(request: Request) -> str:
    """Return the address of the list that the reader was opened from, in the state it was in."""
    origin = request.query_params.get("list", "quotes")
    address = next((known.address for known in (*LISTS, SEARCH) if known.name == origin), "/")
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "list"]
    return f"{address}?{urlencode(kept)}"


def _leads(mark: Mark, ui: str) -> str | None:
    """Return where a mark leads: a name to the page of who bears it, a date to all that is told of its days."""
    row = mark.row
    if mark.what == "name" and row["entity_id"] is not None:
        return record_address(ui)("person", row["entity_id"])
    if mark.what == "date" and row["opens_on"] is not None:
        return "/events?" + urlencode({"ui": ui, "since": row["opens_on"], "until": row["closes_on"]})
    return None


def _speaker(mark: Mark, ui: str) -> str:
    """Return where the speaker of a quote leads: a page, else what is said under the same description."""
    entity = mark.row["entity_id"]
    described = "/?" + urlencode({"ui": ui, "speaker": mark.row["value"]})
    return described if entity is None else record_address(ui)("person", entity)


def _tip(mark: Mark, words: Words) -> str:
    """Return what hovering over a mark says: value, method, confidence."""
    row = mark.row
    said = {
        words[mark.what]: row["detail"] if mark.what != "quote" else words[f"kind_{row['detail']}"],
        words["speaker"] if mark.what == "quote" else words["value"]: row["value"] or words["unknown"],
        words["cue"]: row["cue"],
        words["relay"]: row["relay"],
        words["method"]: row["method"],
        words["confidence"]: None if row["confidence"] is None else f"{row['confidence']:.2f}",
        words["reason"]: row["reason"],
    }
    return "\n".join(f"{name}: {value}" for name, value in said.items() if value is not None)
