"""Names of people in one article: how far they reach, and which mean the same person."""

import polars as pl
import pytest

from tests.extract.tagging import clusters, kinds, tagged


def test_a_surname_with_a_title_is_the_person_named_in_full() -> None:
    found = tagged(
        "Irène Dalbret parle. Selon Mme Dalbret, rien.", ("Irène Dalbret", "PER"), ("Dalbret", "PER")
    )
    assert clusters(found) == [["Irène Dalbret", "Mme Dalbret", "Dalbret"]]
    assert found["name"].to_list() == ["Irène Dalbret"] * 3
    assert found["gender"].to_list() == ["F"] * 3


def test_a_surname_of_two_people_belongs_to_neither() -> None:
    found = tagged(
        "Luc Ferval et Anne Ferval sont là. Ferval part.",
        ("Luc Ferval", "PER"),
        ("Anne Ferval", "PER"),
        ("Ferval", "PER"),
    )
    assert clusters(found) == [["Luc Ferval"], ["Anne Ferval"], ["Ferval"]]


def test_two_players_told_apart_by_an_initial_are_two() -> None:
    found = tagged("Morvanec L. passe à Morvanec N. et tire.", ("Morvanec L.", "PER"), ("Morvanec N.", "PER"))
    assert len(clusters(found)) == 2


def test_a_surname_with_a_title_is_not_the_second_half_of_a_hyphened_one() -> None:
    found = tagged(
        "Ada Brandt-Morley met Clara Morley there. Ms Morley smiled.",
        ("Ada Brandt-Morley", "PERSON"),
        ("Clara Morley", "PERSON"),
        ("Morley", "PERSON"),
        language="en",
    )
    assert ["Clara Morley", "Ms Morley", "Morley"] in clusters(found)


def test_a_hyphened_surname_alone_is_the_person() -> None:
    found = tagged(
        "Ada Brandt-Morley came. Brandt-Morley left.",
        ("Ada Brandt-Morley", "PERSON"),
        ("Brandt-Morley", "ORG"),
        language="en",
    )
    assert clusters(found) == [["Ada Brandt-Morley", "Brandt-Morley"]]


def test_a_rank_in_english_is_a_part_of_the_mention_and_not_of_the_name() -> None:
    found = tagged(
        "Nora Quint came. Mayor Quint spoke.", ("Nora Quint", "PERSON"), ("Quint", "PERSON"), language="en"
    )
    assert clusters(found) == [["Nora Quint", "Mayor Quint", "Quint"]]
    assert found["name"].unique().to_list() == ["Nora Quint"]


def test_a_given_name_alone_is_the_one_named_in_full() -> None:
    found = tagged("Claire Ostrac est venue. Claire a ri.", ("Claire Ostrac", "PER"))
    assert clusters(found) == [["Claire Ostrac", "Claire"]]


def test_a_place_before_a_person_s_name_is_cut_off_it() -> None:
    found = tagged(
        "Devant la maire de Saint-Orle Claire Ostrac il a parlé.", ("Saint-Orle Claire Ostrac", "PER")
    )
    assert kinds(found) == {"Saint-Orle": "LOC", "Claire Ostrac": "PER"}


def test_given_names_after_a_link_are_left_whole() -> None:
    found = tagged("La mort de Robert Louis Ostrac émeut.", ("Robert Louis Ostrac", "PER"))
    assert kinds(found) == {"Robert Louis Ostrac": "PER"}


def test_a_possessive_is_no_part_of_a_name() -> None:
    found = tagged("Nora Quint's daughter came.", ("Nora Quint's", "PERSON"), language="en")
    assert kinds(found) == {"Nora Quint": "PER"}


def test_a_full_name_taken_for_a_place_is_the_person_titled_elsewhere() -> None:
    found = tagged("Zorka Velt est venue. Mme Velt a ri.", ("Zorka Velt", "LOC"), ("Velt", "PER"))
    assert clusters(found) == [["Zorka Velt", "Mme Velt", "Velt"]]


def test_a_surname_takes_in_the_given_name_that_the_model_left_out() -> None:
    found = tagged("Hier Zorka Velt est venue.", ("Velt", "PER"))
    assert clusters(found) == [["Zorka Velt"]]


