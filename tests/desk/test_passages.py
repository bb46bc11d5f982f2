"""The passage of a text around the words that are asked for: whole words, marked; phrases before their words; bounded."""

from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.desk.passages import LENGTH, passages


def part(text: str) -> dict[str, Any]:
    words = text.strip('-"').split()
    return {
        "part": text,
        "is_unwanted": text.startswith("-"),
        "is_phrase": '"' in text,
        "plain_words": words,
    }


def form(of: str, word: str, plain: str | None = None) -> dict[str, str]:
    return {"part": of, "form": word, "plain": plain or word}


def shown(text: str, forms: list[dict[str, str]], *asked: str, whole: bool = False) -> list[str]:
    """Return passages with [marks] around what is found."""
    made = passages(text, forms, [part(words) for words in asked], whole=whole)
    return ["".join(f"[{p.text}]" if p.is_found else p.text for p in passage) for passage in made]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Des armes, une arme.", "Des [armes], une [arme]."),
        ("L'ARME et le désarmement", "L'[ARME] et le désarmement"),
        ("«arme»", "«[arme]»"),
        ("arme\u0301e ou arme", "arme\u0301e ou [arme]"),
    ],
)
def test_whole_words_are_marked_as_they_stand(text: str, marked: str) -> None:
    assert shown(text, [form("arme", "arme"), form("arme", "armes")], "arme", whole=True) == [marked]


def test_a_phrase_is_marked_where_its_words_stand_side_by_side() -> None:
    phrase = '"le pont"'
    forms = [form(phrase, "le"), form(phrase, "pont")]
    assert shown("Le  pont, le grand pont", forms, phrase, whole=True) == ["[Le  pont], le grand pont"]
    assert shown("le pont, un pont", [*forms, form("pont", "pont")], phrase, "pont", whole=True) == [
        "[le pont], un [pont]"
    ]


def test_what_is_kept_out_is_not_marked() -> None:
    assert shown("le pont", [form("-pont", "pont")], "-pont", whole=True) == ["le pont"]


def test_the_passages_are_those_with_most_different_words() -> None:
    filler = "mot " * 200
    text = f"{filler}pont {filler}pont et fer {filler}fer {filler}"
    made = shown(text, [form("pont", "pont"), form("fer", "fer")], "pont", "fer")
    assert len(made) == 2
    assert any("[pont] et [fer]" in passage for passage in made)
    assert all(passage.startswith("… mot") and passage.endswith("mot …") for passage in made)
    assert all(len(passage) <= LENGTH + 10 for passage in made)


def test_a_text_without_the_words_shows_its_beginning() -> None:
    assert shown("mot " * 200, [], "pont")[0].startswith("mot mot")


@given(st.text("ab é'\u0301\n", max_size=900), st.sampled_from(["a", "ab", "é"]), st.booleans())
def test_no_letter_is_lost_or_made(text: str, word: str, whole: bool) -> None:
    for passage in passages(text, [form(word, word)], [part(word)], whole=whole):
        joined = "".join(piece.text for piece in passage)
        assert joined.removeprefix("… ").removesuffix(" …") in text
        assert all(piece.text.casefold() == word for piece in passage if piece.is_found)


def test_a_word_without_end_takes_no_time() -> None:
    started = process_time()
    for text in ("pont " * 200_000, "pont" * 200_000, "le " * 200_000 + "pont"):
        phrase = '"le pont"'
        passages(
            text,
            [form("pont", "pont"), form(phrase, "le"), form(phrase, "pont")],
            [part("pont"), part(phrase)],
            whole=False,
        )
    assert process_time() - started < 5
