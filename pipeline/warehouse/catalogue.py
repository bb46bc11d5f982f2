"""The catalogue: what every table, view and macro means, as text, Markdown and an entity-relationship picture.

Its words are the COMMENTs of sql/, read from an empty warehouse; nothing is said twice.
"""

from functools import cache
from html import escape
from typing import NamedTuple

from pipeline.errors import UserError
from pipeline.warehouse.database import empty
from pipeline.warehouse.reading import PUBLIC_TABLES

COLUMNS_OF_BOXES = (
    ("documents", "segments", "dates", "stories", "corrections"),
    ("articles", "sources", "quoted_terms", "statements"),
    ("quotes", "mentions", "entities", "entity_aliases", "roles"),
)
OF_TWO = "search_places"  # its document_id is an article's or a quote's, by kind
BOX, GAP, LINE, HEAD, MARGIN = 250, 120, 17, 26, 24
SVG_LOOK = (
    'font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Tables and their references"'
)
OPENING = f"""\
# Catalogue of the warehouse

The public tables and views of version {PUBLIC_TABLES} (it stands in the table `build`): a change of their columns or meaning raises it, CHANGELOG.md says what
changed, and `dixit ingest` builds a warehouse of another version again. Made by `make docs` from the comments in `sql/`; `dixit schema` prints the same. The picture: [schema.svg](schema.svg).
"""


class Column(NamedTuple):
    """A column, with its DuckDB type."""

    name: str
    type: str
    required: bool
    comment: str


class Table(NamedTuple):
    """A table or view; links are (column, other table, its key)."""

    name: str
    kind: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    links: tuple[tuple[str, str, str], ...]


@cache
def tables() -> tuple[Table, ...]:
    """Return the tables in the order of sql/schema.sql, then the views by name."""
    with empty() as con:
        found = con.execute(
            "SELECT table_name, 'table', comment, table_oid FROM duckdb_tables() WHERE NOT temporary "
            "UNION ALL SELECT view_name, 'view', comment, view_oid FROM duckdb_views() WHERE NOT internal "
            "ORDER BY 2, 4"
        ).fetchall()
        columns = con.execute(
            "SELECT table_name, column_name, data_type, NOT is_nullable, comment FROM duckdb_columns() "
            "WHERE NOT internal ORDER BY table_name, column_index"
        ).fetchall()
        keys = dict(
            con.execute(
                "SELECT table_name, constraint_column_names FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
            ).fetchall()
        )
    owners = {key[0]: table for table, key in keys.items() if len(key) == 1 and key[0].endswith("_id")}
    made = []
    for name, kind, comment, _ in found:
        own = tuple(
            Column(column, dtype, required, meaning or "")
            for table, column, dtype, required, meaning in columns
            if table == name
        )
        links = tuple(_links(name, own, owners)) if kind == "table" and name != OF_TWO else ()
        made.append(Table(name, kind, comment or "", own, tuple(keys.get(name, ())), links))
    return tuple(made)


def macros() -> list[tuple[str, str]]:
    """Return the macros, as they are called, each with what it gives."""
    with empty() as con:
        rows = con.execute(
            "SELECT function_name, parameters, comment FROM duckdb_functions() "
            "WHERE NOT internal AND comment IS NOT NULL ORDER BY function_name"
        ).fetchall()
    return [(f"{name}({', '.join(parameters)})", comment) for name, parameters, comment in rows]


def as_text(name: str | None = None) -> str:
    """Return the catalogue, or one table of it, for a terminal.

    Raises:
        UserError: there is no such table.
    """
    chosen = [table for table in tables() if name in (None, table.name)]
    if not chosen:
        raise UserError(
            f"there is no table {name!r}; there are {', '.join(table.name for table in tables())}"
        )
    lines = []
    for table in chosen:
        lines += [f"{table.name} ({table.kind})", f"  {table.comment}"]
        lines += [f"    {c.name:<22}{c.type:<11}{c.comment}".rstrip() for c in table.columns]
        lines.append("")
    if name is None:
        lines += [f"{call} (macro)\n  {comment}\n" for call, comment in macros()]
    return "\n".join(lines)