def test_a_surname_does_not_take_in_an_adjective_of_a_country() -> None:
    found = tagged("Yesterday British Velt came.", ("Velt", "PERSON"), language="en")
    assert "Velt" in found["text"].to_list()


def test_a_surname_said_again_is_found_after_a_title() -> None:
    found = tagged("Zorka Velt est venue. Hier Mme Velt a ri.", ("Zorka Velt", "PER"))
    assert clusters(found) == [["Zorka Velt", "Mme Velt", "Velt"]]


def test_a_given_name_is_followed_by_a_particle_and_a_surname() -> None:
    found = tagged("Ce jour-là Jean-Yves Le Brisk a parlé.")
    assert kinds(found) == {"Jean-Yves Le Brisk": "PER"}


def test_a_surname_in_a_firm_s_name_stays_a_person_s() -> None:
    found = tagged(
        "Ada Corvalis left Corvalis Foods. Corvalis declined.",
        ("Ada Corvalis", "PERSON"),
        ("Corvalis Foods", "ORG"),
        ("Corvalis", "PERSON"),
        language="en",
    )
    assert clusters(found) == [["Ada Corvalis", "Corvalis"], ["Corvalis Foods"]]


def test_a_given_name_alone_is_no_place() -> None:
    found = tagged("Levan Brisk chante. Levan rit.", ("Levan Brisk", "PER"), ("Levan", "LOC"))
    assert clusters(found) == [["Levan Brisk", "Levan"]]
    assert set(kinds(found).values()) == {"PER"}


def test_a_name_cut_after_a_particle_goes_on() -> None:
    found = tagged("Ada von der Leck rit.", ("Ada von", "PER"), ("Leck", "LOC"))
    assert kinds(found) == {"Ada von der Leck": "PER"}


def test_husband_and_wife_are_two_told_by_titles_and_given_names() -> None:
    found = tagged(
        "Gérard Lannuzel et sa femme Monique sont là. Mme Lannuzel parle, M. Lannuzel écoute. Lannuzel sort.",
        ("Gérard Lannuzel", "PER"),
        ("Monique", "PER"),
        ("Lannuzel", "PER"),
        ("Lannuzel", "PER"),
        ("Lannuzel", "PER"),
    )
    assert clusters(found) == [
        ["Gérard Lannuzel", "M. Lannuzel", "Lannuzel"],
        ["Monique", "Mme Lannuzel", "Lannuzel"],
        ["Lannuzel"],
    ]
    assert found["name"].to_list()[3:6] == ["Monique Lannuzel"] * 3


def test_a_given_name_before_and_shares_the_surname_after_it() -> None:
    found = tagged(
        "Monique et Gérard Lannuzel sont là. Mme Lannuzel parle.",
        ("Monique", "PER"),
        ("Gérard Lannuzel", "PER"),
        ("Lannuzel", "PER"),
    )
    assert clusters(found) == [["Monique", "Mme Lannuzel", "Lannuzel"], ["Gérard Lannuzel"]]


def test_a_title_of_a_man_and_one_of_a_woman_are_two_people() -> None:
    found = tagged("M. Ferval sort. Mme Ferval rit.", ("Ferval", "PER"), ("Ferval", "PER"))
    assert clusters(found) == [["M. Ferval", "Ferval"], ["Mme Ferval", "Ferval"]]


def test_a_name_cut_after_its_particles_is_whole() -> None:
    found = tagged("Son avocat, Me Ramby de Ostrac, parle.", ("Ostrac", "LOC"))
    assert "Me Ramby de Ostrac" in found["text"].to_list()


def test_whom_an_affair_is_named_after_is_a_person() -> None:
    assert ("Brumont", "PER") in tagged("Une affaire Brumont dure.", ("affaire Brumont", "MISC")).select(
        "text", "type"
    ).rows()


def test_an_auxiliary_that_opens_a_question_is_no_part_of_a_name() -> None:
    found = tagged(
        "Will Norvik be back? May spoke.",
        ("Will Norvik", "PERSON"),
        ("May", "PERSON"),
        language="en",
        upos={"Will": "AUX", "May": "AUX"},
    )
    assert found.sort("start_char")["text"].to_list() == ["Norvik", "May"]


