"""Whom descriptions that stand alone mean, in articles of invented people."""

from datetime import date

import polars as pl
import pytest

from pipeline.extract.quotes.lexicon import lexicon
from pipeline.extract.reading import Reading
from pipeline.extract.referents.features import Candidate, Scene
from pipeline.extract.referents.find import Description
from pipeline.extract.referents.judge import SURE, known
from pipeline.extract.referents.offices import held, held_another, office_of
from tests.extract.listening import listen


def meant(text: str, language: str = "fr", **header: object) -> dict[str, object]:
    """Return the descriptions that stand alone by their words, with whom they mean."""
    rows = listen(text, language, **header).mentions.filter(
        (pl.col("kind") == "description") & pl.col("method").is_in(["judged", "unresolved"])
    )
    return dict(rows.select("text", "name").rows())


def test_a_role_set_beside_a_name_is_the_bearers_when_it_stands_alone() -> None:
    text = (
        "Le maire de Kerbrec, Hervé Lanoë, a reçu les riverains. Bastien Morvan les conduisait.\n\n"
        "Le maire a promis une réponse."
    )
    assert meant(text) == {"Le maire": "Hervé Lanoë"}


def test_what_begins_a_sentence_after_an_adjunct_is_no_apposition() -> None:
    text = "Alors qu'il défend le ministre, Hervé Lanoë ne compte pas lui faire de cadeau."
    assert meant(text)["le ministre"] is None


def test_a_description_never_means_whom_it_names() -> None:
    text = "L'avocat de Martine Delvaux a plaidé. Martine Delvaux écoutait."
    assert meant(text) == {"L'avocat de Martine Delvaux": None}


@pytest.mark.parametrize(
    ("words", "described"),
    [
        ("The minister's department has closed the pier.", {"the pier": None}),
        ("The minister's brother waited.", {"The minister": "Helen Archer", "The minister's brother": None}),
    ],
)
def test_a_genitive_ends_a_description_and_is_no_person_before_a_body(
    words: str, described: dict[str, str | None]
) -> None:
    assert meant(f"Helen Archer, the minister, came to Kent on Monday. {words}", "en") == described


def test_a_high_office_means_who_held_it_in_the_year() -> None:
    text = (
        "Emmanuel Macron a reçu Hervé Lanoë vendredi. François Hollande était absent.\n\n"
        "« Il faut avancer », a déclaré le chef de l'État."
    )
    assert meant(text, published_on=date(2019, 3, 4))["le chef de l'État"] == "Emmanuel Macron"


def test_a_new_holder_holds_the_office() -> None:
    text = (
        "Emmanuel Macron a reçu Hervé Lanoë vendredi. François Hollande était absent.\n\n"
        "« Il faut avancer », a déclaré le nouveau président."
    )
    assert meant(text, published_on=date(2019, 3, 4))["le nouveau président"] == "Emmanuel Macron"


@pytest.mark.parametrize(
    ("words", "kinds", "country"),
    [
        ("chef de l'État", {"president", "monarch"}, None),
        ("chef de l’Etat", {"president", "monarch"}, None),
        ("président moldave", {"president"}, "Moldavie"),
        ("première ministre britannique", {"government"}, "Royaume-Uni"),
    ],
)
def test_an_office_is_told_by_its_words_and_its_country(
    words: str, kinds: set[str], country: str | None
) -> None:
    office = office_of(words, "fr")
    assert office is not None
    assert (office.kinds, office.country) == (kinds, country)


def test_the_president_of_anything_else_holds_no_high_office() -> None:
    assert office_of("président de la commission", "fr") is None


def test_an_office_is_held_in_its_years_only() -> None:
    office = office_of("président", "fr")
    assert office is not None
    assert held("François Hollande", office, 2014)
    assert not held("François Hollande", office, 2019)
    assert held("Macron", office, 2019)
    assert not held("Jean-Baptiste Macron", office, 2019)
    assert held_another("Édouard Philippe", office, 2018)


def test_every_description_stands_where_it_says() -> None:
    text = "Martine Delvaux est partie. L'ancienne institutrice, émue, a remercié son avocat et le préfet du Var."
    heard = listen(text)
    for row in heard.mentions.iter_rows(named=True):
        assert text[row["start_char"] : row["end_char"]] == row["text"]


def test_of_a_crowd_only_those_first_named_near_are_looked_at() -> None:
    names = [f"Jean Dup{a}{b}nt" for a in "abcdefghij" for b in "klmnopqrst"]
    scene = Scene(Reading(1, "fr", "", []), lexicon("fr"))
    scene.candidates = [Candidate(name, 0, None, places=[at * 4]) for at, name in enumerate(names)]
    one = Description(
        200, 201, 201, "préfet", None, "pointing", frozenset(), False, False, False, frozenset()
    )
    assert [c.key for c in scene.fitting(one)] == names[20:80]


@pytest.mark.parametrize(
    ("words", "kind", "place"),
    [
        ("ministre de l'Intérieur", "interior", None),
        ("ministre allemand des Affaires étrangères", "foreign", "Allemagne"),
        ("garde des Sceaux", "justice", None),
        ("patronne du RN", "head", "Rassemblement national"),
        ("secrétaire général de l'ONU", "head", "ONU"),
        ("leader insoumis", "head", "La France insoumise"),
        ("maire de Paris", "mayor", "Paris"),
    ],
)
def test_ministries_parties_and_cities_have_their_heads(words: str, kind: str, place: str | None) -> None:
    office = office_of(words, "fr")
    assert office is not None
    assert (office.kinds, office.country) == ({kind}, place)


def test_the_head_of_a_party_is_who_led_it_in_the_year() -> None:
    office = office_of("président des Républicains", "fr")
    assert office is not None
    assert held("Laurent Wauquiez", office, 2018)
    assert not held("Laurent Wauquiez", office, 2021)


def test_a_description_with_a_name_behind_it_does_not_stand_alone() -> None:
    text = "Hervé Lanoë a gagné la course. Le Lyonnais Bastien Morvan, parti trop tard, finit troisième."
    assert meant(text) == {}


def test_what_begins_with_the_name_of_its_owner_is_a_description_too() -> None:
    text = "Ada Lind, the president of Norway, came to Kent on Monday. Norway's president left at noon."
    assert meant(text, "en")["Norway's president"] == "Ada Lind"
    text = "Ada Lind came to Kent on Monday. Otto Brook greeted her on the quay. Lind's lawyer was late."
    assert meant(text, "en") == {"Lind's lawyer": None}


def test_a_language_without_weights_of_its_own_is_judged_by_those_of_all() -> None:
    assert [known("fr")[1], known("en"), known("es")] == [SURE, known(None), known(None)]
