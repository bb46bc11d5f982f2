"""Words are found whatever their endings and accents, in quotes and in articles."""

from pathlib import Path

import pytest

from pipeline.warehouse import ask
from pipeline.warehouse.questions import answer, question


def found(press: Path, **values: str) -> list[tuple[str, str]]:
    """Return kind and words of the rows found, best first."""
    return answer(press, question("search"), values).select("kind", "text").rows()


def test_a_word_is_found_under_another_ending(press: Path) -> None:
    assert found(press, words="trembler") == [("quote", "le pont tremble"), ("article", "lettre")]


@pytest.mark.parametrize("words", ["opération sûre", "OPERATION SURE"])
def test_accents_and_capitals_do_not_count(press: Path, words: str) -> None:
    assert found(press, words=words)[0] == ("article", "pont-journal")


def test_what_has_more_of_the_words_comes_first(press: Path) -> None:
    assert found(press, words="pont juin")[0] == ("quote", "Lussac aura son pont en juin")


def test_a_speaker_is_found_in_any_spelling(press: Path) -> None:
    said = found(press, words="pont", speaker="mme petit")
    assert len(said) == 3
    assert {kind for kind, _ in said} == {"quote"}


def test_a_period_bounds_what_is_found(press: Path) -> None:
    assert found(press, words="pont", speaker="Ada Petit", since="2024-05-01") == [
        ("quote", "Lussac aura son pont en juin")
    ]


@pytest.mark.parametrize("words", ["", "!!!", "introuvable", "' OR 1=1 --"])
def test_words_that_stand_nowhere_find_nothing(press: Path, words: str) -> None:
    assert found(press, words=words) == []


def test_a_shell_has_the_search_as_a_macro(press: Path) -> None:
    rows = ask(
        press, "SELECT kind, n_words_found FROM search('ponts tremblants') ORDER BY score DESC LIMIT 1"
    )
    assert rows.rows() == [("quote", 2)]