def test_a_full_name_taken_for_a_firm_is_the_person_named_by_the_surname_elsewhere() -> None:
    found = tagged("Zorka Velt est venue. Velt a ri.", ("Zorka Velt", "ORG"), ("Velt", "PER"))
    assert clusters(found) == [["Zorka Velt", "Velt"]]
    assert kinds(found) == {"Zorka Velt": "PER", "Velt": "PER"}
    firm = tagged("Le groupe Zorka a signé. Zorka a ri.", ("groupe Zorka", "ORG"), ("Zorka", "PER"))
    assert kinds(firm)["groupe Zorka"] == "ORG"


def test_a_place_named_after_a_given_name_and_more_is_no_person() -> None:
    assert kinds(tagged("Le pont est à Loïc-Ostrac hier.", ("Loïc-Ostrac", "LOC"))) == {"Loïc-Ostrac": "LOC"}


@pytest.mark.parametrize(
    ("text", "span", "names"),
    [
        ("Les anti-Lind votent.", "anti-Lind", ["Lind"]),
        ("Selon une élue Ada Lind ment.", "élue Ada Lind", ["Ada Lind"]),
        ("Tout va pour Ada Lind Pourtant il pleut.", "Ada Lind Pourtant", ["Ada Lind"]),
        ("Il a pris du SursisMarie Lind hier.", "SursisMarie Lind", ["Marie Lind"]),
        ("Le mot de Lind est sien selon Ada Lind.7 Oui.", "Ada Lind.7", ["Ada Lind"]),
        ("Le rappel de Pierre le attendu.", "Pierre le", ["Pierre"]),
        ("Une photo de Paul Ostrac © BRUMA hier.", "Paul Ostrac © BRUMA", ["Paul Ostrac"]),
    ],
)
def test_a_person_s_name_ends_and_begins_with_the_name(text: str, span: str, names: list[str]) -> None:
    found = tagged(text, (span, "PER")).filter(pl.col("type") == "PER")
    assert [name for name in names if name not in found["text"].to_list()] == []
    assert span not in found["text"].to_list()


def test_an_apostrophe_may_stand_before_the_last_letter_of_a_name() -> None:
    assert tagged("Yann Lozac’h parle.", ("Yann Lozac", "PER"))["text"].to_list() == ["Yann Lozac’h"]


@pytest.mark.parametrize(("account", "found"), [("@AdaLind", True), ("#adalind", True), ("@Lind_1", False)])
def test_an_account_is_who_the_article_names_in_its_letters(account: str, found: bool) -> None:
    rows = tagged(f"Ada Lind rit. Lire {account} sur la toile.", ("Ada Lind", "PER"))
    assert (account[1:] in rows["text"].to_list()) == found
    assert rows["cluster_id"].n_unique() == 1


def test_what_someone_is_called_besides_is_the_same_person() -> None:
    found = tagged(
        "Ada Lind, alias Momora, chante. Paul Ostrac (dit Oztro) rit. Zoé Rivier dit Anne au revoir.",
        *((name, "PER") for name in ("Ada Lind", "Momora", "Paul Ostrac", "Oztro", "Zoé Rivier", "Anne")),
    )
    assert clusters(found) == [["Ada Lind", "Momora"], ["Paul Ostrac", "Oztro"], ["Zoé Rivier"], ["Anne"]]


@pytest.mark.parametrize(
    ("language", "person", "text"),
    [
        ("fr", "PER", "Ada Lind dit « Momora a menti » hier."),
        ("en", "PERSON", "Ada Lind nicknamed Momora the Wall."),
    ],
)
def test_whom_someone_tells_of_or_gives_a_name_is_another(language: str, person: str, text: str) -> None:
    found = tagged(text, ("Ada Lind", person), ("Momora", person), language=language)
    assert clusters(found) == [["Ada Lind"], ["Momora"]]


@pytest.mark.parametrize(
    ("language", "person", "text"),
    [
        ("en", "PERSON", "Ada Lind, nicknamed Momora, sings."),
        ("en", "PERSON", "Ada Lind, also known as Momora, sings."),
        ("es", "PER", "Canta Ada Lind, más conocida como Momora."),
    ],
)
def test_what_someone_is_called_besides_in_other_languages(language: str, person: str, text: str) -> None:
    found = tagged(text, ("Ada Lind", person), ("Momora", person), language=language)
    assert clusters(found) == [["Ada Lind", "Momora"]]


