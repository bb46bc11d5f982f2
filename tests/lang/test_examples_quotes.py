"""Every example beside the rules of quotes, speakers and sources is true."""

import re

import pytest

from pipeline.extract.media import kind_of
from pipeline.extract.quotes.marks.marks import find_marks
from pipeline.lang import FOLDER, SHARED, languages, load
from tests.extract.listening import listen

CODES = [*languages(), SHARED]


def examples(name: str) -> list[tuple[str, dict]]:
    return [(code, example) for code in CODES for example in load_own(code, name)]


def load_own(code: str, name: str) -> list[dict]:
    """Return the examples of a language's own file, none where the shared one stands in."""
    own = (FOLDER / code / f"{name}.toml").is_file()
    return load(code, name).get("examples", []) if own else []


def label(value: object) -> str:
    return value if isinstance(value, str) else value["text"]


@pytest.mark.parametrize("name", ["cues", "speakers", "kinds", "sources"])
@pytest.mark.parametrize("code", languages())
def test_every_file_has_examples(code: str, name: str) -> None:
    assert load_own(code, name)


@pytest.mark.parametrize(("code", "example"), examples("marks"), ids=label)
def test_marks_hold_what_the_example_says(code: str, example: dict) -> None:
    assert code == SHARED
    text = example["text"]
    marks = find_marks(text, [m.span() for m in re.finditer(r"[^\n]+", text)])
    assert [text[m.start : m.end] for m in marks] == example["marks"]


@pytest.mark.parametrize(("code", "example"), examples("cues"), ids=label)
def test_a_cue_is_found_with_lemma_and_class(code: str, example: dict) -> None:
    row = listen(example["text"], code).quotes.row(0, named=True)
    assert (row["cue"], row["cue_lemma"], row["cue_class"]) == (
        example["cue"],
        example["lemma"],
        example["class"],
    )


@pytest.mark.parametrize(("code", "example"), examples("speakers"), ids=label)
def test_a_speaker_is_named(code: str, example: dict) -> None:
    wanted = example["speaker"] if isinstance(example["speaker"], list) else [example["speaker"]]
    assert listen(example["text"], code).quotes["speaker_name"].to_list() == wanted


@pytest.mark.parametrize(("code", "example"), examples("kinds"), ids=label)
def test_words_that_name_make_no_speech(code: str, example: dict) -> None:
    heard = listen(example["text"], code)
    assert heard.quotes.is_empty()
    assert heard.terms["kind"].to_list() == [example["kind"]]


@pytest.mark.parametrize("example", [e for _, e in examples("sources") if "type" in e])
def test_an_outlet_has_its_type(example: dict) -> None:
    assert kind_of(example["text"]) == example["type"]


@pytest.mark.parametrize(("code", "example"), [e for e in examples("sources") if "relay" in e[1]], ids=label)
def test_a_relay_is_found(code: str, example: dict) -> None:
    heard = listen(example["text"], code)
    assert heard.quotes["relay_name"].to_list() == [example["relay"]]
    assert "relay" in heard.sources["role"].to_list()
