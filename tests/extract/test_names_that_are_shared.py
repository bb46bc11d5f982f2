"""What spellings mean that bodies, places and other things share: a seat of power or its building, letters with one owner."""

import pytest

from pipeline.extract.mentions.lexicon import lexicon
from pipeline.extract.names import fold
from tests.extract.tagging import kinds, tagged


@pytest.mark.parametrize(
    ("language", "kind", "text", "place"),
    [
        ("fr", "LOC", "Il faut l'accord de la Turquie ici.", "Turquie"),
        ("fr", "LOC", "L'accord du Liban tarde.", "Liban"),
        ("fr", "LOC", "La convention du Qatar sort.", "Qatar"),
        ("fr", "LOC", "La bataille de Kiev dure.", "Kiev"),
        ("es", "LOC", "Falta el acuerdo de Italia hoy.", "Italia"),
        ("es", "LOC", "El convenio de Madrid sigue.", "Madrid"),
        ("en", "GPE", "The battle of Kiev drags on.", "Kiev"),
    ],
)
def test_who_agrees_and_where_one_fights_is_told_of(language: str, kind: str, text: str, place: str) -> None:
    assert kinds(tagged(text, (place, kind), language=language))[place] == "LOC"


@pytest.mark.parametrize(
    ("text", "seat", "kind"),
    [
        ("La guilde a écrit à Matignon.", "Matignon", "ORG"),
        ("Ada Lind a reproché à l' Élysée son silence.", "Élysée", "ORG"),
        ("On fait confiance à Matignon.", "Matignon", "ORG"),
        ("La pression grandit sur Matignon.", "Matignon", "ORG"),
        ("Elle fut conseillère à l' Élysée.", "Élysée", "ORG"),
        ("Une source à l' Élysée sourit.", "Élysée", "ORG"),
        ("La guilde, reçue hier, a écrit à Matignon.", "Matignon", "ORG"),
        ("La guilde tient tête à Matignon.", "Matignon", "ORG"),
        ("La guilde rend hommage à Matignon.", "Matignon", "ORG"),
        ("Les guildes sont reçues lundi à Matignon.", "Matignon", "LOC"),
        ("Après cinq ans à Matignon, Ada Lind sort.", "Matignon", "LOC"),
        ("Ada Lind est entrée à l' Élysée.", "Élysée", "LOC"),
        ("Un dîner a lieu à l' Élysée.", "Élysée", "LOC"),
        ("Ada Lind se rend à Matignon.", "Matignon", "LOC"),
        ("On attend devant Matignon.", "Matignon", "LOC"),
        ("Le perron de l' Élysée brille.", "Élysée", "LOC"),
    ],
)
def test_who_is_written_to_is_no_building(text: str, seat: str, kind: str) -> None:
    assert kinds(tagged(text, (seat, "ORG")))[seat] == kind


def test_brackets_behind_a_person_may_hold_another_person() -> None:
    found = tagged("Le juge Paul Astier (Martin) sort.", ("Paul Astier", "PER"), ("Martin", "PER"))
    assert kinds(found)["Martin"] == "PER"


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("es", "La UCI del hospital se llena.", "UCI"),
        ("en", "Total revenue rose.", "Total"),
        ("es", "Total, nadie vino.", "Total"),
        ("fr", "Total : 34 points.", "Total"),
        ("fr", "Le LHC redémarre.", "LHC"),
        ("fr", "La Transat part hier.", "Transat"),
        ("fr", "Le FIS dissous revient.", "FIS"),
        ("fr", "Les Invalides de guerre défilent.", "Invalides"),
        ("fr", "Le naufrage du Concordia choque.", "Concordia"),
        ("fr", "Atlas, le robot, marche.", "Atlas"),
        ("fr", "Un séisme a touché Suva hier.", "Suva"),
    ],
)
def test_words_of_other_things_are_no_body_by_themselves(language: str, text: str, word: str) -> None:
    assert word not in tagged(text, language=language)["text"].to_list()


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "La CDC investit.", "Caisse des dépôts"),
        ("en", "The CDC warns us.", "Centers for Disease Control and Prevention"),
        ("es", "Los CDC avisan.", "Centers for Disease Control and Prevention"),
        ("fr", "L' UCI enquête.", "Union cycliste internationale"),
    ],
)
def test_letters_have_one_owner_in_a_language(language: str, text: str, name: str) -> None:
    letters = next(word for word in text.split() if word in ("CDC", "UCI"))
    assert kinds(tagged(text, (letters, "ORG"), language=language))[letters] == "ORG"
    assert lexicon(language).authorities[fold(letters)] == name
