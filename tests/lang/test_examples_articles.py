"""Every example of every rule in lang/*/articles.toml is read as it says."""

import pytest

from pipeline import lang
from pipeline.extract.layout import FIELDS, patterns, read_page

CASES = [
    pytest.param(code, place, rule, example, id=f"{code}: {example['text']}")
    for code in (*lang.languages(), lang.SHARED)
    for place in ("line", "prefix", "suffix")
    for rule in lang.load(code, "articles").get(place, [])
    for example in rule["examples"]
]


@pytest.mark.parametrize(("code", "place", "rule", "example"), CASES)
def test_a_page_is_read_as_its_example_says(
    code: str, place: str, rule: dict[str, object], example: dict[str, str]
) -> None:
    headline = "" if place == "prefix" else "Un titre\n\n"
    page = read_page(headline + example["text"], code)
    stated = {name: value for name, value in example.items() if name in FIELDS}
    assert {name: page.fields.get(name) for name in stated} == stated
    roles = [piece.role for piece in page.pieces[1 if headline else 0 :]]
    assert rule["role"] in roles


def test_every_rule_has_an_example() -> None:
    rules = [
        rule
        for code in (*lang.languages(), lang.SHARED)
        for place in ("line", "prefix", "suffix")
        for rule in lang.load(code, "articles").get(place, [])
    ]
    assert rules
    assert [rule["pattern"] for rule in rules if not rule.get("examples")] == []


def test_patterns_of_the_language_come_first() -> None:
    assert patterns("en").line[0] != patterns("fr").line[0]
