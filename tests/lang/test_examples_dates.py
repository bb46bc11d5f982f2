"""Every rule on dates has examples in its file of lang/, and they are true."""

from functools import cache

import polars as pl
import pytest

from pipeline.extract.dates import NO_TOKENS, read_dates
from pipeline.extract.dates.numbers import read_number
from pipeline.extract.tokens import tokenize
from pipeline.lang import SHARED, languages, load
from pipeline.tables import frame

OTHER_REFERENCES = ("2003-12-31", "2024-02-29", "2031-07-15T09:05")
CODES = [*languages(), SHARED]
RULES = [(code, rule) for code in CODES for rule in load(code, "dates").get("rules", ())]
EXAMPLES = [(code, rule["name"], example) for code, rule in RULES for example in rule.get("examples", ())]
NUMBERS = [(code, example) for code in CODES for example in load(code, "numbers").get("examples", ())]


@pytest.mark.parametrize(("code", "rule"), RULES, ids=lambda x: x if isinstance(x, str) else x["name"])
def test_every_rule_has_an_example(code: str, rule: dict) -> None:
    assert rule.get("examples"), f"{code}: the rule «{rule['name']}» has no example"


@pytest.mark.parametrize(
    ("code", "name", "example"), EXAMPLES, ids=lambda x: x if isinstance(x, str) else x["text"]
)
def test_an_example_gives_its_expression_and_value_whatever_the_reference(
    code: str, name: str, example: dict
) -> None:
    """What is relative says its value under two other references too; what is absolute has it under all."""
    tokens = NO_TOKENS if code == SHARED else tokens_of(code, example["text"])
    read = {
        reference: list(
            read_dates(example["text"], None if code == SHARED else code, reference, tokens=tokens)
        )
        for reference in (example.get("reference"), *example.get("also", ()), *OTHER_REFERENCES)
    }
    if not example["found"]:
        assert not any(read.values()), name
        return
    told = {example.get("reference"): example["value"], **example.get("also", {})}
    for reference, value in told.items():
        found = {(row["text"], row["value"] or ""): row for row in read[reference]}
        assert (example["found"], value) in found, (reference, read[reference])
    row = {r["text"]: r for r in read[example.get("reference")]}[example["found"]]
    if row["method"] in {"absolute", "vague"} and not example.get("also"):
        for reference in OTHER_REFERENCES:
            assert (example["found"], example["value"]) in {(r["text"], r["value"]) for r in read[reference]}
    elif example["value"] and example.get("reference"):
        same = {r["value"] for ref in OTHER_REFERENCES for r in read[ref] if r["text"] == example["found"]}
        assert len(told) >= 3 or same == {example["value"]}, (
            f"«{example['text']}» has one reference: name two more"
        )


@pytest.mark.parametrize(("code", "example"), NUMBERS, ids=lambda x: x if isinstance(x, str) else x["text"])
def test_a_number_in_words_is_read(code: str, example: dict) -> None:
    assert read_number(example["text"], load(code, "numbers")["words"]) == example["value"]


@cache
def tokens_of(code: str, text: str) -> pl.DataFrame:
    articles = frame("articles", [{"article_id": 1, "language": code, "text": text}])
    whole = {"article_id": 1, "seq": 0, "role": "body", "start_char": 0, "end_char": len(text), "text": text}
    return tokenize(articles, frame("segments", [whole]))


DIRECTIONS = [
    (code, example)
    for code in CODES
    for example in load(code, "dates").get("direction", {}).get("examples", ())
]


@pytest.mark.parametrize(
    ("code", "example"), DIRECTIONS, ids=lambda x: x if isinstance(x, str) else x["text"]
)
def test_the_verb_tells_whether_a_date_lies_ahead(code: str, example: dict) -> None:
    text, tokens = example["text"], tokens_of(code, example["text"])
    rows = list(read_dates(text, code, example["reference"], tokens=tokens))
    assert (example["found"], example["value"]) in {(row["text"], row["value"]) for row in rows}
    length = len(example["value"])
    is_ahead = example["value"] > example["reference"][:length]
    for reference in OTHER_REFERENCES:
        found = {row["text"]: row["value"] for row in read_dates(text, code, reference, tokens=tokens)}
        value = found[example["found"]]
        assert value == reference[:length] or (value > reference[:length]) == is_ahead, reference