def test_a_surname_with_its_particle_takes_in_the_given_name_left_out() -> None:
    found = tagged("Il relaie les mots de Wout Van Rivier hier.", ("Van Rivier", "PER"))
    assert found["text"].to_list() == ["Wout Van Rivier"]


def test_who_is_introduced_by_a_given_name_may_be_named_in_full_after() -> None:
    text = "Monique, 63 ans, est venue. On pleure Monique Velt ."
    assert clusters(tagged(text, ("Monique", "PER"), ("Monique Velt", "PER"))) == [
        ["Monique", "Monique Velt"]
    ]
    text = "On pleure Monique Velt . Monique, 63 ans, est venue."
    assert len(clusters(tagged(text, ("Monique Velt", "PER"), ("Monique", "PER")))) == 2


@pytest.mark.parametrize("given", ["Aude", "Huy"])
def test_a_given_name_that_a_place_bears_too_is_the_person_named_in_full(given: str) -> None:
    found = tagged(f"{given} Ostrac est là. {given} sourit.", (f"{given} Ostrac", "PER"), (given, "PER"))
    assert clusters(found) == [[f"{given} Ostrac", given]]
    assert kinds(tagged(f"{given}, 34 ans, sourit.", (given, "PER")))[given] == "PER"


@pytest.mark.parametrize("surname", ["Bravo", "Chiche", "Mea"])
def test_a_word_behind_a_title_is_a_name(surname: str) -> None:
    assert kinds(tagged(f"On écoute M. {surname} hier."))[f"M. {surname}"] == "PER"


@pytest.mark.parametrize(
    ("language", "person", "opener", "upos"),
    [
        ("fr", "PER", "Les", "DET"),
        ("fr", "PER", "Quatre", "NUM"),
        ("es", "PER", "Pero", "CCONJ"),
        ("en", "PERSON", "Finally", "ADV"),
    ],
)
def test_a_surname_behind_what_only_opens_the_sentence_is_found_again(
    language: str, person: str, opener: str, upos: str
) -> None:
    text = f"{opener} Ostrac 12. Ada Ostrac 13."
    found = tagged(text, ("Ada Ostrac", person), language=language, upos={opener: upos})
    assert clusters(found) == [["Ostrac", "Ada Ostrac"]]
    named = tagged(text, ("Ada Ostrac", person), language=language)  # «Benoît Ostrac» would be someone else
    assert clusters(named) == [["Ada Ostrac"]]


@pytest.mark.parametrize(
    ("language", "person", "word"),
    [
        ("fr", "PER", "anti-Ostrac"),
        ("fr", "PER", "Anti-Ostrac"),
        ("es", "PER", "anti-Ostrac"),
        ("en", "PERSON", "pro-Ostrac"),
    ],
)
def test_a_surname_behind_a_prefix_is_found_again(language: str, person: str, word: str) -> None:
    found = tagged(f"Ada Ostrac 12. {word} 13, Brumac-Ostrac 14.", ("Ada Ostrac", person), language=language)
    assert clusters(found) == [["Ada Ostrac", "Ostrac"]]


def test_a_surname_is_found_again_with_its_particle() -> None:
    found = tagged("On suit Ada Le Lind ici. On suit Le Lind hier.", ("Ada Le Lind", "PER"))
    assert clusters(found) == [["Ada Le Lind", "Le Lind"]]


def test_a_surname_with_its_particle_taken_for_a_place_is_the_person_s() -> None:
    text = "They follow Ada Le Lind. They follow Le Lind."
    found = tagged(text, ("Ada Le Lind", "PERSON"), ("Le Lind", "GPE"), language="en")
    assert clusters(found) == [["Ada Le Lind", "Le Lind"]]


def test_a_person_s_name_ends_before_what_opens_the_next_sentence_in_spanish() -> None:
    found = tagged("Texto de Ada Lind Una tarde hubo sol.", ("Ada Lind Una", "PER"), language="es")
    assert found["text"].to_list() == ["Ada Lind"]
