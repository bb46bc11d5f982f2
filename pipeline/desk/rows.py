"""The rows of a list, read from the warehouse: what filters leave, counted, ordered and given page by page.

All SQL here is made of names that lists.py declares; what an address says reaches DuckDB as bound values. The columns
that filter and order come first, from a narrow table; the wide rows are then read by key, so that a page of fifty rows
reads fifty texts.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeAlias

import duckdb
import pyarrow as pa

from pipeline.desk.addresses import SORTED_BY, Asked
from pipeline.desk.lists import Facet
from pipeline.project import SQL
from pipeline.warehouse import Target, connect, search

ROWS_A_PAGE = 50
VALUES_A_FACET, VALUES_OPENED = 8, 200

Row = dict[str, Any]
Values = dict[str, object]
Keys: TypeAlias = "pa.Array | pa.ChunkedArray"


class Value(NamedTuple):
    """A value of a facet: None for rows without any; its name, and how many rows it would leave."""

    value: str | None
    title: str | None
    n: int


class Rows:
    """The rows of a list in an open warehouse, for the length of one request."""

    def __init__(self, con: duckdb.DuckDBPyConnection, asked: Asked) -> None:
        self.con = con
        self.asked = asked
        self.listing = asked.listing
        self.table = asked.listing.rows or "listed"
        if not asked.listing.rows:
            self._list()
        if asked.text("person"):
            con.execute(statement("people_meant"), {"person": asked.text("person")})
            con.execute(statement("speakers_meant"), {"person": asked.text("person")})
        if asked.text("person") or asked.text("name"):
            self._narrow()
        self.columns = [column[0] for column in con.execute(f"FROM {self.table} LIMIT 0").description or ()]

    def totals(self) -> Row:
        """Return the numbers of what the filters leave."""
        where, values = self.where()
        numbers = ", ".join(f"{sql} AS {name}" for name, sql in self.listing.totals.items())
        return ask(self.con, f"SELECT {numbers} FROM {self.table}{where}", values)[0]

    def undated(self) -> int:
        """Return how many rows a filter by days leaves out because nothing dates them."""
        if not self.listing.days or not (self.asked.since or self.asked.until):
            return 0
        where, values = self.where(but="days", also=(f"{self.listing.days[0]} IS NULL",))
        return int(ask(self.con, f"SELECT count(*) AS n FROM {self.table}{where}", values)[0]["n"])

    def page(self, most: int = ROWS_A_PAGE) -> list[Row]:
        """Return the rows of the page that is asked for, with all their columns."""
        before = (self.asked.page - 1) * most
        return self.by_key(self.keys(f" LIMIT {most} OFFSET {before}"))

    def keys(self, part: str = "") -> Keys:
        """Return the keys of what the filters leave, in order."""
        where, values = self.where()
        query = f"SELECT {self.listing.key} FROM {self.table}{where} ORDER BY {self._order()}{part}"
        return self.con.execute(query, values).to_arrow_table().column(0)

    def by_key(self, keys: Keys) -> list[Row]:
        """Return whole rows by their keys, in the order of these."""
        return self.whole(keys).to_pylist() if len(keys) else []

    def whole(self, keys: Keys, columns: str = "*") -> pa.Table:
        """Return whole rows by their keys, in the order of these.

        The rows of the first table are taken out before anything is joined to them: a view that is asked for a few of its rows
        makes what it reckons of a row, such as the words around a quote, for all of them.
        """
        key = self.listing.key
        self.con.register("wanted", pa.table({"wanted_key": keys, "place": range(len(keys))}))
        source = self.table
        if self.listing.wide:
            self.con.execute(
                f"CREATE OR REPLACE TEMPORARY TABLE chosen AS SELECT t.* FROM {self.listing.of} AS t "
                f"JOIN wanted ON t.{key} = wanted.wanted_key"
            )
            source = f"({_of_chosen(self.listing.wide, self.listing.of)})"
        found = self.con.sql(
            f"SELECT {columns} FROM (SELECT t.* FROM wanted JOIN {source} AS t ON t.{key} = wanted.wanted_key ORDER BY wanted.place)"
        ).to_arrow_table()
        self.con.unregister("wanted")
        return found

    def facet(self, facet: Facet) -> list[Value]:
        """Return the commonest values of a facet under all filters but its own, those kept to before the others."""
        where, values = self.where(but=facet.name)
        most = VALUES_OPENED if facet.name == self.asked.text("more") else VALUES_A_FACET
        kept, own = self._kept(facet)
        query = (
            f"SELECT {facet.column} AS value, count(*) AS n FROM {self.table}{where} GROUP BY {facet.column} "
            f"ORDER BY {f'{kept} DESC NULLS LAST, ' if kept else ''}n DESC, value LIMIT {most + 1}"
        )
        counted = ask(self.con, query, values | own)
        titles = self._titles(facet, [row["value"] for row in counted]) if facet.titles else {}
        return [
            Value(None if value is None else str(value), titles.get(value), row["n"])
            for row in counted
            for value in [row["value"]]
        ]

    def keep_shown(self, columns: Sequence[str]) -> None:
        """Keep some columns and the days of what the filters leave as `shown`, for the pictures of the page."""
        where, values = self.where()
        kind = "TABLE" if where else "VIEW"
        first, last = self.listing.days or ("NULL::DATE", "NULL::DATE")
        named = ", ".join((*columns, f"{first} AS opens_on", f"{last} AS closes_on"))
        self.con.execute(
            f"CREATE TEMPORARY {kind} shown AS SELECT {named} FROM {self.table}{where}", values or None
        )

    def title(self, facet: Facet, value: str) -> str | None:
        """Return the name of a value that is an id; None where it has none."""
        return self._titles(facet, [int(value)]).get(int(value)) if facet.titles else None

    def where(self, but: str = "", also: Sequence[str] = ()) -> tuple[str, Values]:
        """Return the filters as SQL with the values to bind; one may be left out by its name, others come beside."""
        tests, values = list(also), Values()
        for facet in self.listing.facets:
            kept, own = ("", Values()) if facet.name == but else self._kept(facet)
            tests += [kept] if kept else []
            values |= own
        if self.listing.days and but != "days" and (self.asked.since or self.asked.until):
            tests.append(f"touches({', '.join(self.listing.days)}, $since, $until)")
            values |= {"since": self.asked.since, "until": self.asked.until}
        return (f" WHERE {' AND '.join(tests)}" if tests else ""), values

    def _kept(self, facet: Facet) -> tuple[str, Values]:
        """Return what a facet keeps to as SQL, empty where nothing, and the values to bind."""
        chosen = self.asked.chosen(facet)
        own = {f"{facet.name}{n}": int(value) if facet.is_id else value for n, value in enumerate(chosen)}
        among = f"({', '.join(f'${name}' for name in own)})"
        tests = [f"{facet.among} IN {among})" if facet.among else f"{facet.column} IN {among}"] if own else []
        tests += [f"{facet.column} IS NULL"] if self.asked.without(facet) and not facet.among else []
        return (f"({' OR '.join(tests)})" if tests else ""), dict(own)

    def _list(self) -> None:
        """Make the narrow table of a list that the warehouse has none for."""
        made = f"CREATE OR REPLACE TEMPORARY TABLE listed AS {statement(f'lists/{self.listing.name}')}"
        if not self.listing.by_words:
            self.con.execute(made)
            return
        search.load_stems(self.con)
        self.con.execute(made, {"words": self.asked.text("words")})

    def _narrow(self) -> None:
        """Keep to the rows of the name that is asked for, once for all questions of the request."""
        if self.listing.by_person:
            test = "speaker IN (FROM speakers_meant) OR speaker_entity_id IN (FROM people_meant)"
            values: Values = {}
        else:
            test, values = (
                f"contains(folded({self.listing.named}), folded($name))",
                {"name": self.asked.text("name")},
            )
        self.con.execute(
            f"CREATE OR REPLACE TEMPORARY TABLE narrowed AS SELECT * FROM {self.table} WHERE {test}", values
        )
        self.table = "narrowed"

    def _order(self) -> str:
        column, is_turned = self.asked.sort
        first = SORTED_BY.get(column, column)
        own = [(name.removeprefix("-"), name.startswith("-")) for name in self.listing.order]
        terms = [(first, is_turned), *own] if first in self.columns else own
        return ", ".join(f"{name}{' DESC' if turned else ''} NULLS LAST" for name, turned in terms)

    def _titles(self, facet: Facet, ids: Sequence[object]) -> dict[object, str]:
        return {row["id"]: row["title"] for row in ask(self.con, statement(facet.titles), {"ids": list(ids)})}


@contextmanager
def rows_of(target: Target, asked: Asked) -> Iterator[Rows]:
    """Open the warehouse for the rows of a list.

    Raises:
        MissingWarehouseError: there is no warehouse.
    """
    with connect(target) as con:
        yield Rows(con, asked)


def statement(name: str) -> str:
    """Return the statement of sql/desk/<name>.sql, as it may stand after another."""
    return (SQL / "desk" / f"{name}.sql").read_text(encoding="utf-8").rstrip().removesuffix(";")


def _of_chosen(file: str, table: str) -> str:
    """Return the SELECT of a file under sql/, reading `chosen` for the table that it reads first."""
    text = (SQL / f"{file}.sql").read_text(encoding="utf-8").partition(";\n")[0]
    select = text[text.index("SELECT\n") :]
    return select.replace(f"\nFROM {table}\n", f"\nFROM chosen AS {table}\n", 1)


def ask(con: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, object] | None = None) -> list[Row]:
    """Return the rows of a query, for the values of its parameters."""
    answer = con.execute(query, dict(values) if values else None)
    columns = [column[0] for column in answer.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]
