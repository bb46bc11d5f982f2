"""The lists in a real browser: filter, facet, order, columns and files, each held against SQL; and from list to page."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from pipeline.desk.lists import LISTS, Listing
from pipeline.warehouse import ask
from tests.desk.browser import expect, needs_browser, serve

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = needs_browser
COUNTED = {
    "quotes": "quotes",
    "articles": "articles",
    "people": "entities",
    "stories": "stories",
    "statements": "statements",
    "events": "timeline",
    "outlets": "(SELECT DISTINCT publisher FROM articles WHERE publisher IS NOT NULL)",
    "drops": "(SELECT DISTINCT drop FROM documents)",
}
FACETS = {
    "outlet": "publisher",
    "speaker": "speaker",
    "speaker_kind": "speaker_kind",
    "kind": "kind",
    "cue_class": "cue_class",
    "relay": "relay",
    "language": "language",
    "drop": "drop",
}


@pytest.fixture(scope="module")
def desk(press: Path) -> Iterator[str]:
    yield from serve(press.parent)


def column(page: "Page", name: str) -> list[str]:
    """Return what stands in a column of the table, when the page is there."""
    page.wait_for_load_state()
    return [text.strip() for text in page.locator(f"td.column-{name}").all_inner_texts()]


@pytest.mark.parametrize("one", LISTS, ids=lambda one: one.name)
def test_the_menu_leads_to_every_list_and_a_row_to_its_page(
    page: "Page", desk: str, press: Path, one: Listing
) -> None:
    page.goto(desk)
    page.locator(f'nav.lists a[href^="{one.address}?"]').first.click()
    n_rows = ask(press, f"SELECT count(*) FROM {COUNTED[one.name]}").item()
    expect(page.locator("tbody tr")).to_have_count(n_rows)
    row = page.locator("tbody tr").first
    row.locator(f'a[href="{row.get_attribute("data-open")}"]').first.click()
    place = one.page or "article"
    page.wait_for_url(f"**/{place}/**")
    expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("facet", FACETS)
def test_a_facet_counts_what_it_leaves(page: "Page", desk: str, press: Path, facet: str) -> None:
    counted = ask(press, f"SELECT {FACETS[facet]} AS v, count(*) AS n FROM who_said_what GROUP BY ALL")
    page.goto(desk)
    choices = page.locator(f"#facet-{facet} li")
    if len(counted) < 2:  # a facet of one value parts nothing
        expect(choices).to_have_count(0)
        return
    assert sorted(map(int, page.locator(f"#facet-{facet} .n").all_inner_texts())) == sorted(counted["n"])
    for place in range(choices.count()):
        page.goto(desk)
        choice = page.locator(f"#facet-{facet} li").nth(place)
        n = int(choice.locator(".n").inner_text())
        choice.locator("a").click()
        expect(page.locator(".kept li")).to_have_count(1)
        expect(page.locator("tbody tr")).to_have_count(n)


def test_a_heading_orders_and_turns_round(page: "Page", desk: str, press: Path) -> None:
    said = ask(press, "SELECT text FROM who_said_what")["text"].to_list()
    page.goto(f"{desk}/?column=confidence&column=text")
    page.locator("th.column-confidence a").click()
    expect(page.locator("th.column-confidence")).to_have_attribute("aria-sort", "ascending")
    up = column(page, "confidence")
    page.locator("th.column-confidence a").click()
    expect(page.locator("th.column-confidence")).to_have_attribute("aria-sort", "descending")
    down = column(page, "confidence")
    assert up == sorted(up)
    assert down == sorted(up, reverse=True)
    assert len(up) == len(said)


def test_columns_are_chosen_and_are_those_of_the_file(page: "Page", desk: str, press: Path) -> None:
    page.goto(desk)
    page.locator(".choose summary").click()
    for name in ("published", "publisher", "cue"):
        page.uncheck(f".choose input[value={name}]")
    page.check(".choose input[value=context]")
    page.locator(".choose button").click()
    expect(page.locator("thead th")).to_have_count(3)
    with page.expect_download() as taken:
        page.locator(".tools a", has_text="CSV").click()
    file = pl.read_csv(taken.value.path())
    assert file.columns == ["speaker", "text", "context"]
    query = "SELECT speaker, text, context FROM who_said_what ORDER BY ALL"
    assert file.sort(pl.all(), nulls_last=True).rows() == ask(press, query).rows()


@pytest.mark.parametrize("form", ["CSV", "Parquet"])
def test_what_is_filtered_is_what_is_taken_away(page: "Page", desk: str, press: Path, form: str) -> None:
    page.goto(desk)
    page.fill("input[name=since]", "2024-03-01")
    page.locator("main .filters button").click()
    page.locator("#facet-outlet a", has_text="L'Aube").click()
    page.locator("#facet-speaker a", has_text="Ada Petit").click()
    with page.expect_download() as taken:
        page.locator(".tools a", has_text=form).click()
    read = pl.read_csv if form == "CSV" else pl.read_parquet
    file = read(taken.value.path())
    query = (
        "SELECT text FROM who_said_what WHERE publisher = 'L''Aube' AND speaker = 'Ada Petit' "
        "AND published_to >= DATE '2024-03-01' ORDER BY published_from, start_char"
    )
    assert file["text"].to_list() == ask(press, query)["text"].to_list()
    assert len(file) > 0
    expect(page.locator("tbody tr")).to_have_count(len(file))


def test_those_without_a_speaker_are_a_facet(page: "Page", desk: str) -> None:
    page.goto(desk)
    page.locator("#facet-speaker a", has_text="inconnu").click()
    expect(page.locator("td.column-text")).to_have_text(["le pont tremble"])
    page.locator(".kept a").click()
    expect(page.locator("tbody tr")).to_have_count(8)


def test_a_date_in_the_text_leads_to_its_day_and_not_to_that_of_publication(page: "Page", desk: str) -> None:
    page.goto(f"{desk}/articles?name=pont-journal")
    page.goto(desk)
    page.locator("tbody tr", has_text="Le Journal").locator("td.column-text a").click()
    page.locator("article .date a", has_text="mercredi").click()
    page.wait_for_url("**/events?**")
    assert "since=2024-03-06" in page.url
    expect(page.locator("td.column-said_as")).to_have_text(["mercredi"])


def test_two_outlets_on_one_story_and_a_statement_in_its_versions(page: "Page", desk: str) -> None:
    page.goto(f"{desk}/stories")
    page.locator("td.column-title a").first.click()
    page.locator("a.go").click()
    expect(page.locator(".compared thead th")).to_have_text(["Locuteur", "L'Aube", "Le Journal"])
    page.locator(".compared a", has_text="mêmes mots").first.click()
    expect(page.locator(".versions li")).to_have_count(2)


def test_a_page_past_the_last_and_an_unknown_address_lead_back(page: "Page", desk: str) -> None:
    answered = page.goto(f"{desk}/?page=999")
    assert answered is not None
    assert answered.status == 404
    page.locator(".message a").first.click()
    expect(page.locator("tbody tr")).to_have_count(8)
    answered = page.goto(f"{desk}/nowhere")
    assert answered is not None
    assert answered.status == 404
    expect(page.locator(".message")).to_contain_text("pas de page à cette adresse")
    page.locator("main a").click()
    expect(page.locator("tbody tr")).to_have_count(8)
