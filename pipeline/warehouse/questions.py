"""The analyst's library: each file of sql/queries/ is a question with parameters, answered by the warehouse.

Belongs here: what the head of such a file says, and the binding of values to it. Does not belong here: any SQL (it
stands in the files; values reach DuckDB as prepared parameters), printing (commands/).

The head of a file is its comment lines: the question in one sentence; a line `$name TYPE = default: meaning` a
parameter; a line `columns: a, b` naming the columns of the answer.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from pipeline.errors import UserError
from pipeline.project import sql_files
from pipeline.warehouse.reading import Target, ask, stream
from pipeline.warehouse.values import literal

if TYPE_CHECKING:
    import pyarrow as pa

PARAMETER = re.compile(r"\$(?P<name>\w+) (?P<type>[A-Z]+)(?: = (?P<default>[^:]+))?: (?P<meaning>.+)")
GIVEN = re.compile(r"\$(?P<name>\w+)")  # where it is used
HEAD = "-- "
COLUMNS = "columns: "
DAYS = ("since", "until")  # the parameters that filter by the days of publication
PERSONS = ("person", "speaker", "about", "name")  # the parameters that name somebody
ALL = 2**31 - 1  # rows, for a question's $top
SPEAKERS_CALLED = "SELECT count(*) FROM quotes_by($name)"
LIKE_ENOUGH = 75  # of 100: what is proposed for a name that nobody bears
PROPOSED = 3
READERS: Mapping[str, Callable[[str], object]] = {
    "VARCHAR": str,
    "DATE": date.fromisoformat,
    "INTEGER": int,
    "DOUBLE": float,
}


class QuestionError(UserError):
    """There is no such question or parameter, or a value is not of its type; the message says what there is."""


class Parameter(NamedTuple):
    """A parameter of a question; without a default a value left out is NULL."""

    name: str
    type: str
    default: str | None
    meaning: str

    def read(self, value: str) -> object:
        """Return a value as its type.

        Raises:
            QuestionError: it is none.
        """
        try:
            return READERS[self.type](value)
        except ValueError as error:
            wanted = "a day such as 2024-03-18" if self.type == "DATE" else f"of type {self.type}"
            raise QuestionError(f"--{self.name} is {wanted}, not {value!r}") from error


class Named(NamedTuple):
    """Whom a name in a question may mean, most often mentioned first; where nobody, names that look like it."""

    asked: str
    found: tuple[str, ...]
    alike: tuple[str, ...]


class LeftOut(NamedTuple):
    """How many rows or articles a filter by days leaves out, for want of any date."""

    n: int
    what: str


class Question(NamedTuple):
    """A question of the library."""

    name: str
    sentence: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    sql: str

    @property
    def has_top(self) -> bool:
        """Whether its $top bounds the number of rows."""
        return any(parameter.name == "top" for parameter in self.parameters)


def questions() -> list[Question]:
    """Return the library, sorted by name."""
    return [_read(path) for path in sql_files("queries")]


def question(name: str) -> Question:
    """Return the question of that name; hyphens stand for underscores.

    Raises:
        QuestionError: there is none.
    """
    library = {found.name: found for found in questions()}
    wanted = name.replace("-", "_")
    found = library.get(wanted)
    if found is None:
        from rapidfuzz import process

        near = [known for known, _, _ in process.extract(wanted, list(library), limit=PROPOSED)]
        raise QuestionError(f"there is no question {name!r}: {', '.join(near)}? `dixit query` lists all")
    return found


def answer(target: Target, asked: Question, values: Mapping[str, str]) -> pl.DataFrame:
    """Return the rows that answer a question, with its columns.

    Args:
        target: the warehouse.
        asked: the question.
        values: of its parameters, as text; a parameter left out takes its default, else NULL.

    Raises:
        QuestionError: a parameter is unknown, or a value is not of its type.
        MissingWarehouseError: there is no warehouse.
    """
    return ask(target, asked.sql, _bound(asked, values))


def rows_of(target: Target, asked: Question, values: Mapping[str, str]) -> "Iterator[pa.Table]":
    """Give the rows that answer a question, in the order of `answer`, some thousands at a time; types are those of `stream`.

    Raises:
        QuestionError: a parameter is unknown, or a value is not of its type.
        MissingWarehouseError: there is no warehouse.
    """
    return stream(target, asked.sql, _bound(asked, values))


def whole(asked: Question, values: Mapping[str, str]) -> Mapping[str, str]:
    """Return the values with which a question has all its rows, unless they say how many."""
    return {"top": str(ALL), **values} if asked.has_top else values


def n_in_all(target: Target, asked: Question, values: Mapping[str, str], n_rows: int) -> int:
    """Return the number of rows that a question has without its $top; `n_rows` are those that it has with it.

    Raises:
        QuestionError: a parameter is unknown, or a value is not of its type.
        MissingWarehouseError: there is no warehouse.
    """
    bound = _bound(asked, values)
    top = bound.get("top")
    if not isinstance(top, int) or n_rows < top:
        return n_rows  # nothing was cut off
    query = f"SELECT count(*) FROM ({_bare(asked)})"  # noqa: S608  (of our own files)
    return int(ask(target, query, bound | {"top": ALL}).item())


def named(target: Target, asked: Question, values: Mapping[str, str]) -> list[Named]:
    """Return whom the names among a question's values may mean.

    Raises:
        MissingWarehouseError: there is no warehouse.
    """
    from rapidfuzz import fuzz, process

    given = [values[p.name] for p in asked.parameters if p.name in PERSONS and values.get(p.name)]
    made = []
    for name in given:
        query = (
            "SELECT name || ' (' || n_articles || ')' FROM entities "
            "WHERE entity_id IN (SELECT entity_id FROM entities_named($name)) ORDER BY n_articles DESC, name"
        )
        found = ask(target, query, {"name": name}).to_series().to_list()
        if not found and not ask(target, SPEAKERS_CALLED, {"name": name}).item():
            names = ask(
                target, "SELECT alias, name FROM entity_aliases JOIN entities USING (entity_id)"
            ).rows()
            known = dict(names)
            near = process.extract(
                name,
                list(known),
                scorer=fuzz.WRatio,
                processor=str.casefold,
                limit=None,
                score_cutoff=LIKE_ENOUGH,
            )
            alike = tuple(dict.fromkeys(known[alias] for alias, _, _ in near))[:PROPOSED]
            made.append(Named(name, (), alike))
        else:
            made.append(Named(name, tuple(found), ()))
    return made


def left_out(target: Target, asked: Question, values: Mapping[str, str]) -> LeftOut:
    """Return what a question's filter by days leaves out because it has no date at all.

    Rows where the answer lists rows with their days, counted under all its other filters; else articles, under none.

    Raises:
        QuestionError: a parameter is unknown, or a value is not of its type.
        MissingWarehouseError: there is no warehouse.
    """
    bound = _bound(asked, values)
    if all(bound.get(name) is None for name in DAYS):
        return LeftOut(0, "")
    open_ended = {
        **bound,
        **{name: None for name in DAYS if name in bound},
        **dict.fromkeys(bound.keys() & {"top"}, ALL),
    }
    lists_days = "published_from" in asked.columns
    rows = _bare(asked) if lists_days else "FROM articles"
    query = f"SELECT count(*) FROM ({rows}) WHERE published_from IS NULL"  # noqa: S608  (of our own files)
    count = ask(target, query, open_ended if lists_days else None).item()
    return LeftOut(count, "row" if lists_days else "article")


def written(asked: Question, values: Mapping[str, str]) -> str:
    """Return a question's SQL with the values of its parameters written into it, as one SELECT that stands alone.

    Raises:
        QuestionError: a parameter is unknown, or a value is not of its type.
    """
    bound = _bound(asked, values)
    head = "\n".join(line for line in asked.sql.splitlines() if not line.startswith(HEAD))
    return GIVEN.sub(lambda found: _literal(bound[found["name"]]), f"-- {asked.sentence}\n{head}\n")


def _literal(value: object) -> str:
    """Return a parameter's value as SQL has it."""
    if value is None:
        return "NULL"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return str(value) if isinstance(value, int | float) else literal(str(value))


