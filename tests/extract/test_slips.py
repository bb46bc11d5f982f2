"""What the model gets wrong in kinds, set right: codes of places, peoples, media, addresses, given names, letters."""

import polars as pl
import pytest

from tests.extract.test_mentions import tagged


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
