"""The desk in a real browser: load, filter, from a row to its words and back, and articles that mean harm."""

from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from pipeline.warehouse import ask
from tests.desk.browser import needs_browser, serve
from tests.desk.press import Press, publish, the_press

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
HOSTILE = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"


def hostile_press() -> Press:
    """Return the press with an article, outlet, speaker and words that are markup."""
    press = the_press()
    press.write(HOSTILE, HOSTILE, "2024-03-06", f"« {HOSTILE} », a dit un {HOSTILE}.")
    press.tables["documents"][-1]["path"] = "essai/hostile.txt"
    press.quote(HOSTILE, f"un {HOSTILE}", "dit\" onmouseover=\"document.title='run'")
    return press


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(hostile_press(), tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def desk(warehouse: Path) -> Iterator[str]:
    yield from serve(warehouse.parent)


def rows(page: "sync_api.Page") -> int:
    page.wait_for_load_state()  # a form leads to a page that may still be on its way
    return page.locator("tbody tr").count()


@needs_browser
def test_the_first_page_shows_who_said_what(page: "sync_api.Page", desk: str) -> None:
    page.goto(desk)
    assert page.locator("h1").inner_text() == "Qui a dit quoi"
    assert rows(page) == 9
    assert page.locator("figure svg").count() == 4
    assert "9 citations" in page.locator(".totals").inner_text()


@needs_browser
def test_filters_leave_what_fits_them(page: "sync_api.Page", desk: str) -> None:
    page.goto(desk)
    page.fill("input[name=person]", "mme petit")
    page.fill("input[name=since]", "2024-05-01")
    page.click("text=Afficher")
    assert rows(page) == 2
    page.click("text=Tout effacer")
    page.locator("#facet-outlet a", has_text="Le Journal").click()
    assert rows(page) == 1


@needs_browser
def test_a_bar_leads_to_its_rows(page: "sync_api.Page", desk: str) -> None:
    page.goto(desk)
    page.locator("#by_speaker a", has_text="Bruno Lang").click()
    assert "Locuteur : Bruno Lang" in page.locator(".kept").inner_text()
    assert rows(page) == 2


@needs_browser
def test_a_row_leads_to_its_words_and_the_mark_leads_back(page: "sync_api.Page", desk: str) -> None:
    page.goto(f"{desk}/?person=Bruno+Lang")
    page.click("text=Je nie tout")
    marked = page.locator(".mark:target")
    assert marked.inner_text().removesuffix("\n").endswith("Je nie tout")
    sync_api.expect(marked).to_be_in_viewport()
    marked.locator(".badge").click()
    assert "Je nie tout" in page.locator(".side li:target").inner_text()
    page.click("text=Retour au tableau")
    assert rows(page) == 2


@needs_browser
def test_a_mark_says_value_method_and_confidence(page: "sync_api.Page", desk: str) -> None:
    page.goto(f"{desk}/?person=Bruno+Lang")
    page.click("text=Je nie tout")
    tips = page.locator(".mark").evaluate_all("marks => marks.map(mark => mark.dataset.tip)")
    assert "citation: directe\nLocuteur: Bruno Lang\nVerbe: nier\nméthode: hand\nconfiance: 0.90" in tips
    assert "date: DATE\nvaleur: 2024-03-04\nméthode: hand\nconfiance: 0.90" in tips


@needs_browser
def test_the_keyboard_goes_from_row_to_row_and_into_the_text(page: "sync_api.Page", desk: str) -> None:
    page.goto(desk)
    for key in ("j", "j", "k", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url("**/article/**")
    assert "Nous fermons le pont" in page.locator(".mark:target").inner_text()
    page.keyboard.press("/")
    page.keyboard.type("trembler")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search**")
    assert page.locator(".found li").count() == 2


@needs_browser
def test_articles_run_nothing(page: "sync_api.Page", desk: str) -> None:
    for address in (desk, f"{desk}/search?words=script"):
        page.goto(address)
        assert page.locator("main script, main img").count() == 0
    page.goto(desk)
    page.locator("td.column-text a", has_text="script").click()
    assert HOSTILE in page.locator("article").inner_text()
    page.locator("article .mark").first.hover()
    assert page.locator("main script, main img, [onmouseover]").count() == 0
    assert "run" not in page.title().split()


@needs_browser
def test_a_page_may_run_no_script_but_its_own(page: "sync_api.Page", desk: str) -> None:
    page.goto(desk)
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title = 1\">')"
    )
    page.wait_for_timeout(200)
    assert "Dixit" in page.title()


@needs_browser
@pytest.mark.parametrize("width", [360, 768, 1600])
def test_no_window_is_too_narrow(page: "sync_api.Page", desk: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(desk)
    article = page.locator("td.column-text a").first.get_attribute("href")
    for address in (desk, f"{desk}{article}", f"{desk}/search?words=pont"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@needs_browser
def test_the_pages_speak_english_too(page: "sync_api.Page", desk: str) -> None:
    page.goto(desk)
    page.click("text=English")
    assert page.locator("h1").inner_text() == "Who said what"


@needs_browser
def test_an_empty_warehouse_says_what_to_do(page: "sync_api.Page", tmp_path: Path) -> None:
    publish(Press(), tmp_path)
    for address in serve(tmp_path):
        page.goto(address)
        assert "dixit ingest" in page.locator(".message").inner_text()


@needs_browser
def test_no_warehouse_says_what_to_do(page: "sync_api.Page", tmp_path: Path) -> None:
    for address in serve(tmp_path):
        assert page.goto(address).status == 503
        assert "dixit ingest" in page.locator(".message").inner_text()


@pytest.mark.parametrize("path", ["/article/1", "/article/x", "/article/99999999999999999999"])
def test_an_unknown_article_is_not_found(desk: str, path: str) -> None:
    with pytest.raises(URLError) as error:
        urlopen(f"{desk}{path}")  # noqa: S310
    assert getattr(error.value, "code", None) == 404


def test_the_desk_answers_to_its_own_name_alone(desk: str) -> None:
    with pytest.raises(URLError) as error:
        urlopen(Request(desk, headers={"Host": "elsewhere.example"}))  # noqa: S310
    assert getattr(error.value, "code", None) == 400


def test_every_quote_has_a_row_and_a_mark(desk: str, warehouse: Path) -> None:
    quotes = ask(warehouse, "SELECT quote_id, article_id FROM quotes").rows()
    page = urlopen(desk).read().decode()  # noqa: S310
    for quote, article in quotes:
        assert f'id="row-{quote}"' in page
        assert f'id="q-{quote}"' in urlopen(f"{desk}/article/{article}").read().decode()  # noqa: S310
