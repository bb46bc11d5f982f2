"""No list of a language's data names a word twice: a second is either one too many or stands where another was meant."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from pipeline.lang import FOLDER, SHARED, languages, load

OF_WORDS = {"cues", "kinds", "sources", "speakers"}  # files in which a text is a list of words
FILES = [(code, path.stem) for code in [*languages(), SHARED] for path in FOLDER.glob(f"{code}/*.toml")]


def lists(value: Any, place: str, *, of_words: bool) -> Iterator[tuple[str, list[str]]]:
    """Yield the lists of words of a file with where they stand; its examples are texts."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "examples":
                yield from lists(inner, f"{place}.{key}", of_words=of_words)
    elif isinstance(value, list):
        yield place, [word for word in value if isinstance(word, str)]
        for inner in value:
            yield from lists(inner, place, of_words=False)
    elif isinstance(value, str) and of_words:
        yield place, value.split()


@pytest.mark.parametrize(("code", "name"), FILES)
def test_no_list_names_a_word_twice(code: str, name: str) -> None:
    found = lists(load(code, name), name, of_words=name in OF_WORDS)
    assert not [(place, word) for place, words in found for word, n in Counter(words).items() if n > 1]


def test_a_word_that_stands_twice_is_found() -> None:
    data = {"a": {"b": "dire dire"}, "c": ["oui", "oui"], "examples": [{"text": "non non"}]}
    found = dict(lists(data, "cues", of_words=True))
    assert found == {"cues.a.b": ["dire", "dire"], "cues.c": ["oui", "oui"]}
