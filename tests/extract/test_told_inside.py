"""Reporting clauses inside the marks of a quote cut it in pieces; headings glued to a text; who asks in an interview."""

import pytest

from tests.extract.listening import listen

INSIDE = [
    # a verb that no list has, or that the tagger takes for another word
    ("« Il a quitté le port, consent un élu du parti. Mais on l'a senti fatigué. »", ["Il a quitté le port", "Mais on l'a senti fatigué."], "un élu du parti"),
    ("« Personne ne connaît la marée, lâche un gradé qui reste au port. Il y a des rumeurs. »", ["Personne ne connaît la marée", "Il y a des rumeurs."], "un gradé"),
    ("« On construit un mouvement solide, nous explique Jean Lafleur. Le port vient de nous rejoindre. »", ["On construit un mouvement solide", "Le port vient de nous rejoindre."], "Jean Lafleur"),
    ("« Mais non, peste Berthe Olivier, la maire. Chacun répète ce refrain. »", ["Mais non", "Chacun répète ce refrain."], "Berthe Olivier"),
    # a source outside loses to it
    ("Pour le syndicat, pas de doute, « il fallait un exemple, estime Jean Lafleur. Il y a un terreau. »", ["il fallait un exemple", "Il y a un terreau."], "Jean Lafleur"),
    # a second clause behind the marks
    ("« Il faut partir, répond Jean Lafleur. La marée monte », insiste-t-il.", ["Il faut partir", "La marée monte"], "Jean Lafleur"),
]  # fmt: skip
WHOLE = [
    "« La grève continue, et les pêcheurs rentrent. Rien ne change. »",
    "« Il est parti, sans un mot pour le maire. Rien ne change. »",
]


@pytest.mark.parametrize(("text", "pieces", "speaker"), INSIDE)
def test_a_reporting_clause_inside_marks_cuts_them(text: str, pieces: list[str], speaker: str) -> None:
    assert [(words, who) for words, who in listen(text).said() if words in pieces] == [
        (piece, speaker) for piece in pieces
    ]


@pytest.mark.parametrize("text", WHOLE)
def test_marks_without_a_reporting_clause_stay_whole(text: str) -> None:
    assert [words for words, _ in listen(text).said()] == [text.strip("« »")]


def test_what_somebody_else_said_is_retold_by_who_speaks_behind_the_marks() -> None:
    text = "« Il faut partir, m'a dit Jean Lafleur. J'ai refusé tout net », raconte Berthe Olivier."
    assert "Jean Lafleur" not in [who for _, who in listen(text).said()]


def test_a_heading_glued_to_the_text_is_said_by_whom_the_text_quotes_with_it() -> None:
    text = (
        "La ville a fermé le port hier soir.« Torpille politique »Le maire Jean Lafleur est venu. "
        "« Cette grève est une torpille politique », a dit Jean Lafleur."
    )
    assert ("Torpille politique", "Jean Lafleur") in listen(text).said()


def test_the_questions_of_an_interview_are_of_the_paper_that_its_first_one_names() -> None:
    text = (
        "Entretien avec une avocate du port.\n"
        "LE COURRIER. - Quelles sont les obligations du port ?\n"
        "Berthe Olivier. - Le port doit veiller sur les pêcheurs.\n"
        "Peut-il fermer ses quais ?\n"
        "Berthe Olivier. - Il le peut pour une semaine.\n"
        "Que risque-t-il ensuite ?\n"
        "Berthe Olivier. - Une amende, et rien de plus."
    )
    said = dict(listen(text).said())
    assert said["Peut-il fermer ses quais ?"] == said["Que risque-t-il ensuite ?"] == "LE COURRIER"
    assert said["Il le peut pour une semaine."] == "Berthe Olivier"
