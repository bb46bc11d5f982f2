"""Languages: told alike on every run, unknown where there is too little."""

import polars as pl
import pytest

from pipeline.extract.language import detect_language, detect_languages

FRENCH = "Le conseil du port a voté la réouverture du quai, fermé depuis la tempête."
ENGLISH = "The harbour council has voted to reopen the quay, closed since the winter storm."


def test_languages_are_told_with_their_confidence() -> None:
    for text, code in ((FRENCH, "fr"), (ENGLISH, "en")):
        language, confidence = detect_language(text)
        assert language == code
        assert confidence is not None
        assert confidence > 0.9


def test_the_answer_does_not_depend_on_what_was_read_before() -> None:
    once = detect_language(FRENCH)
    for _ in range(3):
        detect_language(ENGLISH)
        assert detect_language(FRENCH) == once


def test_a_text_without_words_has_no_language() -> None:
    assert detect_language("12 345 … — 67 !") == (None, None)


def test_a_stated_language_is_kept() -> None:
    found = detect_languages(pl.DataFrame({"text": [FRENCH, ENGLISH], "language": ["EN-gb", None]}))
    assert found.select("language", "language_confidence").rows()[0] == ("en", 1.0)
    assert found["language"][1] == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # the only long line is a header
        ("Le bac reprend du service\n\nMis à jour le 05/05/2021 à 09:15 - Publié le 03/05/2021 à 18:30\n\nLe bac a repris lundi, dit le port.", "fr"),
        # the only long line is an address
        ("Le bac reprend du service\n\nhttps://www.exemple.org/2021/05/03/le-bac-reprend-du-service-987654.html\n\nLe bac a repris lundi, dit le port.", "fr"),
        ("Une saison de marchés\n\nLes marchés auront lieu lundi 3, mardi 4 mercredi 5 jeudi 6 vendredi 7 samedi 8 et dimanche 9 mai.", "fr"),
        ("A short row at the quay\n\n“So where?” said Martin Kessler. “Why now?” asked Ingrid Holmberg, harbour master.", "en"),
        ("Le bac ferme\n\nLe port le dit.", "fr"),
    ],
)  # fmt: skip
def test_a_short_text_has_its_language_whatever_stands_around_it(text: str, code: str) -> None:
    assert detect_language(text)[0] == code
