"""Who of several that stand near is chosen as the speaker: pronouns after long words, who spoke last, what agrees."""

import pytest

from tests.extract.listening import listen


def speakers(text: str, language: str = "fr") -> list[object]:
    """Return the speakers of a text's quotes, by place."""
    return [name for _, name in listen(text, language).said()]


def test_long_words_do_not_take_the_pronoun_from_who_says_them() -> None:
    text = (
        "Bastien Morvan a longuement évoqué sa succession devant le congrès. « Nous allons élire Hervé Lanoë. "
        "Hervé Lanoë aura tout mon soutien. Hervé Lanoë est jeune. Le parti en a besoin. Il le sait. "
        "Nous voulons une direction unie », a-t-il lancé."
    )
    assert speakers(text)[-1] == "Bastien Morvan"


def test_a_man_is_not_meant_by_a_plural_pronoun() -> None:
    text = (
        "Les riverains sont venus en nombre à la réunion. Ils ont attendu une heure. "
        "« La rue sera refaite », a assuré l'élu."
    )
    assert speakers(text) == ["l'élu"]


def test_a_feminine_pronoun_before_an_impersonal_verb_means_someone() -> None:
    text = "Noëlle Kerval tient un verger. Pour elle, il s'agit « d'un combat de tous les jours »."
    assert speakers(text) == ["Noëlle Kerval"]


def test_a_feminine_determiner_shows_a_woman() -> None:
    text = (
        "« On nous oublie », relève Fabienne. Cette agricultrice cultive douze hectares. "
        "Le préfet Hervé Lanoë passe souvent. « On attend », dit-elle."
    )
    assert speakers(text) == ["Fabienne", "Fabienne"]


def test_two_roles_of_one_person_name_that_person() -> None:
    text = (
        "Le journaliste et sociologue Bastien Morvan publie une enquête. « Tout est dit », assure-t-il. "
        "Hervé Lanoë n'a pas répondu. « C'est l'inverse », insiste le journaliste."
    )
    assert speakers(text) == ["Bastien Morvan", "Bastien Morvan"]


@pytest.mark.parametrize(
    ("text", "language", "who"),
    [
        (
            (
                "Noëlle Kerval dirige le restaurant. Noëlle Kerval a dû fermer. « C'est dur », confie Noëlle Kerval.\n\n"
                "« Le quartier est vide », se lamente une pharmacienne dont la vitrine est brisée.\n\n"
                "« Tout est cassé ! », dit-elle."
            ),
            "fr",
            "une pharmacienne",
        ),
        (
            (
                "Helen Archer spoke first. “The ferry is old,” said Helen Archer. “It leaks,” she said.\n\n"
                "Ruth Calder, one of the passengers, told the inquiry that the crew had warned them.\n\n"
                "“Nobody listened,” she said."
            ),
            "en",
            "Ruth Calder",
        ),
    ],
)
def test_a_pronoun_of_saying_means_who_spoke_last(text: str, language: str, who: str) -> None:
    assert speakers(text, language)[-1] == who


def test_a_pronoun_means_the_subject_told_of_since_the_last_words() -> None:
    text = (
        "« Nous avons payé », a déclaré Bastien Morvan. Le lendemain, Hervé Lanoë a ouvert les comptes. "
        "« Rien n'a été versé », a-t-il répondu."
    )
    assert speakers(text) == ["Bastien Morvan", "Hervé Lanoë"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "« Un fiasco », a renchéri le secrétaire d'État chargé des Phares, Bastien Morvan, au téléphone.",
            "Bastien Morvan",
        ),
        ("La faute est partagée, argumente l'historien et haut fonctionnaire Hervé Lanoë.", "Hervé Lanoë"),
        (
            "Le député la France insoumise Bastien Morvan a estimé que c'est « la fin du projet ».",
            "Bastien Morvan",
        ),
    ],
)
def test_the_name_beside_a_role_speaks(text: str, who: str) -> None:
    assert speakers(text) == [who]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "« Rien ne va », note Noëlle Kerval (PCF), qui juge « scandaleux le parallèle » de la loi.",
            "Noëlle Kerval",
        ),
        (
            "« Ils ont gagné », estime Noëlle Kerval, pour qui le groupe « n'a plus d'objet précis ».",
            "Noëlle Kerval",
        ),
        (
            "Le tribunal a suivi la procureure Noëlle Kerval, pour qui les prévenus voulaient « se battre à tout prix ».",
            "Noëlle Kerval",
        ),
    ],
)
def test_a_relative_clause_goes_on_for_whom_it_follows(text: str, who: str) -> None:
    assert speakers(text)[-1] == who


def test_what_one_says_that_another_wants_is_said_by_the_first() -> None:
    text = "Noëlle Kerval estime que le gouvernement veut « gagner du temps »."
    assert speakers(text) == ["Noëlle Kerval"]


def test_what_one_says_that_another_called_something_is_said_by_the_other() -> None:
    text = "Noëlle Kerval rappelle que Bastien Morvan a qualifié le projet de « folie pure »."
    assert speakers(text)[-1] == "Bastien Morvan"


def test_words_amid_a_sentence_about_someone_are_not_those_of_who_spoke_before() -> None:
    text = (
        "Noëlle Kerval appelle, elle, à « lutter contre la malbouffe ». "
        "Bastien Morvan aimerait « privilégier les circuits courts et les petits producteurs »."
    )
    assert speakers(text) == ["Noëlle Kerval", "Bastien Morvan"]


def test_a_description_that_speaks_means_who_spoke_just_before() -> None:
    text = (
        "Le projet de loi revient mardi. Bastien Morvan a déposé vingt amendements. « Quand toute la côte n'attend que "
        "cela, vous fermez la porte », s'est indigné Bastien Morvan. « Il faut un débat », a insisté le député socialiste."
    )
    assert speakers(text)[-1] == "Bastien Morvan"
