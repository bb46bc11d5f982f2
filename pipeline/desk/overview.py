"""The pictures over the quotes: when, in which outlets, by whom, and who stands together; each answers a click with a filter."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from pipeline.desk.pages import Words, days_in_words
from pipeline.desk.rows import Row, Rows, ask, statement
from pipeline.warehouse import pictures

BARS = 10
NODES, EDGES = 14, 40
DAYS_SHOWN_BY_DAY, DAYS_SHOWN_BY_MONTH = 62, 1_900
COLUMNS = "article_id, published_from, published_to, publisher, speaker, speaker_entity_id"
Overview = Mapping[str, Markup]


def overview(rows: Rows, words: Words, ui: str) -> Overview:
    """Return the pictures of what the filters leave; what stands in them is escaped where it is drawn."""
    where, values = rows.where()
    kind = "TABLE" if values or where else "VIEW"
    rows.con.execute(
        f"CREATE TEMPORARY {kind} shown AS SELECT {COLUMNS} FROM {rows.table}{where}", values or None
    )
    link = rows.asked.link

    def read(name: str, **parameters: object) -> list[Row]:
        return ask(rows.con, statement(name), parameters)

    span = ask(rows.con, "SELECT min(published_from) AS first_day, max(published_to) AS last_day FROM shown")[
        0
    ]
    time = [
        pictures.Bar(
            days_in_words(row["starts_on"], row["ends_on"]),
            row["n"],
            link(ui, since=str(row["starts_on"]), until=str(row["ends_on"])),
        )
        for row in read("by_time", unit=_unit(span))
    ]
    outlets = [
        _bar(row, words["unknown"], link(ui, **_filter("outlet", row["label"])))
        for row in read("by_outlet", n_rows=BARS)
    ]
    speakers = [
        _bar(row, words["unknown"], link(ui, **_filter("speaker", row["label"])))
        for row in read("by_speaker", n_rows=BARS)
    ]
    edges = [
        pictures.Edge(row["one"], row["other"], row["n"])
        for row in read("network", n_nodes=NODES, n_edges=EDGES)
    ]
    made = {
        "timeline": pictures.over_time(time, words["timeline"]) if time else None,
        "by_outlet": pictures.shares(outlets, words["by_outlet"]),
        "by_speaker": pictures.shares(speakers, words["by_speaker"]) if speakers else None,
        "network": pictures.network(edges, words["network"], lambda name: link(ui, speaker=name))
        if edges
        else None,
    }
    return {name: Markup(picture) for name, picture in made.items() if picture}  # noqa: S704  (see pictures.py)


def _bar(row: Row, unknown: str, link: str) -> pictures.Bar:
    return pictures.Bar(unknown if row["label"] is None else row["label"], row["n"], link)


def _filter(name: str, value: str | None) -> dict[str, Any]:
    """Return the change of an address that keeps to a value of a facet, or to rows without any."""
    return {"no": name} if value is None else {name: value}


def _unit(span: Row) -> str:
    """Return the width of a bar of the timeline."""
    first, last = span["first_day"], span["last_day"]
    days = (last - first).days if isinstance(first, date) and isinstance(last, date) else 0
    return "day" if days <= DAYS_SHOWN_BY_DAY else "month" if days <= DAYS_SHOWN_BY_MONTH else "year"
