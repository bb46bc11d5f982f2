"""What the model gets wrong in kinds, set right: codes of places, peoples, media, addresses, given names, letters."""

import re

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.extract.mentions.lexicon import lexicon
from pipeline.extract.mentions.mending import mended, unglued
from tests.extract.tagging import tagged


def named(text: str, *spans: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the names of a text that the model marks so, and their types."""
    found = tagged(text, *spans).filter(pl.col("kind") == "name", pl.col("method") != "inside")
    return found.sort("start_char").select("text", pl.col("type").cast(pl.String)).rows()


@pytest.mark.parametrize("label", ["LOC", "ORG", "MISC"])
def test_two_letters_in_brackets_say_where_a_place_lies(label: str) -> None:
    found = named("On vient de Rivemont (FR), dit-il", ("Rivemont", "LOC"), ("FR", label))
    assert found == [("Rivemont", "LOC")]


def test_two_letters_of_a_party_stay_a_party_s() -> None:
    found = named("Elle vient de Rivemont (PS), dit-il", ("Rivemont", "LOC"), ("PS", "ORG"))
    assert found == [("Rivemont", "LOC"), ("PS", "ORG")]


@pytest.mark.parametrize("people", ["Franco-Camerounais", "Belgo-Marocaine"])
def test_who_comes_from_two_countries_has_no_name_by_that(people: str) -> None:
    assert named(f"Ada Lind, {people} de 30 ans", ("Ada Lind", "PER"), (people, "PER")) == [
        ("Ada Lind", "PER")
    ]


def test_people_of_a_town_in_the_plural_are_no_place() -> None:
    assert named("aux côtés des Rivemontaises", ("Rivemontaises", "LOC")) == []


@pytest.mark.parametrize("medium", ["Belga", "Journal du Dimanche"])
def test_a_medium_is_no_place(medium: str) -> None:
    assert named(f"a-t-elle confirmé à {medium}", (medium, "LOC")) == [(medium, "ORG")]


def test_a_river_that_a_newspaper_is_named_after_stays_a_place() -> None:
    assert named("dans le département de la Meuse", ("Meuse", "LOC")) == [("Meuse", "LOC")]


def test_an_address_is_no_place() -> None:
    assert named("la pétition sur brume.org monte", ("brume.org", "LOC")) == [("brume.org", "MISC")]


def test_a_given_name_alone_is_a_person() -> None:
    assert named("Dans la foule, Véronique pense", ("Véronique", "MISC")) == [("Véronique", "PER")]


def test_letters_that_brackets_explain_are_a_body_s_and_mean_it() -> None:
    found = tagged(
        "un chef de l' ULRIM (Mouvement libre de Rivemont)",
        ("ULRIM", "PER"),
        ("Mouvement libre de Rivemont", "ORG"),
    )
    letters, *body = found.filter(pl.col("text").is_in(["ULRIM", "Mouvement libre de Rivemont"])).rows(
        named=True
    )
    assert letters["type"] == "ORG"
    assert {row["cluster_id"] for row in body} == {letters["cluster_id"]}


@pytest.mark.parametrize("before", ["le cabinet", "chez", "le PDG de"])
def test_what_stands_before_a_body_alone_tells_it_from_a_place(before: str) -> None:
    assert ("Occulia", "ORG") in named(f"a dit {before} Occulia hier", ("Occulia", "LOC"))


def test_the_short_form_of_a_body_in_small_letters_is_a_body_s_everywhere() -> None:
    found = named(
        "la fédération des négociants du port (Orvilo) attend. La Orvilo dort",
        ("Orvilo", "LOC"),
        ("Orvilo", "LOC"),
    )
    assert found == [("Orvilo", "ORG"), ("Orvilo", "ORG")]


def test_a_place_in_brackets_behind_a_body_stays_a_place() -> None:
    text = "le tribunal de commerce de la vallée, à Rivemont (Ostrac), attend"
    assert ("Ostrac", "LOC") in named(text, ("Rivemont", "LOC"), ("Ostrac", "LOC"))


def test_a_given_name_in_a_list_of_places_is_a_place() -> None:
    found = named("on défile à Rivemont et Nancy hier", ("Rivemont", "LOC"), ("Nancy", "PER"))
    assert found == [("Rivemont", "LOC"), ("Nancy", "LOC")]


def test_a_given_name_after_a_place_and_a_comma_is_a_person() -> None:
    found = named("dans le cortège à Rivemont, Karen, une infirmière", ("Rivemont", "LOC"), ("Karen", "PER"))
    assert found == [("Rivemont", "LOC"), ("Karen", "PER")]


def test_a_given_name_after_a_place_and_a_verb_is_a_person() -> None:
    found = named("« Oui », à Rivemont, dit Karen hier", ("Rivemont", "LOC"), ("Karen", "PER"))
    assert found == [("Rivemont", "LOC"), ("Karen", "PER")]


def test_a_word_that_only_opens_sentences_is_no_name() -> None:
    assert named("partout à RivemontDevant la gare", ("Devant", "LOC")) == []


def test_a_given_name_after_a_word_of_family_is_a_person() -> None:
    assert ("Dominique", "PER") in named("avec sa veuve Dominique hier", ("Dominique", "LOC"))


def test_a_sentence_of_another_language_is_no_name() -> None:
    sentence = "The Paris Deal is flawed because it raises the tax"
    assert named(f"Il a écrit {sentence} hier", (sentence, "ORG")) == []


def test_a_walk_named_after_a_people_is_a_place() -> None:
    assert named("sur la promenade des Anglais hier") == [("promenade des Anglais", "LOC")]


def test_the_people_of_a_country_are_no_newspaper() -> None:
    assert named("améliorer le quotidien des Français demain") == []


@pytest.mark.parametrize("title", ["M.", "Mme"])
def test_a_title_takes_in_the_particle_before_a_surname(title: str) -> None:
    found = tagged(
        f"Ada de Linde parle. Selon {title} de Linde, rien", ("Ada de Linde", "PER"), ("Linde", "PER")
    )
    assert {"Ada de Linde", f"{title} de Linde", "de Linde"} <= set(found["text"])


def test_a_surname_after_a_title_tells_a_body_with_it_a_person() -> None:
    found = named("Ioan Sakkar parle. M. Sakkar dort", ("Ioan Sakkar", "ORG"), ("Sakkar", "PER"))
    assert found == [("Ioan Sakkar", "PER"), ("M. Sakkar", "PER")]


@pytest.mark.parametrize("head", ["palais de justice", "tribunal"])
def test_what_stands_in_a_town_is_not_the_town(head: str) -> None:
    found = tagged(f"Le {head} de Rivemont ouvre et Rivemont rit", ("Rivemont", "LOC"), ("Rivemont", "LOC"))
    of = dict(found.select("text", "cluster_id").rows())
    assert of[f"{head} de Rivemont"] != of["Rivemont"]


@pytest.mark.parametrize(
    ("text", "span", "names"),
    [
        ("le sommet UE-Ligue arabe de lundi", "UE-Ligue", [("UE", "ORG"), ("Ligue arabe", "ORG")]),
        ("l'axe France-Allemagne tient", "France-Allemagne", [("France", "LOC"), ("Allemagne", "LOC")]),
        ("il vit à Rivemont-Lestrac depuis", "Rivemont-Lestrac", [("Rivemont-Lestrac", "LOC")]),
    ],
)
def test_two_known_names_that_a_hyphen_sets_side_by_side_are_two(text: str, span: str, names: list) -> None:
    assert named(text, (span, "LOC")) == names


@pytest.mark.parametrize("place", ["Rivemont", "Istanbul-Lestrac"])
def test_an_airport_is_called_by_its_place_alone(place: str) -> None:
    found = tagged(f"L'aéroport de {place} ouvre. {place} rit", (place, "LOC"), (place, "LOC"))
    assert found["cluster_id"].n_unique() == 1


def test_a_party_is_known_without_the_capital_of_its_article() -> None:
    found = tagged(
        "La République en marche dort. Selon la République en marche, rien", ("République en marche", "LOC")
    )
    assert found["cluster_id"].n_unique() == 1
    assert set(found["type"]) == {"ORG"}


def test_surnames_that_hyphens_tie_are_those_of_several_people() -> None:
    text = "Ada Lind et Luc Moore gouvernent. Le duo Lind-Moore tient."
    found = tagged(text, ("Ada Lind", "PER"), ("Luc Moore", "PER"), ("Lind-Moore", "PER"))
    assert found.filter(pl.col("text") == "Moore")["name"].to_list() == ["Luc Moore"]
    text = "Ada Lind voit Eva Lind-Moore. Selon Lind-Moore, rien."
    found = tagged(text, ("Ada Lind", "PER"), ("Eva Lind-Moore", "PER"), ("Lind-Moore", "PER"))
    assert found.filter(pl.col("text") == "Lind-Moore")["name"].to_list() == ["Eva Lind-Moore"]


@pytest.mark.parametrize(
    "before",
    [
        "À son tour",
        "Resté sur place",
        "Il perd sa première place de",
        "Dans une rue de",
        "Près d' un lycée de",
    ],
)
def test_a_turn_of_speech_is_no_place(before: str) -> None:
    found = tagged(f"{before} Rivier, qui attend.", ("Rivier", "ORG"))
    assert found["text"].to_list() == ["Rivier"]


def test_a_surname_keeps_the_particle_that_its_bearers_full_name_has() -> None:
    found = tagged(
        "Ada Le Rivier rit. Frente a Le Rivier, nadie.",
        ("Ada Le Rivier", "PER"),
        ("Rivier", "PER"),
        language="es",
    )
    assert "Le Rivier" in found["text"].to_list()
    assert found["cluster_id"].n_unique() == 1


def test_a_known_party_and_whose_it_is_are_two() -> None:
    found = named("Le Parti socialiste de Paul Lind attend", ("Parti socialiste de Paul Lind", "ORG"))
    assert found == [("Parti socialiste", "ORG"), ("Paul Lind", "PER")]


@pytest.mark.parametrize(
    ("text", "span", "names", "language"),
    [
        ("Selon Mme Ostrac, rien.", ("Mme Ostrac", "ORG"), [("Mme Ostrac", "PER")], "fr"),
        ("Its boss, Canadian Paul Lind, rests.", ("Canadian Paul Lind", "PER"), [("Paul Lind", "PER")], "en"),
        ("They closed Rivenord Bridge.", ("Rivenord Bridge", "PER"), [("Rivenord Bridge", "LOC")], "en"),
        ("A boat on the River Orle.", ("River Orle", "ORG"), [("River Orle", "LOC")], "en"),
    ],
)
def test_what_a_names_own_words_tell_outweighs_the_model(
    text: str, span: tuple[str, str], names: list, language: str
) -> None:
    found = tagged(text, span, language=language).filter(pl.col("method") != "inside")
    assert found.select("text", pl.col("type").cast(pl.String)).rows() == names


@pytest.mark.parametrize(
    ("text", "span", "names"),
    [
        ("Il reste à l' aéroport de Rivemont hier", "aéroport de Rivemont", ("aéroport de Rivemont", "LOC")),
        ("Une Région de Rivemont attend", "Région de Rivemont", ("Région de Rivemont", "ORG")),
        (
            "Un Haut Commissaire des Nations Unies dort",
            "Haut Commissaire des Nations Unies",
            ("Nations Unies", "ORG"),
        ),
    ],
)
def test_a_noun_that_opens_a_would_be_body_tells_a_place_or_an_office(
    text: str, span: str, names: tuple[str, str]
) -> None:
    assert names in named(text, (span, "ORG"))


PIECES = [
    "CGT",
    "Parti socialiste",
    "AFP",
    "de",
    "la",
    "Ada",
    "Lind",
    "ministre",
    "",
    " ",
    "\u00a0",
    "-",
    "’",
    ",",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=4).map(" ".join),
    st.sampled_from(["PER", "ORG", "LOC", "MISC"]),
)
@example("CGT  Ada Lind", "", "ORG")
@example("AFP  Ada", "la ", "LOC")
def test_whatever_span_the_model_gives_is_mended_or_no_name(span: str, before: str, kind: str) -> None:
    text = before + span
    for first, last, _ in unglued(text, len(before), len(text), kind, lexicon("fr")):
        assert 0 <= first <= last <= len(text)
        mended(text, first, last, kind, lexicon("fr"))


@pytest.mark.parametrize(
    ("text", "span", "label"),
    [
        ("pour Ada Lind«Tout va bien»", "Ada Lind«Tout", "PER"),
        ("sur la chaîne Lueurs “ Décryptage ”", "Lueurs “ Décryptage", "ORG"),
    ],
)
def test_what_a_mark_opens_is_no_part_of_the_name_before_it(text: str, span: str, label: str) -> None:
    assert [name for name, _ in named(text, (span, label))] == [re.split("[«“]", span)[0].strip()]


def test_a_nickname_between_marks_stays_in_a_name() -> None:
    assert named("On a vu Ada « Momo » Lind hier", ("Ada « Momo » Lind", "PER"))[0][0] == "Ada « Momo » Lind"


def test_a_person_s_name_ends_before_a_figure() -> None:
    found = named(
        "Ada Lind 7 Toujours là. Ida Vasco 4 .", ("Ada Lind 7 Toujours", "PER"), ("Ida Vasco 4", "PER")
    )
    assert found == [("Ada Lind", "PER"), ("Ida Vasco", "PER")]


@pytest.mark.parametrize(("spelt", "name"), [("Ex-Libris", "Ex-Libris"), ("ex-Libris", "Libris")])
@pytest.mark.parametrize("kind", ["PER", "ORG"])
def test_a_prefix_in_small_letters_is_no_part_of_a_name_and_one_with_a_capital_is(
    spelt: str, name: str, kind: str
) -> None:
    text = f"On voit la patronne de {spelt} hier."
    found = mended(text, text.index(spelt), text.index(" hier"), kind, lexicon("fr"))
    assert found is not None
    assert found.text == name
