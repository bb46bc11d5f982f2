"""The desk writes what a person corrects, for that person alone, into one file, and nothing that comes from elsewhere."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.desk.app import application
from pipeline.desk.pages import labels
from pipeline.desk.writing import Writer
from pipeline.drops import read_corrections
from pipeline.errors import UserError
from pipeline.extract.corrections import FIELDS, KINDS
from tests.desk.browser import serve
from tests.desk.correcting import (
    OWN,
    PATH,
    PORT,
    QUAI,
    TEXT,
    article,
    desk_of,
    files,
    page,
    quote,
    token,
)
from tests.life.house import House

NAME = "Elsa Dalbret"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(tmp_path_factory.mktemp("correcting"))
    house.put(PATH, TEXT)
    house.bring_up()
    return house


@pytest.fixture(autouse=True)
def no_corrections(house: House) -> Iterator[None]:
    yield
    (house.seeds / "_corrections.csv").unlink(missing_ok=True)


def send(desk: TestClient, house: House, **fields: str) -> int:
    """Send a form of the article's page; return the status of the answer."""
    address = article(house)
    answer = desk.post(address, data={"token": token(desk, address), **fields}, headers=OWN)
    return answer.status_code


def written(house: House) -> list[tuple[object, ...]]:
    return read_corrections(house.seeds).select("text", "field", "value", "by", "why").rows()


def test_a_form_is_a_row_with_the_words_and_the_person(house: House) -> None:
    desk = desk_of(house)
    assert send(desk, house, quote=quote(house), speaker=NAME, kind="direct", why="I was there") == 303
    assert written(house) == [(PORT, "speaker", NAME, "Ada", "I was there")]
    (row,) = read_corrections(house.seeds).iter_rows(named=True)
    assert (row["path"], row["start"]) == (PATH, str(TEXT.find(PORT)))
    assert row["article"] == f"i{article(house).rpartition('/')[2]}"
    shown = page(desk, article(house))
    assert re.search(r'<p class="waiting">.*waiting</span> Speaker : <b>Elsa Dalbret</b>', shown)


def test_what_is_as_it_was_is_no_correction(house: House) -> None:
    desk = desk_of(house)
    assert send(desk, house, quote=quote(house), speaker="Paul Astier", kind="direct") == 303
    assert not (house.seeds / "_corrections.csv").exists()
    assert send(desk, house, quote=quote(house), speaker=NAME, kind="direct") == 303
    assert send(desk, house, quote=quote(house), speaker=NAME, kind="mixed") == 303
    assert send(desk, house, quote=quote(house), speaker="Paul Astier", kind="mixed") == 303
    assert [row[1:3] for row in written(house)] == [
        ("speaker", NAME),
        ("kind", "mixed"),
        ("speaker", "Paul Astier"),
    ]


def test_no_quote_day_and_outlet(house: House) -> None:
    desk = desk_of(house)
    assert send(desk, house, quote=quote(house, QUAI), speaker="x", kind="direct", none="") == 303
    assert send(desk, house, published="2024-03-05", publisher="Le Courrier") == 303
    assert [row[:3] for row in written(house)] == [
        (QUAI, "kind", "none"),
        (None, "published", "2024-03-05"),
        (None, "publisher", "Le Courrier"),
    ]
    shown = page(desk, article(house))
    for said in ("Kind : <b>no quote</b>", "Published : <b>2024-03-05</b>", "Outlet : <b>Le Courrier</b>"):
        assert said in shown


def test_an_undo_is_a_later_row(house: House) -> None:
    desk = desk_of(house)
    send(desk, house, quote=quote(house), speaker=NAME)
    undo = re.findall(r'name="undo" value="(-?\d+)"', page(desk, article(house)))
    assert len(undo) == 1
    assert send(desk, house, undo=undo[0]) == 303
    assert [row[:3] for row in written(house)] == [(PORT, "speaker", NAME), (PORT, "undo", "speaker")]
    shown = page(desk, article(house))
    assert '<li class="undone">' in shown
    assert '<p class="waiting">' not in shown
    assert send(desk, house, undo=undo[0]) == 409
    assert len(written(house)) == 2


