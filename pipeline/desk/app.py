"""The desk as a web application: its addresses, and what each answers with."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.desk.asking import question_file, question_page, questions_page, sql_file, sql_page
from pipeline.desk.compare import compare_page, statement_page
from pipeline.desk.correcting import save_correction
from pipeline.desk.downloads import FORMS, download
from pipeline.desk.judging import Doubts, review_page, save_judgement
from pipeline.desk.listing import list_page
from pipeline.desk.lists import LISTS, SEARCH
from pipeline.desk.pages import HERE, labels, language, message, page
from pipeline.desk.reader import quote_place, reader
from pipeline.desk.records import RECORDS, record_page
from pipeline.desk.searching import search_page
from pipeline.desk.writing import RefusedFormError, Save, Writer, take
from pipeline.errors import UserError
from pipeline.warehouse import Kept, LakeError, MissingWarehouseError, Target

LONG_PHRASE = "a phrase holds at most"  # raised in sql/search_index.sql
LOCAL_NAMES = ["127.0.0.1", "localhost"]
Answer = Callable[..., Response]  # of a request and the warehouse
FORMS_TAKEN: dict[str, Save] = {
    "/article/{article_id}": save_correction,
    "/person/{key}": save_judgement,
    "/review": save_judgement,
}


def application(target: Target, names: Sequence[str] = (), writer: Writer | None = None) -> Starlette:
    """Return the desk of a warehouse; `names` are the hosts, beside this machine's own, by which it answers.

    Where nobody is to write, no address takes a form.
    """
    kept = Kept(target) if isinstance(target, Path) else target
    pages: dict[str, Answer] = {
        "/article/{article_id}": reader,
        "/quote/{quote_id}": quote_place,
        "/search": search_page,
        "/compare": compare_page,
        "/statement/{key}": statement_page,
        "/questions": questions_page,
        **{f"/questions/{{name}}.{form}": partial(question_file, form=form) for form in FORMS},
        "/questions/{name}": question_page,
        "/sql": sql_page,
        **{f"/sql.{form}": partial(sql_file, form=form) for form in FORMS},
    }
    pages |= {one.address: partial(list_page, listing=one) for one in LISTS}
    for one in (*LISTS, SEARCH):
        pages |= {f"/{one.name}.{form}": partial(download, listing=one, form=form) for form in FORMS}
    for place in RECORDS:
        pages[f"/{place}/{{key:path}}"] = partial(record_page, place=place)
    routes = [Route(address, partial(answer, target=kept)) for address, answer in pages.items()]
    if writer is not None:
        routes.append(Route("/review", partial(review_page, target=kept, writer=writer, doubts=Doubts())))
        for address, save in FORMS_TAKEN.items():
            taken = partial(take, target=kept, writer=writer, save=save)
            routes.append(Route(address, taken, methods=["POST"]))
    desk = Starlette(
        routes=[*routes, Mount("/static", StaticFiles(directory=HERE / "static"))],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[*LOCAL_NAMES, *names])],
        exception_handlers={
            MissingWarehouseError: partial(_said, status=503, key="empty"),
            LakeError: partial(_said, status=503, key="empty"),
            duckdb.CatalogException: partial(_said, status=503, key="old_warehouse"),
            duckdb.InvalidInputException: _refused_words,
            duckdb.BinderException: partial(_said, status=503, key="old_warehouse"),
            RefusedFormError: _refused,
            UserError: _told,
            404: partial(_said, status=404, key="unknown_page"),
        },
    )
    desk.state.writer = writer
    return desk


def _refused_words(request: Request, error: Exception) -> Response:
    if LONG_PHRASE not in str(error):
        raise error
    return message(request, 400, "long_phrase")


def _refused(request: Request, error: Any) -> Response:
    said = labels()[language(request)]["correct"]["refused"][error.key]
    return page(request, "message.html", error.status, message=said, can_return=True)


def _told(request: Request, error: Exception) -> Response:
    return page(request, "message.html", 500, message=str(error), can_return=True)


def _said(request: Request, _error: Exception, status: int, key: str) -> Response:
    return message(request, status, key)
