"""When an article was published and updated, from its header lines and from metadata."""

import pytest

from pipeline.extract.publication import Publication, read_publication


def test_publication_and_update_of_one_line_are_kept_apart() -> None:
    line = "Publié le 3 mai 2021 à 8h05 - Mis à jour le 4 mai 2021 à 19h"
    assert read_publication(line, "fr") == Publication("2021-05-03T08:05", "2021-05-04T19:00")


def test_an_update_alone_is_no_publication() -> None:
    assert read_publication("Dernière mise à jour : 4 mai 2021", "fr") == Publication(None, "2021-05-04")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2021-05", "2021-05"),
        ("2021-05-03", "2021-05-03"),
        ("2021-05-03T08:05:59+02:00", "2021-05-03T08:05+02:00"),
        ("2021-05-03 08:05:00", "2021-05-03T08:05"),
        ("Mon, 03 May 2021 08:05:00 +0200", "2021-05-03T08:05+02:00"),
        ("03/05/2021", "2021-05-03"),
        ("3 mai 2021", "2021-05-03"),
        ("May 3, 2021", "2021-05-03"),
        ("May 3, 2021 8:05 PM", "2021-05-03T20:05"),
    ],
)
def test_metadata_is_read_at_its_true_precision_whatever_its_language(words: str, value: str) -> None:
    found = read_publication(words)
    assert found is not None
    assert found.published == value


@pytest.mark.parametrize(
    "words", [None, "", "Publié hier à 18h", "Publié lundi", "le 3 mai", "31/02/2021", "x" * 10_000]
)
def test_what_is_incomplete_or_impossible_settles_nothing(words: str | None) -> None:
    assert read_publication(words, "fr") is None


def test_a_dateline_with_its_place_is_a_publication() -> None:
    assert read_publication("Limoges, 12 mars 2017 . –", "fr") == Publication("2017-03-12", None)
