"""The library's questions and SQL in the desk: forms, answers, files; SQL that means harm gets one line and nothing else."""

import io
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import polars as pl
import pytest
from starlette.testclient import TestClient

from pipeline.desk.app import application
from pipeline.desk.asking import _said
from pipeline.desk.pages import labels
from pipeline.warehouse import ask, guarded
from pipeline.warehouse.guarded import BusyError, RefusedError, select
from pipeline.warehouse.questions import answer, question, questions, written
from tests.desk.browser import expect, needs_browser, serve
from tests.desk.press import Press, publish
from tests.desk.test_desk import HOSTILE, hostile_press
from tests.desk.test_questions import ANSWERS

if TYPE_CHECKING:
    from playwright.sync_api import Page

WARMING = "SELECT count(*) FROM quotes"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(hostile_press(), tmp_path_factory.mktemp("asking"))


@pytest.fixture(scope="module")
def client(warehouse: Path) -> TestClient:
    return TestClient(application(warehouse), base_url="http://127.0.0.1")


@pytest.fixture(scope="module")
def desk(warehouse: Path) -> Iterator[str]:
    yield from serve(warehouse.parent)


def test_every_question_is_listed_and_has_its_page(client: TestClient) -> None:
    listed = client.get("/questions?ui=en").text
    for asked in questions():
        assert f"/questions/{asked.name}?ui=en" in listed
        shown = client.get(f"/questions/{asked.name}?ui=en")
        assert shown.status_code == 200, asked.name
        assert all(f'name="{parameter.name}"' in shown.text for parameter in asked.parameters)


@pytest.mark.parametrize("name", ANSWERS)
def test_the_sql_that_is_shown_has_the_same_answer(press: Path, name: str) -> None:
    asked, values = question(name), ANSWERS[name][0]
    assert ask(press, written(asked, values)).equals(answer(press, asked, values))


def test_a_value_that_means_harm_is_a_value(press: Path) -> None:
    values = {"person": "' OR 1=1 --", "outlet": "$person; DROP TABLE quotes", "since": "2024-03-01"}
    asked = question("who_said_what")
    assert ask(press, written(asked, values)).is_empty()
    assert answer(press, asked, values).is_empty()


@pytest.mark.parametrize("code", [code for code in labels() if code != "en"])
def test_every_question_is_said_in_every_language(code: str) -> None:
    said = _said()[code]
    assert said["asks"].keys() == {asked.name for asked in questions()}
    assert said["meanings"].keys() == {p.meaning for asked in questions() for p in asked.parameters}


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_answer_is_taken_away_whole(client: TestClient, warehouse: Path, form: str) -> None:
    answered = client.get(f"/questions/who_said_what.{form}?ui=fr&person=petit&language=")
    assert answered.status_code == 200
    data = io.BytesIO(answered.content)
    file = pl.read_csv(data, infer_schema=False) if form == "csv" else pl.read_parquet(data)
    rows = answer(warehouse, question("who_said_what"), {"person": "petit"})
    assert file.columns == rows.columns
    assert file["text"].to_list() == rows["text"].to_list()


def test_a_file_has_more_rows_than_the_page_asks_for(client: TestClient) -> None:
    shown = client.get("/questions/who_said_what?ui=en&top=2").text
    assert "<b>2 rows</b> of <b>9</b>" in shown
    assert len(pl.read_parquet(io.BytesIO(client.get("/questions/who_said_what.parquet").content))) == 9


def test_a_list_in_an_answer_is_a_cell_of_csv(client: TestClient) -> None:
    assert client.get("/sql.csv?query=SELECT [1,2] AS a").text == '\ufeffa\n"[1, 2]"\n'


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/questions/nothing?ui=en", 404, "the page of questions shows them all"),
        ("/questions/nothing.csv?ui=en", 404, "the page of questions shows them all"),
        ("/questions/one_day?ui=en&day=hier", 400, "a day is written 2024-03-18"),
        ("/questions/one_day.csv?ui=fr&day=hier", 400, "« le jour des événements »"),
        ("/questions/one_day?ui=en&day=1999-01-01", 200, "No row answers"),
        ("/questions/who_said_what?ui=en&person=Ada+Petti", 200, "Nobody is called «Ada Petti»"),
        ("/sql?ui=en&query=SELECT+1+WHERE+false", 200, "No row answers"),
        ("/sql?ui=en&query=SELECT+nothing", 400, "This query has no answer"),
        ("/sql.csv?ui=en&query=DROP+TABLE+quotes", 400, "one SELECT is answered"),
        ("/quote/1?ui=en", 404, "There is nothing of that name or number"),
    ],
)
def test_what_cannot_be_answered_says_what_to_do(
    client: TestClient, address: str, status: int, said: str
) -> None:
    answered = client.get(address)
    assert answered.status_code == status
    assert said in answered.text.replace("&#39;", "'")


