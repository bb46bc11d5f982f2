"""A person corrects in a real browser: it is shown at once, enters the tables with the next run, and outlives what follows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.drops import read_corrections, seeds
from tests.desk.browser import needs_browser, serve
from tests.desk.correcting import OTHER, PATH, PORT, QUAI, TEXT, article, quote
from tests.desk.test_accessible import assert_accessible
from tests.desk.test_desk import HOSTILE
from tests.life.house import House

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = needs_browser
NAME = "Elsa Dalbret"
SELECT = """words => {
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at >= 0) {
      getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
      return true;
    }
  }
  return false;
}"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> House:
    hostile = f"« Le pont {HOSTILE} ferme », a déclaré Paul {HOSTILE} Astier.\n"
    return House.brought_up(tmp_path_factory.mktemp("built"), {PATH: TEXT, "un/hostile.txt": hostile})


@pytest.fixture
def house(built: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(seeds, "QUIET_SECONDS", 0.0)
    return built.copied(tmp_path)


@pytest.fixture
def desk(house: House) -> Iterator[str]:
    yield from serve(house.warehouse, "--seeds", str(house.seeds), "--correct", "Ada")


def correct(page: "sync_api.Page", words: str) -> "sync_api.Locator":
    """Open the form of a quote."""
    row = page.locator(".side li", has_text=words)
    row.locator("summary").click()
    return row


def select(page: "sync_api.Page", words: str) -> None:
    """Select words of the article, wherever the focus is."""
    assert page.evaluate(SELECT, words)


def told(house: House) -> list[tuple[object, ...]]:
    return house.rows(f"SELECT speaker, method FROM who_said_what WHERE text = '{PORT}'")


def test_a_corrected_speaker_waits_for_the_run_and_outlives_what_follows(
    page: "sync_api.Page", house: House, desk: str
) -> None:
    page.goto(desk + article(house))
    row = correct(page, PORT)
    assert row.locator("input[name=speaker]").input_value() == "Paul Astier"
    assert NAME in page.locator("datalist option").evaluate_all("all => all.map(one => one.value)")
    row.locator("input[name=speaker]").fill(NAME)
    row.locator("text=Enregistrer").click()
    marked = page.locator(".side li:target")
    assert f"en attente Locuteur : {NAME}" in marked.locator(".waiting").inner_text()
    sync_api.expect(marked).to_be_in_viewport()
    assert told(house) == [("Paul Astier", "after")]

    house.bring_up()
    page.reload()
    assert page.locator("p.waiting").count() == 0
    assert page.locator("#corrections .applied").count() == 1
    assert NAME in page.locator(".side li", has_text=PORT).locator(".who").inner_text()
    assert told(house) == [(NAME, "human")]
    assert not house.bring_up()
    house.put(PATH, "Le port de Lyon.\n\n" + TEXT)
    house.put("deux/marche.txt", OTHER)
    house.bring_up()
    assert told(house) == [(NAME, "human")]
    page.goto(desk + article(house))
    assert page.locator("#corrections .applied").count() == 1

    house.put(PATH, TEXT.replace(PORT, "Tout ira mieux au printemps"))
    house.bring_up()
    assert "no longer found: speaker of «Tout va bien" in house.dixit("status").stdout
    page.goto(desk + article(house))
    assert "introuvable désormais" in page.locator("#corrections .lost").inner_text()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_all_is_done_by_keyboard_and_without_scripts(
    browser: "sync_api.Browser", house: House, desk: str, *, has_scripts: bool
) -> None:
    page = browser.new_page(locale="en-GB", java_script_enabled=has_scripts)
    page.goto(desk + article(house))
    row = page.locator(".side li", has_text=PORT)
    row.locator("summary").focus()
    for key in ("Enter", "Tab", "Control+A"):
        page.keyboard.press(key)
    page.keyboard.type(NAME)
    page.keyboard.press("Enter")
    assert f"waiting Speaker : {NAME}" in page.locator(".side li:target .waiting").inner_text()
    page.locator("#corrections button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#corrections")
    assert page.locator("p.waiting").count() == 0
    rows = read_corrections(house.seeds).select("field", "value").rows()
    assert rows == [("speaker", NAME), ("undo", "speaker")]
    page.close()


def test_no_quote_day_and_outlet(page: "sync_api.Page", house: House, desk: str) -> None:
    page.goto(desk + article(house))
    correct(page, QUAI).locator("text=Ce n'est pas une citation").click()
    page.locator(".by-hand summary").click()
    page.fill("input[name=published]", "2024-03-05")
    page.fill("input[name=publisher]", "Le Courrier")
    page.locator(".by-hand button").click()
    assert "Paru le : 2024-03-05" in page.locator(".by-hand").inner_text()
    house.bring_up()
    assert house.rows("SELECT text FROM quotes WHERE article_id = " + article(house).split("/")[2]) == [
        (PORT,)
    ]
    assert house.rows("SELECT published, publisher FROM articles WHERE publisher IS NOT NULL") == [
        ("2024-03-05", "Le Courrier")
    ]
    page.reload()
    page.locator("#corrections li", has_text=QUAI).locator("button").click()
    house.bring_up()
    assert house.rows(f"SELECT count(*) FROM quotes WHERE text = '{QUAI}'") == [(1,)]


def test_words_that_are_selected_become_a_quote(page: "sync_api.Page", house: House, desk: str) -> None:
    page.goto(desk + article(house))
    form = page.locator(".adding")
    assert page.evaluate("find('pleuvait')")
    sync_api.expect(form.locator("textarea")).to_have_value("pleuvait")
    assert form.locator("input[name=start]").input_value() == str(TEXT.find("pleuvait"))
    form.locator("summary").click()
    select(page, "Lyon")
    page.wait_for_timeout(200)
    sync_api.expect(form.locator("textarea")).to_have_value("pleuvait")
    form.locator("input[name=speaker]").fill(NAME)
    form.locator("text=Enregistrer").click()
    sync_api.expect(page.locator("#corrections li.waiting")).to_have_count(2)
    house.bring_up()
    query = "SELECT speaker, method FROM who_said_what WHERE text = 'pleuvait'"
    assert house.rows(query) == [(NAME, "human")]
    page.reload()
    sync_api.expect(page.locator(".side li", has_text="pleuvait")).to_have_count(1)


def test_a_selection_leaves_what_somebody_typed(page: "sync_api.Page", house: House, desk: str) -> None:
    page.goto(desk + article(house))
    words = page.locator(".adding textarea")
    for chosen in ("mardi", "pleuvait"):  # while the form is closed the last selection is offered
        select(page, chosen)
        sync_api.expect(words).to_have_value(chosen)
    page.locator(".adding summary").click()
    for typed in ("Il pleuvait", "pleuvait"):
        words.fill(typed)
        select(page, "Lyon")
        page.wait_for_timeout(200)
        sync_api.expect(words).to_have_value(typed)
    words.fill("")
    for chosen in ("Lyon", "mardi"):  # as a selection grows
        select(page, chosen)
        sync_api.expect(words).to_have_value(chosen)


def test_hostile_articles_and_corrections_run_nothing(page: "sync_api.Page", house: House, desk: str) -> None:
    page.goto(f"{desk}/?ui=fr")
    page.locator("td.column-text a", has_text="script").click()
    row = page.locator(".side li").first
    row.locator("summary").click()
    row.locator("input[name=speaker]").fill(HOSTILE)
    row.locator("input[name=why]").fill(HOSTILE)
    row.locator("text=Enregistrer").click()
    assert HOSTILE in page.locator("p.waiting").inner_text()
    for _ in range(2):
        assert page.locator("main script, main img, [onerror], [onmouseover]").count() == 0
        assert "run" not in page.title().split()
        house.bring_up()
        page.reload()
    assert house.rows("SELECT speaker, method FROM who_said_what WHERE method = 'human'") == [
        (HOSTILE, "human")
    ]


def test_a_page_from_elsewhere_writes_nothing(page: "sync_api.Page", house: House, desk: str) -> None:
    page.goto(desk + article(house))
    token = page.locator("input[name=token]").first.input_value()
    fields = {"token": token, "quote": quote(house), "speaker": NAME}
    inputs = "".join(f'<input name="{name}" value="{value}">' for name, value in fields.items())
    trap = f'<form method="post" action="{desk}{article(house)}">{inputs}<button>go</button></form>'
    page.route("http://elsewhere.example/", lambda route: route.fulfill(body=trap, content_type="text/html"))
    page.goto("http://elsewhere.example/")
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.click("button")
    assert answer.value.status == 403
    assert "rien n'a été écrit" in page.locator(".message").inner_text()
    page.click("text=Revenir à la page")
    assert page.locator("p.waiting").count() == 0
    assert not (house.seeds / "_corrections.csv").exists()


def test_axe_reports_nothing(page: "sync_api.Page", house: House, desk: str) -> None:
    page.goto(desk + article(house))
    row = correct(page, PORT)
    row.locator("input[name=speaker]").fill(NAME)
    row.locator("text=Enregistrer").click()
    page.locator("#corrections button").click()
    correct(page, QUAI).locator("text=Ce n'est pas une citation").click()
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert_accessible(page)