def test_words_that_are_none_become_a_quote(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.put(PATH, TEXT)
    house.bring_up()
    desk, words = desk_of(house), "Il pleuvait mardi"
    fields = {"words": "Il  pleuvait\r\nmardi ", "speaker": NAME, "kind": "indirect", "why": "heard"}
    for _ in range(2):  # sent again it says nothing new
        assert send(desk, house, **fields) == 303
        assert written(house) == [
            (words, "kind", "indirect", "Ada", "heard"),
            (words, "speaker", NAME, "Ada", "heard"),
        ]
    assert read_corrections(house.seeds)["start"].unique().to_list() == [str(TEXT.find(words))]
    shown = page(desk, article(house))
    assert re.search(rf"waiting</span> Kind : <b>indirect quote</b> <q>{words}</q>", shown)
    house.bring_up()
    query = f"SELECT kind, speaker, method, start_char FROM who_said_what WHERE text = '{words}'"
    assert house.rows(query) == [("indirect", NAME, "human", TEXT.find(words))]
    assert send(desk, house, **fields) == 409
    assert len(written(house)) == 2


def test_words_that_stand_twice_are_those_that_were_selected(house: House) -> None:
    desk, words = desk_of(house), "», a"
    assert send(desk, house, words=words, kind="direct") == 400
    assert not (house.seeds / "_corrections.csv").exists()
    assert send(desk, house, words=words, kind="direct", start=str(TEXT.rfind(words) - 1)) == 303
    assert read_corrections(house.seeds).select("start", "text").rows() == [(str(TEXT.rfind(words)), words)]


def test_words_that_wait_elsewhere_in_the_article_are_no_second_quote(house: House) -> None:
    desk, address, words = desk_of(house), article(house), "», a"
    fields = {"words": words, "kind": "direct", "speaker": NAME, "start": str(TEXT.find(words))}
    for _ in range(2):  # sent again it says nothing new
        assert send(desk, house, **fields) == 303
    before = written(house)
    for said in ({"speaker": "Paul Astier"}, {}):
        data = {**fields, **said, "start": str(TEXT.rfind(words)), "token": token(desk, address)}
        answer = desk.post(f"{address}?ui=en", data=data, headers=OWN)
        assert answer.status_code == 409
        assert "are a quote elsewhere in the article" in answer.text
    over = {**fields, "words": "», a déclaré"[:6], "speaker": "Paul Astier"}
    assert send(desk, house, **over) == 409
    assert written(house) == before


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"words": "Il neigeait mardi"}, 400, "do not stand in the article"),
        ({"words": " "}, 400, "do not stand in the article"),
        ({"words": "Il pleuvait mardi", "kind": "none"}, 400, "no kind of quote"),
        ({"words": "Il pleuvait mardi", "speaker": "E" * 301}, 400, "A name"),
        ({"words": "Il pleuvait mardi", "why": "a\nb"}, 400, "A reason"),
        ({"words": PORT}, 409, "are a quote already"),
        ({"words": PORT[:-1]}, 409, "are a quote already"),
        ({"words": "x" * 20_000}, 413, "too long"),
    ],
)
def test_words_that_can_be_no_quote_say_why(
    house: House, fields: dict[str, str], status: int, said: str
) -> None:
    desk, address = desk_of(house), article(house)
    data = {"token": token(desk, address), "kind": "direct", **fields}
    answer = desk.post(f"{address}?ui=en", data=data, headers=OWN)
    assert (answer.status_code, said in unescape(answer.text)) == (status, True)
    assert not (house.seeds / "_corrections.csv").exists()


