"""Kinds of words in marks that no one says: wording of laws, what someone brings out, what figures count, works between commas, subjects."""

import pytest

from tests.extract.listening import listen


@pytest.mark.parametrize(
    ("language", "text"),
    [
        # a law's wording
        ("fr", "Elle dénonce un décret qui stipule que « nul ne peut pêcher dans le port »."),
        ("fr", "La Constitution précise que « le port est un bien commun »."),
        ("es", "La ley dice que «nadie puede pescar en el puerto»."),
        ("en", "The law says that “nobody may fish in the harbour”."),
        # what someone brings out
        ("fr", "Jean Lafleur a publié une « lettre aux pêcheurs » pour la fête du port."),
        ("fr", "Jean Lafleur dévoile sa « lettre aux pêcheurs »."),
        # what figures count
        ("fr", "Son score remonte à 23 % de « ravis », selon Jean Lafleur."),
        # a participle that the tagger takes for a verb
        ("fr", "Des pêcheurs ont noté leurs prises dans un cahier intitulé « Le nombre bleu »."),
        # a law's name, however long; a slogan behind a colon; where a summit is held
        (
            "fr",
            "Le maire critique la loi « relative à la pêche, aux ports et à la vente de poissons frais ».",
        ),
        ("fr", "Le parti a lancé sa campagne sous le slogan : « Le port des gens, pas celui de l'argent ! »"),
        ("fr", "La maire a invité les pêcheurs au sommet « Choisir Brest »."),
        # what shows words stands right before them, whoever speaks in the sentence
        ("fr", "Selon la maire, une centaine de pêcheurs tenaient des pancartes « Rendez-nous le port »."),
        ("fr", "Jean Lafleur dit que l'on voyait une banderole : « Le port aux pêcheurs »."),
        # a charge, whoever is the subject
        ("fr", "Jean Lafleur sera jugé pour « entrave à la pêche et vol de filets »."),
        ("fr", "Jean Lafleur a été condamné lundi pour son « entrave à la pêche »."),
        # what is numbered, with its article; what is brought out one day; part of a work
        ("fr", "Jean Lafleur, présent durant « l'acte IV », a filmé les pêcheurs."),
        ("fr", "Jean Lafleur publiera lundi sa « lettre aux pêcheurs »."),
        ("fr", "Jean Lafleur pointe ces lignes au chapitre « Marées »."),
        # the title of a broadcast that is a sentence
        ("fr", "Jean Lafleur était au Havre avec l'émission « C'est demain que l'on part en mer »."),
        # a work between commas
        ("fr", "Son livre, « Le Port », raconte la vie des pêcheurs."),
    ],
)
def test_words_in_marks_that_no_one_says(language: str, text: str) -> None:
    heard = listen(text, language)
    assert [row["text"] for row in heard.quotes.iter_rows(named=True) if row["kind"] != "indirect"] == []
    assert len(heard.terms) == 1


def test_a_list_of_what_a_placard_shows_is_no_speech() -> None:
    text = "Jean Lafleur dit avoir vu des pancartes comme « Le port vivra », « La mer d'abord » ou « Filets vides »."
    heard = listen(text)
    assert [row["text"] for row in heard.quotes.iter_rows(named=True) if row["kind"] != "indirect"] == []
    assert len(heard.terms) == 3


def test_what_a_law_lays_down_in_marks_is_reported_by_no_one() -> None:
    assert listen("La loi dit que « nul ne peut pêcher dans le port ».").said() == []


def test_marks_after_a_determiner_are_the_subject_of_the_verb_behind_them() -> None:
    heard = listen("Les « foulards bleus » soutiennent clairement Jean Lafleur.")
    assert "Jean Lafleur" not in heard.quotes["speaker_name"].to_list()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("« La loi est mauvaise », affirme Jean Lafleur.", "La loi est mauvaise"),
        ("L'article du Courrier affirme que « le port est vide ».", "le port est vide"),
        ("Jean Lafleur a publié ces mots : « Le port est vide ».", "Le port est vide"),
        ("La rectrice s'inquiète des inscriptions : « Elles baissent », dit-elle.", "Elles baissent"),
        ("Jean Lafleur a brandi un drapeau : « Le port est à nous ! », a-t-il crié.", "Le port est à nous !"),
        ("« Je n'irai pas à l'acte IV », prévient Jean Lafleur.", "Je n'irai pas à l'acte IV"),
        ("Quelque 23 % des pêcheurs « refusent de partir », selon Jean Lafleur.", "refusent de partir"),
    ],
)
def test_what_looks_like_those_and_is_speech(text: str, said: str) -> None:
    assert said in [words for words, who in listen(text).said() if who is not None]


def test_whom_someone_accuses_stands_between_the_verb_and_what_he_says() -> None:
    heard = listen("Peter Doran accused managers of “playing games” with the harbour.", "en")
    assert heard.said() == [("playing games", "Peter Doran")]
