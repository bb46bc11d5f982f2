"""Who may write: the person that a desk was started for, by forms of its own pages alone.

Belongs here: the token of a reader's session, and what a form must fulfil before anything is read out of it. Does not belong
here: what is written (correcting.py, judging.py). A desk that was started without `--correct` has no writer, no token and no
address that takes a form.
"""

import hmac
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.warehouse import Target

COOKIE = "dixit_session"
LARGEST_FORM = 16_384  # bytes: two texts of extract.corrections.LONGEST characters, encoded, and more
FIELDS_A_FORM = 20
FORM = "application/x-www-form-urlencoded"
Fields = Mapping[str, str]
Save = Callable[[Request, Target, "Writer", Fields], Response]


class Writer(NamedTuple):
    """Who corrects, the folder of drops beside whose files it is written, and what tokens are made with."""

    name: str
    seeds: Path
    secret: bytes

    @classmethod
    def of(cls, name: str, seeds: Path) -> "Writer":
        """Return a writer whose tokens hold until the desk stops."""
        return cls(name, seeds, secrets.token_bytes(32))


class RefusedFormError(Exception):
    """A form that is not taken; `key` says why in labels.toml."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status = status
        self.key = key


def token_of(request: Request) -> str | None:
    """Return the token that the forms of a page carry; None where the desk only reads."""
    writer: Writer | None = request.app.state.writer
    return None if writer is None else hmac.digest(writer.secret, _session(request).encode(), "sha256").hex()


def keep_session(request: Request, answer: Response) -> None:
    """Give a reader's browser the session that the token of its page belongs to, where it has none."""
    if token_of(request) and COOKIE not in request.cookies:
        is_safe = request.url.scheme == "https"
        answer.set_cookie(COOKIE, _session(request), httponly=True, samesite="strict", secure=is_safe)


async def take(request: Request, target: Target, writer: Writer, save: Save) -> Response:
    """Answer a form with what saving its fields gives.

    Raises:
        RefusedFormError: it comes from elsewhere, without this session's token, or is no form of a page of the desk.
    """
    if not _is_own(request):
        raise RefusedFormError(403, "from_elsewhere")
    fields = await _fields(request)
    if not hmac.compare_digest(fields.get("token", "").encode(), str(token_of(request)).encode()):
        raise RefusedFormError(403, "old_form")
    return await run_in_threadpool(save, request, target, writer, fields)


def again(request: Request, mark: str = "") -> Response:
    """Lead back to the page whose form was sent, in the state it was in."""
    query = urlencode(request.query_params.multi_items())
    return RedirectResponse(f"{request.url.path}?{query}{mark}", 303)


def _session(request: Request) -> str:
    if not hasattr(request.state, "session"):
        request.state.session = request.cookies.get(COOKIE) or secrets.token_urlsafe(32)
    return str(request.state.session)


def _is_own(request: Request) -> bool:
    """Tell whether a page of this desk sent a request: by what the browser says of it, which no page can change."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin") or request.headers.get("referer", "")
    try:
        return site == "same-origin" and urlsplit(origin).netloc == request.headers["host"]
    except ValueError:  # no address at all
        return False


async def _fields(request: Request) -> Fields:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise RefusedFormError(415, "no_form")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_FORM:
            raise RefusedFormError(413, "large_form")
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, errors="strict", max_num_fields=FIELDS_A_FORM
        )
    except ValueError as error:  # not UTF-8, or too many fields
        raise RefusedFormError(400, "no_form") from error
    return {name: value.strip() for name, value in pairs}
