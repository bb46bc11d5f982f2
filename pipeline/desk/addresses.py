"""What an address asks of a list, and the addresses of its other states: every state of a page is a link.

`outlet=A&outlet=B` keeps to those values, `no=speaker` to rows that have none, `since` and `until` to days, `person` to a
speaker in any spelling, `name` to words of a name or headline, `words` are what a search looks for; `sort=-confidence` orders, `column=` chooses, `page=` turns.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from pipeline.desk.lists import Facet, Listing

LARGEST_ID = 2**63
SORTED_BY = {"published": "published_from"}  # a day known less precisely stands where it may begin
Given = Mapping[str, tuple[str, ...]]


class AddressError(ValueError):
    """A part of an address means nothing; the message is its key in labels.toml."""


class Asked(NamedTuple):
    """What an address asks of a list; `given` are its parts as they were written, without the page's number."""

    listing: Listing
    given: Given
    since: date | None
    until: date | None
    page: int

    def chosen(self, facet: Facet) -> tuple[str, ...]:
        """Return the values that a facet keeps to."""
        return self.given.get(facet.name, ())

    def without(self, facet: Facet) -> bool:
        """Tell whether rows without any value are kept to."""
        return facet.name in self.given.get("no", ())

    def text(self, name: str) -> str:
        """Return what stands in the field of that name."""
        return self.given.get(name, ("",))[0]

    @property
    def sort(self) -> tuple[str, bool]:
        """The column to order by, empty where none is asked for, and whether it is turned round."""
        asked = self.text("sort")
        return asked.removeprefix("-"), asked.startswith("-")

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns to show, in the order of the list's own."""
        picked = self.given.get("column", self.listing.columns)
        return tuple(name for name in self.listing.all_columns if name in picked)

    @property
    def is_filtered(self) -> bool:
        """Whether rows may be left out."""
        return bool(self.given.keys() - {"sort", "column", "more"})

    def query(self, ui: str, **changes: str | Sequence[str] | None) -> str:
        """Return the query of an address that differs by some parts; None takes one away."""
        told = {
            name: (value,) if isinstance(value, str) else tuple(value or ())
            for name, value in changes.items()
        }
        return urlencode({"ui": ui, **self.given, **told}, doseq=True)

    def link(self, ui: str, **changes: str | Sequence[str] | None) -> str:
        """Return the address of this list in another state, from its first page on unless a page is named."""
        return f"{self.listing.address}?{self.query(ui, **changes)}"

    def toggled(self, ui: str, facet: Facet, value: object) -> str:
        """Return the address with a value of a facet kept to, or no more; None stands for rows without any."""
        name, word = ("no", facet.name) if value is None else (facet.name, str(value))
        now = self.given.get(name, ())
        return self.link(ui, **{name: [w for w in now if w != word] if word in now else [*now, word]})


def asked(listing: Listing, params: QueryParams) -> Asked:
    """Return what an address asks of a list.

    Raises:
        AddressError: a day is none, an id is none, or a column is unknown.
    """
    fields = {facet.name for facet in listing.facets} | {"no", "sort", "column", "more"}
    fields |= {"since", "until"} if listing.days else set()
    fields |= {"words"} if listing.by_words else set()
    fields |= {"person"} if listing.by_person else {"name"} if listing.named else set()
    given = {
        name: values
        for name in dict.fromkeys(params.keys())
        if name in fields and (values := tuple(v.strip() for v in params.getlist(name) if v.strip()))
    }
    for facet in listing.facets:
        if facet.is_id and any(number_of(value) is None for value in given.get(facet.name, ())):
            raise AddressError("bad_number")
    if given.get("sort", ("",))[0].removeprefix("-") not in ("", *listing.all_columns):
        raise AddressError("bad_sort")
    return Asked(listing, given, _day(given, "since"), _day(given, "until"), _page(params.get("page")))


def number_of(text: str) -> int | None:
    """Return the id that a text is; None where it is none."""
    is_one = text.removeprefix("-").isdecimal() and len(text) <= len(str(-LARGEST_ID))
    return int(text) if is_one and -LARGEST_ID <= int(text) < LARGEST_ID else None


def _day(given: Given, name: str) -> date | None:
    try:
        return date.fromisoformat(given[name][0]) if name in given else None
    except ValueError as error:
        raise AddressError("bad_day") from error


def _page(text: str | None) -> int:
    """Return the number of a page; what is no number is the first."""
    return max(1, int(text)) if text and text.isdecimal() and len(text) < 10 else 1