@pytest.mark.parametrize(
    "value", ["=cmd|'/c calc'!A1", "@SUM(1)", "<script>document.title='run'</script>", '"; DROP', "../../x"]
)
def test_hostile_words_are_words(house: House, value: str) -> None:
    desk = desk_of(house)
    assert send(desk, house, quote=quote(house), speaker=value, why=value) == 303
    assert written(house) == [(PORT, "speaker", value, "Ada", value)]
    lines = (house.seeds / "_corrections.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert not re.search(r'(^|,)"?[=@+]', lines[1])
    assert "<script>document" not in desk.get(article(house)).text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"speaker": "Elsa\r\nDalbret"}, 400),
        ({"speaker": "Elsa\x00Dalbret"}, 400),
        ({"speaker": "E" * 301}, 400),
        ({"speaker": NAME, "why": "because\nof,that"}, 400),
        ({"speaker": "E" * 1_000_000}, 413),
        ({"kind": "shout"}, 400),
        ({"kind": "owner"}, 400),
        ({"quote": "1", "speaker": NAME}, 409),
        ({"quote": "x" * 99, "speaker": NAME}, 409),
        ({"undo": "1"}, 409),
        ({f"field{n}": "" for n in range(30)}, 400),
    ],
)
def test_what_says_nothing_writes_nothing(house: House, fields: dict[str, str], status: int) -> None:
    desk = desk_of(house)
    assert send(desk, house, **{"quote": quote(house), **fields}) == status
    assert send(desk, house, published="Tuesday") == 400
    assert not (house.seeds / "_corrections.csv").exists()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1", "Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://["},
        {"Referer": "http://evil.example/http://127.0.0.1"},
        {**OWN, "Host": "evil.example"},
    ],
)
def test_a_form_from_elsewhere_writes_nothing(house: House, headers: dict[str, str]) -> None:
    desk = desk_of(house)
    address = article(house)
    fields = {"token": token(desk, address), "quote": quote(house), "speaker": NAME}
    answer = desk.post(address, data=fields, headers=headers)
    assert answer.status_code == (400 if "Host" in headers else 403)
    assert not (house.seeds / "_corrections.csv").exists()


def test_a_form_without_the_token_of_its_session_writes_nothing(house: House) -> None:
    address = article(house)
    fields = {"quote": quote(house), "speaker": NAME}
    of_another = token(desk_of(house), address)
    desk = desk_of(house)
    for given in ({}, {"token": ""}, {"token": "None"}, {"token": "é"}, {"token": of_another}):
        assert desk.post(address, data={**fields, **given}, headers=OWN).status_code == 403
    own = token(desk, address)
    desk.cookies.clear()
    assert desk.post(address, data={**fields, "token": own}, headers=OWN).status_code == 403
    as_json = {"content": "{}", "headers": {**OWN, "Content-Type": "application/json"}}
    assert desk.post(address, **as_json).status_code == 415  # type: ignore[arg-type]
    assert not (house.seeds / "_corrections.csv").exists()


def test_the_token_is_kept_from_other_pages(house: House) -> None:
    answer = desk_of(house).get(article(house))
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_a_desk_behind_a_proxy_takes_the_forms_of_its_own_name(house: House) -> None:
    served = application(house.folders.target, ["press.example.org"], Writer.of("Ada", house.seeds))
    desk = TestClient(served, base_url="https://press.example.org", follow_redirects=False)
    address = article(house)
    assert "secure" in desk.get(address).headers["set-cookie"].lower()
    fields = {"token": token(desk, address), "quote": quote(house), "speaker": NAME}
    for origin, status in (("https://press.example.org", 303), ("https://press.example.org:8443", 403)):
        headers = {"Origin": origin, "Sec-Fetch-Site": "same-origin"}
        assert desk.post(address, data=fields, headers=headers).status_code == status


def test_the_proxy_of_the_documents_lets_forms_through(house: House) -> None:
    """What nginx would pass on by the sample's headers, from a browser that asks on a port of its own."""
    sample = (Path(__file__).parents[2] / "deploy" / "README.md").read_text(encoding="utf-8")
    set_by_proxy = dict(re.findall(r"proxy_set_header (\S+) (\S+);", sample))
    name = "press.example.org"
    known = {"$http_host": f"{name}:8443", "$host": name, "$scheme": "https"}
    passed_on = {header: known[value] for header, value in set_by_proxy.items()}
    for served in serve(house.warehouse, "--seeds", str(house.seeds), "--correct", "Ada", "--name", name):
        address = f"{served}{article(house)}"
        shown = urlopen(Request(address, headers=passed_on))  # noqa: S310  (our own address)
        cookie = shown.headers["set-cookie"]
        assert "secure" in cookie.lower()
        found = re.search(r'name="token" value="([0-9a-f]+)"', shown.read().decode())
        assert found
        fields = urlencode({"token": found[1], "quote": quote(house), "speaker": NAME}).encode()
        own = {"Origin": f"https://{name}:8443", "Cookie": cookie.partition(";")[0]}
        assert urlopen(Request(address, fields, passed_on | own)).status == 200  # noqa: S310
    assert [row[2] for row in written(house)] == [NAME]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_desk_for_nobody_takes_no_form(house: House, method: str) -> None:
    desk, address = desk_of(house, None), article(house)
    before = files(house.root)
    shown = desk.get(address)
    assert '<form class="correcting"' not in shown.text
    assert "set-cookie" not in shown.headers
    fields = {"quote": quote(house), "speaker": NAME, "token": "None"}
    for place in (address, "/", "/people", "/nowhere"):
        answer = desk.request(method, place, content=urlencode(fields), headers=OWN)
        assert answer.status_code in (404, 405)
    assert files(house.root) == before


