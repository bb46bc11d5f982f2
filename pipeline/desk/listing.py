"""A list as a page: its filters and facets, one page of its rows, and the way to take all of them away."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from pipeline.desk.addresses import AddressError, Asked, asked
from pipeline.desk.lists import Facet, Listing
from pipeline.desk.overview import overview
from pipeline.desk.pages import Words, labels, language, message, page
from pipeline.desk.rows import ROWS_A_PAGE, VALUES_A_FACET, VALUES_OPENED, Row, Rows, rows_of
from pipeline.warehouse import Target

To = Callable[[Row], str]


class Choice(NamedTuple):
    """A value of a facet as the page shows it."""

    title: str
    n: int
    link: str
    is_kept: bool


class Counted(NamedTuple):
    """A facet as the page shows it; `more` leads to the page with more of its values."""

    name: str
    choices: list[Choice]
    more: str | None


class Kept(NamedTuple):
    """A filter in force, with the address without it."""

    name: str
    value: str
    link: str


def list_page(request: Request, target: Target, listing: Listing) -> Response:
    """Answer with a page of a list."""
    try:
        wanted = asked(listing, request.query_params)
    except AddressError as error:
        return message(request, 400, str(error))
    with rows_of(target, wanted) as rows:
        ui = language(request)
        return shown(request, rows, "list.html", rows.page(), to=lambda row: address_of(wanted, row, ui))


def shown(request: Request, rows: Rows, template: str, found: Sequence[Row], **values: object) -> Response:
    """Return a page of rows with its filters, facets and pictures; `found` are the rows of the page."""
    wanted, ui = rows.asked, language(request)
    words = labels()[ui]
    totals = rows.totals()
    n_rows = next(iter(totals.values()))
    pages = max(1, -(-n_rows // ROWS_A_PAGE))
    is_past = wanted.page > pages
    return page(
        request,
        template,
        404 if is_past else 200,
        asked=wanted,
        listing=rows.listing,
        totals=totals,
        n_undated=rows.undated(),
        rows=found,
        sortable=sortable(rows),
        facets=[] if not n_rows and not wanted.is_filtered else list(_facets(rows, words, ui)),
        kept=list(_kept(rows, words, ui)),
        pages=pages,
        is_past=is_past,
        link=lambda **changes: wanted.link(ui, **changes),
        record=record_address(ui),
        drawn=overview(rows, words, ui) if n_rows else {},
        **values,
    )


def address_of(wanted: Asked, row: Row, ui: str) -> str:
    """Return the address of a row: its own page, else its place in the text; the reader knows the way back here."""
    one = wanted.listing
    if one.page and one.page != "article":
        return record_address(ui)(one.page, row[one.key])
    return place_of(wanted, row["article_id"], f"{one.mark}-{row[one.key]}" if one.mark else "", ui)


def place_of(wanted: Asked, article: object, fragment: str, ui: str) -> str:
    """Return the address of a place in an article, from which the reader knows the way back to a list."""
    origin = {"list": wanted.listing.name} if wanted.listing.name != "quotes" else {}
    query = "&".join(part for part in (urlencode(origin), wanted.query(ui, page=str(wanted.page))) if part)
    return f"/article/{article}?{query}{f'#{fragment}' if fragment else ''}"


def record_address(ui: str) -> Callable[[str, object], str]:
    """Return what gives the address of a thing's page by its place and key."""
    return lambda place, key: f"/{place}/{quote(str(key), safe='')}?ui={ui}"


def sortable(rows: Rows) -> set[str]:
    """Return the columns of a list that it can be ordered by."""
    listing = rows.listing
    return {name for name in listing.all_columns if name in {*rows.columns, "published"}}


def _facets(rows: Rows, words: Words, ui: str) -> Iterator[Counted]:
    """Give the facets that tell rows apart."""
    for facet in rows.listing.facets:
        if not facet.counted:
            continue
        most = VALUES_OPENED if rows.asked.text("more") == facet.name else VALUES_A_FACET
        values = rows.facet(facet)
        choices = [
            Choice(
                said(facet, value.value, value.title, words),
                value.n,
                rows.asked.toggled(ui, facet, value.value),
                rows.asked.without(facet) if value.value is None else value.value in rows.asked.chosen(facet),
            )
            for value in values[:most]
        ]
        if len(values) > 1 or any(choice.is_kept for choice in choices):
            more = (
                rows.asked.link(ui, more=facet.name) if len(values) > most and most < VALUES_OPENED else None
            )
            yield Counted(facet.name, choices, more)


def _kept(rows: Rows, words: Words, ui: str) -> Iterator[Kept]:
    """Give the filters in force by the values of facets."""
    for facet in rows.listing.facets:
        for value in rows.asked.chosen(facet):
            title = said(facet, value, rows.title(facet, value), words)
            yield Kept(facet.name, title, rows.asked.toggled(ui, facet, value))
        if rows.asked.without(facet):
            yield Kept(facet.name, said(facet, None, None, words), rows.asked.toggled(ui, facet, None))


def said(facet: Facet, value: str | None, title: str | None, words: Words) -> str:
    """Return a value of a facet in words."""
    if value is None:
        return str(words.get(f"no_{facet.name}", words["unknown"]))
    return str(title or words.get(f"{facet.said}{value}", value) if facet.said or title else value)
