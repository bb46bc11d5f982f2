"""How a page is made: its language, its words, its headers, and how days and numbers are written.

Belongs here: what every page shares. Does not belong here: what any one page shows.
"""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pipeline.desk.lists import LISTS
from pipeline.desk.writing import keep_session, token_of

HERE = Path(__file__).parent
ONLY_OUR_OWN = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
YEAR_LENGTH, MONTH_LENGTH = 4, 7
Words = Mapping[str, Any]
PIECES = Environment(
    loader=PackageLoader("pipeline.desk"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@cache
def labels() -> Mapping[str, Words]:
    """Return what the pages say, by language."""
    return tomllib.loads((HERE / "labels.toml").read_text(encoding="utf-8"))


def page(request: Request, template: str, status: int = 200, **values: object) -> Response:
    """Return a page in the reader's language."""
    ui = language(request)
    words = labels()[ui]

    def counted(n: int, what: str) -> str:
        return f"{number(n, words)} {words['nouns'][what][n not in words['singular']]}"

    made = PIECES.get_template(template).render(
        t=words,
        number=lambda n: number(n, words),
        counted=counted,
        days=days_in_words,
        ui=ui,
        tongues=[(code, labels()[code]["own_name"]) for code in labels() if code != ui],
        lists=LISTS,
        here=request.url,
        token=token_of(request),
        **values,
    )
    answer = HTMLResponse(made, status, headers=ONLY_OUR_OWN)
    keep_session(request, answer)
    return answer


def message(request: Request, status: int, key: str, **parts: str) -> Response:
    """Return a page that says in one sentence what is the matter and what to do."""
    said = labels()[language(request)][key].format(**parts)
    return page(request, "message.html", status, message=said, can_return=False)


def language(request: Request) -> str:
    """Return the language of the page: the one asked for, else the reader's own, else the first."""
    asked = request.query_params.get("ui", "")
    own = (part.strip()[:2].lower() for part in request.headers.get("accept-language", "").split(","))
    return next((code for code in (asked, *own) if code in labels()), next(iter(labels())))


def number(n: float | None, words: Words) -> str:
    """Return a number as the language writes it."""
    if n is None:
        return ""
    if isinstance(n, float):
        return f"{n:.2f}".replace(".", words["decimal"])
    return f"{n:,}".replace(",", words["thousands"])


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