@pytest.mark.parametrize(
    "query",
    [
        "COPY quotes TO '/tmp/stolen.csv'",
        "COPY (SELECT 1) TO '/tmp/stolen.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_blob('/etc/passwd')",
        "SELECT * FROM query('COPY quotes TO ''/tmp/stolen.csv''')",
        "SELECT * FROM sqlite_scan('/etc/passwd', 'x')",
        "SELECT * FROM read_csv('https://example.org/x.csv')",
        "SELECT * FROM duckdb_secrets()",
        "PRAGMA database_list",
        "CALL pragma_version()",
        "SET memory_limit = '100GB'",
        "SELECT 1; SELECT 2",
        "SELECT 1) UNION ALL (SELECT 2",
        f"SELECT {'(' * 50_000}1{')' * 50_000}",
        f"SELECT {'1+' * 50_000}1",
    ],
)
def test_sql_that_means_harm_is_refused(warehouse: Path, query: str) -> None:
    with pytest.raises(RefusedError) as refused:
        select(warehouse, query)
    assert "\n" not in str(refused.value)
    assert not Path("/tmp/stolen.csv").exists()  # noqa: S108


@pytest.mark.parametrize(
    "query",
    [
        "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r",
        "WITH RECURSIVE r AS (SELECT 'x' AS n UNION ALL SELECT n || n FROM r) SELECT max(n) FROM r",
        "SELECT count(*) FROM range(100000000) AS a, range(100000000) AS b",
        "SELECT length(repeat('x', 2000000000) || repeat('y', 2000000000))",
        "SELECT repeat('x', 1000000) FROM range(200)",
        "SELECT list(i) FROM range(2000000000) AS t (i)",
    ],
)
def test_what_takes_too_much_is_ended(warehouse: Path, query: str) -> None:
    with pytest.raises(RefusedError):
        select(warehouse, query, most_seconds=1)
    assert select(warehouse, WARMING).item() == 9


