"""Every example of pages.toml."""

import pytest

from pipeline import lang
from pipeline.drops.formats.pages.refusal import notice_in
from pipeline.drops.formats.pages.signatures import author_names
from pipeline.drops.formats.pages.words import by_words

EXAMPLES = [
    pytest.param(example, id=f"{code}: {example.get('byline') or example.get('line')}")
    for code in (*lang.languages(), lang.SHARED)
    for example in lang.load(code, "pages").get("examples", [])
]


@pytest.mark.parametrize("example", [e for e in EXAMPLES if "byline" in e.values[0]])
def test_the_names_of_a_by_line(example: dict[str, object]) -> None:
    assert author_names(str(example["byline"])) == example["authors"]


@pytest.mark.parametrize("example", [e for e in EXAMPLES if "line" in e.values[0]])
def test_what_a_line_is(example: dict[str, object]) -> None:
    line = str(example["line"])
    assert (by_words(line), notice_in(line) is not None) == (
        example.get("role"),
        example.get("notice", False),
    )
