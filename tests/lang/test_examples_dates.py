"""Every rule on dates has examples in its file of lang/, and they are true."""

import pytest

from pipeline.extract.dates import read_dates
from pipeline.extract.dates.numbers import read_number
from pipeline.extract.tokens import tokenize
from pipeline.lang import SHARED, languages, load
from pipeline.tables import frame

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
def test_an_example_gives_its_expression_and_value(code: str, name: str, example: dict) -> None:
    language = None if code == SHARED else code
    rows = list(read_dates(example["text"], language, example.get("reference")))
    if not example["found"]:
        assert rows == [], name
        return
    assert (example["found"], example["value"] or None) in {(row["text"], row["value"]) for row in rows}, rows


@pytest.mark.parametrize(("code", "example"), NUMBERS, ids=lambda x: x if isinstance(x, str) else x["text"])
def test_a_number_in_words_is_read(code: str, example: dict) -> None:
    assert read_number(example["text"], load(code, "numbers")["words"]) == example["value"]


DIRECTIONS = [
    (code, example)
    for code in CODES
    for example in load(code, "dates").get("direction", {}).get("examples", ())
]


@pytest.mark.parametrize(
    ("code", "example"), DIRECTIONS, ids=lambda x: x if isinstance(x, str) else x["text"]
)
def test_the_verb_tells_whether_a_date_lies_ahead(code: str, example: dict) -> None:
    text = example["text"]
    articles = frame("articles", [{"article_id": 1, "language": code, "text": text}])
    whole = {"article_id": 1, "seq": 0, "role": "body", "start_char": 0, "end_char": len(text), "text": text}
    tokens = tokenize(articles, frame("segments", [whole]))
    rows = list(read_dates(text, code, example["reference"], tokens=tokens))
    assert (example["found"], example["value"]) in {(row["text"], row["value"]) for row in rows}