def _bare(asked: Question) -> str:
    """Return the SQL of a question as it may stand inside another."""
    return asked.sql.rstrip().removesuffix(";")


def _bound(asked: Question, values: Mapping[str, str]) -> dict[str, object]:
    """Return the value of every parameter of a question.

    Raises:
        QuestionError: a parameter is unknown, or a value is not of its type.
    """
    given = {name.replace("-", "_"): value for name, value in values.items()}
    known = [parameter.name for parameter in asked.parameters]
    for name in given:
        if name not in known:
            there = ", ".join(f"--{other}" for other in known) or "no parameter"
            raise QuestionError(f"{asked.name} has no parameter --{name}; it has {there}")
    return {
        parameter.name: None if text is None else parameter.read(text)
        for parameter in asked.parameters
        for text in [given.get(parameter.name, parameter.default)]
    }


def _read(path: Path) -> Question:
    sql = path.read_text(encoding="utf-8")
    head = [line.removeprefix("-- ") for line in sql.splitlines() if line.startswith("-- ")]
    parameters = [Parameter(**found.groupdict()) for line in head if (found := PARAMETER.fullmatch(line))]
    columns = next(line.removeprefix(COLUMNS) for line in head if line.startswith(COLUMNS))
    return Question(path.stem, head[0], tuple(parameters), tuple(columns.split(", ")), sql)
