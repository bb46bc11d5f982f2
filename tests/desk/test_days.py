"""Articles of a day, of a month, of a story's days and of no date, through every filter by days."""

from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.desk.app import application
from pipeline.desk.pages import days_in_words
from pipeline.warehouse.questions import DAYS, answer, left_out, question, questions
from tests.desk.press import Press, publish

OUTLETS = {"un jour", "un mois", "une histoire"}
MONTH = {"since": "2024-03-01", "until": "2024-03-31"}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a warehouse of four articles, each of its own outlet and with one quote."""
    press = Press()
    dates = {"un jour": "2024-03-04", "un mois": "2024-03", "une histoire": None, "sans date": None}
    for outlet, day in dates.items():
        press.write(outlet, outlet, day, f"Lundi, « le pont tremble {outlet} », a nié Bruno Lang.")
        role = f"maire, {outlet}"
        press.quote(f"le pont tremble {outlet}", "Bruno Lang", "nier", cue_class="denial", speaker_role=role)
        press.day("Lundi", "2024-03-04")
        press.source("Bruno Lang", "person", "cited", "Bruno Lang")
        press.tables["articles"][-1]["language"] = "fr"
    press.tables["articles"][2] |= {
        "published_from": date(2024, 3, 10),
        "published_to": date(2024, 3, 12),
        "published_method": "story",
    }
    return publish(press, tmp_path_factory.mktemp("days"))


def outlets(target: Path, name: str, **days: str) -> set[object]:
    """Return whose rows a question gives; of speakers, of what outlets their words are."""
    needed = {"words": "trembler"} if name == "search" else {}
    rows = answer(target, question(name), {**needed, **days})
    if "publisher" in rows.columns:
        return set(rows["publisher"])
    return {outlet for outlet in {*OUTLETS, "sans date"} if outlet in str(rows.to_dicts())}


@pytest.mark.parametrize(
    "name",
    [
        "who_said_what",
        "search",
        "how_quoted",
        "most_quoted",
        "women_and_men",
        "outlets",
        "agency_share",
        "source_mix",
        "claims_and_denials",
    ],
)
@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2024-03-01", "2024-03-31", OUTLETS),
        ("2024-03-04", "2024-03-04", {"un jour", "un mois"}),
        ("2024-03-12", "2024-03-12", {"un mois", "une histoire"}),
        ("2024-03-31", "2024-04-30", {"un mois"}),
        ("2024-04-01", "2024-04-30", set()),
    ],
)
def test_a_filter_takes_what_overlaps(
    warehouse: Path, name: str, since: str, until: str, found: set[str]
) -> None:
    assert outlets(warehouse, name, since=since, until=until) == found


def test_every_question_with_a_filter_by_days_is_told_of_a_month(warehouse: Path) -> None:
    """A question of the library that asks the day alone would lose what has a month."""
    by_day = {
        "told_late",
        "told_and_published",
        "first_with_words",
        "first_to_say",
        "contradictions",
        "words_about",
        "quoted_by_one",
    }  # these count days, or need what is not here: a statement, a denial of it, someone named in it or quoted by one outlet alone
    for asked in questions():
        names = {parameter.name for parameter in asked.parameters}
        if not names & set(DAYS) or asked.name in by_day:
            continue
        whole = outlets(warehouse, asked.name, **{day: MONTH[day] for day in names & set(DAYS)})
        assert asked.name == "rising_names" or "un mois" in whole, asked.name


def test_a_name_rises_by_the_articles_of_a_month_too(warehouse: Path) -> None:
    rows = answer(warehouse, question("rising_names"), MONTH)
    assert rows.rows() == [("Bruno Lang", 3, 0, 3)]


@pytest.mark.parametrize(
    ("name", "values", "n", "what"),
    [
        ("who_said_what", MONTH, 1, "row"),
        ("who_said_what", {"since": "2024-03-01", "outlet": "un jour"}, 0, "row"),
        ("who_said_what", {"since": "2024-03-01", "top": "1"}, 1, "row"),
        ("who_said_what", {"outlet": "un jour"}, 0, ""),
        ("search", {"words": "trembler", "until": "2024-03-31"}, 2, "row"),
        ("search", {"words": "viaduc", "until": "2024-03-31"}, 0, "row"),
        ("most_quoted", MONTH, 1, "article"),
        ("undated", {}, 0, ""),
    ],
)
def test_what_has_no_date_is_counted(
    warehouse: Path, name: str, values: dict[str, str], n: int, what: str
) -> None:
    assert left_out(warehouse, question(name), values) == (n, what)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["query", "who_said_what"], "left out: 1 row without any date (see dixit query undated)\n"),
        (["query", "most_quoted"], "left out: 1 article without any date (see dixit query undated)\n"),
        (["search", "trembler"], "left out: 2 rows without any date (see dixit query undated)\n"),
    ],
)
def test_a_command_says_what_it_left_out_and_keeps_its_rows_clean(
    warehouse: Path, command: list[str], said: str
) -> None:
    days = ["--since", "2024-03-01", "--csv", "--warehouse", str(warehouse.parent)]
    done = CliRunner().invoke(app, [*command, *days], catch_exceptions=False)
    assert done.stderr == said
    assert "left out" not in done.stdout
    whole = CliRunner().invoke(app, [*command, "--csv", "--warehouse", str(warehouse.parent)])
    assert whole.stderr == ""


def page(warehouse: Path, address: str) -> str:
    return TestClient(application(warehouse), base_url="http://127.0.0.1").get(address).text


def test_the_desk_shows_a_month_as_a_month(warehouse: Path) -> None:
    shown = page(warehouse, "/?ui=fr")
    assert "<title>2024-03: 1</title>" in shown
    assert "<title>2024-03-10/2024-03-12: 1</title>" in shown
    assert "<title>2024-03-04: 1</title>" in shown
    days = [
        line.partition(">")[2].partition("<")[0] for line in shown.splitlines() if 'data-label="Paru"' in line
    ]
    assert days == ["2024-03", "2024-03-04", "2024-03-10/2024-03-12", "sans date"]
    assert "sans aucune date" not in shown


def test_the_desk_says_what_its_days_leave_out(warehouse: Path) -> None:
    shown = page(warehouse, "/?ui=fr&since=2024-03-31")
    assert "laissé de côté, sans aucune date : 1 citation" in shown
    assert shown.count("<tr id=") == 1


def test_a_bar_of_a_month_leads_to_its_days(warehouse: Path) -> None:
    assert "since=2024-03-01&amp;until=2024-03-31" in page(warehouse, "/?ui=fr")


def test_the_reader_and_the_search_of_the_desk_know_the_days_of_a_story(warehouse: Path) -> None:
    assert page(warehouse, "/search?ui=fr&words=trembler").count("· 2024-03-10/2024-03-12 ·") == 2


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2024-03-04", "2024-03-04", "2024-03-04"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-01-01", "2024-03-31", "2024-01-01/2024-03-31"),
        ("2024-03-04", "2024-03-06", "2024-03-04/2024-03-06"),
    ],
)
def test_days_are_written_at_their_precision(first: str, last: str, words: str) -> None:
    assert days_in_words(first, last) == words
