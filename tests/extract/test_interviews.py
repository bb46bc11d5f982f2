"""Interviews without quotation marks: questions that are paragraphs, answers under a name."""

import pytest

from tests.extract.listening import listen

ASKED = ["Pourquoi avez-vous quitté le port ?", "Que devient votre barque ?", "Reviendrez-vous à Rivenord ?"]
ANSWERS = ["La pêche ne payait plus.", "C'est une épave.", "Jamais de la vie."]


def interview(first: str, others: str = "") -> str:
    labels = [first, others, others]
    pairs = zip(ASKED, labels, ANSWERS, strict=True)
    return "\n".join(f"{question}\n{label}{answer}" for question, label, answer in pairs)


@pytest.mark.parametrize(
    ("first", "others"),
    [("Jeanne LANOË. - ", ""), ("Jeanne Lanoë: ", ""), ("Jeanne Lanoë ", "Jeanne Lanoë ")],
)
def test_answers_under_a_name_are_that_persons_words(first: str, others: str) -> None:
    said = listen(interview(first, others)).said()
    assert [words for words, _ in said] == ANSWERS
    assert {(who or "").casefold() for _, who in said} == {"jeanne lanoë"}


def test_questions_that_the_paper_answers_itself_are_no_interview() -> None:
    assert listen(interview("")).said() == []
