"""Names that are the same or not: the review of doubtful pairs, and the same question on the page of one name.

Belongs here: what is asked, what was judged, and the row that a form adds. Does not belong here: whether a form may write
(writing.py), which pairs are doubtful and what a judgement does (extract/entities).
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from datetime import date
from itertools import islice
from pathlib import Path
from threading import Lock, Thread
from typing import NamedTuple

import duckdb
import polars as pl
from starlette.requests import Request
from starlette.responses import Response

from pipeline.desk.pages import page
from pipeline.desk.rows import Row, ask, statement
from pipeline.desk.writing import Fields, RefusedFormError, Writer, again
from pipeline.drops import append_judgement, read_authorities, read_judgements
from pipeline.extract.corrections import is_one_line
from pipeline.extract.entities import doubtful_pairs
from pipeline.extract.entities.judgements import contradictions, standing
from pipeline.extract.names import fold
from pipeline.tables import SAME, UNDO, VERDICTS
from pipeline.warehouse import Target, connect

PAIRS_A_PAGE = 20
JUDGED_A_PAGE = 50
PATIENCE = 3.0  # seconds that a page waits for the pairs before it says that they are being sought
PLACES, AROUND = 2, 70  # places of a name, and characters on either side of it
Names = Mapping[str, set[int]]


class Side(NamedTuple):
    """A name of a pair, in how many articles it stands, and a few of these places."""

    name: str
    n: int
    places: list[Row]


class Pair(NamedTuple):
    """Two names that may be one."""

    left: Side
    right: Side
    type: str
    method: str
    score: float


class Doubts:
    """The doubtful pairs of a warehouse, sought once for each state of it, beside the requests."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state = ""
        self._found: Future[pl.DataFrame] = Future()

    def pairs(self, target: Target, seeds: Path) -> pl.DataFrame | None:
        """Return the pairs as by doubtful_pairs; None while they are being sought.

        Raises:
            UserError: a file beside the drops cannot be read.
        """
        with connect(target) as con:
            state = str(ask(con, "SELECT fingerprint FROM build"))
        with self._lock:
            if state != self._state or (self._found.done() and self._found.exception()):
                self._state, self._found = state, Future()
                Thread(target=_seek, args=(self._found, target, seeds), daemon=True).start()
            found = self._found
        try:
            return found.result(PATIENCE)
        except TimeoutError:
            return None


def _seek(found: "Future[pl.DataFrame]", target: Target, seeds: Path) -> None:
    try:
        with connect(target) as con:
            mentions = con.execute("FROM mentions").pl()
            articles = con.execute("SELECT article_id, language, published_on FROM articles").pl()
        found.set_result(doubtful_pairs(mentions, articles, read_authorities(seeds), read_judgements(seeds)))
    except Exception as error:  # noqa: BLE001 - the request that waits raises it
        found.set_exception(error)


class Judged(NamedTuple):
    """What stands of two names in the file; `status` is waiting, applied, undone, or lost where a name is gone."""

    row: Row
    status: str


def review_page(request: Request, target: Target, writer: Writer, doubts: Doubts) -> Response:
    """Answer with the doubtful pairs, the most frequent first, and what was judged last."""
    judgements = read_judgements(writer.seeds)
    decided = {(left, right) for left, right, _ in standing(judgements)}
    found = doubts.pairs(target, writer.seeds)
    open_ = [] if found is None else [row for row in found.iter_rows(named=True) if _pair(row) not in decided]
    shown = open_[:PAIRS_A_PAGE]
    with connect(target) as con:
        return page(
            request,
            "review.html",
            is_seeking=found is None,
            pairs=list(_with_places(con, shown)),
            n_pairs=len(open_),
            judged=_judged(con, judgements),
            against=contradictions(judgements).rows(),
        )


class Naming(NamedTuple):
    """What the page of a name asks: its full names, and what was judged of them."""

    names: list[str]
    judged: list[Judged]


