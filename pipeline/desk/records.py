"""The page of one thing: a person, an outlet, a story, a drop, with what the lists have of it and what only it has."""

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from pipeline.desk.addresses import asked, number_of
from pipeline.desk.judging import naming_for
from pipeline.desk.listing import To, address_of, record_address
from pipeline.desk.lists import Listing, listing
from pipeline.desk.pages import language, message, page
from pipeline.desk.rows import Row, Rows, statement
from pipeline.warehouse import Target, connect

ROWS_A_SECTION = 8
NAMES = ("name", "title", "publisher", "drop", "text")  # the columns that a row may be called by


class Record(NamedTuple):
    """What the page of a row shows: parts of other lists, by the filter that names the row, and tables of its own."""

    of: str
    sections: tuple[tuple[str, str], ...]
    tables: tuple[str, ...]


class Section(NamedTuple):
    """The first rows of a list that belong to the thing, their number, and the address of all."""

    listing: Listing
    rows: list[Row]
    n: int
    all: str
    to: To


class Plain(NamedTuple):
    """A table of sql/desk/records/ about the thing."""

    name: str
    columns: list[str]
    rows: list[tuple[Any, ...]]


RECORDS = {
    "person": Record("people", (("quotes", "entity"), ("articles", "entity")), ("spellings", "roles")),
    "outlet": Record("outlets", (("quotes", "outlet"), ("articles", "outlet")), ("speakers", "cited")),
    "story": Record("stories", (("articles", "story"), ("quotes", "story"), ("events", "story")), ()),
    "drop": Record("drops", (("articles", "drop"), ("quotes", "drop")), ("set_aside",)),
}


def record_page(request: Request, target: Target, place: str) -> Response:
    """Answer with the page of a thing."""
    record = RECORDS[place]
    one = listing(record.of)
    key = key_of(one, request.path_params["key"])
    ui = language(request)
    with connect(target) as con:
        found = Rows(con, asked(one, QueryParams())).by_key(pa.array([key])) if key is not None else []
        if not found:
            return message(request, 404, "no_record")
        row = found[0]
        return page(
            request,
            "record.html",
            place=place,
            key=key,
            listing=one,
            row=row,
            heading=next(str(row[name]) for name in NAMES if row.get(name)),
            here_=lambda _row: str(request.url),
            sections=list(_sections(con, record, str(key), ui)),
            tables=[table for name in record.tables if (table := _table(con, name, key)).rows],
            record=record_address(ui),
            naming=naming_for(request, con, key) if place == "person" else None,
        )


def key_of(one: Listing, text: str) -> int | str | None:
    """Return the key that an address names; None where it is none."""
    return number_of(text) if one.key.endswith("_id") else text


def _sections(con: duckdb.DuckDBPyConnection, record: Record, key: str, ui: str) -> Iterator[Section]:
    for name, facet in record.sections:
        wanted = asked(listing(name), QueryParams({facet: key}))
        rows = Rows(con, wanted)
        n = next(iter(rows.totals().values()))
        if n:
            to = partial(address_of, wanted, ui=ui)
            yield Section(wanted.listing, rows.page(ROWS_A_SECTION), n, wanted.link(ui), to)


def _table(con: duckdb.DuckDBPyConnection, name: str, key: object) -> Plain:
    answer = con.execute(statement(f"records/{name}"), {"key": key})
    return Plain(name, [column[0] for column in answer.description or ()], answer.fetchall())
