"""Every list of the desk: filtered, counted, ordered, taken away whole; each figure is held against SQL."""

import io
import re
from itertools import chain
from pathlib import Path

import polars as pl
import pytest
from starlette.datastructures import QueryParams
from starlette.testclient import TestClient

from pipeline.desk.addresses import asked
from pipeline.desk.app import application
from pipeline.desk.lists import LISTS, Listing, listing
from pipeline.desk.pages import HERE, labels
from pipeline.desk.rows import ROWS_A_PAGE, rows_of
from pipeline.errors import UserError
from pipeline.warehouse import ask
from tests.desk.press import Press, publish

EVERY = pytest.mark.parametrize("one", LISTS, ids=lambda one: one.name)
WIDE = {"quotes": "who_said_what", "events": "timeline"}


@pytest.fixture(scope="module")
def desk(press: Path) -> TestClient:
    return TestClient(application(press), base_url="http://127.0.0.1")


def page(desk: TestClient, address: str) -> str:
    answer = desk.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def keys(press: Path, name: str, query: str) -> list[object]:
    """Return the keys of what an address leaves, in order."""
    with rows_of(press, asked(listing(name), QueryParams(query))) as rows:
        return rows.keys().to_pylist()


@EVERY
def test_a_list_has_a_page_of_its_rows(desk: TestClient, press: Path, one: Listing) -> None:
    shown = page(desk, f"{one.address}?ui=en")
    assert f"<h1>{labels()['en']['about'][one.name]}</h1>" in shown
    assert shown.count("<tr id=") == len(keys(press, one.name, ""))


@EVERY
def test_every_column_can_be_shown_and_ordered_by_either_way(
    desk: TestClient, press: Path, one: Listing
) -> None:
    every = "&".join(f"column={name}" for name in one.all_columns)
    shown = page(desk, f"{one.address}?ui=en&{every}")
    assert shown.count('<th scope="col"') == len(one.all_columns)
    orders = re.findall(r'href="[^"]*[?;]sort=(\w+)', shown)
    assert len(orders) > 1
    for name in orders:
        up, down = (keys(press, one.name, f"sort={sign}{name}") for sign in ("", "-"))
        assert sorted(map(str, up)) == sorted(map(str, down))


@EVERY
def test_what_every_facet_counts_is_what_it_leaves(press: Path, one: Listing) -> None:
    with rows_of(press, asked(one, QueryParams(""))) as rows:
        counted = {facet: rows.facet(facet) for facet in one.facets if facet.counted}
    for facet, values in counted.items():
        for value in values:
            chosen = f"no={facet.name}" if value.value is None else f"{facet.name}={value.value}"
            assert len(keys(press, one.name, chosen)) == value.n, chosen


def test_facets_are_counted_under_the_others(press: Path) -> None:
    with rows_of(press, asked(listing("quotes"), QueryParams("outlet=L'Aube&kind=direct"))) as rows:
        outlets = [(value.value, value.n) for value in rows.facet(listing("quotes").facet("outlet"))]
        kinds = [(value.value, value.n) for value in rows.facet(listing("quotes").facet("kind"))]
    assert outlets == [("L'Aube", 5), ("Le Journal", 1), (None, 1)]
    assert kinds == [("direct", 5), ("mixed", 1)]


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ("", 8),
        ("outlet=L'Aube", 6),
        ("outlet=L'Aube&outlet=Le Journal", 7),
        ("outlet=L'Aube&no=outlet", 7),
        ("no=speaker", 1),
        ("person=mme petit", 4),
        ("person=riverain", 1),
        ("person=mme petit&since=2024-05-01", 2),
        ("until=2024-03-04", 3),
        ("confidence=0.0–0.5", 1),
        ("relay=Agence Nord", 1),
        ("cue_class=denial", 1),
        ("speaker_kind=unnamed", 1),
        ("outlet=' OR 1=1 --", 0),
    ],
)
def test_filters_leave_what_fits_them(press: Path, query: str, n: int) -> None:
    assert len(keys(press, "quotes", query)) == n


@EVERY
def test_a_list_is_taken_away_whole(desk: TestClient, press: Path, one: Listing) -> None:
    file = pl.read_parquet(io.BytesIO(desk.get(f"/{one.name}.parquet").content))
    assert file[one.key].to_list() == keys(press, one.name, "")
    if one.name in WIDE:
        assert file.sort(one.key).equals(ask(press, f"FROM {WIDE[one.name]}").sort(one.key))
    sheet = pl.read_csv(io.BytesIO(desk.get(f"/{one.name}.csv").content), infer_schema=False)
    assert sheet.columns == file.columns
    assert len(sheet) == len(file)


def test_what_is_taken_away_is_what_the_filters_leave(desk: TestClient, press: Path) -> None:
    filters = "outlet=L'Aube&person=petit&since=2024-03-01&sort=-published"
    file = pl.read_parquet(io.BytesIO(desk.get(f"/quotes.parquet?{filters}").content))
    query = "FROM who_said_what WHERE publisher = 'L''Aube' AND speaker = 'Ada Petit' ORDER BY published_from DESC, start_char"
    assert file.equals(ask(press, query))


