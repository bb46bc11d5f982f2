"""Sentences in which one rule holds another back: what only looks like a report, and whose words only seem to be another's."""

import pytest

from tests.extract.listening import listen

SAID = [
    # who wants something says the words in marks, unless a comma hands them over to who speaks behind them
    ("en", "The sailors want “a new ferry” Otto Brook said was too dear.", [("a new ferry", "The sailors")]),
    ("en", "The council wanted “a new ferry,” Otto Brook said on Monday.", [("a new ferry,", "Otto Brook")]),
    # «it» means the body that spoke in the sentence before, and not whom that named last
    ("en", "The council said on Monday that Ada Lind had lied. “The quay is shut,” it said.", [("Ada Lind had lied", "The council"), ("The quay is shut,", "The council")]),
    # a participle before its noun is no verb
    ("en", "Ada Lind said that the estimated 2,000 ferries in Kent “should not be there”.", [("should not be there", "Ada Lind")]),
    # an infinitive has not the noun before it for its subject
    ("en", "Ada Lind is the first engineer to claim that the pier leaks.", [("the pier leaks", "Ada Lind")]),
    # what someone unnamed reads or notes between commas is no report, what someone named does is
    ("en", "By then, the sailors read, the pier had closed.", []),
    ("en", "Still, Ada Lind noted, the pier stood firm.", [("the pier stood firm", "Ada Lind")]),
    # what goes on behind a reporting clause is the writer's, unless a clause is joined to the report
    ("en", "The pier is unsafe, Ada Lind said, as the rain fell on the quay.", [("The pier is unsafe", "Ada Lind")]),
    # an infinitive of no one's
    ("fr", "Il faut rénover le quai pour dire que le port est riche.", []),
    # a source tells the clause before it, though its own relative clause holds marks
    ("fr", "La taxe va monter, selon Berthe Olivier, qui parle d'une « erreur ».", [("La taxe va monter", "Berthe Olivier"), ("erreur", "Berthe Olivier")]),
    # what something was done for is no one's opinion
    ("fr", "Pour la fête, le port a été repeint.", []),
    # a text that goes on with what someone said is theirs
    ("fr", "« La taxe est injuste », a écrit Berthe Olivier. « Elle doit baisser », ajoute le texte.", [("La taxe est injuste", "Berthe Olivier"), ("Elle doit baisser", "Berthe Olivier")]),
    # the second of two participles under one auxiliary is a verb of its own
    ("fr", "Berthe Olivier a dénoncé la taxe et averti que le port fermerait.", [("le port fermerait", "Berthe Olivier")]),
    # a thing does not speak inside marks by a verb that is not listed
    ("fr", "« Le bac a coulé, soupire le vent. Il faut partir. »", [("Le bac a coulé, soupire le vent. Il faut partir.", None)]),
    # who speaks by a cue outside the marks says what they hold, another's words among it
    ("fr", "Berthe Olivier a dit : « Le port est vide, assure Jean Lafleur. Rien ne bouge. »", [("Le port est vide, assure Jean Lafleur. Rien ne bouge.", "Berthe Olivier")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "said"), SAID)
def test_one_rule_holds_another_back(language: str, text: str, said: list[tuple[str, str | None]]) -> None:
    assert listen(text, language).said() == said


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("“The ferry is late,” Ada Lind, an engineer who runs the old plant, said.", "said"),
        ("Ada Lind came late. “The ferry is late!” she deadpanned.", "deadpanned"),
    ],
)
def test_the_verb_behind_who_speaks_is_the_cue_across_commas_and_though_no_list_knows_it(
    text: str, cue: str
) -> None:
    row = listen(text, "en").one("late")
    assert (row["speaker_name"], row["cue"]) == ("Ada Lind", cue)


@pytest.mark.parametrize("place", ["Boréal", "la Maison Kerouac"])
def test_whom_something_is_said_to_is_no_medium_for_its_name_alone(place: str) -> None:
    text = f"« Le port est vide », a dit Berthe Olivier à {place}."
    assert listen(text).quotes["relay_name"].to_list() == [None]


def test_a_dash_before_a_capital_parts_a_heading_in_marks_from_the_text() -> None:
    text = "« Le port va rouvrir » – La maire a visité le quai lundi matin."
    assert listen(text).quotes["sentence_end_char"].to_list() == [text.index(" –")]


def test_initials_within_an_answer_begin_no_turn() -> None:
    text = (
        "P. ¿Vuelve usted al puerto? R. No, me quedo con el señor R. Campos. P. ¿Por qué? R. Porque llueve."
    )
    said = ["¿Vuelve usted al puerto?", "No, me quedo con el señor R. Campos.", "¿Por qué?", "Porque llueve."]
    assert listen(text, "es").quotes.sort("start_char")["text"].to_list() == said
