"""The pictures over the quotes: when, in which outlets, by whom, and who stands together; each answers a click with a filter."""

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from pipeline.desk.pages import Words, days_in_words
from pipeline.desk.rows import Row, Rows, ask, statement
from pipeline.warehouse import pictures

BARS = 10
NODES, EDGES = 14, 40
UNITS = {62: "day", 1_900: "month", 40_000: "year"}  # the width of a bar, up to so many days in all
OF_QUOTES = ("article_id", "publisher", "speaker", "speaker_entity_id")
Pictures = Mapping[str, Markup]


def overview(rows: Rows, words: Words, ui: str) -> Pictures:
    """Return the pictures of what the filters leave; what stands in them is escaped where it is drawn."""
    if not rows.listing.over_time:
        return {}
    rows.keep_shown(OF_QUOTES if rows.listing.name == "quotes" else ())
    made = {"timeline": _over_time(rows, words["timeline"][rows.listing.name], ui)}
    if rows.listing.name == "quotes":
        made |= _of_speakers(rows, words, ui)
    return {name: Markup(picture) for name, picture in made.items() if picture}  # noqa: S704  (see pictures.py)


def _over_time(rows: Rows, title: str, ui: str) -> str | None:
    span = ask(rows.con, "SELECT min(opens_on) AS first_day, max(closes_on) AS last_day FROM shown")[0]
    bars = [
        pictures.Bar(
            days_in_words(row["starts_on"], row["ends_on"]),
            row["n"],
            rows.asked.link(ui, since=str(row["starts_on"]), until=str(row["ends_on"])),
        )
        for row in ask(rows.con, statement("by_time"), {"unit": _unit(span)})
    ]
    return pictures.over_time(bars, title) if bars else None


def _of_speakers(rows: Rows, words: Words, ui: str) -> dict[str, str | None]:
    def link(name: str, value: str | None) -> str:
        return rows.asked.link(ui, **({"no": name} if value is None else {name: value}))

    def bars(name: str) -> list[pictures.Bar]:
        counted = ask(rows.con, statement(f"by_{name}"), {"n_rows": BARS})
        return [
            pictures.Bar(row["label"] or words["unknown"], row["n"], link(name, row["label"]))
            for row in counted
        ]

    found = ask(rows.con, statement("network"), {"n_nodes": NODES, "n_edges": EDGES})
    edges = [pictures.Edge(row["one"], row["other"], row["n"]) for row in found]
    speakers = bars("speaker")
    return {
        "by_outlet": pictures.shares(bars("outlet"), words["by_outlet"]),
        "by_speaker": pictures.shares(speakers, words["by_speaker"]) if speakers else None,
        "network": pictures.network(edges, words["network"], lambda name: link("speaker", name))
        if edges
        else None,
    }


def _unit(span: Row) -> str:
    """Return the width of a bar of the timeline."""
    first, last = span["first_day"], span["last_day"]
    days = (last - first).days if isinstance(first, date) and isinstance(last, date) else 0
    return next((unit for most, unit in UNITS.items() if days <= most), "decade")
