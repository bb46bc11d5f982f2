"""The gold articles hold together: spans stand in their text, kinds and roles are those of the contract."""

import hashlib
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pipeline import tables
from tests.gold import standoff, training

FILES = [path for path in sorted(Path(__file__).parent.glob("*/*.jsonl")) if path.parent != standoff.PRESS]
ARTICLES = [json.loads(line) for path in FILES for line in path.open(encoding="utf-8")]
SPANS = ("quotes", "dates", "segments")


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_every_span_is_a_substring_of_its_text(article: dict[str, Any]) -> None:
    text = article["text"]
    assert hashlib.sha256(text.encode()).hexdigest() == article["sha256"]
    for item in (item for key in SPANS for item in article[key]):
        assert text[item["start"] : item["end"]] == item["text"]
    for entity in article["entities"]:
        assert all(surface in text for surface in entity["surfaces"])


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_kinds_roles_and_types_are_those_of_the_contract(article: dict[str, Any]) -> None:
    kinds = {*tables.QUOTE_KINDS, *tables.QUOTED_TERM_KINDS}
    assert {quote["kind"] for quote in article["quotes"]} <= kinds
    assert {segment["role"] for segment in article["segments"]} <= set(tables.ROLES)
    assert {source["type"] for source in article["sources"]} <= set(tables.SOURCE_TYPES)
    assert {entity["type"] for entity in article["entities"]} <= set(tables.ENTITY_TYPES)


def test_ids_are_unique_and_name_their_language() -> None:
    assert len({article["id"] for article in ARTICLES}) == len(ARTICLES)
    assert {article["id"].split("/")[1] for article in ARTICLES} == {path.parent.name for path in FILES}


QUOTES, NAMES, DATES = (
    [file for file in standoff.files() if (file.partition("/")[0] if "/" in file else "press") in folders]
    for folders in (("press", "found", "more"), ("names",), ("dates",))
)


@pytest.mark.parametrize("name", QUOTES)
def test_the_newspapers_gold_holds_spans_and_no_text(name: str) -> None:
    kinds = {*tables.QUOTE_KINDS, *tables.QUOTED_TERM_KINDS}
    kinds |= {"no"} if name.startswith("found/") else set()  # what the program had found, and is none
    for article in standoff.spans(name):
        assert set(article) == {"id", "site", "date", "sha256", "quotes", "descriptions"}
        assert {quote["kind"] for quote in article["quotes"]} <= kinds
        assert all(0 <= item["start"] < item["end"] for item in article["quotes"] + article["descriptions"])


def test_no_outlet_is_both_read_and_held_out() -> None:
    read = {art["site"] for file in standoff.files() if "held" not in file for art in standoff.spans(file)}
    assert read
    assert standoff.judging()
    assert not read & standoff.judging()


@pytest.mark.parametrize("name", NAMES)
def test_the_marked_names_are_spans_with_a_type_and_no_two_overlap(name: str) -> None:
    for article in standoff.spans(name):
        assert set(article) == {"id", "site", "sha256", "entities"}
        assert {entity["type"] for entity in article["entities"]} <= set(tables.ENTITY_TYPES)
        spans = sorted(span for entity in article["entities"] for span in entity["spans"])
        assert all(start < end for start, end in spans)
        assert all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize("name", DATES)
def test_the_marked_dates_stand_in_order_and_have_a_value_where_they_count(name: str) -> None:
    for article in standoff.spans(name):
        assert set(article) == {"id", "site", "date", "sha256", "dates"}
        assert all(start < end for start, end, *_ in article["dates"])
        assert all(left[1] <= right[0] for left, right in pairwise(article["dates"]))
        assert all(value or opt for *_, value, opt in article["dates"])


@pytest.mark.skipif(not standoff.POOL.exists(), reason="the pool is not beside the project")
@pytest.mark.parametrize("name", standoff.files())
def test_the_newspapers_gold_stands_in_the_pools_text(name: str) -> None:
    for article in standoff.join(name):
        items = article["quotes"] + article.get("descriptions", [])
        assert all(item["end"] <= len(article["text"]) for item in items)
        surfaces = [surface for entity in article["entities"] for surface in entity["surfaces"]]
        assert all(words == words.strip() != "" for words in surfaces + [d["text"] for d in article["dates"]])


@pytest.mark.skipif(not training.TRAIN.exists(), reason="the training gold is not beside the project")
def test_no_outlet_that_judges_teaches() -> None:
    assert not {article["site"] for article in training.quoted()} & standoff.judging()
