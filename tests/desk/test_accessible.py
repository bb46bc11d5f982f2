"""Every page of the desk is held against WCAG 2.2 AA by axe-core, in light and dark, wide and narrow, and works by keyboard."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from pipeline.extract.ids import content_id
from tests.desk.browser import needs_browser, serve
from tests.desk.press import publish
from tests.desk.test_desk import hostile_press

if TYPE_CHECKING:
    from playwright.sync_api import Page

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
RULES = {  # the dark scheme gives other colours and changes nothing else
    "light": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
WIDTHS = (1280, 390)
ARTICLE = content_id("article", "pont-aube")
PAGES = {
    "quotes": "/",
    "filtered": "/?person=petit&kind=direct&no=relay&sort=-speaker",
    "nothing": "/?outlet=none",
    "past": "/?page=999",
    "articles": "/articles",
    "people": "/people",
    "outlets": "/outlets",
    "stories": "/stories",
    "statements": "/statements",
    "events": "/events",
    "drops": "/drops",
    "article": f"/article/{ARTICLE}",
    "person": f"/person/{content_id('entity', 'Ada Petit')}",
    "outlet": "/outlet/L%27Aube",
    "story": f"/story/{content_id('story', 1)}",
    "statement": "/statement/7",
    "drop": "/drop/essai",
    "compare": f"/compare?story={content_id('story', 1)}",
    "questions": "/questions",
    "question": "/questions/who_said_what?person=petit",
    "no answer": "/questions/one_day?day=1999-01-01",
    "sql": "/sql?query=SELECT+speaker,+text,+quote_id+FROM+who_said_what",
    "refused": "/sql?query=ATTACH",
    "search": "/search?words=pont",
    "no words": "/search",
    "no hits": "/search?words=introuvable&found_in=quote",
    "unknown": "/nowhere",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(publish(hostile_press(), tmp_path_factory.mktemp("accessible")).parent)


def assert_accessible(page: "Page") -> None:
    """Hold a page, as it stands open, against axe-core, on a screen and a telephone, in light and dark; nothing is wider."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("window.scrollTo(0, 0)")  # what is scrolled under the head of the page counts as hidden
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme, rules in RULES.items():
            page.emulate_media(color_scheme=scheme)
            found = axe.Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
            assert found.violations_count == 0, (width, scheme, found.generate_report())


@needs_browser
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_axe_reports_nothing_and_no_page_is_wider_than_the_screen(
    page: "Page", desk: str, address: str
) -> None:
    page.goto(desk + address)
    assert_accessible(page)


@needs_browser
def test_the_table_is_two_keys_away(page: "Page", desk: str) -> None:
    page.goto(desk)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "rows"
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "TR"


@needs_browser
@pytest.mark.parametrize("width", [1280, 390])
def test_a_tip_stays_on_the_screen(page: "Page", desk: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{desk}/article/{ARTICLE}")
    for mark in page.locator("article .mark").all():
        mark.hover()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@needs_browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_words_of_pictures_can_be_read(page: "Page", desk: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(desk)
    sizes = page.locator("figure svg").evaluate_all(
        "all => all.map(svg => parseFloat(getComputedStyle(svg).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)"
    )
    assert len(sizes) == 4
    assert min(sizes) >= 12


@needs_browser
def test_no_name_in_a_picture_is_cut_off_by_its_edge(page: "Page", desk: str) -> None:
    page.goto(desk)
    assert page.locator("figure svg text").count() > 4
    cut = page.locator("figure svg text").evaluate_all(
        "all => all.filter(text => { const box = text.getBBox(), view = text.ownerSVGElement.viewBox.baseVal;"
        "  return box.x < -1 || box.x + box.width > view.width + 1 || box.y < -1 || box.y + box.height > view.height + 1; })"
        ".map(text => text.textContent)"
    )
    assert [name for name in cut if "<" not in name] == []  # the press has names that are markup, and wide
