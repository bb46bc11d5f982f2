"""Where words of the text put a day: ahead or back, up to an end, in the week that is over."""

import pytest

from pipeline.extract.dates import Layout, read_dates
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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le maire a voulu faire un geste après l'émeute dimanche de trente marins."),
        ("en", "The mayor wants to make a gesture after Sunday's riot."),
        ("es", "El alcalde quiere hacer un gesto tras la marcha del domingo."),
    ],
)
def test_what_is_recalled_lies_back_where_that_is_near(language: str, text: str) -> None:
    rows = list(read_dates(text, language, "2021-06-09", tokens=tokens_of(language, text)))
    assert [row["value"] for row in rows] == ["2021-06-06"]


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("Il serait bon que ce samedi chacun se repose.", "2021-06-09", "2021-06-12"),
        ("La ville fête ce samedi, alors que la foire arrive.", "2021-06-08", "2021-06-05"),
        ("Le samedi 5 juin, la ville dansait. Cent élus sont prêts ce samedi.", "2021-06-11", "2021-06-12"),
    ],
)
def test_this_weekday_is_the_nearest_where_no_verb_tells(text: str, published: str, value: str) -> None:
    rows = list(read_dates(text, "fr", published, tokens=tokens_of("fr", text)))
    assert rows[-1]["value"] == value


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("Elle a précisé qu'elle recevrait début janvier les marins.", "2021-12-20", "2022-01"),
        ("La hausse aurait dû intervenir au mois de janvier.", "2021-12-20", "2022-01"),
        ("Il aura fallu un long débat vendredi soir.", "2021-06-12", "2021-06-11"),
        ("Dès jeudi, en revanche, le maire appelait à la grève.", "2021-06-09", "2021-06-03"),
        ("Elle a annoncé son départ dès septembre.", "2021-12-20", "2021-09"),
        ("Les marins sont moins nombreux qu'en novembre.", "2021-01-20", "2020-11"),
        ("Initialement prévu pour octobre, le débat a été repoussé.", "2021-12-20", "2021-10"),
        ("Le maire y voit une mauvaise date pour le 6 décembre.", "2021-12-20", "2021-12-06"),
        ("Le débat est prévu pour octobre.", "2021-12-20", "2022-10"),
        ("Initialement prévu à la mi-octobre, le débat a été repoussé.", "2021-12-20", "2021-10"),
    ],
)
def test_a_form_tells_its_time(text: str, published: str, value: str) -> None:
    rows = list(read_dates(text, "fr", published, tokens=tokens_of("fr", text)))
    assert rows[-1]["value"] == value


def test_a_shop_named_after_a_season_is_no_date() -> None:
    text = "Deux grands magasins, le Printemps et le Bazar, ferment au printemps."
    assert [row["text"] for row in read_dates(text, "fr", "2021-06-09")] == ["printemps"]


@pytest.mark.parametrize(
    ("head", "value"),
    [
        ("Les marins du port reçus jeudi par le maire", "2021-06-10"),
        ("Le maire a reçu les marins jeudi", "2021-06-03"),
    ],
)
def test_a_participle_of_a_headline_has_no_time_of_its_own(head: str, value: str) -> None:
    text = f"{head}\n\nLe port dort."
    layout = Layout.of([("title", 0, len(head)), ("body", len(head) + 2, len(text))])
    rows = list(read_dates(text, "fr", "2021-06-09", layout, tokens_of("fr", text)))
    assert [row["value"] for row in rows] == [value]
