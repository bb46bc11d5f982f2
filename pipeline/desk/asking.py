"""The library's questions as pages, with their parameters as a form; and a SELECT of one's own beside them.

Belongs here: what the pages and files of questions and of SQL have. Does not belong here: what a question asks (sql/queries/),
how it is said in other languages (questions.toml), what a stranger's SELECT may do (warehouse/guarded.py).
"""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import polars as pl
from starlette.requests import Request
from starlette.responses import Response

from pipeline.desk.downloads import sent
from pipeline.desk.listing import record_address
from pipeline.desk.pages import language, message, page
from pipeline.warehouse import ROWS_A_CHUNK, Target, catalogue, tables_of
from pipeline.warehouse.guarded import MOST_ROWS, MOST_SECONDS, BusyError, RefusedError, select
from pipeline.warehouse.questions import (
    Question,
    QuestionError,
    answer,
    left_out,
    n_in_all,
    named,
    question,
    questions,
    rows_of,
    whole,
    written,
)

MOST_TAKEN = 100_000  # rows of a SELECT of one's own, in a file
OWN_SITES = ("same-origin", "none")  # none: an address that somebody typed
BUSY = 503
INPUTS = {"DATE": "date", "INTEGER": "number", "DOUBLE": "number", "VARCHAR": "text"}


class Field(NamedTuple):
    """A parameter of a question as the form shows it."""

    name: str
    label: str
    kind: str
    value: str


class Shown(NamedTuple):
    """An answer as a page shows it; `n` is the number of rows in all, None where it is not known."""

    columns: list[str]
    rows: list[tuple[object, ...]]
    links: list[tuple[str | None, ...]]
    n: int | None


def questions_page(request: Request, target: Target) -> Response:  # noqa: ARG001  (as every page)
    """Answer with the list of the library."""
    ui = language(request)
    return page(
        request, "questions.html", questions=[(found.name, _asks(found, ui)) for found in questions()]
    )


def question_page(request: Request, target: Target) -> Response:
    """Answer with a question: its form, its answer, its SQL."""
    try:
        asked = question(request.path_params["name"])
    except QuestionError:
        return message(request, 404, "no_question")
    values, wrong = _values(asked, request)
    ui = language(request)
    shown = None if wrong else _answered(target, asked, values, ui)
    return page(
        request,
        "question.html",
        400 if wrong else 200,
        asked=asked,
        asks=_asks(asked, ui),
        fields=[
            Field(p.name, _meaning(p.meaning, ui), INPUTS[p.type], values.get(p.name, p.default or ""))
            for p in asked.parameters
        ],
        wrong=wrong,
        shown=shown,
        given=values,
        query=urlencode({"ui": ui, **values}),
        people=[] if wrong else named(target, asked, values),
        left=None if wrong else left_out(target, asked, values),
        sql=None if wrong else written(asked, values),
    )


def question_file(request: Request, target: Target, form: str) -> Response:
    """Answer with all rows of a question as a file."""
    try:
        asked = question(request.path_params["name"])
    except QuestionError:
        return message(request, 404, "no_question")
    values, wrong = _values(asked, request)
    if wrong:
        return message(request, 400, "bad_value", name=_meaning(wrong, language(request)))
    return sent(rows_of(target, asked, whole(asked, values)), asked.name, form)


def sql_page(request: Request, target: Target) -> Response:
    """Answer with a SELECT of one's own: its text, its answer, and what there is to ask of."""
    query = request.query_params.get("query", "").strip()
    shown, refused, is_elsewhere = None, None, bool(query) and _is_from_elsewhere(request)
    if query and not is_elsewhere:
        try:
            shown = _rows(select(target, query), None, language(request))
        except RefusedError as error:
            refused = error
    made = page(
        request,
        "sql.html",
        403 if is_elsewhere else _status(refused) if refused else 200,
        query=query,
        shown=shown,
        refused=refused,
        is_elsewhere=is_elsewhere,
        most={"rows": MOST_ROWS, "taken": MOST_TAKEN, "seconds": int(MOST_SECONDS)},
        has_more=shown is not None and len(shown.rows) > MOST_ROWS,
        address=urlencode({"ui": language(request), "query": query}),
        tables=catalogue.tables(),
    )
    return _says_when(made)


def sql_file(request: Request, target: Target, form: str) -> Response:
    """Answer with the rows of a SELECT as a file."""
    if _is_from_elsewhere(request):
        return message(request, 403, "sql_elsewhere")
    try:
        found = select(target, request.query_params.get("query", ""), MOST_TAKEN)
    except RefusedError as error:
        return _says_when(message(request, _status(error), "refused", reason=str(error)))
    return sent(tables_of(found.head(MOST_TAKEN).to_arrow().to_reader(ROWS_A_CHUNK)), "sql", form)


def _is_from_elsewhere(request: Request) -> bool:
    """Tell whether a page of another origin asks, where the browser says it; no page can change what it says."""
    return request.headers.get("sec-fetch-site", "none") not in OWN_SITES


def _status(refused: RefusedError) -> int:
    return BUSY if isinstance(refused, BusyError) else 400


def _says_when(made: Response) -> Response:
    """Return an answer that says, where all places are taken, in how many seconds one is free at the latest."""
    if made.status_code == BUSY:
        made.headers["Retry-After"] = f"{MOST_SECONDS:.0f}"
    return made


def _answered(target: Target, asked: Question, values: Mapping[str, str], ui: str) -> Shown:
    rows = answer(target, asked, values)
    return _rows(rows, n_in_all(target, asked, values, rows.height), ui)


def _rows(found: pl.DataFrame, n: int | None, ui: str) -> Shown:
    """Return the first rows of an answer, each value with where it leads."""
    first = found.head(MOST_ROWS + 1 if n is None else MOST_ROWS)
    leads = [_leads(name, ui) for name in found.columns]
    rows = first.rows()
    links = [
        tuple(
            lead(value) if lead and value is not None else None
            for lead, value in zip(leads, row, strict=True)
        )
        for row in rows[:MOST_ROWS]
    ]
    return Shown(found.columns, rows, links, n)


def _leads(column: str, ui: str) -> Callable[[object], str] | None:
    """Return what gives the address of a column's values, where they have pages."""
    place = {"article_id": "article", "quote_id": "quote", "publisher": "outlet", "drop": "drop"}.get(column)
    place = place or {"story_id": "story", "statement_id": "statement"}.get(column)
    place = place or ("person" if column.endswith("entity_id") else None)
    to = record_address(ui)
    return (lambda value: to(place, value)) if place else None


def _values(asked: Question, request: Request) -> tuple[dict[str, str], str]:
    """Return the values that an address gives a question's parameters, and the meaning of one that is wrong."""
    given = {p: request.query_params.get(p.name, "").strip() for p in asked.parameters}
    values = {parameter.name: value for parameter, value in given.items() if value}
    for parameter, value in given.items():
        try:
            if value:
                parameter.read(value)
        except QuestionError:
            return values, parameter.meaning
    return values, ""


@cache
def _said() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return how questions and parameters are said, by language."""
    return tomllib.loads((Path(__file__).parent / "questions.toml").read_text(encoding="utf-8"))


def _asks(asked: Question, ui: str) -> str:
    return _said().get(ui, {}).get("asks", {}).get(asked.name, asked.sentence)


def _meaning(meaning: str, ui: str) -> str:
    return _said().get(ui, {}).get("meanings", {}).get(meaning, meaning)