def test_nothing_but_the_file_of_corrections_is_written(house: House) -> None:
    desk = desk_of(house)
    before = files(house.root)
    send(desk, house, quote=quote(house), speaker=NAME, kind="none")
    send(desk, house, published="2024")
    after = files(house.root)
    assert after.pop("seeds/_corrections.csv").count(b"\n") == 4
    assert after == before


def test_a_file_without_a_column_is_told_on_the_page(house: House) -> None:
    (house.seeds / "_corrections.csv").write_text("path;value\n", encoding="utf-8")
    answer = desk_of(house).get(article(house))
    assert answer.status_code == 500
    assert "_corrections.csv lacks the column" in answer.text


def test_a_correction_that_is_no_longer_found_is_told_in_its_article(house: House) -> None:
    desk = desk_of(house)
    send(desk, house, quote=quote(house), speaker=NAME)
    file = house.seeds / "_corrections.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(PORT, "Rien de tel"), encoding="utf-8")
    assert "no longer found</span> Speaker" in page(desk, article(house))


def test_two_people_at_once_are_both_kept(house: House) -> None:
    address, number, n_each = article(house), quote(house), 30

    def correct(person: str) -> None:
        for desk in serve(house.warehouse, "--seeds", str(house.seeds), "--correct", person):
            client = build_opener(HTTPCookieProcessor())
            shown = client.open(f"{desk}{address}").read().decode()
            found = re.search(r'name="token" value="([0-9a-f]+)"', shown)
            assert found
            for n in range(n_each):
                fields = {"token": found[1], "quote": number, "speaker": f"{person} {n}"}
                body = urlencode(fields).encode()
                client.open(Request(f"{desk}{address}", body, {"Origin": desk}))  # noqa: S310  (our own address)

    with ThreadPoolExecutor() as people:
        list(people.map(correct, ("Ada", "Bo")))
    for person in ("Ada", "Bo"):
        values = [row[2] for row in written(house) if row[3] == person]
        assert values == [f"{person} {n}" for n in range(n_each)]
    assert len(written(house)) == 2 * n_each


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--correct", " "], "the name of who corrects"),
        (["--correct", "A\nB"], "the name of who corrects"),
        (["--correct", "Ada", "--seeds", "{root}/absent"], "there is no folder"),
        (["--correct", "Ada", "--lake", "ducklake:x.ducklake", "--at", "2024-01-01"], "leave out --at"),
    ],
)
def test_a_desk_that_cannot_correct_says_why(house: House, arguments: list[str], said: str) -> None:
    places = ["--warehouse", str(house.warehouse), "--seeds", str(house.seeds)]
    given = [argument.format(root=house.root) for argument in arguments]
    done = CliRunner().invoke(app, ["desk", *places, *given])
    assert isinstance(done.exception, UserError)
    assert said in str(done.exception)


def keys(words: object) -> object:
    return {key: keys(value) for key, value in words.items()} if isinstance(words, dict) else None


def test_every_language_says_every_correction() -> None:
    own = [labels()[code]["correct"] for code in labels()]
    assert all(keys(words) == keys(own[0]) for words in own)
    assert own[0]["fields"].keys() == set(FIELDS)
    assert own[0]["kinds"].keys() == set(KINDS)
    assert set(FIELDS) <= own[0]["refused"].keys()
