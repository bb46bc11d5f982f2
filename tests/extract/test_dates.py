"""Temporal expressions of articles: rows, values, reasons, and what makes them the same on every run."""

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipeline.extract.dates import Layout, Name, find_dates, read_dates
from pipeline.tables import TABLES, frame
from tests.lang.test_examples_dates import tokens_of

NO_SEGMENTS, *NOTHING = (frame(name, []) for name in ("segments", "tokens", "mentions", "quotes"))


def article(text: str, published: str | None = None, language: str | None = "fr", key: int = 1) -> dict:
    return {"article_id": key, "language": language, "published": published, "text": text}


def dates_of(*articles: dict, segments: pl.DataFrame = NO_SEGMENTS) -> pl.DataFrame:
    return find_dates(frame("articles", list(articles)), segments, *NOTHING)[0]


def values(text: str, published: str | None = None, language: str = "fr") -> dict[str, str | None]:
    return {str(row["text"]): row["value"] for row in read_dates(text, language, published)}


def test_a_row_keeps_its_place_and_the_contract() -> None:
    text = "Réuni à Brest le 3 mai 2019, le jury a tranché hier ; il se dissout lundi prochain."
    found = dates_of(article(text, "2020-02-12"))
    assert TABLES["dates"].is_valid(found)
    assert [text[row["start_char"] : row["end_char"]] for row in found.iter_rows(named=True)] == found[
        "text"
    ].to_list()
    assert found["value"].to_list() == ["2019-05-03", "2020-02-11", "2020-02-17"]


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("Elle défilera samedi.", "2020-02-15"),
        ("Elle a défilé samedi.", "2020-02-08"),
        ("Samedi", "2020-02-08"),
    ],
)
def test_a_weekday_of_a_headline_without_verb_looks_where_the_body_does(body: str, value: str) -> None:
    head = "Manifestation de samedi : trois questions"
    text = f"{head}\n\n{body}"
    pieces = [("title", 0, len(head)), ("body", len(head) + 2, len(text))]
    tokens = tokens_of("fr", text)
    first = next(read_dates(text, "fr", "2020-02-12", Layout.of(pieces), tokens))
    assert (first["text"], first["value"]) == ("samedi", value)


def test_a_weekday_named_in_full_elsewhere_is_not_the_one_that_the_verb_looks_away_from() -> None:
    text = "L'équipe a gagné samedi soir. Elle jouera à Brest samedi 15 février."
    first = next(read_dates(text, "fr", "2020-02-09", tokens=tokens_of("fr", text)))
    assert (first["text"], first["value"]) == ("samedi soir", "2020-02-08")


def test_a_weekday_named_in_full_is_lent_within_a_week_alone() -> None:
    text = "La marche aura lieu ce samedi à Brest. La suivante est fixée au samedi 22 février."
    found = values(text, "2020-02-14")
    assert found["samedi 22 février"] == "2020-02-22"
    tokens = tokens_of("fr", text)
    assert next(read_dates(text, "fr", "2020-02-14", tokens=tokens))["value"] == "2020-02-15"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le maire a parlé avant la grande marche de samedi."),
        ("en", "Police closed two roads ahead of Saturday's march."),
        ("es", "El alcalde habló antes de la gran marcha del sábado."),
    ],
)
@pytest.mark.parametrize(("published", "value"), [("2021-06-11", "2021-06-12"), ("2021-06-13", "2021-06-12")])
def test_what_is_awaited_lies_ahead_where_that_is_near(
    language: str, text: str, published: str, value: str
) -> None:
    assert [
        row["value"] for row in read_dates(text, language, published, tokens=tokens_of(language, text))
    ] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Le maire a pris peur devant un défilé samedi.", "2021-06-12"),
        ("Les annonces de samedi ont déçu.", "2021-06-05"),
        ("Contre la loi, la ville a défilé samedi.", "2021-06-05"),
        ("Le maire parle depuis samedi.", "2021-06-05"),
    ],
)
def test_a_weekday_beside_no_verb_of_its_own_is_tomorrow_sooner_than_six_days_ago(
    text: str, value: str
) -> None:
    found = list(read_dates(text, "fr", "2021-06-11", tokens=tokens_of("fr", text)))
    assert [row["value"] for row in found] == [value]


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("La préfecture redoute une journée noire jeudi.", "2021-06-08", "2021-06-10"),
        ("Le port invite les badauds à ne pas venir ce jeudi.", "2021-06-08", "2021-06-10"),
        ("La colère après le défilé, c'est jeudi à Brest.", "2021-06-12", "2021-06-10"),
        ("Le défilé de jeudi, dit-elle, restera.", "2021-06-12", "2021-06-10"),
        ("Les élus se réuniront jeudi.", "2021-06-12", "2021-06-17"),
        ("Le port a rouvert jeudi.", "2021-06-08", "2021-06-03"),
        ("Le suspect a été arrêté ce jeudi.", "2021-06-08", "2021-06-03"),
        ("Le quai reste fermé jusqu'à jeudi.", "2021-06-11", "2021-06-17"),
    ],
)
def test_a_weekday_two_days_off_is_meant_unless_a_verb_of_its_own_says_otherwise(
    text: str, published: str, value: str
) -> None:
    found = list(read_dates(text, "fr", published, tokens=tokens_of("fr", text)))
    assert [row["value"] for row in found] == [value]


