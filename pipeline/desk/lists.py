"""What the desk lists, declared once: the columns, filters, order and addresses of each list.

Belongs here: the declarations that pages, facets, downloads and addresses are made from. Does not belong here: the SQL of
the rows (sql/desk/lists/<name>.sql, or a table of the warehouse), what is read of an address (addresses.py).
"""

from collections.abc import Mapping
from typing import NamedTuple

from pipeline.errors import UserError


class Facet(NamedTuple):
    """A filter by the value of a column.

    Attributes:
        name: in addresses and in labels.toml.
        column: of the list's rows.
        said: what the keys of labels.toml for its values begin with; empty where a value says itself.
        titles: the query of sql/desk/ that names the values, where they are ids.
        counted: whether the page counts its values; else it only keeps to the one that an address names.
        among: what rows fulfil that have such a value, as SQL that ends before IN, where no column has it.
    """

    name: str
    column: str
    said: str = ""
    titles: str = ""
    counted: bool = True
    among: str = ""

    @property
    def is_id(self) -> bool:
        """Whether its values are ids."""
        return self.column.endswith("_id")


class Listing(NamedTuple):
    """A list of the desk.

    Attributes:
        name: in addresses, in labels.toml and in sql/desk/lists/.
        key: the column that tells its rows apart.
        columns: what the table shows unless others are chosen.
        more: what can be chosen beside.
        facets: its filters by value.
        order: the columns it stands by unless another is asked for; `-` before one turns it round.
        totals: numbers of what the filters leave, by their names in labels.toml.
        days: the columns of the first and last day, where it can be filtered by days.
        named: the column that a filter by name looks into.
        by_person: whether a filter names a speaker in any spelling.
        by_words: whether it is what a search finds.
        over_time: whether the page draws its rows over time.
        page: what the page of one row is called in addresses; empty where rows stand in a text.
        mark: the letter of a row's mark in the reader, where rows stand in a text.
        rows: the table that has what it is filtered and sorted by; empty where its SQL file gives that.
        wide: the file under sql/ that gives all its columns; empty where `rows` has them.
        of: the table that this file reads first, a row a row of the list.
    """

    name: str
    key: str
    columns: tuple[str, ...]
    more: tuple[str, ...]
    facets: tuple[Facet, ...]
    order: tuple[str, ...]
    totals: Mapping[str, str]
    days: tuple[str, str] | None = None
    named: str = ""
    by_person: bool = False
    by_words: bool = False
    over_time: bool = False
    page: str = ""
    mark: str = ""
    rows: str = ""
    wide: str = ""
    of: str = ""

    @property
    def address(self) -> str:
        """The address of the list; quotes are the first page."""
        return "/" if self.name == "quotes" else f"/{self.name}"

    @property
    def all_columns(self) -> tuple[str, ...]:
        """Every column that can be shown."""
        return (*self.columns, *self.more)

    def facet(self, name: str) -> Facet:
        """Return the facet of that name."""
        return next(facet for facet in self.facets if facet.name == name)


OUTLET = Facet("outlet", "publisher")
LANGUAGE = Facet("language", "language", said="language_")
DROP = Facet("drop", "drop")
STORY = Facet("story", "story_id", titles="story_titles")
SPEAKER = Facet("speaker", "speaker")
ENTITY = Facet("entity", "speaker_entity_id", titles="entity_names", counted=False)
NAMED = Facet(
    "entity",
    "entity_id",
    titles="entity_names",
    counted=False,
    among="article_id IN (SELECT article_id FROM mentions WHERE entity_id",
)
PUBLISHED = ("published_from", "published_to")
ALL_DAYS = ("first_day", "last_day")

