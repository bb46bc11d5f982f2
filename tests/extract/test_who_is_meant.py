"""Who speaks by other words than a name: one of several, people by what they wear, who made a count, bodies, who signs below."""

import pytest

from tests.extract.listening import listen


def speakers(text: str) -> list[object]:
    """Return the speakers of a text's quotes, by place."""
    return [name for _, name in listen(text).said()]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("« On ne partira pas », prévient l'un d'eux.", "l'un d'eux"),
        ("« On ne partira pas », prévient l'une d'entre elles, amusée.", "l'une d'entre elles"),
        (
            "« On ne partira pas », prévient l'un des plus proches conseillers de la maire.",
            "l'un des plus proches conseillers de la maire",
        ),
    ],
)
def test_one_out_of_several_is_told_with_those_it_is_one_of(text: str, who: str) -> None:
    assert speakers(text) == [who]


def test_people_are_called_by_what_they_wear() -> None:
    text = "Les gilets verts ont promis « une fête sans bruit ». Ils veulent « danser », ont-ils dit."
    assert speakers(text) == ["Les gilets verts", "Les gilets verts"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Le port a accueilli 1 200 bateaux, selon un comptage réalisé par le cabinet Orvane.", "comptage"),
        ("Le port a accueilli 1 200 bateaux, selon un bilan lundi du cabinet Orvane.", "bilan"),
    ],
)
def test_a_count_is_said_by_who_made_it(text: str, count: str) -> None:
    assert "Orvane" in str(speakers(text)[0])
    assert count not in str(speakers(text)[0])

    assert "bilan" not in str(speakers(text)[0])


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("« La digue tiendra », a plaidé hier, devant la presse, Berthe Olivier.", "Berthe Olivier"),
        (
            "Jean Lafleur est secrétaire du Parti boréal. « Agissons », dit le secrétaire du Parti boréal, qui souhaite une « liste »",
            "Jean Lafleur",
        ),
        (
            "La marée monte vite.\n\n« Tout reste à faire »\n\nUn officier du port\n\nLa digue a cédé.",
            "Un officier du port",
        ),
        (
            "La marée monte vite.\n\n« Tout reste à faire »\n\nJean Lafleur, « marin pêcheur » à Brest\n\nLa digue a cédé.",
            "Jean Lafleur",
        ),
    ],
)
def test_who_speaks_stands_behind_asides_before_relative_clauses_and_below(text: str, who: str) -> None:
    assert {one for _, one in listen(text).said()} == {who}


@pytest.mark.parametrize("who", ["La commune", "L'extrême droite", "Le couple", "La province"])
def test_these_speak_as_bodies_and_people_do(who: str) -> None:
    assert speakers(f"{who} rappelle également que « la digue est fermée ».") == [who]
