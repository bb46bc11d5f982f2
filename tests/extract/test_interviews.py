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


PRESENTED = {
    "fr": ("Lina Ferval a reçu Hugo Vallon. Hugo Vallon est parti.", "Hugo Vallon reviendra."),
    "en": ("Mary Carter met John Abbott in town. John Abbott has left.", "John Abbott will return."),
    "es": ("Lina Ferval recibió a Hugo Vallon. Hugo Vallon se ha ido.", "Hugo Vallon volverá."),
}


@pytest.mark.parametrize(
    ("language", "ask", "answer"),
    [("es", "P.", "R."), ("fr", "Q.", "R."), ("en", "Q.", "A."), ("es", "Pregunta:", "Respuesta:")],
)
def test_turns_stand_amid_a_paragraph_behind_labels_that_name_no_one(
    language: str, ask: str, answer: str
) -> None:
    intro, told = PRESENTED[language]
    turns = [("2019?", "2020."), ("2021?", told), ("2022?", "2023.")]
    text = f"{intro} " + " ".join(f"{ask} {question} {answer} {words}" for question, words in turns)
    heard = listen(text, language)
    assert heard.quotes.sort("start_char")["text"].to_list() == [words for turn in turns for words in turn]
    assert (
        heard.quotes.sort("start_char")["speaker_name"].to_list() == [None, " ".join(intro.split()[:2])] * 3
    )


def test_who_answers_is_presented_before_the_turns_and_not_spoken_of_in_them() -> None:
    heard = listen(
        "Hugo Vallon a gagné. Hugo Vallon a été reçu par Lina Ferval, la maire. Q. Et Hugo Vallon ? R. Il a couru. Q. Et vous ? R. J'ai vu Hugo Vallon."
    )
    assert dict(heard.said())["Il a couru."] == "Lina Ferval"


def test_who_answers_may_be_addressed_in_the_questions() -> None:
    heard = listen(
        "Lina Ferval a été reçue par Hugo Vallon. Lina Ferval est maire. Q. Lina Ferval, partez-vous ? R. Non, je reste. Q. Et après ? R. On verra."
    )
    assert dict(heard.said())["Non, je reste."] == "Lina Ferval"


@pytest.mark.parametrize(
    "text",
    [
        "Goles del partido. P. Oliver marcó primero. R. Lanas empató pronto. P. Oliver hizo el segundo. R. Lanas cerró el partido.",
        "Alineación: Lanas; Oliver. P. Torre. R. Lanas. P. Oliver. R. Torre.",
    ],
)
def test_initials_are_no_labels_of_turns(text: str) -> None:
    assert listen(text, "es").quotes.is_empty()


def test_letters_of_a_list_are_no_turns() -> None:
    assert listen(
        "Le vol part du quai R. Il arrive au quai P. Le suivant part du quai R. Il est plein.", "es"
    ).quotes.is_empty()
