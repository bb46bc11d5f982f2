"""The desk as a web application: addresses, filters, pages. What they show is read in view.py, marked in marks.py."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.desk.marks import Mark, marks_of, paragraphs
from pipeline.desk.view import ROWS_A_PAGE, Filters, Overview, Row, overview, reading
from pipeline.errors import UserError
from pipeline.warehouse import LakeError, MissingWarehouseError, Target, pictures
from pipeline.warehouse.questions import answer, question

HERE = Path(__file__).parent
LANGUAGES = ("fr", "en")
LOCAL_NAMES = ["127.0.0.1", "localhost"]
ONLY_OUR_OWN = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
Link = Callable[..., str]
YEAR_LENGTH, MONTH_LENGTH = 4, 7
PIECES = Environment(
    loader=PackageLoader("pipeline.desk"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def application(target: Target, names: Sequence[str] = ()) -> Starlette:
    """Return the desk of a warehouse; `names` are the hosts, beside this machine's own, by which it answers."""

    def first_page(request: Request) -> Response:
        return _overview(request, target)

    def reader(request: Request) -> Response:
        return _reader(request, target)

    def search(request: Request) -> Response:
        return _search(request, target)

    return Starlette(
        routes=[
            Route("/", first_page),
            Route("/article/{article_id}", reader),
            Route("/search", search),
            Mount("/static", StaticFiles(directory=HERE / "static")),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[*LOCAL_NAMES, *names])],
        exception_handlers={MissingWarehouseError: _no_warehouse, LakeError: _no_warehouse},
    )


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """Return what the pages say, by language."""
    return tomllib.loads((HERE / "labels.toml").read_text(encoding="utf-8"))


def _overview(request: Request, target: Target) -> Response:
    try:
        filters = _filters(request)
    except ValueError:
        return _page(request, "message.html", 400, message="bad_day")
    number = max(0, (_whole(request.query_params.get("page")) or 1) - 1)
    shown = overview(target, filters, number)
    words = labels()[_language(request)]
    picked = {name: str(value) for name, value in filters._asdict().items() if value is not None}

    def link(**changes: str) -> str:
        return "/?" + urlencode({"ui": _language(request), **picked, **changes})

    total = int(str(shown.totals["n_quotes"]))
    return _page(
        request,
        "overview.html",
        shown=shown,
        picked=picked,
        choices={
            name: [c["choice"] for c in shown.choices if c["filter"] == name]
            for name in ("person", "outlet", "language")
        },
        drawn=_drawn(shown, words, link) if total else {},
        page=number + 1,
        pages=max(1, -(-total // ROWS_A_PAGE)),
        link=link,
        kept=link(page=str(number + 1)).removeprefix("/?"),
        is_empty=not shown.choices,
    )


def _drawn(shown: Overview, words: Mapping[str, str], link: Link) -> dict[str, Markup]:
    """Return the pictures; what stands in them is escaped where it is drawn."""

    def label(row: Row) -> str:
        return str(row["label"] if row["label"] is not None else words["unknown"])

    time = [
        pictures.Bar(
            days_in_words(row["starts_on"], row["ends_on"]),
            int(str(row["n"])),
            link(since=str(row["starts_on"]), until=str(row["ends_on"])),
        )
        for row in shown.by_time
    ]
    outlets = [
        pictures.Bar(label(row), int(str(row["n"])), link(outlet=str(row["label"])) if row["label"] else None)
        for row in shown.by_outlet
    ]
    speakers = [
        pictures.Bar(label(row), int(str(row["n"])), link(person=label(row))) for row in shown.by_speaker
    ]
    edges = [pictures.Edge(str(row["one"]), str(row["other"]), int(str(row["n"]))) for row in shown.network]
    made = {
        "timeline": pictures.over_time(time, words["timeline"]) if time else None,
        "by_outlet": pictures.shares(outlets, words["by_outlet"]),
        "by_speaker": pictures.shares(speakers, words["by_speaker"]) if speakers else None,
        "network": pictures.network(edges, words["network"], lambda name: link(person=name))
        if edges
        else None,
    }
    return {name: Markup(picture) for name, picture in made.items() if picture}  # noqa: S704  (see pictures.py)


def days_in_words(first: object, last: object) -> str:
    """Return some days at their precision: 2023, 2023-09, 2023-09-11, else the first and the last."""
    one, other = str(first), str(last)
    if one == other:
        return one
    following = date.fromisoformat(other) + timedelta(days=1)
    if one.endswith("-01") and following.day == 1:
        if one[:MONTH_LENGTH] == other[:MONTH_LENGTH]:
            return one[:MONTH_LENGTH]
        if one.endswith("-01-01") and following.month == 1 and one[:YEAR_LENGTH] == other[:YEAR_LENGTH]:
            return one[:YEAR_LENGTH]
    return f"{one}/{other}"


def _reader(request: Request, target: Target) -> Response:
    number = _whole(request.path_params["article_id"])
    found = reading(target, number) if number is not None else None
    if found is None:
        return _page(request, "message.html", 404, message="not_found")
    marks = marks_of(found.marks)
    speakers = {mark.number: mark for mark in marks if mark.what == "quote" and mark.number}
    return _page(
        request,
        "reader.html",
        article=found.article,
        paragraphs=list(paragraphs(str(found.article["text"]), found.segments, marks)),
        quotes=[mark for mark in marks if mark.what == "quote"],
        speakers=[speakers[number] for number in sorted(speakers)],
        tip=lambda mark: _tip(mark, labels()[_language(request)]),
    )


def _tip(mark: Mark, words: Mapping[str, str]) -> str:
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


def _search(request: Request, target: Target) -> Response:
    words = request.query_params.get("words", "")
    try:
        rows = answer(target, question("search"), {"words": words, "top": "50"}).rows(named=True)
    except UserError as error:
        if isinstance(error, MissingWarehouseError | LakeError):
            raise
        rows = []
    return _page(request, "search.html", words=words, rows=rows)


def _no_warehouse(request: Request, _error: Exception) -> Response:
    return _page(request, "message.html", 503, message="empty")


def _page(request: Request, template: str, status: int = 200, **values: object) -> Response:
    language = _language(request)
    made = PIECES.get_template(template).render(
        t=labels()[language],
        days=days_in_words,
        ui=language,
        other_ui=next(code for code in LANGUAGES if code != language),
        here=request.url,
        **values,
    )
    return HTMLResponse(made, status, headers=ONLY_OUR_OWN)


def _language(request: Request) -> str:
    """Return the language of the page: the one asked for, else the reader's own, else the first."""
    asked = request.query_params.get("ui", "")
    own = (part.strip()[:2].lower() for part in request.headers.get("accept-language", "").split(","))
    return next((code for code in (asked, *own) if code in LANGUAGES), LANGUAGES[0])


def _filters(request: Request) -> Filters:
    """Return the filters of the address.

    Raises:
        ValueError: a day is none.
    """
    given = {name: value for name in Filters._fields if (value := request.query_params.get(name, "").strip())}
    days = {name: date.fromisoformat(given[name]) for name in ("since", "until") if name in given}
    return Filters(
        given.get("person"), days.get("since"), days.get("until"), given.get("outlet"), given.get("language")
    )


def _whole(text: str | None) -> int | None:
    """Return a whole number; None where the text is none."""
    try:
        return int(text or "")
    except ValueError:
        return None
