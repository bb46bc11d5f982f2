"""What the pages show, read from the warehouse: one connection a page, so that a swapped warehouse is seen at once."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import duckdb

from pipeline.project import SQL
from pipeline.warehouse import Target, connect
from pipeline.warehouse.questions import left_out, question

ROWS_A_PAGE = 50
BARS = 12
NODES, EDGES = 18, 40
DAYS_SHOWN_BY_DAY, DAYS_SHOWN_BY_MONTH = 62, 1_900

Row = dict[str, object]


class Filters(NamedTuple):
    """What the reader picked; None stands for all."""

    person: str | None = None
    since: date | None = None
    until: date | None = None
    outlet: str | None = None
    language: str | None = None


class Overview(NamedTuple):
    """The first page: numbers, one page of rows, and what the pictures show."""

    totals: Row
    n_undated: int  # quotes without any date that a filter by days leaves out
    rows: list[Row]
    unit: str
    by_time: list[Row]
    by_outlet: list[Row]
    by_speaker: list[Row]
    network: list[Row]
    choices: list[Row]


class Reading(NamedTuple):
    """An article with its segments and all that stands in it."""

    article: Row
    segments: list[Row]
    marks: list[Row]


def overview(target: Target, filters: Filters, page: int) -> Overview:
    """Return what the first page shows.

    Raises:
        MissingWarehouseError: there is no warehouse.
    """
    values = {name: str(value) for name, value in filters._asdict().items() if value is not None}
    n_undated = left_out(target, question("who_said_what"), values).n
    with connect(target) as con:
        _ask(con, "shown", filters._asdict())
        totals = _ask(con, "totals")[0]
        unit = _unit(totals)
        return Overview(
            totals,
            n_undated,
            _ask(con, "rows", {"n_rows": ROWS_A_PAGE, "n_before": page * ROWS_A_PAGE}),
            unit,
            _ask(con, "by_time", {"unit": unit}),
            _ask(con, "by_outlet", {"n_rows": BARS}),
            _ask(con, "by_speaker", {"n_rows": BARS}),
            _ask(con, "network", {"n_nodes": NODES, "n_edges": EDGES}),
            _ask(con, "choices"),
        )


def reading(target: Target, article_id: int) -> Reading | None:
    """Return an article and its marks; None where there is no such article.

    Raises:
        MissingWarehouseError: there is no warehouse.
    """
    chosen = {"article": article_id}
    with connect(target) as con:
        found = _ask(con, "article", chosen)
        return Reading(found[0], _ask(con, "segments", chosen), _ask(con, "marks", chosen)) if found else None


def _unit(totals: Row) -> str:
    """Return the width of a bar of the timeline."""
    first, last = totals["first_day"], totals["last_day"]
    days = (last - first).days if isinstance(first, date) and isinstance(last, date) else 0
    return "day" if days <= DAYS_SHOWN_BY_DAY else "month" if days <= DAYS_SHOWN_BY_MONTH else "year"


def _ask(con: duckdb.DuckDBPyConnection, name: str, values: Mapping[str, object] | None = None) -> list[Row]:
    """Return the rows that sql/desk/<name>.sql gives for the values of its parameters."""
    query = (SQL / "desk" / f"{name}.sql").read_text(encoding="utf-8")
    answer = con.execute(query, dict(values) if values else None)
    columns = [column[0] for column in answer.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]
