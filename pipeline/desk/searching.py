"""The search of the desk: articles and quotes that have some words, each with the passage in which they stand."""

from typing import NamedTuple
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from pipeline.desk.addresses import AddressError, Asked, asked
from pipeline.desk.listing import place_of, shown
from pipeline.desk.lists import SEARCH
from pipeline.desk.pages import language, message
from pipeline.desk.passages import Passage, passages
from pipeline.desk.rows import ROWS_A_PAGE, Row, Rows, ask, rows_of, statement
from pipeline.warehouse import Target

LONG = 700  # characters of a quote, beyond which passages of it are shown


class Result(NamedTuple):
    """A result as the page shows it: the row, the passages with its words marked, and where it leads."""

    row: Row
    passages: list[Passage]
    link: str


def search_page(request: Request, target: Target) -> Response:
    """Answer with what the words are found in."""
    try:
        wanted = asked(SEARCH, request.query_params)
    except AddressError as error:
        return message(request, 400, str(error))
    with rows_of(target, wanted) as rows:
        words = wanted.text("words")
        parts = ask(rows.con, "FROM asked_words($words)", {"words": words})
        found = rows.page()
        return shown(
            request,
            rows,
            "search.html",
            found,
            words=words,
            first=(wanted.page - 1) * ROWS_A_PAGE + 1,
            results=_results(rows, found, parts, language(request)),
            has_words=any(not part["is_unwanted"] for part in parts),
            is_narrowed=wanted.given.keys() > {"words", "sort"} & wanted.given.keys(),
        )


def _results(rows: Rows, found: list[Row], parts: list[Row], ui: str) -> list[Result]:
    """Return the results of a page with their passages."""
    ids = [row["document_id"] for row in found]
    texts = ask(rows.con, statement("words_found"), {"words": rows.asked.text("words"), "ids": ids})
    by_id = {row["document_id"]: row for row in texts}

    def result(row: Row) -> Result:
        text = by_id[row["document_id"]]
        whole = row["found_in"] == "quote" and len(text["text"]) <= LONG
        shown = passages(text["text"], text["forms"] or [], parts, whole=whole)
        return Result(row, shown, _link(rows.asked, row, shown, ui))

    return [result(row) for row in found]


def _link(wanted: Asked, row: Row, shown: list[Passage], ui: str) -> str:
    """Return where a result leads: to the quote's mark, else to the first of the words in the article."""
    if row["quote_id"] is not None:
        return place_of(wanted, row["article_id"], f"q-{row['quote_id']}", ui)
    words = next((piece.text for passage in shown for piece in passage if piece.is_found), "")
    there = f":~:text={quote(words, safe='').replace('-', '%2D')}" if words else ""
    return place_of(wanted, row["article_id"], there, ui)
