"""The examples beside the words of header lines are true."""

import pytest

from pipeline.extract.publication import Publication, read_publication
from pipeline.lang import SHARED, languages, load

EXAMPLES = [
    (code, example)
    for code in [*languages(), SHARED]
    for example in load(code, "publication").get("examples", ())
]


@pytest.mark.parametrize(("code", "example"), EXAMPLES, ids=lambda x: x if isinstance(x, str) else x["text"])
def test_a_header_line_gives_its_dates(code: str, example: dict) -> None:
    found = read_publication(example["text"], None if code == SHARED else code) or Publication()
    assert (found.published, found.updated) == (example.get("published"), example.get("updated"))
