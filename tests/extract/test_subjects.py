"""Where the subject of a verb of saying stands in newspapers: kinds that were read wrong in articles that no rule had seen."""

import pytest

from tests.extract.listening import listen


def speakers(text: str) -> list[str | None]:
    return [name for _, name in listen(text).said()]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("« Rien n'est signé », évacuait dimanche sur Canal 12 Hervé Lanoë, patron des élus.", "Hervé Lanoë"),
        (
            "« Les maires attendent », explique alors au Temps et à d'autres journaux Martine Delvaux, maire de Kerbrec.",
            "Martine Delvaux",
        ),
        (
            "« Nous ne lâcherons rien », résume ainsi dans la revue du port un des pêcheurs.",
            "un des pêcheurs",
        ),
        ("« C'est une honte », tance de son côté Hervé Lanoë, député du Finistère.", "Hervé Lanoë"),
        ("« Le chantier peut continuer », croit savoir un ministre.", "un ministre"),
        ("« Le chantier peut continuer », tient à préciser Martine Delvaux.", "Martine Delvaux"),
    ],
)
def test_a_subject_behind_its_verb_is_found_past_when_where_and_whom(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Hervé Lanoë récidive, arguant que « la digue que nous voulons » est celle du port.",
        "Après avoir confirmé que les travaux étaient « annulés pour l'hiver », Hervé Lanoë a quitté la salle.",
    ],
)
def test_a_participle_and_a_past_infinitive_have_the_subject_of_the_main_clause(text: str) -> None:
    assert speakers(text) == ["Hervé Lanoë"]


def test_a_main_clause_whose_subject_ends_in_marks_is_read() -> None:
    text = "Après avoir confirmé que le port était fermé, le quotidien « Le Monde » a quitté la salle."
    assert speakers(text) == ["Le Monde"]


def test_two_counts_in_a_sentence_are_each_who_counted() -> None:
    text = "Le port a vu 300.000 visiteurs, selon la préfecture, et « 500.000 », selon la mairie."
    assert listen(text).said() == [
        ("Le port a vu 300.000 visiteurs", "la préfecture"),
        ("500.000", "la mairie"),
    ]


def test_words_that_begin_with_their_verb_are_whose_clause_they_end() -> None:
    text = "Hervé Lanoë, qui « attend que la digue soit finie », est revenu lundi."
    assert speakers(text) == ["Hervé Lanoë"]


def test_a_pronoun_that_the_tagger_parts_from_its_verb_is_no_name() -> None:
    text = "Le quai est fermé. « Restez au port, ne sortez pas ce soir », demandent-elles aux marins."
    (row,) = listen(text).quotes.select("speaker_name", "reason").rows()
    assert row == (None, "pronoun without antecedent")


def test_a_group_that_stands_in_marks_more_than_once_speaks() -> None:
    text = "Les « gilets verts » ont promis de « tenir le port ». Les « gilets verts » sont venus lundi."
    said = listen(text)
    assert said.said() == [("tenir le port", "gilets verts")]
    assert "gilets verts" in said.terms["text"].to_list()


def test_who_takes_over_at_the_end_of_a_sentence_speaks_next() -> None:
    text = (
        "Si Martine Delvaux se dit lasse des « promesses du port », Hervé Lanoë insiste sur les retards. "
        "« Personne ne nous répond, il faut une réunion. »"
    )
    assert speakers(text)[-1] == "Hervé Lanoë"


@pytest.mark.parametrize("who", ["Une voisine", "Un autre"])
def test_someone_new_before_a_colon_speaks_and_not_who_spoke_last(who: str) -> None:
    text = f"« On a peur de la mer », a dit Hervé Lanoë. {who} : « On ne sort plus depuis lundi. »"
    assert speakers(text) == ["Hervé Lanoë", who]


def test_what_a_source_is_said_to_have_done_is_not_what_it_says() -> None:
    text = "Selon Hervé Lanoë, qui a reçu les maires, la taxe est utile."
    assert listen(text).said() == [("la taxe est utile", "Hervé Lanoë")]


def test_the_day_after_is_no_source() -> None:
    assert speakers("Le jour d'après, les pêcheurs rentrent et dorment.") == []


def test_a_bare_noun_for_a_body_means_the_one_that_has_spoken() -> None:
    text = (
        "« Le port peut rouvrir », a dit le Réseau Kerbrec, qui suit la Banque de Brest. "
        "« Il faut un geste », estime l'organisation."
    )
    assert speakers(text) == ["Réseau Kerbrec", "Réseau Kerbrec"]


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("« Tout va bien », dit Lanoë - « le port rouvre ». Il est parti.", "fr", "Lanoë"),
        ("« Tout va bien », dit Lanoë – elle était là, dit-il.", "fr", "Lanoë"),
        ("According to Mayor Ada Lind, that decision was wrong.", "en", "Ada Lind"),
    ],
)
def test_what_only_looks_like_another_subject_leaves_who_speaks(text: str, language: str, said: str) -> None:
    assert str(listen(text, language).quotes.sort("start_char")["speaker_name"][0]).endswith(said)


def test_the_words_behind_a_source_and_a_demonstrative_are_whole() -> None:
    (row,) = listen("According to Ada Lind, that decision was wrong.", "en").said()
    assert row[0] == "that decision was wrong"


def test_a_verb_under_a_modal_has_its_subject_before_it() -> None:
    assert listen("Ada Lind may have said that the harbour was shut.", "en").said() == [
        ("the harbour was shut", "Ada Lind")
    ]


def test_a_thing_before_a_colon_does_not_speak() -> None:
    text = "« Le port est fermé », a dit Hervé Lanoë. Un constat : « Personne ne sort plus en mer. »"
    assert "Un constat" not in speakers(text)


def test_a_thing_that_stands_in_marks_more_than_once_is_no_group() -> None:
    text = "Les « frais » montent à Kerbrec. La mairie dit que les « frais » sont « trop lourds » pour elle."
    assert "frais" not in {name for name in speakers(text) if name}


def test_a_name_with_a_particle_between_two_given_names_is_one() -> None:
    mentions = listen("El lunes vino José de Jesús Orozco con Ada Lind.", "es").mentions
    names = {row["name"] for row in mentions.iter_rows(named=True) if row["kind"] == "name"}
    assert {"José de Jesús Orozco"} <= names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Le prix reste stable, explique Igor de Kervel, armateur à Brest. Igor de Kervel reste prudent.",
            {"Igor de Kervel"},
        ),
        (
            "L'auteur d'une vie d'Emmanuel Lanoë François-Xavier Morvan est venu lundi.",
            {"Emmanuel Lanoë", "François-Xavier Morvan"},
        ),
        (
            "Le quai est vide, note une journaliste de l'AFP.Jean-Pierre et Solène sont venus voir.",
            {"AFP", "Jean-Pierre", "Solène"},
        ),
    ],
)
def test_a_name_is_neither_cut_at_its_particle_nor_two_in_one(text: str, names: set[str]) -> None:
    mentions = listen(text).mentions
    found = {row["name"] for row in mentions.iter_rows(named=True) if row["kind"] == "name"}
    assert names <= found
    assert not {name for name in found if name not in names and any(part in name for part in names)}
