"""Doubtful names are judged on the desk: the pairs, the page of one name, what the next run makes of it, and back."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from pipeline.drops import append_judgement, read_judgements, seeds
from tests.desk.browser import needs_browser, serve
from tests.desk.correcting import OWN, desk_of, files, page, token
from tests.desk.test_accessible import assert_accessible
from tests.desk.test_desk import HOSTILE
from tests.life.house import House

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
ONE, OTHER, THIRD = "Elsa Dalbret", "Elsa Dalbrot", "Paul Astier"
ARTICLES = {
    "un/mardi.txt": f"« Le port ferme », a déclaré {ONE}, la maire de Lyon. {ONE} attend la pluie.\n",
    "un/jeudi.txt": f"« La pluie vient », a déclaré {OTHER}, la maire de Lyon. {OTHER} attend le port.\n",
    "un/lundi.txt": f"« Il fait beau », a dit {THIRD}, {HOSTILE}, à {ONE}.\n",
}


def made(root: Path) -> House:
    house = House(root)
    for path, text in ARTICLES.items():
        house.put(path, text)
    house.bring_up()
    return house


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return made(tmp_path_factory.mktemp("judging"))


@pytest.fixture(autouse=True)
def no_judgements(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "house" in request.fixturenames:
        (request.getfixturevalue("house").seeds / "_judgements.csv").unlink(missing_ok=True)


def person(house: House, name: str) -> str:
    ((entity,),) = house.rows(f"SELECT entity_id FROM entities WHERE name = '{name}'")
    return f"/person/{entity}"


def people(house: House) -> set[object]:
    return {name for (name,) in house.rows("SELECT name FROM entities WHERE type = 'PER'")}


def judge(
    desk: TestClient, left: str, right: str, verdict: str, address: str = "/review", why: str = ""
) -> int:
    form = {"token": token(desk, address), "left": left, "right": right, "verdict": verdict, "why": why}
    return desk.post(address, data=form, headers=OWN).status_code


def judged(house: House) -> list[tuple[object, ...]]:
    return read_judgements(house.seeds).select("left", "right", "verdict", "by", "why").rows()


def test_the_pairs_are_shown_with_their_places_until_they_are_judged(house: House) -> None:
    desk = desk_of(house)
    shown = page(desk, "/review")
    assert "<b>1 pair</b>" in shown
    assert (shown.count(f"<b>{ONE}</b>"), shown.count(f"<b>{OTHER}</b>")) == (2, 1)
    assert judge(desk, ONE, OTHER, "same", why="a slip") == 303
    assert judged(house) == [(ONE, OTHER, "same", "Ada", "a slip")]
    shown = page(desk, "/review")
    assert "no doubtful pair" in shown
    assert '<li class="waiting">' in shown
    assert judge(desk, OTHER, ONE, "undo") == 303
    assert "<b>1 pair</b>" in page(desk, "/review")
    assert judge(desk, ONE, OTHER, "undo") == 409
    assert len(judged(house)) == 2


def test_the_same_judgement_twice_is_one_row(house: House) -> None:
    desk = desk_of(house)
    for left, right in ((ONE, OTHER), (OTHER, ONE)):
        assert judge(desk, left, right, "different") == 303
    assert [row[2] for row in judged(house)] == ["different"]
    assert '<li class="applied">' in page(desk, "/review")


def test_the_page_of_a_name_asks_too(house: House) -> None:
    desk = desk_of(house)
    assert judge(desk, ONE, THIRD, "same", person(house, ONE)) == 303
    assert judged(house) == [(ONE, THIRD, "same", "Ada", None)]
    for name in (ONE, THIRD):
        assert "is the same name as" in page(desk, person(house, name))
    assert "is the same name as" not in page(desk, person(house, OTHER))


def test_judgements_against_each_other_are_told(house: House) -> None:
    desk = desk_of(house)
    for left, right, verdict in ((ONE, OTHER, "same"), (OTHER, THIRD, "same"), (ONE, THIRD, "different")):
        assert judge(desk, left, right, verdict) == 303
    shown = page(desk, "/review")
    assert "contradict each other" in shown
    assert "elsa dalbret ≠ paul astier" in shown


@pytest.mark.parametrize(
    ("left", "right", "verdict", "status"),
    [
        (ONE, OTHER, "maybe", 400),
        (ONE, OTHER, "", 400),
        (ONE, ONE.upper(), "same", 400),
        (ONE, "Nobody Ever", "same", 400),
        (ONE, "=cmd|'/c calc'!A1", "same", 400),
        (ONE, "<script>", "different", 400),
        (ONE, f"{OTHER}\nA,B,same,,,", "same", 400),
        (ONE, "E" * 1_000_000, "same", 413),
        ("", "", "same", 400),
    ],
)
def test_what_says_nothing_writes_nothing(
    house: House, left: str, right: str, verdict: str, status: int
) -> None:
    desk = desk_of(house)
    for address in ("/review", person(house, ONE)):
        assert judge(desk, left, right, verdict, address) == status
    assert not (house.seeds / "_judgements.csv").exists()


def test_nothing_but_the_file_of_judgements_is_written(house: House) -> None:
    desk, before = desk_of(house), files(house.root)
    judge(desk, ONE, OTHER, "same")
    after = files(house.root)
    assert after.pop("seeds/_judgements.csv").startswith(b"left,right,verdict,by,on,why\n")
    assert after == before


def test_forms_from_elsewhere_and_desks_for_nobody_write_nothing(house: House) -> None:
    desk, form = desk_of(house), {"left": ONE, "right": OTHER, "verdict": "same"}
    for address in ("/review", person(house, ONE)):
        own = {**form, "token": token(desk, address)}
        assert desk.post(address, data=form, headers=OWN).status_code == 403
        foreign = {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}
        assert desk.post(address, data=own, headers=foreign).status_code == 403
        assert desk_of(house, None).post(address, data=own, headers=OWN).status_code in (404, 405)
    for_nobody = desk_of(house, None)
    assert for_nobody.get("/review").status_code == 404
    assert "/review" not in for_nobody.get("/").text
    assert '<form class="correcting"' not in for_nobody.get(person(house, ONE)).text
    assert not (house.seeds / "_judgements.csv").exists()


def test_a_file_that_is_wrong_is_told_on_the_page(house: House) -> None:
    (house.seeds / "_judgements.csv").write_text("left,right,verdict\nA,B,maybe\n", encoding="utf-8")
    answer = desk_of(house).get("/review")
    assert answer.status_code == 500
    assert "the verdict maybe is none of same, different, undo" in answer.text


def test_names_that_are_gone_are_told(house: House) -> None:
    row = {"left": ONE, "right": "Nobody Ever", "verdict": "same", "by": "Bo", "on": "2026-01-01", "why": ""}
    append_judgement(house.seeds, row)
    assert re.search(r'<li class="lost">.*Nobody Ever', page(desk_of(house), "/review"))


@needs_browser
@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_judgement_enters_with_the_next_run_and_is_taken_back(
    browser: "sync_api.Browser", tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_scripts: bool
) -> None:
    monkeypatch.setattr(seeds, "QUIET_SECONDS", 0.0)
    own = made(tmp_path)
    assert people(own) == {ONE, OTHER, THIRD}
    for desk in serve(own.warehouse, "--seeds", str(own.seeds), "--correct", "Ada"):
        page = browser.new_page(locale="fr-FR", java_script_enabled=has_scripts)
        page.goto(desk)
        page.click("text=Noms à juger")
        page.locator(".pairs button", has_text="C'est le même").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**#judged")
        assert "en attente" in page.locator("#judged li").inner_text()
        own.bring_up()
        assert len(people(own)) == 2
        own.put("deux/mercredi.txt", f"« Le quai dort », a dit {OTHER}. Il pleuvait.\n")
        own.bring_up()
        assert len(people(own)) == 2
        page.reload()
        assert "appliquée" in page.locator("#judged li").inner_text()
        page.locator("#judged button").click()
        own.bring_up()
        assert people(own) == {ONE, OTHER, THIRD}
        page.close()


@needs_browser
def test_axe_reports_nothing(page: "sync_api.Page", house: House) -> None:
    for desk in serve(house.warehouse, "--seeds", str(house.seeds), "--correct", "Ada"):
        for left, right, verdict in ((ONE, THIRD, "different"), (OTHER, THIRD, "same"), (ONE, OTHER, "same")):
            for address in ("/review", person(house, ONE), f"/people?name={quote(ONE)}"):
                page.goto(desk + address)
                page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
                assert_accessible(page)
            append_judgement(
                house.seeds,
                {"left": left, "right": right, "verdict": verdict, "by": "Bo", "on": "", "why": ""},
            )