def test_this_weekday_is_today_whatever_day_the_text_names() -> None:
    text = "Lundi 7 juin, le maire avait promis. Le conseil l'a confirmé ce lundi."
    found = list(read_dates(text, "fr", "2021-06-14", tokens=tokens_of("fr", text)))
    assert [row["value"] for row in found] == ["2021-06-07", "2021-06-14"]


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("Le maire avait lancé un appel au calme pour ce week-end.", "2021-06-10", "2021-06-12/2021-06-13"),
        (
            "Le maire a rappelé les règles en vue du défilé ce week-end.",
            "2021-06-10",
            "2021-06-12/2021-06-13",
        ),
        ("Cent personnes ont défilé ce week-end.", "2021-06-10", "2021-06-05/2021-06-06"),
    ],
)
def test_this_weekend_is_the_next_one_late_in_the_week_unless_a_verb_of_its_own_looks_back(
    text: str, published: str, value: str
) -> None:
    found = list(read_dates(text, "fr", published, tokens=tokens_of("fr", text)))
    assert [row["value"] for row in found] == [value]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Une liste a été présentée pour les élections du Conseil en mai."),
        ("en", "They have named ten candidates for the council elections in May."),
    ],
)
@pytest.mark.parametrize(("published", "value"), [("2021-01-24", "2021-05"), ("2021-07-02", "2021-05")])
def test_a_month_that_hangs_on_a_noun_is_the_nearest_whatever_the_verb(
    language: str, text: str, published: str, value: str
) -> None:
    found = list(read_dates(text, language, published, tokens=tokens_of(language, text)))
    assert [row["value"] for row in found] == [value]


@pytest.mark.parametrize("said", ["prévu", "attendu"])
def test_a_noun_that_is_planned_lies_ahead(said: str) -> None:
    text = f"Elle a montré la liste des trajets en car {said}s ce samedi vers Lyon."
    first = next(read_dates(text, "fr", "2021-06-10", tokens=tokens_of("fr", text)))
    assert (first["text"], first["value"]) == ("ce samedi", "2021-06-12")


def test_a_day_counted_from_today_and_a_length_are_none_in_a_name() -> None:
    text = "Elle a lu Le Quai Aujourd'hui et chanté Pendant dix ans pendant deux ans."
    names = [
        Name(text.index(n), text.index(n) + len(n), is_person=False)
        for n in ("Le Quai Aujourd'hui", "Pendant dix ans")
    ]
    assert [row["text"] for row in read_dates(text, "fr", "2020-02-14", names=names)] == ["deux ans"]
    assert [row["value"] for row in read_dates("Today it rained.", "en", "2020-02-14")] == ["2020-02-14"]


@pytest.mark.parametrize(("day", "value"), [("23", "2017-04-23"), ("28", "2017-03-28")])
def test_a_day_without_its_month_is_of_this_one_unless_the_last_is_much_nearer(day: str, value: str) -> None:
    assert values(f"La victoire del día {day}.", "2017-04-05", "es") == {f"día {day}": value}


def test_a_month_beside_a_year_just_named_is_not_put_far_ahead() -> None:
    text = "La ville prépare le carnaval 2019, depuis l'achat, fin décembre, de lampions."
    assert values(text, "2019-02-06") == {"2019": "2019", "fin décembre": "2018-12"}


def test_the_weekend_before_counts_from_the_day_named_and_not_from_a_month_since() -> None:
    text = "Sixty marched on Saturday, over taxes of last month. It was half of the previous weekend."
    assert values(text, "2018-12-16", "en")["the previous weekend"] == "2018-12-08/2018-12-09"


def test_first_and_last_day_are_true_dates() -> None:
    found = dates_of(article("Ouvert du 28 février au 2 mars 2020, puis en avril 2021 et en 2022."))
    spans = list(zip(found["starts_on"], found["ends_on"], strict=True))
    assert spans == [
        (date(2020, 2, 28), date(2020, 3, 2)),
        (date(2021, 4, 1), date(2021, 4, 30)),
        (date(2022, 1, 1), date(2022, 12, 31)),
    ]


def test_without_a_publication_a_weekday_stays_unknown_with_its_reason() -> None:
    row = dates_of(article("Le conseil a voté lundi.")).row(0, named=True)
    assert (row["value"], row["starts_on"]) == (None, None)
    assert "day of publication, which is unknown" in row["reason"]


def test_with_a_month_alone_the_possible_days_are_in_the_reason() -> None:
    row = dates_of(article("Le conseil a voté lundi.", "2021-02")).row(0, named=True)
    assert row["value"] is None
    assert row["reason"].endswith("2021-02-01, 2021-02-08, 2021-02-15, 2021-02-22")


