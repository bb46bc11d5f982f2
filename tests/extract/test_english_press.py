"""Kinds of speech in English newspapers: clauses without «that», subjects behind marks and commas, bodies, lines that links cut."""

import pytest

from pipeline.extract.quotes.marks.frames import abbreviated_titles
from tests.extract.listening import listen
from tests.extract.test_layout import ENGLISH, roles

CLAUSES = [
    # without «that»: figures, «about», a long subject, a relative clause in it
    ("Police said 42 sailors, 17 of their own officers and one cook were injured.", ["42 sailors, 17 of their own officers and one cook were injured"]),
    ("The government said about 60% of ferries across Kent had been delayed or lost.", ["about 60% of ferries across Kent had been delayed or lost"]),
    ("Officials said the ferries that do still run had lost more paint.", ["the ferries that do still run had lost more paint"]),
    ("The council said topics such as the pier, which opened in 1913 amid storms, would not be discussed.", ["topics such as the pier, which opened in 1913 amid storms, would not be discussed"]),
    # behind who is told it
    ("He told producer Ada Lind he had been at the quay that morning.", ["he had been at the quay that morning"]),
    # behind a day
    ("The Harbour Trust confirmed yesterday it would sell the pier.", ["it would sell the pier"]),
    ("The Harbour Trust said Monday's vote would be held on the quay.", ["Monday's vote would be held on the quay"]),
    # the second of two verbs of saying has a clause of its own
    ("The sailors, who model their boats on the old fleet, have said they do not agree, and insist Lind is not their leader.", ["they do not agree", "Lind is not their leader"]),
    # before, behind and around a reporting clause
    ("The findings of the inquiry do not bother her, Ada Lind told 60 Ferries in June.", ["The findings of the inquiry do not bother her"]),
    ("Ada Lind came. Despite what critics have said, she wrote, the average sailor is not opposed to the pier.", ["the average sailor is not opposed to the pier"]),
    ("The pictures were captivating, Ada Lind said, but it was important to ask about the storm.", ["The pictures were captivating", "it was important to ask about the storm"]),
    ("Since Martin felt nothing in their path, Ada Lind said, he gave the dog a tug.", ["Since Martin felt nothing in their path", "he gave the dog a tug"]),
    # a participle reports as its verb does, and an infinitive of doing does not
    ("Ada Lind left the quay at noon, saying the ferry was too late to be of use.", ["the ferry was too late to be of use"]),
    ("Otto Brook pulled past the keeper to claim his prize before the game was over.", []),
    # what the tree joins to the verb of saying is told by the paper
    ("Ada Lind said she was shocked at the state of the pier, and called on the keepers to resign.", ["she was shocked at the state of the pier"]),
    ("The ferry (two keepers said it had sunk) lies near the old quay of Kent.", ["it had sunk"]),
    # who is told by a pronoun is no subject behind its verb
    ("On Sunday, Brook, tired and speaking to Port Radio from the quay, said he was also hit by a rope.", ["he was also hit by a rope"]),
    # who says it is a part of a group, figures, a name parted by «which»
    ("Part of the local media suggests that the march was hijacked by sailors.", ["the march was hijacked by sailors"]),
    ("The storm caused all the delays there, according to Harbour Transport, which said ferries to Kent had been cancelled.", ["The storm caused all the delays there", "ferries to Kent had been cancelled"]),
]  # fmt: skip
NO_CLAUSES = [
    "Harbour Transport has not said how it will mend the pier.",
    "The ministry acknowledged the rescue in a brief note but did not name the ship.",
    "Tavares Air declined to comment on that aircraft.",
    "Ada Lind wrote a novel in 2016 and has read from it often.",
]
BEHIND_MARKS = [
    ("“People still complain about it in the ports,” Ada Lind, an MP for the Harbour party of old Mayor Brook in Kent, said of the limits.", "Ada Lind"),
    ("“The ferry is late,” Ada Lind, who has run the old harbour since the storm, told Port Radio.", "Ada Lind"),
    ("“I am glad that the ferry came,” Lind tweeted later on Tuesday. Ada Lind runs the harbour.", "Ada Lind"),
    ("Otto de Velde is a lawyer. “I have the papers of the ship,” de Velde told Port Radio.", "Otto de Velde"),
    ("“Not too cold for a swim,” my partner asked.", "my partner"),
    ("“We will stick it out to the end,” the harbour folk insisted.", "the harbour folk"),
    ("“We have nothing to lose,” said a 39-year-old nurse from Kent.", "a 39-year-old nurse from Kent"),
    ("“Give us your ferries now!” he shrieked. Otto Brook was angry.", None),
    ("If sailors refused to leave, “then we would have to think of a legal way”, Ada Lind said.", "Ada Lind"),
]  # fmt: skip
WHO = [
    ("The keeper of the pier, Otto Brook, has resigned, the Kent prosecutor's office told Port Radio.", "has resigned", "the Kent prosecutor's office"),
    ("Otto Brook left on Monday. Speaking of Brook, sources say the ferry will sail again.", "ferry will sail", "sources"),
    ("Otto Brook makes a flare whose manufacturer, Harbour Security, calls it a “safe and sound device”.", "safe and sound", "Harbour Security"),
    ("The quay is unsafe, the harbour ministry said on Thursday. “The quay is shut for the winter,” it said.", "quay is shut", "the harbour ministry"),
    ("As one of her top advisers told the paper, “we need a larger crew in the boat.”", "larger crew", "one of her top advisers"),
    ("Ada Lind said the sailors were free to protest but blocking the quay was “obviously not acceptable”.", "obviously not", "Ada Lind"),
    ("Ada Lind came. “A clock tells you the time,” her father used to say, “but a bell tells everybody.”", "A clock", "her father"),
    ("Ada Lind is the mayor. Otto Brook came late. He said Otto Brook was a friend, then added: “The pier is shut.”", "pier is shut", "Ada Lind"),
    ("Ada Lind, the Norway coach, sat down. Otto Brook, the coach of Wales, was sad. “It was not there today,” the Norway coach said.", "not there today", "Ada Lind"),
    ("Helen Archer, the minister, came by ferry. “The pier is shut,” the new minister said.", "pier is shut", "Helen Archer"),
    ("The keeper had lived with Otto Brook, the newspaper reported.", "The keeper had lived", "the newspaper"),
    ("Kent recalled its keeper over “unheard-of” words by officials, the harbour ministry said on Thursday.", "Kent recalled", "the harbour ministry"),
    ("Port Radio came at noon. The harbour council said it was considering “every last option” to keep the pier.", "every last", "The harbour council"),
    ("The old keeper, Ada Lind, said Otto Brook was wrong if he thought “a sum of money” would do.", "a sum of money", "Ada Lind"),
    ("Ada Lind is a keeper. Ms Lind accused managers of “playing games” with the timetable.", "playing games", "Ada Lind"),
    ("Ada Lind said that the estimated 2,000 ferries in Kent “should not be there at all”.", "should not be", "Ada Lind"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "contents"), CLAUSES)
