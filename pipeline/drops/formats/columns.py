"""Columns of tables under the names that exports give them, and those that a drop names in `_columns.toml`."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from pipeline import lang
from pipeline.drops.formats.seen import METADATA_COLUMNS, QuarantineError

COLUMNS_FILE = "_columns.toml"
OURS = ("text", "id", *METADATA_COLUMNS)
PATH = "path"
MOST_SHOWN = 20  # columns in a message


def named(column: object) -> str:
    """Return the name of a column for comparison: small letters and digits, without accents, the rest as underscores."""
    plain = unicodedata.normalize("NFKD", str(column).casefold())
    return re.sub(r"[^a-z0-9]+", "_", "".join(c for c in plain if not unicodedata.combining(c))).strip("_")


def match_columns(columns: Iterable[str], chosen: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the columns that may hold each of our fields, the best name first.

    Args:
        columns: the names that the table has.
        chosen: our field and the column that `_columns.toml` names for it.
    """
    there = {named(column): column for column in reversed(list(columns))}
    found: dict[str, list[str]] = {}
    for ours in (*OURS, PATH):
        names = [named(chosen[ours])] if ours in chosen else [ours, *_usual(ours)]
        found[ours] = [there[name] for name in dict.fromkeys(names) if name in there]
    return found


@cache
def _usual(ours: str) -> tuple[str, ...]:
    """Return the usual names of one of our fields, in every language."""
    codes = (lang.SHARED, *lang.languages())
    return tuple(named(name) for code in codes for name in lang.load(code, "columns").get(ours, ()))


def no_text_column(columns: Iterable[str], longest: str | None) -> str:
    """Return the message that a table has no column for the text, with the line to write."""
    names = [str(column) for column in columns]
    shown = ", ".join(names[:MOST_SHOWN]) + (" ..." if len(names) > MOST_SHOWN else "")
    line = f'text = "{longest or "its name"}"'
    return f"no column is known to be the text (columns: {shown}); name it in {COLUMNS_FILE} beside the file: {line}"


def read_columns(text: str) -> dict[str, str]:
    """Return what a `_columns.toml` names: our field, and the column that holds it.

    Raises:
        QuarantineError: it is no TOML, or names a field that is none.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise QuarantineError(f"no TOML: {str(error).splitlines()[0]}") from error
    strange = [
        name for name, column in found.items() if name not in {*OURS, PATH} or not isinstance(column, str)
    ]
    if strange:
        raise QuarantineError(
            f"{strange[0]!r} is none of {', '.join((*OURS, PATH))} with the name of a column"
        )
    return found
