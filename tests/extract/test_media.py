"""Which media there are, and where a text names them."""

import polars as pl
import pytest

from pipeline.extract.media import common_spellings, find_media, kind_of, listed_as, packaged_media
from pipeline.extract.mentions.outlets import outlet_names, rules_of
from tests.extract.tagging import tagged


def found(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find_media(text)]


def test_every_medium_is_listed_once_with_a_kind_and_a_country() -> None:
    media = packaged_media()
    assert media["name"].is_unique().all()
    assert set(media["kind"]) == {"agency", "media"}
    assert media["country"].str.len_chars().unique().to_list() == [2]


def test_a_spelling_is_of_one_medium() -> None:
    spelled = [
        one
        for row in packaged_media().select("name", "aliases").iter_rows()
        for part in row
        for one in (part or "").split("|")
        if one
    ]
    assert len(spelled) == len(set(spelled))
    assert common_spellings() <= set(spelled)


def test_a_newspaper_stands_with_its_article_whatever_its_capital() -> None:
    assert found("le Parisien, Le Parisien, du Parisien, Parisien") == [
        "le Parisien",
        "Le Parisien",
        "Parisien",
    ]


def test_a_name_of_several_words_needs_no_article() -> None:
    assert found("Lu dans le Républicain lorrain, Courrier picard.") == [
        "le Républicain lorrain",
        "Courrier picard",
    ]


def test_a_part_of_a_longer_name_is_no_medium() -> None:
    assert found("La Tribune du Lac, la Mondeville, @BFMTV, celles Échos") == []


def test_names_joined_by_hyphens_are_each_a_medium() -> None:
    assert found("Grand Jury RTL-Le Figaro-LCI") == ["RTL", "Le Figaro", "LCI"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("YTN", "media"), ("l’Humanité", "media"), ("AFP", "agency"), ("Telegram", "media"), ("Rivenord", None)],
)
def test_a_medium_has_its_kind(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


def test_a_medium_is_called_as_it_is_listed() -> None:
    assert [listed_as("figaro"), listed_as("matinale de France Inter"), listed_as("Rivenord")] == [
        "Le Figaro",
        "France Inter",
        None,
    ]


@pytest.mark.parametrize("spelling", ["Ouest France", "BFM-TV", "France inter", "Sud-Radio", "Charlie hebdo"])
def test_a_medium_may_be_set_with_a_hyphen_or_without_and_in_small_letters(spelling: str) -> None:
    assert [hit.kind for hit in find_media(f"Ce matin sur {spelling}, il parle.")] == ["media"]


def test_a_medium_s_name_ends_where_the_model_takes_small_words_for_a_part_of_it() -> None:
    found = tagged("Ada Lind, de BFMTV et spécialiste des ports", ("BFMTV et spécialiste des ports", "ORG"))
    assert found.filter(pl.col("type") == "ORG")["text"].to_list() == ["BFMTV"]
    longer = tagged("Ada Lind, de La Gazette wallonne", ("La Gazette wallonne", "ORG"))
    assert "La Gazette wallonne" in longer["text"].to_list()


@pytest.mark.parametrize(
    "text",
    [
        "Un article [du Temps] circule.",
        "Interrogée par [l'Union], elle rit.",
        "« A », ironise Ada Lind dans [l'Alsace] de ce jour.",
        "Lu dans un éditorial [de l'Obs] d'hier.",
    ],
)
def test_a_common_spelling_is_a_medium_s_behind_what_is_made_of_media(text: str) -> None:
    plain = text.replace("[", "").replace("]", "")
    piece = text[text.index("[") + 1 : text.index("]")]
    word = piece.removeprefix("du ").removeprefix("de ")
    found = [name.text for name in outlet_names(plain, [], rules_of("fr"))]
    assert found == [word]
    assert [*outlet_names(f"Elle songe, {piece} et tout cela.", [], rules_of("fr"))] == []