def test_reported_clauses_without_marks(text: str, contents: list[str]) -> None:
    assert [words for words, _ in listen(text, "en").said()] == contents


@pytest.mark.parametrize("text", NO_CLAUSES)
def test_what_looks_like_a_reported_clause_and_is_none(text: str) -> None:
    assert listen(text, "en").said() == []


@pytest.mark.parametrize(("text", "speaker"), BEHIND_MARKS)
def test_who_speaks_behind_the_marks(text: str, speaker: str | None) -> None:
    assert listen(text, "en").said()[0][1] == speaker


@pytest.mark.parametrize(("text", "words", "speaker"), WHO)
def test_bodies_groups_and_those_told_around_the_verb(text: str, words: str, speaker: str) -> None:
    assert listen(text, "en").one(words)["speaker_name"] == speaker


def test_the_writer_s_question_is_not_that_of_who_spoke_before() -> None:
    said = listen("“The sea is calm today,” Ada Lind said. “Really?” I asked. “It never was so calm,” she answered.", "en").said()  # fmt: skip
    assert [speaker for _, speaker in said] == ["Ada Lind", None, "Ada Lind"]


def test_a_rank_with_a_full_stop_stays_with_its_name() -> None:
    said = listen("“He was a good sailor for us,” police spokesman Sgt. Javier Lind told Port Radio.", "en").said()  # fmt: skip
    assert said == [("He was a good sailor for us,", "Javier Lind")]
    assert {"Sgt.", "Mr."} <= abbreviated_titles("en")


def test_an_outlet_that_only_says_whose_another_is_passes_nothing_on() -> None:
    quote = listen("The lawyer Ada Lind told CNN affiliate BFM TV that the ferry would sail.", "en").one(
        "the ferry"
    )
    assert quote["relay_name"] == "BFM TV"


def test_a_relay_holds_for_the_next_words_of_the_same_speaker() -> None:
    text = "“I felt the cold of the sea,” Ada Lind told the BBC.\n“I no longer swim there at all,” Lind said."
    assert listen(text, "en").quotes["relay_name"].to_list() == ["BBC", "BBC"]


def test_words_that_stand_alone_have_the_relay_of_those_before_them() -> None:
    text = "“I felt the cold of the sea,” Ada Lind told the BBC.\n“I no longer swim there at all. It is not what it was.”"
    assert listen(text, "en").quotes["relay_name"].to_list() == ["BBC", "BBC"]


def test_a_house_that_only_says_whose_the_relay_is_is_none() -> None:
    text = "“It is a fine pier,” Ada Lind told CNN's Dutch affiliate RTL."
    assert listen(text, "en").quotes["relay_name"].to_list() == ["RTL"]


@pytest.mark.parametrize(
    "sentence",
    [
        'After the storm had passed, Ada Lind \ntweeted\n: "The ferry sails on Monday."',
        "The mayor was a friend of the pier as Lind \nannounced last year that \nhe was leaving the town\n.",
        'The President of the port called former keeper Otto Brook\n "dumb as a rock" on Monday.',
        'Ada Lind is the author of "\nThe Quay: A Life\n" and lives in Kent.',
    ],
)  # fmt: skip
def test_lines_that_a_link_cut_are_one_paragraph(sentence: str) -> None:
    assert roles(f"The quay reopens\n\n{ENGLISH}\n{sentence}", "en")[-1] == ("body", sentence)


def test_words_in_marks_before_who_says_them_are_no_heading() -> None:
    text = f"The quay reopens\n\n{ENGLISH}\n“Really,” I asked, “but what of all the floods in the harbour and the storm of last summer?”"
    assert [role for role, _ in roles(text, "en")][-1] == "body"


def test_who_is_parted_from_his_verb_by_a_reporting_clause_does_not_speak() -> None:
    text = "Tom Lind is a lawyer. Tom Lind spoke at the court on Monday. Mr Brook, he said, had shown no remorse."
    assert listen(text, "en").one("no remorse")["speaker_name"] == "Tom Lind"


def test_who_is_told_does_not_speak() -> None:
    text = "“The ferry is late again,” she told Newstalk Breakfast."
    assert listen(text, "en").said() == [("The ferry is late again,", None)]


def test_what_the_writer_notes_says_nothing_in_marks_further_on() -> None:
    text = "That is the price, I note, of the sign outside the hall, which welcomes visitors to “Kent: A Town to Love”."
    assert listen(text, "en").said() == []
