"""No word of a language stands in the code of the extractors: what they look for is data, and a new language is a folder."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import pipeline.extract
from pipeline import lang

SOURCES = sorted(Path(pipeline.extract.__file__).parent.rglob("*.py"))
WORD = re.compile(r"(?<![\w\\{<])[a-zà-ÿ]{2,}(?!\w)")
PATTERN = re.compile(r"[\\|\[(?]")  # what is no message and no name of a column has one of these
ELISION = re.compile(r"(?<![\w\\])(?:[a-zà-ÿ]{1,4}['’](?:\s|$)|-[a-zà-ÿ]+$)")  # «l'», «-t»
NAMES = frozenset(
    {"aux", "exact", "part", "question"}
)  # of labels and keys, which are words of other languages too
OURS = "en"  # the language of columns and keys
# Files whose words are those of grammar, and of the calendar.
GRAMMAR = (("cues", "grammar"), ("speakers", "phrase"), ("speakers", "pronouns"), ("names", "particles"))


def words_in(value: Any) -> Iterator[str]:
    """Yield the words of a value of a TOML file."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *words_in(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from words_in(inner)
    elif isinstance(value, str):
        yield from re.findall(r"[a-zà-ÿ]{2,}", value.casefold())


@cache
def known_words(codes: tuple[str, ...]) -> frozenset[str]:
    """Return the words of grammar and of the calendar of languages."""
    found: set[str] = set()
    for code in codes:
        for name, part in GRAMMAR:
            for value in lang.load(code, name).get(part, {}).values():
                found |= set(words_in(value))
        classes = lang.load(code, "dates")["classes"]
        found |= {word for name in ("weekday", "month", "deictic") for word in words_in(list(classes[name]))}
    return frozenset(found)


def strings(source: str) -> Iterator[tuple[int, str]]:
    """Yield the strings of a source that are no docstrings, with their lines."""
    tree = ast.parse(source)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def told_words(source: str) -> list[tuple[int, str]]:
    """Return the words of a language that stand in a source, with their lines.

    In a pattern: any word of grammar. Alone: one of another language than that of our own names, and what elides or is elided.
    """
    known = known_words(tuple(lang.languages()))
    foreign = known - known_words((OURS,)) - NAMES
    found = []
    for line, text in strings(source):
        if PATTERN.search(text):
            found.extend((line, word) for word in WORD.findall(text) if word in known)
        elif text in foreign:
            found.append((line, text))
        found.extend((line, elided) for elided in ELISION.findall(text))
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_an_extractor_holds_no_word_of_a_language(path: Path) -> None:
    assert told_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("word", ["l'", "-t", "d’", "dans", "según"])
def test_a_word_alone_is_found(word: str) -> None:
    assert told_words(f'X = "{word}"\n')


@pytest.mark.parametrize("word", ["published_on", "after", "aux", "title", "0-9", "it's over"])
def test_a_name_of_ours_is_none(word: str) -> None:
    assert not told_words(f'X = "{word}"\n')


@pytest.mark.parametrize("word", ["según", "lundi", "the", "celui-ci"])
def test_a_word_in_a_pattern_is_found(word: str) -> None:
    assert told_words(f'import re\nX = re.compile(r"(?:{word}|zzz) +")\n')
