"""The search of the desk in a real browser: passages with the words marked, phrases, words kept out, filters, files."""

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import duckdb
import polars as pl
import pytest
from httpx import Response
from starlette.testclient import TestClient

from pipeline.desk.app import application
from pipeline.desk.rows import ROWS_A_PAGE
from pipeline.warehouse import ask
from tests.desk.browser import expect, needs_browser, serve
from tests.desk.press import Press, publish
from tests.desk.test_desk import HOSTILE, hostile_press

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(hostile_press(), tmp_path_factory.mktemp("search"))


@pytest.fixture(scope="module")
def desk(warehouse: Path) -> Iterator[str]:
    yield from serve(warehouse.parent)


def search(page: "Page", words: str) -> list[str]:
    """Search from the head of any page; return the results' texts."""
    page.fill("#search", words)
    page.press("#search", "Enter")
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("words") == [words])
    return page.locator(".found li").all_inner_texts()


@needs_browser
def test_a_word_is_marked_where_it_stands(page: "Page", desk: str) -> None:
    page.goto(desk)
    assert len(search(page, "trembler")) == 2
    assert set(page.locator(".found mark").all_inner_texts()) == {"tremble"}
    assert "1 article" in page.locator(".totals").inner_text()


@needs_browser
def test_a_phrase_and_words_kept_out(page: "Page", desk: str) -> None:
    page.goto(f"{desk}/articles")
    assert len(search(page, '"le pont ferme"')) == 1
    assert page.locator(".found mark").all_inner_texts() == ["Le pont ferme"]
    every = search(page, "pont")
    less = search(page, "pont -juin")
    assert len(every) - len(less) == 2
    assert not any("juin" in text for text in less)


@needs_browser
def test_results_are_filtered_and_taken_away(page: "Page", desk: str, warehouse: Path) -> None:
    page.goto(desk)
    search(page, "pont")
    page.locator("#facet-found_in a", has_text="citation").click()
    page.locator("#facet-outlet a", has_text="L'Aube").click()
    page.fill("input[name=until]", "2024-04-01")
    page.locator("main button", has_text="Afficher").click()
    with page.expect_download() as taken:
        page.locator(".tools a", has_text="CSV").click()
    file = pl.read_csv(taken.value.path())
    query = (
        "SELECT text FROM who_said_what JOIN search('pont') ON quote_id = document_id "
        "WHERE publisher = 'L''Aube' AND published_to <= DATE '2024-04-01'"
    )
    assert sorted(file["text"]) == sorted(ask(warehouse, query)["text"])
    assert len(file) > 0
    expect(page.locator(".found li")).to_have_count(len(file))


@needs_browser
def test_a_result_leads_to_its_words_and_the_reader_back(page: "Page", desk: str) -> None:
    page.goto(desk)
    search(page, '"son pont"')
    page.locator(".found li", has_text="citation").locator("a").click()
    expect(page.locator(".mark.quote:target")).to_have_count(1)
    page.click("text=Retour au tableau")
    expect(page.locator(".found li")).to_have_count(2)
    page.locator(".found a.title").click()
    page.wait_for_url("**/article/**")


@needs_browser
def test_the_keyboard_goes_through_results(page: "Page", desk: str) -> None:
    page.goto(f"{desk}/search?words=pont")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/**")


@needs_browser
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Écrivez un ou plusieurs mots"),
        ("!!!", "Ajoutez au moins un mot"),
        ("-pont", "Ajoutez au moins un mot"),
        ("introuvable", "vérifiez l'orthographe"),
        ("introuvable&outlet=L'Aube", "Chercher sans filtres"),
    ],
)
def test_a_search_that_finds_nothing_says_what_to_do(page: "Page", desk: str, words: str, said: str) -> None:
    page.goto(f"{desk}/search?words={words}")
    assert said in page.locator(".message").inner_text()


@needs_browser
def test_words_that_are_markup_run_nothing(page: "Page", desk: str) -> None:
    page.goto(desk)
    assert search(page, HOSTILE)
    assert page.locator("main script, main img").count() == 0
    assert page.locator(".found mark").count() > 0


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("prometió", ["PROMETIO", "prometerá", "prometió"]),
        ("prometer", ["prometerá", "prometió"]),
        ("prometio", ["PROMETIO", "prometió"]),
    ],
)
def test_a_word_is_marked_under_every_ending_that_it_is_found_under(
    tmp_path: Path, words: str, marked: list[str]
) -> None:
    press = Press()
    for verb in ("prometió", "prometerá", "PROMETIO"):
        press.write(verb, "El Diario", "2024-03-04", f"La alcaldesa {verb} un puente.", language="es")
    desk = TestClient(application(publish(press, tmp_path)), base_url="http://127.0.0.1")
    shown = desk.get("/search", params={"words": words}).text
    assert sorted(re.findall("<mark>(.*?)</mark>", shown)) == marked


def searched(file: Path, words: str) -> Response:
    desk = TestClient(application(file), base_url="http://127.0.0.1")
    return desk.get("/search", params={"words": words, "ui": "en"})


def test_a_phrase_that_is_too_long_is_told_as_such_and_no_other_fault_is(tmp_path: Path) -> None:
    file = publish(Press(), tmp_path)
    told = searched(file, f'"{"le " * 101}"')
    assert (told.status_code, "at most a hundred words" in told.text) == (400, True)
    broken = Path(shutil.copy(file, tmp_path / "broken.duckdb"))
    with duckdb.connect(broken) as con:
        con.execute("UPDATE search_languages SET stemmer = 'of no language'")
    with pytest.raises(duckdb.InvalidInputException, match="of no language"):
        searched(broken, "pont")


def test_results_stand_on_pages(tmp_path: Path) -> None:
    press = Press()
    for number in range(ROWS_A_PAGE + 3):
        press.write(f"{number:03}", "L'Aube", "2024-03-04", f"Le pont {number:03}.")
    desk = TestClient(application(publish(press, tmp_path)), base_url="http://127.0.0.1")
    pages = [desk.get(f"/search?words=pont&page={number}&ui=en") for number in (1, 2, 3)]
    assert [answer.text.count("<li tabindex") for answer in pages] == [ROWS_A_PAGE, 3, 0]
    assert [answer.status_code for answer in pages] == [200, 200, 404]
    assert f'start="{ROWS_A_PAGE + 1}"' in pages[1].text
    whole = pl.read_parquet(io.BytesIO(desk.get("/search.parquet?words=pont").content))
    assert len(whole) == ROWS_A_PAGE + 3
