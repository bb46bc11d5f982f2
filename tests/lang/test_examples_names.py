"""Every example in the files on names holds: names, roles, countries, given names, transliteration."""

from typing import Any

import polars as pl
import pytest

from pipeline.extract.authorities import packaged_authorities
from pipeline.extract.countries import country_of
from pipeline.extract.mentions import find_mentions
from pipeline.extract.mentions.lexicon import lexicon
from pipeline.extract.names import fold
from pipeline.extract.spelling import family_of, name_words, sound_alike
from pipeline.extract.tokens import tokenize
from pipeline.lang import SHARED, languages, load
from pipeline.tables import frame


def examples(file: str) -> list[tuple[str, dict[str, Any]]]:
    return [(code, example) for code in languages() for example in load(code, file).get("examples", ())]


def mentions_of(text: str, code: str) -> pl.DataFrame:
    article = {"article_id": 1, "language": code, "text": text, "n_chars": len(text), "n_words": 1}
    segment = {
        "article_id": 1,
        "seq": 0,
        "role": "body",
        "start_char": 0,
        "end_char": len(text),
        "text": text,
    }
    articles, segments = frame("articles", [article]), frame("segments", [segment])
    return find_mentions(articles, segments, tokenize(articles, segments))


@pytest.mark.parametrize(("code", "example"), examples("names"))
def test_an_example_gives_its_names(code: str, example: dict[str, Any]) -> None:
    found = mentions_of(example["text"], code).filter(pl.col("method") != "inside").sort("start_char")
    assert found.select("text", "type").rows() == [tuple(name) for name in example["names"]]


def club_examples() -> list[tuple[str, dict[str, Any]]]:
    return [
        (code, one)
        for code in languages()
        for one in load(code, "names").get("clubs", {}).get("examples", ())
    ]


@pytest.mark.parametrize(("code", "example"), club_examples())
def test_a_town_that_plays_is_its_club(code: str, example: dict[str, Any]) -> None:
    found = mentions_of(example["text"], code).filter(pl.col("kind") == "name").sort("start_char")
    assert [tuple(name) for name in example["names"]] == [
        row for row in found.select("text", "type").rows() if row[0] in dict(example["names"])
    ]


@pytest.mark.parametrize(("town", "clubs"), load(SHARED, "clubs")["towns"].items())
def test_a_club_of_a_town_is_an_authority(town: str, clubs: list[str]) -> None:
    known = packaged_authorities().filter(pl.col("type") == "ORG")["name"]
    assert set(clubs) <= set(known), town


@pytest.mark.parametrize(("code", "example"), examples("roles"))
def test_a_description_means_the_person_beside_the_role(code: str, example: dict[str, Any]) -> None:
    found = mentions_of(example["text"], code)
    clusters = [set(found.filter(pl.col("text") == text)["cluster_id"]) for text in example["same"]]
    assert clusters[0]
    assert set.intersection(*clusters), found.select("text", "kind", "method").rows()


@pytest.mark.parametrize(("code", "example"), examples("countries"))
def test_an_adjective_tells_its_country(code: str, example: dict[str, Any]) -> None:
    assert country_of(example["text"], code) == example["country"]


def institution_examples() -> list[tuple[str, dict[str, Any]]]:
    return [
        (code, one)
        for code in languages()
        for one in load(code, "names").get("institutions", {}).get("examples", ())
    ]


@pytest.mark.parametrize(("code", "example"), institution_examples())
def test_an_institution_is_found_in_small_letters(code: str, example: dict[str, Any]) -> None:
    assert [one.group() for one in lexicon(code).institutions.finditer(example["text"])] == example["found"]


@pytest.mark.parametrize("example", load("fr", "names")["places"]["examples"])
def test_a_place_is_found_that_no_capital_tells_alone(example: dict[str, Any]) -> None:
    assert [one.group() for one in lexicon("fr").places.finditer(example["text"])] == example["found"]


def body_examples() -> list[tuple[str, dict[str, Any]]]:
    return [
        (code, one)
        for code in languages()
        for one in load(code, "names").get("bodies", {}).get("examples", ())
    ]


@pytest.mark.parametrize(("code", "example"), body_examples())
def test_a_capital_noun_opens_an_institution(code: str, example: dict[str, Any]) -> None:
    found = mentions_of(example["text"], code).filter(pl.col("kind") == "name")
    assert example["found"] in found["text"].to_list()


@pytest.mark.parametrize(("code", "example"), examples("authorities"))
def test_a_spelling_of_a_language_means_an_authority(code: str, example: dict[str, Any]) -> None:
    assert lexicon(code).authorities[fold(example["text"])] == example["name"]


@pytest.mark.parametrize("code", languages())
def test_what_a_language_spells_in_its_way_is_an_authority(code: str) -> None:
    assert load(code, "authorities").get("spellings", {}).keys() <= set(packaged_authorities()["name"])


@pytest.mark.parametrize(("code", "example"), examples("first_names"))
def test_a_given_name_tells_its_gender(code: str, example: dict[str, Any]) -> None:
    assert lexicon(code).first_names[fold(example["text"])] == example["gender"]


@pytest.mark.parametrize(("family", "rule"), load(SHARED, "transliteration")["families"].items())
def test_the_examples_of_a_family_sound_alike_and_look_like_it(family: str, rule: dict[str, Any]) -> None:
    assert rule["examples"], family
    for one, two in rule["examples"]:
        (a,), (b,) = name_words(one), name_words(two)
        assert sound_alike(a, b), (one, two)
        assert family_of(a) or family_of(b), (one, two)
