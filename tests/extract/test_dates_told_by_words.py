"""Where words of the text put a day: ahead or back, up to an end, in the week that is over."""

import pytest

from pipeline.extract.dates import read_dates
from tests.lang.test_examples_dates import tokens_of


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("fr", "Depuis mardi et jusqu'à dimanche soir, le quai est fermé.", "2021-06-13"),
        ("fr", "Le port, fermé à partir de lundi et jusqu'à jeudi, attend.", "2021-06-10"),
        ("en", "Since Tuesday and until Sunday the quay is closed.", "2021-06-13"),
        ("es", "Desde el martes y hasta el domingo, el muelle está cerrado.", "2021-06-13"),
    ],
)
def test_a_weekday_that_ends_what_another_begins_comes_after_it(language: str, text: str, value: str) -> None:
    rows = list(read_dates(text, language, "2021-06-09", tokens=tokens_of(language, text)))
    assert rows[-1]["value"] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Le maire a annoncé hier le lancement, samedi, d'un chantier.", "2021-06-12"),
        ("La meunière est morte lundi, a annoncé samedi sa famille.", "2021-06-05"),
    ],
)
def test_what_is_announced_on_a_day_of_its_own_lies_ahead(text: str, value: str) -> None:
    rows = list(read_dates(text, "fr", "2021-06-09", tokens=tokens_of("fr", text)))
    assert rows[-1]["value"] == value


def test_this_saturday_is_one_day_throughout_an_article() -> None:
    text = "Une fête a été créée en ligne pour ce samedi. Ce samedi a été préparé. Cent élus défileront ce samedi."
    rows = list(read_dates(text, "fr", "2021-06-09", tokens=tokens_of("fr", text)))
    assert {row["value"] for row in rows} == {"2021-06-12"}


@pytest.mark.parametrize(
    ("published", "value"),
    [("2021-12-03", "2021-WI"), ("2021-11-03", "2020-WI"), ("2022-01-03", "2021-WI")],
)
def test_a_season_begins_with_its_weather(published: str, value: str) -> None:
    text = "Le port a baissé ses prix pendant l'hiver."
    rows = list(read_dates(text, "fr", published, tokens=tokens_of("fr", text)))
    assert [row["value"] for row in rows] == [value]


def test_a_march_organised_on_a_day_takes_its_time_from_the_verb_above() -> None:
    for text, value in (
        ("Elle hésite à rejoindre la marche organisée vendredi.", "2021-06-11"),
        ("Elle a raconté la marche organisée vendredi.", "2021-06-04"),
    ):
        rows = list(read_dates(text, "fr", "2021-06-09", tokens=tokens_of("fr", text)))
        assert [row["value"] for row in rows] == [value]


def test_all_the_week_is_the_one_that_is_over_when_the_next_has_just_begun() -> None:
    text = "Il a plu toute la semaine."
    rows = list(read_dates(text, "fr", "2021-06-07", tokens=tokens_of("fr", text)))
    assert [row["value"] for row in rows] == ["2021-W22"]


@pytest.mark.parametrize(
    "text", ["Voir l'article L4132-5 du code.", "Voir R4132-25-4.", "Le lot 4132-05 est vendu."]
)
def test_the_number_of_an_article_of_law_is_no_date(text: str) -> None:
    assert not list(read_dates(text, "fr", "2021-06-09"))


def test_the_figures_of_a_link_are_no_dates() -> None:
    text = "Voir pic.twitter.com/AbcD0h8f, https://t.co/x12h30 et https://exemple.fr/2018/05/12/la-2017-03 au port."
    assert not list(read_dates(text, "fr", "2021-06-09"))


def test_a_year_glued_to_the_word_that_begins_the_next_sentence_is_read() -> None:
    text = "Le pont ouvrira à l'été 2023Brest attend ce pont depuis le 3 mai 2012Le maire aussi. Voir la cote 1987A."
    assert [row["value"] for row in read_dates(text, "fr", "2021-06-09")] == ["2023-SU", "2012-05-03"]
