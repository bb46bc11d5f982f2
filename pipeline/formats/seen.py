"""What a document is before it is an article: a text with what stands beside it, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict

METADATA_COLUMNS = ("published", "title", "byline", "publisher", "language", "url", "updated")


class QuarantineError(ValueError):
    """A file or row cannot be read; the message says why in one line."""


class Piece(TypedDict):
    """A piece of a text that was read off a page, with its role among those of the segments."""

    role: str
    start_char: int
    end_char: int


@dataclass(frozen=True)
class Seen:
    """A document as it lies in a drop: a text with what stands beside it, or the reason why there is none."""

    path: str
    sha256: str | None = None
    bytes: int | None = None
    encoding: str | None = None
    text: str | None = None
    reason: str | None = None
    beside: Mapping[str, str] = field(default_factory=dict)
    layout: list[Piece] | None = None


def clean(value: object) -> str:
    """Return a value as text; half a surrogate pair, which JSON can spell, becomes U+FFFD."""
    return str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def scalar(value: object) -> object:
    """Return a value that can stand in a column, None for any other."""
    return value if isinstance(value, str | int | float) else None


def stated_in(row: Mapping[str, object]) -> dict[str, str]:
    """Return the fields of an article that a row states."""
    found = ((name, row.get(name)) for name in METADATA_COLUMNS)
    cleaned = ((name, clean(value).strip()) for name, value in found if scalar(value) is not None)
    return {name: value for name, value in cleaned if value}