def test_a_guarded_reader_takes_nothing_from_the_others(client: TestClient) -> None:
    """A SELECT of a stranger gives up files and settings: searches and files of others go on at the same time."""
    found: list[int] = []

    def each(address: str) -> None:
        found.append(client.get(address).status_code)

    addresses = ["/sql?query=SELECT+1", "/search?words=pont", "/quotes.csv", "/sql?query=SELECT+2"] * 3
    threads = [Thread(target=each, args=(address,)) for address in addresses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [200] * len(addresses)


def test_who_finds_no_place_is_refused_in_one_line(
    warehouse: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarded, "SECONDS_TO_WAIT", 0.1)
    with guarded.AT_ONCE, guarded.AT_ONCE:
        with pytest.raises(BusyError, match=r"^other queries take all places: try again in some seconds$"):
            select(warehouse, "SELECT 1")
        for address in ("/sql", "/sql.csv"):
            busy = client.get(f"{address}?ui=en&query=SELECT+1")
            assert (busy.status_code, busy.headers["retry-after"]) == (503, "10")
            assert "try again in some seconds" in busy.text
    assert select(warehouse, "SELECT 1").item() == 1


def test_a_process_that_does_not_open_the_warehouse_in_time_is_ended(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarded, "SECONDS_TO_OPEN", 0.01)
    for query in (
        "SELECT 1",
        f"SELECT {'1+' * 200_000}1",
    ):  # the second fills the pipe before anyone reads it
        with pytest.raises(RefusedError, match="the query cannot be run"):
            select(warehouse, query)


def test_a_guarded_process_reads_no_module_beside_it_and_writes_nothing(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "duckdb.py").write_text("open('run', 'w')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert select(warehouse, "SELECT current_setting('temp_directory')").item() == ""
    with pytest.raises(RefusedError, match=r"(?i)memory"):
        select(
            warehouse, "SELECT n, repeat('x', 200) FROM range(20000000) AS r (n) ORDER BY hash(n) OFFSET 9"
        )
    assert [path.name for path in tmp_path.iterdir()] == ["duckdb.py"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("INTERVAL (-3) DAY", "-3 days"),
        ("[INTERVAL 3 DAY]", "[3 days]"),
        ("{'a': INTERVAL 3 DAY}", "{'a': 3 days}"),
        ("union_value(n := 2)", "2"),
    ],
)
def test_a_value_that_polars_has_no_kind_for_is_text(press: Path, value: str, said: str) -> None:
    query = f"SELECT {value} AS a, 1 AS b"
    assert select(press, query).row(0) == ask(press, query).row(0) == (said, 1)


@pytest.mark.parametrize("elsewhere", ["cross-site", "same-site"])
@pytest.mark.parametrize("address", ["/sql", "/sql.csv", "/sql.parquet"])
def test_a_page_of_another_site_runs_no_sql(client: TestClient, address: str, elsewhere: str) -> None:
    asked = f"{address}?ui=en&query=SELECT 40%2B2 AS n"
    refused = client.get(asked, headers={"Sec-Fetch-Site": elsewhere})
    assert refused.status_code == 403
    assert "Another site sends this query" in refused.text
    assert "42" not in refused.text
    for site in ("same-origin", "none"):
        assert client.get(asked, headers={"Sec-Fetch-Site": site}).status_code == 200
    assert client.get(asked).status_code == 200
    assert client.get("/sql", headers={"Sec-Fetch-Site": elsewhere}).status_code == 200


def test_rows_on_the_page_are_bounded_and_the_file_has_more(client: TestClient) -> None:
    shown = client.get("/sql?ui=en&query=SELECT * FROM range(1000)").text
    assert shown.count('<tr tabindex="-1">') == 200
    assert "there are more" in shown
    file = client.get("/sql.parquet?query=SELECT * FROM range(1000)").content
    assert len(pl.read_parquet(io.BytesIO(file))) == 1000


def test_a_formula_in_an_answer_is_text_in_a_spreadsheet(client: TestClient) -> None:
    text = client.get("/sql.csv?query=SELECT '=1%2B1' AS a, quote_id FROM quotes LIMIT 1").text
    assert "\n'=1+1,i" in text


@needs_browser
def test_a_question_is_asked_with_its_parameters(page: "Page", desk: str, warehouse: Path) -> None:
    page.goto(desk)
    page.locator("nav a", has_text="Questions").click()
    page.locator(".questions a", has_text="Qu'a dit une personne").click()
    page.fill("input[name=person]", "mme petit")
    page.fill("input[name=since]", "2024-05-01")
    page.click("text=Demander")
    expect(page.locator("#rows tbody tr")).to_have_count(2)
    with page.expect_download() as taken:
        page.locator(".tools a", has_text="CSV").click()
    rows = answer(warehouse, question("who_said_what"), {"person": "mme petit", "since": "2024-05-01"})
    assert pl.read_csv(taken.value.path())["text"].to_list() == rows["text"].to_list()


@needs_browser
def test_the_sql_of_a_question_is_changed_and_run(page: "Page", desk: str, warehouse: Path) -> None:
    page.goto(f"{desk}/questions/most_quoted?since=2024-03-01&until=2024-04-01")
    page.locator(".sql summary").click()
    sql = page.locator("#query").input_value()
    assert "DATE '2024-03-01'" in sql
    page.locator(".sql button").click()
    page.wait_for_url("**/sql?**")
    values = {"since": "2024-03-01", "until": "2024-04-01"}
    rows = answer(warehouse, question("most_quoted"), values)
    assert len(rows) > 0
    expect(page.locator("#rows tbody tr")).to_have_count(len(rows))
    page.fill("#query", "SELECT quote_id FROM quotes WHERE text LIKE '%juin%'")
    page.locator("form.sql button").click()
    page.locator("#rows tbody a").click()
    page.wait_for_url("**/article/**")
    expect(page.locator(".mark.quote:target")).to_have_count(1)


@needs_browser
def test_sql_of_the_page_runs_nothing_and_is_refused_in_one_line(page: "Page", desk: str) -> None:
    page.goto(f"{desk}/sql")
    page.fill("#query", "SELECT * FROM read_text('/etc/passwd')")
    page.locator("form.sql button").click()
    assert "disabled" in page.locator(".message").inner_text()
    page.fill("#query", "SELECT publisher, text FROM who_said_what WHERE text LIKE '%script%'")
    page.locator("form.sql button").click()
    assert HOSTILE in page.locator("#rows").inner_text()
    assert page.locator("main script, main img").count() == 0


@pytest.mark.parametrize(
    "address",
    ["/search?words=pont", "/questions/most_quoted", "/sql?query=SELECT+1", "/", "/sql.csv?query=X"],
)
def test_without_a_warehouse_a_page_says_what_to_do(tmp_path: Path, address: str) -> None:
    nothing = TestClient(application(tmp_path / "dixit.duckdb"), base_url="http://127.0.0.1")
    answered = nothing.get(address)
    assert answered.status_code == 503
    assert "dixit ingest" in answered.text


def test_an_empty_warehouse_answers_and_says_what_to_do(tmp_path: Path) -> None:
    empty = TestClient(application(publish(Press(), tmp_path)), base_url="http://127.0.0.1")
    for address, said in [
        ("/search?ui=en&words=pont", "check the spelling"),
        ("/questions/most_quoted?ui=en", "No row answers"),
        ("/sql?ui=en&query=FROM+quotes", "No row answers"),
    ]:
        answered = empty.get(address)
        assert answered.status_code == 200
        assert said in answered.text


def test_a_proxy_asks_by_the_names_that_are_listed_and_no_other(warehouse: Path) -> None:
    behind = TestClient(application(warehouse, ["press.example.org"]), base_url="http://press.example.org")
    assert behind.get("/questions").status_code == 200
    assert behind.get("/questions", headers={"host": "press.example.com"}).status_code == 400
    assert behind.get("/questions", headers={"host": "127.0.0.1:8765"}).status_code == 200
