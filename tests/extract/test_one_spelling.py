"""One spelling of a name, whatever blanks, apostrophes and hyphens a text has: nobody is two for that reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.tidy import Tidy, tidy
from tests.lang.test_examples_names import mentions_of

TEXT = (
    "Mardi, Irène Dalbret a reçu le maire de Saint-Brumac, Paul d'Ostrac, au siège de l'Humanité. "
    "Mme Dalbret et Paul d'Ostrac ont visité Saint-Brumac. « Irène Dalbret a tenu parole », a dit M. d'Ostrac à l'Humanité."
)
BLANK = ["\u00a0", "\u202f", "\u2009", "\t", "  ", " \u00a0", "\u00a0 ", "\u3000"]
WAYS = {" ": BLANK, "'": ["’", "ʼ"], "-": ["\u2011", "‐"]}
PLACES = [place for place, letter in enumerate(TEXT) if letter in WAYS]


def respelt(ways: dict[int, int]) -> str:
    return "".join(
        WAYS[letter][ways[place] % len(WAYS[letter])] if place in ways else letter
        for place, letter in enumerate(TEXT)
    )


def told(text: str) -> list[tuple[str, str, str]]:
    """Return name, type and method of every name in the order of the text, the spelling made one."""
    found = mentions_of(text, "fr").sort("start_char", "end_char")
    assert all(text[m["start_char"] : m["end_char"]] == m["text"] for m in found.iter_rows(named=True))
    return [(tidy(text), name, kind) for text, name, kind in found.select("text", "name", "type").iter_rows()]


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from(PLACES), st.integers(0, 7)))
def test_a_text_names_the_same_whatever_its_blanks_and_marks(ways: dict[int, int]) -> None:
    assert told(respelt(ways)) == told(TEXT)


@given(st.text(alphabet="aé ’'\u00a0\u202f\t\n\u00ad\u200b-\u2011", max_size=40))
def test_every_place_of_a_tidy_text_is_one_of_the_text(text: str) -> None:
    one = Tidy(text)
    places = [one.place(at) for at in range(len(one.text))]
    assert places == one.places().tolist() == sorted(set(places))
    plain = [(at, place) for at, place in enumerate(places) if text[place] in "aé\n"]
    assert [one.text[at] for at, _ in plain] == [letter for letter in text if letter in "aé\n"]
    assert [one.tidied(place) for place in places if not text[place].isspace()] == [
        at for at, place in enumerate(places) if not text[place].isspace()
    ]


@pytest.mark.parametrize("text", ["Le maire\u00a0: Paul\u00a0d’Ostrac", "Paul d\u00ad'Ostrac", ""])
def test_mentions_stand_in_the_text_as_it_came(text: str) -> None:
    assert all(
        text[m["start_char"] : m["end_char"]] == m["text"]
        for m in mentions_of(text, "fr").iter_rows(named=True)
    )
