"""The gold articles hold together: spans stand in their text, kinds and roles are those of the contract."""

import hashlib
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pipeline import tables
from tests.gold import evaluate, standoff

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


@pytest.mark.parametrize("name", [*standoff.names(), "more/read"])
def test_the_newspapers_gold_holds_spans_and_no_text(name: str) -> None:
    kinds = {*tables.QUOTE_KINDS, *tables.QUOTED_TERM_KINDS}
    for article in standoff.spans(name):
        assert set(article) == {"id", "site", "date", "sha256", "quotes", "descriptions"}
        assert {quote["kind"] for quote in article["quotes"]} <= kinds
        assert all(0 <= item["start"] < item["end"] for item in article["quotes"] + article["descriptions"])


def test_no_outlet_is_both_read_and_held_out() -> None:
    files = [*standoff.names(), *(f"{of}/{name}" for of in ("names", "dates") for name in evaluate.NAMED)]
    outlets = {file: {article["site"] for article in standoff.spans(file)} for file in files}
    held = {site for file, sites in outlets.items() if "held" in file for site in sites}
    read = {site for file, sites in outlets.items() if "held" not in file for site in sites}
    assert read
    assert held
    assert not read & held


@pytest.mark.skipif(not standoff.POOL.exists(), reason="the pool is not beside the project")
@pytest.mark.parametrize("name", [*standoff.names(), "more/read"])
def test_the_newspapers_gold_stands_in_the_pools_text(name: str) -> None:
    for article in standoff.join(name):
        assert all(
            item["end"] <= len(article["text"]) for item in article["quotes"] + article["descriptions"]
        )


@pytest.mark.parametrize("name", evaluate.NAMED)
def test_the_marked_names_are_spans_with_a_type_and_no_two_overlap(name: str) -> None:
    for line in (standoff.NAMES / f"{name}.jsonl").open(encoding="utf-8"):
        article = json.loads(line)
        assert set(article) == {"id", "site", "sha256", "entities"}
        assert {entity["type"] for entity in article["entities"]} <= set(tables.ENTITY_TYPES)
        spans = sorted(span for entity in article["entities"] for span in entity["spans"])
        assert all(start < end for start, end in spans)
        assert all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize("name", evaluate.NAMED)
def test_the_marked_dates_stand_in_order_and_have_a_value_where_they_count(name: str) -> None:
    for line in (standoff.DATES / f"{name}.jsonl").open(encoding="utf-8"):
        article = json.loads(line)
        assert set(article) == {"id", "site", "date", "sha256", "dates"}
        assert all(start < end for start, end, *_ in article["dates"])
        assert all(left[1] <= right[0] for left, right in pairwise(article["dates"]))
        assert all(value or opt for *_, value, opt in article["dates"])


@pytest.mark.skipif(not standoff.POOL.exists(), reason="the pool is not beside the project")
@pytest.mark.parametrize("name", evaluate.NAMED)
def test_the_marked_dates_stand_in_the_pools_text(name: str) -> None:
    for article in standoff.join_dates(name):
        assert all(item["text"] == item["text"].strip() != "" for item in article["dates"])


@pytest.mark.skipif(not standoff.POOL.exists(), reason="the pool is not beside the project")
@pytest.mark.parametrize("name", evaluate.NAMED)
def test_the_marked_names_stand_in_the_pools_text(name: str) -> None:
    for article in standoff.join_names(name):
        assert all(
            surface == surface.strip() != "" for one in article["entities"] for surface in one["surfaces"]
        )