LISTS = (
    Listing(
        "quotes",
        key="quote_id",
        columns=("published", "publisher", "speaker", "cue", "text"),
        more=(
            "title",
            "kind",
            "cue_class",
            "speaker_as_written",
            "speaker_kind",
            "speaker_type",
            "speaker_gender",
            "relay",
            "said_on",
            "said_method",
            "context",
            "language",
            "confidence",
            "method",
            "reason",
            "byline",
            "drop",
            "path",
            "url",
        ),
        facets=(
            OUTLET,
            SPEAKER,
            Facet("speaker_kind", "speaker_kind", said="speaks_"),
            Facet("speaker_gender", "speaker_gender", said="gender_"),
            Facet("kind", "kind", said="kind_"),
            Facet("cue_class", "cue_class", said="class_"),
            Facet("relay", "relay"),
            Facet("confidence", "confidence_band"),
            LANGUAGE,
            DROP,
            STORY,
            ENTITY,
        ),
        order=("published_from", "published_to", "path", "start_char", "quote_id"),
        totals={
            "quotes": "count(*)",
            "speakers": "count(DISTINCT speaker)",
            "articles": "count(DISTINCT article_id)",
            "outlets": "count(DISTINCT publisher)",
        },
        days=PUBLISHED,
        over_time=True,
        by_person=True,
        mark="q",
        rows="quote_facets",
        wide="views/who_said_what",
        of="quotes",
    ),
    Listing(
        "articles",
        key="article_id",
        columns=("published", "publisher", "title", "n_words", "n_quotes"),
        more=("byline", "credit", "language", "published_method", "drop", "path", "url"),
        facets=(
            OUTLET,
            LANGUAGE,
            DROP,
            STORY,
            Facet("credit", "credit"),
            Facet("published_method", "published_method", said="published_"),
            NAMED,
        ),
        order=("published_from", "published_to", "path", "article_id"),
        totals={"articles": "count(*)", "outlets": "count(DISTINCT publisher)"},
        days=PUBLISHED,
        named="title",
        over_time=True,
        page="article",
    ),
    Listing(
        "people",
        key="entity_id",
        columns=("name", "type", "n_quotes", "n_articles", "n_mentions"),
        more=("first_day", "last_day", "wikidata_id"),
        facets=(Facet("type", "type", said="type_"),),
        order=("-n_quotes", "-n_articles", "name", "entity_id"),
        totals={"people": "count(*)"},
        named="name",
        page="person",
    ),
    Listing(
        "outlets",
        key="publisher",
        columns=("publisher", "n_articles", "n_quotes", "n_speakers", "first_day", "last_day"),
        more=("language",),
        facets=(LANGUAGE,),
        order=("-n_articles", "publisher"),
        totals={"outlets": "count(*)"},
        days=ALL_DAYS,
        named="publisher",
        page="outlet",
    ),
    Listing(
        "stories",
        key="story_id",
        columns=("first_day", "title", "n_articles", "n_outlets"),
        more=("last_day", "score", "method"),
        facets=(Facet("method", "method"),),
        order=("-n_articles", "first_day", "story_id"),
        totals={"stories": "count(*)"},
        days=ALL_DAYS,
        named="title",
        page="story",
    ),
    Listing(
        "statements",
        key="statement_id",
        columns=("first_day", "publisher", "speaker", "text", "n_articles"),
        more=("n_quotes", "method", "score"),
        facets=(
            SPEAKER,
            OUTLET,
            Facet("versions", "method", said="versions_"),
            ENTITY,
        ),
        order=("-n_articles", "first_day", "statement_id"),
        totals={"statements": "count(*)", "speakers": "count(DISTINCT speaker)"},
        days=ALL_DAYS,
        named="text",
        over_time=True,
        page="statement",
    ),
    Listing(
        "events",
        key="date_id",
        columns=("starts_on", "said_as", "context", "publisher", "published"),
        more=("value", "granularity", "article"),
        facets=(
            Facet("granularity", "granularity", said="granularity_"),
            OUTLET,
            LANGUAGE,
            DROP,
            STORY,
        ),
        order=("starts_on", "ends_on", "published_from", "article_id", "start_char"),
        totals={"events": "count(*)", "articles": "count(DISTINCT article_id)"},
        days=("starts_on", "ends_on"),
        over_time=True,
        mark="d",
        wide="views/timeline",
        of="dates",
    ),
    Listing(
        "drops",
        key="drop",
        columns=("drop", "n_documents", "n_articles", "n_duplicates", "n_quarantined", "n_quotes"),
        more=("first_day", "last_day"),
        facets=(),
        order=("drop",),
        totals={"drops": "count(*)"},
        named="drop",
        page="drop",
    ),
)

SEARCH = Listing(  # of what some words are found in; in no menu, since it needs words
    "search",
    key="document_id",
    columns=("found_in", "published", "publisher", "speaker", "title", "text"),
    more=("language", "drop", "path", "url"),
    facets=(
        Facet("found_in", "found_in", said="result_"),
        Facet("words_found", "words_found", said="words_"),
        OUTLET,
        SPEAKER,
        LANGUAGE,
        DROP,
        STORY,
    ),
    order=("-n_words_found", "-score", "article_id", "start_char", "document_id"),
    totals={
        "results": "count(*)",
        "articles": "count(DISTINCT article_id)",
        "outlets": "count(DISTINCT publisher)",
    },
    days=PUBLISHED,
    by_person=True,
    by_words=True,
    over_time=True,
    wide="desk/search_results",
    of="listed",
)


class UnknownListError(UserError):
    """There is no list of that name."""


def listing(name: str) -> Listing:
    """Return the list of that name.

    Raises:
        UnknownListError: there is none.
    """
    found = next((known for known in LISTS if known.name == name), None)
    if found is None:
        raise UnknownListError(f"there is no list {name}: {', '.join(known.name for known in LISTS)}")
    return found