def test_columns_that_are_chosen_are_those_of_the_file(desk: TestClient) -> None:
    file = pl.read_csv(io.BytesIO(desk.get("/quotes.csv?column=text&column=speaker").content))
    assert file.columns == ["speaker", "text"]
    assert len(file) == 8


def test_a_file_of_nothing_has_its_columns(desk: TestClient) -> None:
    file = pl.read_parquet(io.BytesIO(desk.get("/quotes.parquet?outlet=none").content))
    assert file.is_empty()
    assert "speaker" in file.columns


def test_a_file_that_takes_many_readings_is_whole_and_in_order(
    desk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {form: desk.get(f"/quotes.{form}").content for form in ("csv", "parquet")}
    monkeypatch.setattr("pipeline.desk.downloads.ROWS_A_CHUNK", 3)
    assert desk.get("/quotes.csv").content == whole["csv"]
    files = [
        pl.read_parquet(io.BytesIO(data)) for data in (whole["parquet"], desk.get("/quotes.parquet").content)
    ]
    assert files[0].equals(files[1])


def test_a_formula_in_an_article_is_text_in_a_spreadsheet(tmp_path: Path) -> None:
    press = Press()
    press.write("feuille", "=1+1", "2024-03-04", "« @SUM(A1) », dit-il.")
    press.quote("@SUM(A1)", "=cmd()", "dire")
    desk = TestClient(application(publish(press, tmp_path)), base_url="http://127.0.0.1")
    row = pl.read_csv(io.BytesIO(desk.get("/quotes.csv?column=publisher&column=text&column=speaker").content))
    assert row.rows() == [("'=1+1", "'=cmd()", "'@SUM(A1)")]


def test_a_page_past_the_last_leads_back(desk: TestClient) -> None:
    answer = desk.get("/?page=999&ui=en")
    assert answer.status_code == 404
    assert "This list has only 1 page." in answer.text
    assert "<tr id=" not in answer.text


def test_rows_stand_on_pages_in_their_order(tmp_path: Path) -> None:
    press = Press()
    for number in range(ROWS_A_PAGE + 3):
        press.write(f"{number:03}", "L'Aube", "2024-03-04", f"Texte {number:03}.")
    desk = TestClient(application(publish(press, tmp_path)), base_url="http://127.0.0.1")
    pages = [page(desk, f"/articles?page={number}&ui=en") for number in (1, 2)]
    assert [shown.count("<tr id=") for shown in pages] == [ROWS_A_PAGE, 3]
    titles = list(chain.from_iterable(re.findall(r">(\d{3})</a>", shown) for shown in pages))
    assert titles == sorted(titles)


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/?since=hier", 400, "A day is written 2024-03-18."),
        ("/?story=un", 400, "A number in this address is none"),
        ("/?story=99999999999999999999", 400, "A number in this address is none"),
        ("/?sort=nothing", 400, "click on the heading of a column"),
        ("/nowhere", 404, "There is no page at this address."),
        ("/quotes.csv?since=hier", 400, "A day is written 2024-03-18."),
    ],
)
def test_an_address_that_means_nothing_says_what_to_do(
    desk: TestClient, address: str, status: int, said: str
) -> None:
    answer = desk.get(f"{address}{'&' if '?' in address else '?'}ui=en")
    assert answer.status_code == status
    assert said in answer.text


def test_there_is_no_list_of_another_name() -> None:
    with pytest.raises(UserError, match="there is no list of things: quotes, articles") as error:
        listing("of things")
    assert "\n" not in str(error.value)


def test_one_is_not_many(desk: TestClient) -> None:
    assert "<b>1 citation</b>" in page(desk, "/?ui=fr&outlet=Le Journal")
    assert "<b>1 titre de presse</b>" in page(desk, "/?ui=fr&outlet=Le Journal")
    assert "<b>0 citation</b>" in page(desk, "/?ui=fr&outlet=none")
    assert "<b>0 quotes</b>" in page(desk, "/?ui=en&outlet=none")


@pytest.mark.parametrize("code", labels())
def test_every_language_says_everything(code: str) -> None:
    first, own = (labels()[language] for language in (next(iter(labels())), code))
    assert own.keys() == first.keys()
    for section in ("nouns", "lists", "about", "columns", "facets"):
        assert own[section].keys() == first[section].keys()
    for one in LISTS:
        assert set(one.all_columns) <= own["columns"].keys()
        assert {facet.name for facet in one.facets} <= own["facets"].keys()
        assert set(one.totals) <= own["nouns"].keys()
        assert all(any(key.startswith(facet.said) for key in own) for facet in one.facets)


def test_nothing_is_said_or_drawn_that_no_page_asks_for() -> None:
    files = [path for kind in ("*.py", "*.html", "*.js") for path in HERE.rglob(kind)]
    sources = "\n".join(path.read_text(encoding="utf-8") for path in files)
    asked = set(re.findall(r"\w+", sources)) | {f"{name}_" for name in re.findall(r"\b([a-z]+)_\b", sources)}
    said = [key for key, value in labels()["en"].items() if not isinstance(value, dict)]
    assert [key for key in said if not {key, f"{key.partition('_')[0]}_"} & asked] == []
    drawn = re.findall(r"macro (\w+)\(", sources)
    assert [name for name in drawn if len(re.findall(rf"\b{name}\(", sources)) == 1] == []