def naming_for(request: Request, con: duckdb.DuckDBPyConnection, entity_id: object) -> Naming | None:
    """Return what the page of a name asks; None where the desk only reads, or articles know it by no full name."""
    writer: Writer | None = request.app.state.writer
    if writer is None:
        return None
    names = [row["name"] for row in ask(con, statement("names/full"), {"key": entity_id})]
    own = {fold(name) for name in names}
    judgements = read_judgements(writer.seeds)
    about = [bool(own & set(_pair(row))) for row in judgements.iter_rows(named=True)]
    return (
        Naming(names, _judged(con, judgements.filter(pl.Series(about, dtype=pl.Boolean)))) if names else None
    )


def save_judgement(request: Request, target: Target, writer: Writer, fields: Fields) -> Response:
    """Write a judgement of two names, if it says something new, and lead back.

    Raises:
        RefusedFormError: a name is nobody's, both are one, or there is nothing to undo.
    """
    left, right, verdict, why = (fields.get(name, "") for name in ("left", "right", "verdict", "why"))
    if verdict not in VERDICTS or not all(map(is_one_line, (left, right, why))):
        raise RefusedFormError(400, "judgement")
    if fold(left) == fold(right):
        raise RefusedFormError(400, "one_name")
    now = {(one, two): said for one, two, said in standing(read_judgements(writer.seeds))}
    said = now.get(_pair(fields))
    if verdict == UNDO and said is None:
        raise RefusedFormError(409, "nothing_to_undo")
    with connect(target) as con:
        known = _known(con, [left, right])
    if verdict != UNDO and not (known.get(left) and known.get(right)):
        raise RefusedFormError(400, "unknown_name")
    if verdict != said:
        on = date.today().isoformat()  # noqa: DTZ011 - the judge's own day
        row = {"left": left, "right": right, "verdict": verdict, "by": writer.name, "on": on, "why": why}
        append_judgement(writer.seeds, row)
    return again(request, "#judged")


def _pair(row: Mapping[str, str]) -> tuple[str, str]:
    one, two = sorted((fold(row.get("left", "")), fold(row.get("right", ""))))
    return one, two


def _with_places(con: duckdb.DuckDBPyConnection, rows: Sequence[Row]) -> Iterator[Pair]:
    names = {row[side] for row in rows for side in ("left", "right")}
    asked = {"names": list(names), "n_places": PLACES, "n_around": AROUND}
    places: dict[str, list[Row]] = {name: [] for name in names}
    for place in ask(con, statement("names/places"), asked):
        places[place["name"]].append(place)
    for row in rows:
        left, right = (Side(row[side], row[f"n_{side}"], places[row[side]]) for side in ("left", "right"))
        yield Pair(left, right, row["type"], row["method"], row["score"])


def _judged(con: duckdb.DuckDBPyConnection, judgements: pl.DataFrame) -> list[Judged]:
    """Return what stands of each two names, those judged last before the others."""
    last = {_pair(row): row for row in judgements.iter_rows(named=True)}
    order = dict.fromkeys(_pair(row) for row in judgements.reverse().iter_rows(named=True))
    rows = [last[pair] for pair in islice(order, JUDGED_A_PAGE)]
    known = _known(con, [row[side] for row in rows for side in ("left", "right")])
    return [Judged(row, _status(row, known)) for row in rows]


def _status(row: Row, known: Names) -> str:
    """Return whether the tables say what was judged."""
    left, right = (known.get(row[side], set()) for side in ("left", "right"))
    if row["verdict"] == UNDO:
        return "undone"
    if not left or not right:
        return "lost"
    holds = bool(left & right) if row["verdict"] == SAME else not left & right
    return "applied" if holds else "waiting"


def _known(con: duckdb.DuckDBPyConnection, names: Sequence[str]) -> Names:
    """Return the entities that bear each name."""
    found: dict[str, set[int]] = {}
    for row in ask(con, statement("names/known"), {"names": list(names)}):
        found.setdefault(row["name"], set()).add(row["entity_id"])
    return found
