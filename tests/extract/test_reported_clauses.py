"""Kinds of reported clauses: where they begin and end, and who speaks by a verb whose subject is no one or far away."""

import pytest

from tests.extract.listening import listen

FRENCH = [
    # a relative clause ends where the main verb goes on
    ("Un porte-parole du port, qui affirme qu'il n'y a aucun danger, a appelé au calme.", "il n'y a aucun danger", "Un porte-parole du port"),
    ("Jean Lafleur, dont l'avocat assure qu'il est innocent, a été relâché.", "il est innocent", "l'avocat"),
    ("Jean Lafleur, qui a présidé la séance et qui a rappelé que la taxe monte, est parti tôt.", "la taxe monte", "Jean Lafleur"),
    # a relative clause behind a source is the source's
    ("Selon les chiffres que donne le ministère, 68 pêcheurs sont revenus au port.", "68 pêcheurs sont revenus au port", "les chiffres"),
    ("Selon des sources qui ont requis la discrétion, le quai rouvrira.", "le quai rouvrira", "des sources"),
    # how many speak as those do
    ("Une dizaine de riverains dénoncent que l'eau est sale.", "l'eau est sale", "Une dizaine de riverains"),
    ("Des milliers de pêcheurs ont réclamé que la taxe baisse.", "la taxe baisse", "Des milliers de pêcheurs"),
    # whose people speak where the verb has «on»
    ("Chez les pêcheurs, on faisait valoir que la taxe a doublé.", "la taxe a doublé", "les pêcheurs"),
    ("À la préfecture, on assure que le quai rouvrira.", "le quai rouvrira", "la préfecture"),
    ("Dans l'entourage du ministre, on affirme que la loi passera.", "la loi passera", "l'entourage du ministre"),
    # how someone says they are
    ("Berthe Olivier se dit convaincue que la taxe baissera.", "la taxe baissera", "Berthe Olivier"),
    ("Berthe Olivier s'est dite persuadée que la taxe baissera.", "la taxe baissera", "Berthe Olivier"),
    # «also» leaves the complementizer to the cue
    ("Berthe Olivier rappelle aussi que la radio est venue.", "la radio est venue", "Berthe Olivier"),
    ("Berthe Olivier explique ainsi que la radio est venue.", "la radio est venue", "Berthe Olivier"),
    # an infinitive tells what came next
    ("Berthe Olivier ferme la porte. Et la maire d'ajouter que personne n'est neutre.", "personne n'est neutre", "la maire"),
    # a clause without a verb
    ("Pas question de fermer le port, martèle Jean Lafleur.", "Pas question de fermer le port", "Jean Lafleur"),
    # whoever learns is told by the source
    ("Le port fermera, a-t-on appris de source policière.", "Le port fermera", "source policière"),
    ("Le port fermera, a appris l'AFP auprès du parquet.", "Le port fermera", "parquet"),
    # letters, petitions, and who signs them
    ("La pétition, signée par trois cents médecins, demande que le port rouvre.", "le port rouvre", "La pétition"),
    ("Selon une lettre signée par dix maires, le port fermera.", "le port fermera", "dix maires"),
    ("« Le port doit rouvrir », peut-on lire dans la pétition.", "Le port doit rouvrir", "la pétition"),
    ("Dix maires demandent, dans une lettre ouverte, que le port rouvre.", "le port rouvre", "Dix maires"),
    ("Jean Lafleur a dit dans un entretien publié lundi que le port fermera.", "le port fermera", "Jean Lafleur"),
]  # fmt: skip
ENGLISH = [
    ("A spokesman for the port, who says that there is no danger, called for calm.", "there is no danger", "A spokesman for the port"),
    ("According to figures that the ministry released, 68 fishermen have returned.", "68 fishermen have returned", "figures"),
    ("The petition, signed by 300 doctors, demands that the port reopen.", "the port reopen", "The petition"),
    ("“The port must reopen,” the letter reads.", "The port must reopen,", "the letter"),
    ("The minister had resigned, two officials told the Gazette.", "The minister had resigned", "two officials"),
    ("Dozens of residents told reporters that the water is dirty.", "the water is dirty", "Dozens of residents"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "speaker"), FRENCH)
def test_what_is_reported_in_french(text: str, said: str, speaker: str) -> None:
    assert listen(text).said() == [(said, speaker)]


@pytest.mark.parametrize(("text", "said", "speaker"), ENGLISH)
def test_what_is_reported_in_english(text: str, said: str, speaker: str) -> None:
    assert listen(text, "en").said() == [(said, speaker)]


def test_an_infinitive_without_subject_goes_on_with_who_spoke() -> None:
    heard = listen("Le port fermera, prévient Jean Lafleur. Et d'ajouter que les pêcheurs seront aidés.")
    assert heard.said() == [
        ("Le port fermera", "Jean Lafleur"),
        ("les pêcheurs seront aidés", "Jean Lafleur"),
    ]


def test_what_is_reported_goes_on_behind_the_cue_of_a_quote() -> None:
    heard = listen(
        "Jean Lafleur a parlé. « C'était fou », a-t-il ajouté, que la loi n'ait « pas un mot » pour les pêcheurs."
    )
    assert heard.said() == [("C'était fou", "Jean Lafleur"), ("pas un mot", "Jean Lafleur")]


@pytest.mark.parametrize(
    "text",
    [
        "Une dizaine de voiles ont été hissées, signe que la brise revient.",
        "Les images du port, révèlent une impasse.",
        "Jean Lafleur a annoncé une hausse ainsi que des travaux.",
        "Des milliers d'euros confirment que la taxe a monté.",
    ],
)
def test_what_reports_nothing(text: str) -> None:
    assert listen(text).said() == []
