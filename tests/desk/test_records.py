"""The page of one thing, two outlets side by side, a statement in all its versions, and the way from a date to its day."""

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pipeline.desk.app import application
from pipeline.desk.compare import MOST_WORDS, Piece, differences
from pipeline.extract.ids import content_id

STORY = content_id("story", 1)


@pytest.fixture(scope="module")
def desk(press: Path) -> TestClient:
    return TestClient(application(press), base_url="http://127.0.0.1")


def page(desk: TestClient, address: str) -> str:
    answer = desk.get(address)
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


@pytest.mark.parametrize("name", ["articles", "people", "outlets", "stories", "statements", "drops"])
def test_every_row_of_a_list_leads_to_its_page(desk: TestClient, name: str) -> None:
    led = re.findall(r'data-open="([^"]+)"', page(desk, f"/{name}?ui=en"))
    assert led
    for address in led:
        assert "<h1" in page(desk, address)


def test_a_person_has_spellings_roles_quotes_and_articles(desk: TestClient) -> None:
    shown = page(desk, f"/person/{content_id('entity', 'Ada Petit')}?ui=en")
    assert "see all: 4 quotes" in shown
    assert "see all: 3 articles" in shown
    assert {"Mme Petit", "maire"} <= set(re.findall(r"<td[^>]*>([^<]+)</td>", shown))


def test_two_outlets_stand_side_by_side(desk: TestClient) -> None:
    shown = page(desk, f"/compare?story={STORY}&one=Le Journal&ui=en")
    heads = re.findall(r'<th scope="col">(?:<a[^>]*>)?([^<]+)', shown)
    assert heads == ["Speaker", "Le Journal", "L'Aube"]
    assert shown.count("same words on both sides") == 2
    assert shown.count("not quoted") == 2


@pytest.mark.parametrize(
    "address",
    ["/compare", "/compare?story=x", "/compare?story=1", "/person/1", "/outlet/none", "/statement/x"],
)
def test_what_is_not_there_says_where_to_look(desk: TestClient, address: str) -> None:
    answer = desk.get(address)
    assert answer.status_code == 404
    assert 'class="message"' in answer.text


def test_a_statement_has_all_its_versions(desk: TestClient) -> None:
    shown = page(desk, "/statement/7?ui=en")
    assert shown.count("<blockquote>") == 2
    assert "<b>2 versions</b>" in shown


def test_a_version_is_told_word_by_word() -> None:
    assert differences("Nous fermons le pont pour un an", "« nous fermons demain le pont »") == [
        Piece("«", "added"),
        Piece("nous fermons", "same"),
        Piece("demain", "added"),
        Piece("le pont", "same"),
        Piece("pour un an", "missing"),
        Piece("»", "added"),
    ]


def test_a_version_without_end_is_not_compared() -> None:
    words = "mot " * (MOST_WORDS + 1)
    assert differences("mot", words) == [Piece(words, "same")]


def test_a_date_in_the_text_leads_to_what_is_told_of_its_day(desk: TestClient) -> None:
    shown = page(desk, f"/article/{content_id('article', 'pont-journal')}?ui=en")
    led = re.search(r'href="(/events[^"]+)">mercredi</a>', shown)
    assert led
    assert led[1] == "/events?ui=en&since=2024-03-06&until=2024-03-06"
    assert page(desk, led[1]).count("<tr id=") == 1