def test_an_impossible_day_is_kept_with_its_reason() -> None:
    row = dates_of(article("Rendez-vous le 31 juin 2020.")).row(0, named=True)
    assert (row["text"], row["value"], row["reason"]) == ("31 juin 2020", None, "no such day in the calendar")


def test_a_weekday_named_with_its_date_is_that_day_all_through_the_article() -> None:
    text = "La digue a cédé mardi 9 avril. Les secours sont venus mardi."
    found = dates_of(article(text, "2019-04-16"))
    assert found["value"].to_list() == ["2019-04-09", "2019-04-09"]
    assert found["method"].to_list()[1] == "named in the text"


def test_a_weekday_settles_the_year_of_its_date() -> None:
    assert values("Elle partit le vendredi 7 août.", "2021-01-04") == {"vendredi 7 août": "2020-08-07"}


def test_an_interval_may_cross_the_new_year() -> None:
    assert values("Fermé du 20 décembre au 4 janvier 2021.") == {
        "du 20 décembre au 4 janvier 2021": "2020-12-20/2021-01-04"
    }


def test_two_pieces_of_text_make_no_date_together() -> None:
    text = "Le bilan de lundi\n12 mars 2017, Brest"
    pieces = [
        {"article_id": 1, "seq": n, "role": "body", "start_char": s, "end_char": e, "text": text[s:e]}
        for n, (s, e) in enumerate(((0, 17), (18, len(text))))
    ]
    found = dates_of(article(text, "2017-03-12"), segments=frame("segments", pieces))
    assert found["text"].to_list() == ["lundi", "12 mars 2017"]


def test_capitals_curly_apostrophes_and_missing_accents_change_nothing() -> None:
    assert values("AUJOURD’HUI, MARDI 4 FEVRIER 2020", "2020-02-04") == {
        "AUJOURD’HUI": "2020-02-04",
        "MARDI 4 FEVRIER 2020": "2020-02-04",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Victoire 3-2 au stade, billets à 2000 euros, page 1987.",
        "Téléphonez au 02.11.12.20.23 ou au 06 12 11 20 20.",
        "Un homme de 31 ans habite rue du 8-Mai-1945.",
        "La sonde se pose sur Mars.",
    ],
)
def test_scores_prices_telephones_ages_and_streets_are_no_dates(text: str) -> None:
    assert values(text, "2020-02-04") == {}


def test_english_reads_the_month_first() -> None:
    assert values("Filed 02/11/2020, on Thursday, March 5.", "2020-03-06", "en") == {
        "02/11/2020": "2020-02-11",
        "Thursday, March 5": "2020-03-05",
    }


def test_a_language_without_rules_has_iso_dates_alone() -> None:
    found = dates_of(article("Am Montag, 2020-02-04, war gestern.", "2020-02-05", "de"))
    assert found["text"].to_list() == ["2020-02-04"]


def test_articles_may_come_in_any_order_and_not_at_all() -> None:
    one, two = article("Il a plu hier.", "2020-02-04"), article("Il pleut demain.", "2021-02-04", key=2)
    assert dates_of(one, two).sort("date_id").equals(dates_of(two, one).sort("date_id"))
    assert find_dates(frame("articles", []), NO_SEGMENTS, *NOTHING)[0].height == 0


@pytest.mark.parametrize("piece", ["1234567890", "du "])
def test_a_hostile_megabyte_is_read_in_linear_time(piece: str) -> None:
    assert _seconds(piece, 1_000_000) < 20


@pytest.mark.parametrize(
    "piece", ["12/", "1 ", "un ", "« ", "1.111", "\n \n", "2020-01-", "1789, ", "avant samedi "]
)
def test_time_grows_with_the_length_of_a_text_alone(piece: str) -> None:
    assert _seconds(piece, 100_000) < 5


def _seconds(piece: str, length: int) -> float:
    text = piece * (length // len(piece))
    before = time.process_time()
    for _ in read_dates(text, "fr", "2020-02-04"):
        pass
    return time.process_time() - before


def test_a_year_later_the_rows_are_the_same() -> None:
    """The whole run takes place under another calendar clock: nothing in it may ask what day it is."""
    code = """
import datetime, sys, time
shift = int(sys.argv[1]) * 86400
now = time.time
time.time = lambda: now() + shift
class Day(datetime.date):
    @classmethod
    def today(cls): return cls.fromtimestamp(time.time())
class Moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return cls.fromtimestamp(time.time(), tz)
from pipeline.extract.dates import read_dates, periods, resolve, meaning, context
for module in (periods, resolve, meaning, context): module.date = Day
texts = ["Hier, lundi 4 mars et en juin 74.", "Il y a deux ans, en été ; le 11/09/23."]
for published in (None, "2019", "2019-05", "2019-05-06T10:00"):
    for text in texts:
        for row in read_dates(text, "fr", published): print(row["text"], row["value"], row["reason"])
"""
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, days], capture_output=True, text=True, check=True, cwd=_root()
        )
        for days in ("0", "366")
    ]
    assert runs[0].stdout == runs[1].stdout != ""


def _root() -> Path:
    return Path(__file__).parents[2]
