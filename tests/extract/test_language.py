"""Languages: told alike on every run, unknown where there is too little."""

import polars as pl

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