def as_markdown() -> str:
    """Return the page docs/catalogue.md."""
    lines = [OPENING]
    for table in tables():
        lines += [
            f"## {table.name}",
            "",
            f"{table.comment} ({table.kind})",
            "",
            "| column | type | meaning |",
            "|---|---|---|",
        ]
        linked = {column: other for column, other, _ in table.links}
        for c in table.columns:
            to = f" → [{linked[c.name]}](#{linked[c.name]})" if c.name in linked else ""
            lines.append(
                f"| {'**' if c.name in table.key else ''}{c.name}{'**' if c.name in table.key else ''} | {c.type} | {c.comment}{to} |"
            )
        lines.append("")
    lines += ["## Macros", ""]
    lines += [f"- `{call}`: {comment}" for call, comment in macros()]
    return "\n".join(lines) + "\n"


def as_svg() -> str:
    """Return the entity-relationship picture: a box a table, keys in bold, a line a reference."""
    known = {table.name: table for table in tables()}
    places: dict[str, tuple[int, int]] = {}
    height = 0
    for index, names in enumerate(COLUMNS_OF_BOXES):
        y = MARGIN
        for name in names:
            places[name] = (MARGIN + index * (BOX + GAP), y)
            y += _height(known[name]) + MARGIN
        height = max(height, y)
    width = 2 * MARGIN + len(COLUMNS_OF_BOXES) * BOX + (len(COLUMNS_OF_BOXES) - 1) * GAP + GAP // 2
    lines = [_line(known, places, name, link) for name in places for link in known[name].links]
    boxes = [_box(known[name], *place) for name, place in places.items()]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {SVG_LOOK}>',
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            *lines,
            *boxes,
            "</svg>\n",
        ]
    )


def _links(name: str, columns: tuple[Column, ...], owners: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return the references of a table: a column that ends like another table's key."""
    return [
        (column.name, owner, key)
        for column in columns
        for key, owner in owners.items()
        if (column.name == key and owner != name) or (column.name != key and column.name.endswith(f"_{key}"))
    ]


def _height(table: Table) -> int:
    return HEAD + LINE * len(table.columns) + 6


def _box(table: Table, x: int, y: int) -> str:
    rows = []
    for index, column in enumerate(table.columns):
        weight = ' font-weight="bold"' if column.name in table.key else ""
        base = y + HEAD + LINE * (index + 1) - 4
        rows.append(f'<text x="{x + 10}" y="{base}"{weight}>{escape(column.name)}</text>')
        rows.append(
            f'<text x="{x + BOX - 10}" y="{base}" text-anchor="end" fill="#5a6472">{escape(column.type)}</text>'
        )
    return "\n".join(
        [
            f"<g><title>{escape(table.comment)}</title>",
            f'<rect x="{x}" y="{y}" width="{BOX}" height="{_height(table)}" rx="5" fill="#f7f9fb" stroke="#33485c"/>',
            f'<path d="M{x} {y + HEAD}v-{HEAD - 5}q0 -5 5 -5h{BOX - 10}q5 0 5 5v{HEAD - 5}z" fill="#33485c"/>',
            f'<text x="{x + 10}" y="{y + 18}" fill="#ffffff" font-weight="bold">{escape(table.name)}</text>',
            *rows,
            "</g>",
        ]
    )


def _line(
    known: dict[str, Table], places: dict[str, tuple[int, int]], name: str, link: tuple[str, str, str]
) -> str:
    """Return the curve from a column to the key it holds, leaving each box on the side of the other."""
    column, other, key = link
    (x, _), (other_x, _) = places[name], places[other]
    start_y, end_y = _row(known[name], places[name], column), _row(known[other], places[other], key)
    start_x, bend = (x + BOX, 1) if other_x >= x else (x, -1)
    end_x, other_bend = (other_x + BOX, 1) if other_x <= x else (other_x, -1)
    reach = GAP // 2
    curve = f"C{start_x + bend * reach} {start_y} {end_x + other_bend * reach} {end_y} {end_x} {end_y}"
    return (
        f'<path d="M{start_x} {start_y}{curve}" fill="none" stroke="#7a8ea1" stroke-width="1.2">'
        f"<title>{name}.{column} → {other}.{key}</title></path>"
        f'<circle cx="{end_x}" cy="{end_y}" r="3" fill="#33485c"/>'
    )


def _row(table: Table, place: tuple[int, int], column: str) -> int:
    """Return the height at which a column stands."""
    index = [c.name for c in table.columns].index(column)
    return place[1] + HEAD + LINE * index + LINE // 2 + 1
