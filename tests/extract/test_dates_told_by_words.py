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
        ("Le préfet a annoncé hier l'arrestation, samedi, de deux hommes.", "2021-06-05"),
        ("Le maire a annoncé hier la mort, samedi, de sa sœur.", "2021-06-05"),
    ],
)
def test_what_is_announced_on_a_day_of_its_own_lies_ahead(text: str, value: str) -> None:
    rows = list(read_dates(text, "fr", "2021-06-09", tokens=tokens_of("fr", text)))
    assert rows[-1]["value"] == value


def test_this_saturday_is_one_day_throughout_an_article() -> None:
    text = "Le maire a préparé ce samedi avec soin. Cent élus défileront ce samedi."
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


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("fr", "Le train partit lundi de Rome.", "2021-06-07"),
        ("fr", "Elle ouvrit lundi le bal.", "2021-06-07"),
        ("fr", "Il sortit samedi du port.", "2021-06-05"),
        ("fr", "Le préfet a maintenu au mois de mars sa décision.", "2021-03"),
        ("fr", "Le maire a remis au mois de mars dix médailles.", "2021-03"),
        ("fr", "Le procès a été reporté à lundi.", "2021-06-14"),
        ("en", "The trial was moved to Monday.", "2021-06-14"),
        ("en", "The trial was put off until Monday.", "2021-06-14"),
        ("en", "The mayor brought flowers to Monday's funeral.", "2021-06-07"),
        ("en", "She put questions to Monday's panel.", "2021-06-07"),
        ("en", "He delayed the team's reply to Sunday's offer.", "2021-06-06"),
        ("en", "Starting in March, the firm cut jobs.", "2021-03"),
        ("en", "Police announced on Tuesday the arrest, on Sunday, of two men.", "2021-06-06"),
    ],
)
def test_what_is_over_stays_over_beside_words_that_look_ahead(language: str, text: str, value: str) -> None:
    rows = list(read_dates(text, language, "2021-06-09", tokens=tokens_of(language, text)))
    assert rows[-1]["value"] == value


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "Entre 1600 et 1800, le port a grandi.", ["1600/1800"]),
        ("fr", "Le port a vu entre 1500 et 2000 manifestants.", []),
        ("fr", "Selon la police, ils étaient entre 1500 et 2000.", []),
        ("fr", "La foule (1200) a décru.", []),
        ("en", "There were between 1500 and 2000 people.", []),
        ("es", "Había entre 1500 y 2000 personas.", []),
        ("fr", "La marche du vendredi soir a plu.", ["2021-06-04"]),
        ("fr", "La marche du samedi a réuni cent élus.", ["2021-06-05"]),
        ("fr", "Le match du dimanche soir a été perdu 3-0.", ["2021-06-06"]),
        ("fr", "Les rues sont décorées pour Noël.", ["2021-12-25"]),
        ("fr", "Les violences du samedi ont choqué.", ["2021-06-05"]),
        ("fr", "La messe du dimanche dure.", []),
    ],
)
def test_counts_and_habits_are_no_dates_and_centuries_and_days_are(
    language: str, text: str, found: list[str]
) -> None:
    rows = read_dates(text, language, "2021-06-09", tokens=tokens_of(language, text))
    assert [row["value"] for row in rows] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Le 12, il n'y avait personne.", ["2021-05-12"]),
        ("La foule revint le 5, puis le 8.", ["2021-05-08"]),
        ("Le 2, il n'y avait personne.", []),
        ("Il habite le 12, rue du Port.", []),
        ("Le 12, rue du Port est vide.", []),
        ("Malade, elle appelle le 15, en vain.", []),
        ("Elle a contacté le 18.", []),
        ("Les pompiers du 13, appelés en renfort, dorment.", []),
        ("Elle a vu le PS du 8 au 12.", []),
        ("Le 27, lui, roulait.", []),
        ("Le maillot porté était le 9.", []),
        ("Le numéro gagnant est le 5.", []),
    ],
)
def test_a_number_alone_is_a_day_where_it_opens_its_sentence_or_follows_a_day(
    text: str, found: list[str]
) -> None:
    rows = read_dates(f"La foule était là le 3 mai 2021. {text}", "fr", "2021-06-09")
    assert [row["value"] for row in rows][1:] == found
