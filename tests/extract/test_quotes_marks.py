"""Quotation marks: which open, which close, what they hold."""

import re

import pytest

from pipeline.extract.quotes.lexicon import lexicon
from pipeline.extract.quotes.marks.dialogue import dash_marks, turn_marks
from pipeline.extract.quotes.marks.marks import Mark, find_marks


def held(text: str) -> list[str]:
    return [text[m.start : m.end] for m in marks_of(text)]


def marks_of(text: str) -> list[Mark]:
    return find_marks(text, [m.span() for m in re.finditer(r"[^\n]+", text)])


@pytest.mark.parametrize(
    "text",
    [
        "Il a dit « oui » hier.",
        "Il a dit «oui» hier.",
        "Il a dit «\u00a0oui\u202f» hier.",
        "Il a dit “oui” hier.",
        'Il a dit "oui" hier.',
        "Er sagte „oui“ gestern.",
        "Il a dit ‹ oui › hier.",
        "He said ‘oui’ again.",
        "He said 'oui' again.",
    ],
)
def test_every_kind_of_mark_holds_its_words_without_padding(text: str) -> None:
    assert held(text) == ["oui"]


def test_marks_nest_and_know_what_stands_around_them() -> None:
    marks = marks_of("« Elle m’a dit “jamais ‘plus’ ici” hier », raconte-t-il.")
    assert [m.depth for m in marks] == [0, 1, 2]
    assert [m.parent for m in marks] == [-1, 0, 1]


def test_an_apostrophe_is_no_mark() -> None:
    assert held("L'élu d’hier, l'autre et les '90s : it's the workers' day.") == []


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("‘The farmers’ market closes in May,’ said the mayor.", ["The farmers’ market closes in May,"]),
        ("'The farmers' market closes in May,' said the mayor.", ["The farmers' market closes in May,"]),
        ("‘It’s the boys’ turn,’ she said, ‘and the girls’ too.’", ["It’s the boys’ turn,", "and the girls’ too."]),
        ("It was ‘the boys’ and ‘the girls’ who won.", ["the boys", "the girls"]),
        ("Los 'chalecos amarillos' bloquean la web de 'Brumal'.", ["chalecos amarillos", "Brumal"]),
    ],
)  # fmt: skip
def test_the_apostrophe_of_a_plural_closes_no_quote_that_a_later_mark_closes(
    text: str, inside: list[str]
) -> None:
    assert held(text) == inside


def test_feet_and_minutes_are_no_marks() -> None:
    assert held("Une planche de 6\" et un homme de 5'11 ont couru 3' 20\".") == []


def test_a_closing_mark_may_be_missing() -> None:
    marks = marks_of("« Nous partirons demain.\nLe maire a dit « non » hier.")
    assert [(m.note, m.depth) for m in marks] == [("unclosed", 0), (None, 0)]


def test_an_unclosed_quote_ends_before_the_next_one() -> None:
    assert held("« Nous partirons. Le maire a dit « non » hier.")[-1] == "non"


def test_an_opening_mark_may_be_missing() -> None:
    marks = marks_of("Il a prévenu : nous partirons demain ». Le maire a dit « non ».")
    assert ("unopened", "nous partirons demain") in [
        (m.note, "nous partirons demain") for m in marks if m.note
    ]
    assert marks[-1].note is None


@pytest.mark.parametrize("again", ["« ", "» ", ""])
def test_a_quote_runs_over_paragraphs(again: str) -> None:
    text = f"« Nous partons.\n{again}Nous reviendrons », dit-elle."
    marks = marks_of(text)
    assert [text[m.start : m.end] for m in marks] == ["Nous partons.", "Nous reviendrons"]
    assert marks[1].chain is marks[0]


def test_marks_of_two_kinds_make_a_pair_when_the_text_mixes_them() -> None:
    assert held('Il a dit «oui" hier.') == ["oui"]


@pytest.mark.parametrize("piece", ["«", "»", '"', "'", "« a ", "« a\n", "«»", "‘a "])
def test_a_text_of_marks_alone_takes_linear_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    assert all(mark.start < mark.end for mark in marks_of(text))  # at once, or the suite's timeout ends it


def test_interview_turns_are_speech_and_a_list_is_not() -> None:
    text = "Q : Vous partez ?\nR : Oui, je pars demain.\nQ : Pourquoi donc ?\nR : Pour voir la mer."
    paragraphs = [m.span() for m in re.finditer(r"[^\n]+", text)]
    assert [text[m.start : m.end] for m in turn_marks(text, paragraphs)][1] == "Oui, je pars demain."
    listed = "Lieu : la mairie\nHeure : midi juste\nPrix : cinq euros"
    assert turn_marks(listed, [m.span() for m in re.finditer(r"[^\n]+", listed)]) == []


def test_a_dialogue_dash_opens_speech_and_a_bullet_does_not() -> None:
    text = "— Je pars demain, dit-elle.\n— Tu reviendras ?\n— Jamais."
    paragraphs = [m.span() for m in re.finditer(r"[^\n]+", text)]
    words = [text[m.start : m.end] for m in dash_marks(text, paragraphs, lexicon("fr"))]
    assert words == ["Je pars demain", "Tu reviendras ?", "Jamais."]
    bullets = "— deux œufs\n— du lait\n— de la farine"
    spans = [m.span() for m in re.finditer(r"[^\n]+", bullets)]
    assert dash_marks(bullets, spans, lexicon("fr")) == []
