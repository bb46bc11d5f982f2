"""Pronouns and whom they stand for."""

import polars as pl
import pytest

from tests.extract.listening import listen


def meant(text: str, language: str = "fr") -> list[tuple[str, str]]:
    mentions = listen(text, language).mentions.filter(pl.col("kind") == "pronoun").sort("start_char")
    return mentions.select("text", "name").rows()


@pytest.mark.parametrize(
    ("text", "language", "pairs"),
    [
        ("Agnès Thibault a parlé. Elle est partie.", "fr", [("Elle", "Agnès Thibault")]),
        ("Agnès Thibault a reçu Marc Delorme. Il est parti.", "fr", [("Il", "Marc Delorme")]),
        ("Agnès Thibault est là, a-t-elle dit.", "fr", [("elle", "Agnès Thibault")]),
        ("Marc Delorme a reçu les élus. Ce dernier est parti.", "fr", [("Ce dernier", "Marc Delorme")]),
        ("Margaret Ellison spoke first. She left early.", "en", [("She", "Margaret Ellison")]),
    ],
)
def test_a_pronoun_takes_the_one_that_agrees(text: str, language: str, pairs: list[tuple[str, str]]) -> None:
    assert meant(text, language) == pairs


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Marc Delorme attend. Il faut partir.", "fr"),
        ("Marc Delorme attend. Il y a du vent.", "fr"),
        ("Marc Delorme attend. Il est prévu que la digue ferme.", "fr"),
        ("Marc Delorme attend. Il a été décidé hier de rouvrir.", "fr"),
        ("Marc Delorme attend. Il n'est pas question de partir.", "fr"),
        ("Marc Delorme attend. Il reste deux jours.", "fr"),
        ("Marc Delorme attend. Pourquoi faut-il partir ?", "fr"),
        ("Marc Delorme attend. Quand est-il prévu que la digue ferme ?", "fr"),
        ("Marc Delorme attend. Reste-t-il deux jours ?", "fr"),
        ("The Harbour Board met. It was decided to close.", "en"),
    ],
)
def test_an_impersonal_pronoun_means_no_one(text: str, language: str) -> None:
    assert meant(text, language) == []


@pytest.mark.parametrize(
    "text",
    [
        "Marc Delorme attend. Il a dit que la digue ferme.",
        "Marc Delorme attend. Il a décidé hier de rouvrir.",
        "Marc Delorme attend. Il est resté deux jours.",
        "Marc Delorme attend. Il est convaincu que tout ira bien.",
        "Marc Delorme attend. Il a été interdit de stade.",
        "Marc Delorme attend. Il a été rappelé de vacances.",
        "Marc Delorme attend. Il attend. « Il faut attendre. »",
    ],
)
def test_the_same_words_with_a_subject_mean_it(text: str) -> None:
    assert meant(text) == [("Il", "Marc Delorme")]


def test_a_pronoun_inside_marks_is_left_alone() -> None:
    assert meant("Marc Delorme est venu. « Il pense trop », dit-on.") == []


def test_a_described_person_without_a_name_is_meant_by_the_description() -> None:
    assert meant("Un manifestant a parlé. Il est parti.") == [("Il", "Un manifestant")]


def test_a_pronoun_shares_the_cluster_of_its_name() -> None:
    mentions = listen("Agnès Thibault a parlé. Elle est partie.").mentions
    assert mentions["cluster_id"].n_unique() == 1


def test_a_name_behind_its_role_is_the_subject_that_a_pronoun_takes_up() -> None:
    text = "Marc Delorme a ouvert la séance. Le Breton Hervé Lanoë, assis au fond, se lève. Il est parti."
    assert meant(text) == [("Il", "Hervé Lanoë")]


def test_who_is_unnamed_and_acts_is_meant_before_a_body_with_a_name() -> None:
    text = "Le journal Cormoran a enquêté. Une éclusière témoigne. Elle a vu la brèche."
    assert meant(text) == [("Elle", "Une éclusière")]


def test_celui_ci_is_who_was_named_last() -> None:
    text = "Marc Delorme a parlé. Marc Delorme part, malgré les appels de Luc Sénéchal. Lundi, celui-ci a demandé du temps."
    assert meant(text)[-1] == ("celui-ci", "Luc Sénéchal")


def test_who_speaks_may_name_himself_within_marks() -> None:
    text = "Luc Sénéchal attendait. Marc Delorme est venu. Il dit : « On crie Marc Delorme partout. »"
    assert meant(text) == [("Il", "Marc Delorme")]
