"""Names in one article: where they stand, what is none, and of what type they are; descriptions that stand for them."""

from time import perf_counter

import pytest

from pipeline.extract.mentions.lexicon import lexicon
from pipeline.extract.mentions.mending import mended
from tests.extract.tagging import clusters, kinds, tagged


def test_every_mention_stands_where_it_says() -> None:
    text = "« M. Okonjo », dit-on à Rennes."
    found = tagged(text, ("Okonjo", "PER"), ("Rennes", "LOC"))
    assert [text[m["start_char"] : m["end_char"]] for m in found.iter_rows(named=True)] == found[
        "text"
    ].to_list()


def test_a_language_without_data_has_no_mentions() -> None:
    assert tagged("Xxxx yyyy.", ("Xxxx", "PER"), language="zz").is_empty()


def test_a_role_set_beside_a_name_means_it_when_said_again() -> None:
    found = tagged("La maire de Rivenord, Irène Dalbret, parle. La maire sort.", ("Irène Dalbret", "PER"))
    assert clusters(found)[0] == ["La maire", "Irène Dalbret", "La maire"]


def test_a_role_of_two_people_means_neither() -> None:
    text = "Le ministre Luc Ferval et le ministre Paul Ostrac parlent. Le ministre sort."
    found = tagged(text, ("Luc Ferval", "PER"), ("Paul Ostrac", "PER")).sort("start_char")
    assert found.select("text", "cluster_id", "method").row(-1) == ("Le ministre", None, "unresolved")


def test_a_name_seen_once_is_found_again() -> None:
    found = tagged("Rivenord dort. On aime Rivenord.", ("Rivenord", "LOC"))
    assert found["method"].to_list() == ["model", "repeated"]


def test_the_last_syllable_of_a_name_is_no_word_that_opens_a_sentence() -> None:
    assert tagged("La visite de Ri Sol Un a duré.", ("Ri Sol Un", "PER"))["text"].to_list() == ["Ri Sol Un"]
    assert tagged("Ici vit Ada Lind Mais il pleut.", ("Ada Lind Mais", "PER"))["text"].to_list() == [
        "Ada Lind"
    ]


def test_a_dash_between_blanks_parts_two_names() -> None:
    assert clusters(tagged("Match : Rivenord - Ostrava ce soir.", ("Rivenord - Ostrava", "LOC"))) == [
        ["Rivenord"],
        ["Ostrava"],
    ]


def test_hostile_text_takes_linear_time() -> None:
    for piece in ("« ", "1", "A", "le président ", "A. "):
        started = perf_counter()
        tagged(piece * 20_000 + " B dort.", ("B", "PER"))
        assert perf_counter() - started < 10, piece


def test_what_stands_beside_a_name_outvotes_the_model() -> None:
    found = tagged(
        "Zorka Velt, 34, lives in Brakmoor with the Orwen Trust.",
        ("Zorka Velt", "ORG"),
        ("Brakmoor", "PERSON"),
        ("Orwen Trust", "PERSON"),
        language="en",
    )
    assert kinds(found) == {"Zorka Velt": "PER", "Brakmoor": "LOC", "Orwen Trust": "ORG"}


def test_a_speaker_and_a_place_are_names_though_the_model_saw_none() -> None:
    found = tagged("Zorka Velt said it rained near Brakmoor in March.", language="en")
    assert kinds(found) == {"Zorka Velt": "PER", "Brakmoor": "LOC"}


def test_the_first_half_of_a_town_s_name_is_the_town() -> None:
    found = tagged("Brume-sur-Orle vote. Brume attend.", ("Brume-sur-Orle", "LOC"), ("Brume", "LOC"))
    assert clusters(found) == [["Brume-sur-Orle", "Brume"]]


def test_half_a_name_that_two_towns_share_is_neither() -> None:
    found = tagged(
        "Brume-sur-Orle et Brume-le-Val votent. Brume attend.",
        ("Brume-sur-Orle", "LOC"),
        ("Brume-le-Val", "LOC"),
        ("Brume", "LOC"),
    )
    assert len(clusters(found)) == 3


def test_who_owns_a_picture_is_not_named() -> None:
    found = tagged("Un pont. © BOREALE/PAUL OSTRAC", ("BOREALE/PAUL OSTRAC", "PER"))
    assert found.is_empty()


def test_a_name_cut_at_a_hyphen_and_a_link_is_whole() -> None:
    text = "Dans le Val-d'Orle il neige."
    name = mended(text, text.index("Orle"), text.index(" il"), "LOC", lexicon("fr"))
    assert name is not None
    assert name.text == "Val-d'Orle"


def test_in_capitals_a_word_is_a_name_if_it_stands_elsewhere_as_one() -> None:
    text = "LES MARINS DU PORT DE BRUMEVILLE RETROUVÉS SAINS ET SAUFS\nÀ Brumeville on rit."
    found = tagged(text, ("BRUMEVILLE", "LOC"), ("SAINS", "LOC"), ("SAUFS", "LOC"), ("Brumeville", "LOC"))
    assert found["text"].to_list() == ["BRUMEVILLE", "Brumeville"]


def test_a_place_where_something_only_stands_is_no_part_of_its_name() -> None:
    found = tagged(
        "Une gare à Brumeville et la gare de Rivenord ferment.", ("Brumeville", "LOC"), ("Rivenord", "LOC")
    )
    assert "gare à Brumeville" not in found["text"].to_list()
    assert "gare de Rivenord" in found["text"].to_list()


def test_words_of_place_beside_a_name_outvote_the_model() -> None:
    french = tagged("La ferme de Khal Chek, dans le nord, brûle.", ("Khal Chek", "PER"))
    english = tagged("All flights to Brumeby stop.", ("Brumeby", "PERSON"), language="en")
    university = tagged(
        "She left the University of Brumeby.", ("the University of Brumeby", "GPE"), language="en"
    )
    assert kinds(french) == {"Khal Chek": "LOC"}
    assert kinds(english) == {"Brumeby": "LOC"}
    assert kinds(university)["the University of Brumeby"] == "ORG"


def test_a_thing_that_bears_a_name_is_nobody() -> None:
    found = tagged(
        "La loi Brisk passe. La tempête Orla menace Rivenord.",
        ("Brisk", "PER"),
        ("Orla", "LOC"),
        ("Rivenord", "LOC"),
    )
    assert kinds(found) == {"Brisk": "MISC", "Orla": "MISC", "Rivenord": "LOC"}


def test_who_took_the_picture_is_not_named() -> None:
    found = tagged(
        "Crédit photo : Ada Lind / Agence Orle\nLe port.", ("Ada Lind", "PER"), ("Agence Orle", "ORG")
    )
    assert found.is_empty()


def test_a_rubric_and_a_common_noun_are_no_names() -> None:
    found = tagged(
        "Société\nL' assemblée vote à Rivenord.",
        ("Société", "ORG"),
        ("assemblée", "ORG"),
        ("Rivenord", "LOC"),
    )
    assert kinds(found) == {"Rivenord": "LOC"}


def test_a_ship_s_name_is_no_place_wherever_it_stands() -> None:
    found = tagged("Le cargo « Orla » coule. L' Orla gît.", ("Orla", "LOC"), ("Orla", "LOC"))
    assert kinds(found) == {"Orla": "MISC"}


def test_a_word_of_a_credit_is_no_name() -> None:
    assert tagged("Photo Marine nationale", ("Photo Marine nationale", "ORG")).is_empty()


def test_a_report_is_written_from_a_place() -> None:
    found = tagged("BRUMEBY, May 4 (Orle News) - It rains.", ("BRUMEBY", "PERSON"), language="en")
    assert kinds(found) == {"BRUMEBY": "LOC"}


def test_a_common_noun_that_opens_a_sentence_is_no_name() -> None:
    found = tagged(
        "Polluters pay. All polluters know Brisk.", ("Polluters", "ORG"), ("Brisk", "PERSON"), language="en"
    )
    assert kinds(found) == {"Brisk": "PER"}


def test_a_prosecutor_s_republic_is_no_place() -> None:
    found = tagged(
        "Le procureur de la République de Brumeville enquête.", ("République de Brumeville", "LOC")
    )
    assert kinds(found) == {"Brumeville": "LOC"}


@pytest.mark.parametrize(
    ("text", "span", "names"),
    [
        ("Il l'a dit au FMB.Ostrac attend.", "FMB.Ostrac", ["FMB", "Ostrac"]),
        ("C'est Ada OstracLe maire le dit.", "Ada OstracLe", ["Ada Ostrac"]),
        ("Selon Ada Ostrac https://ex.am/Ple8 on attend.", "Ada Ostrac https://ex.am/Ple8", ["Ada Ostrac"]),
        ("Selon Ada @AdaOstrac8 on attend.", "@AdaOstrac8", []),
    ],
)
def test_what_is_glued_to_a_name_is_no_part_of_it(text: str, span: str, names: list[str]) -> None:
    assert tagged(text, (span, "PER"))["text"].to_list() == names


@pytest.mark.parametrize(
    ("text", "span", "label", "named"),
    [
        ("Il part au Rivenord demain.", "au Rivenord", "LOC", ("Rivenord", "LOC")),
        ("On lit dans Info BFMTV que rien ne va.", "Info BFMTV", "ORG", ("BFMTV", "ORG")),
        ("La photo est celle de Loïc hier.", "Loïc", "LOC", ("Loïc", "PER")),
        ("Il l'a dit à ONU Sébastien hier.", "ONU Sébastien", "ORG", ("Sébastien", "PER")),
    ],
)
def test_a_name_is_mended_at_its_edges_and_in_its_type(
    text: str, span: str, label: str, named: tuple[str, str]
) -> None:
    assert named in tagged(text, (span, label)).select("text", "type").rows()


@pytest.mark.parametrize("signature", ["(afp/abc)", "(Le Matin)"])
def test_by_whom_a_page_is_signed_is_not_told(signature: str) -> None:
    name = signature.strip("()").split("/")[0]
    assert tagged(f"Il pleut. {signature}", (name, "ORG")).is_empty()


@pytest.mark.parametrize("text", ["Le pont de Rivenord.", "On part au", "Il attend (", "«"])
@pytest.mark.parametrize("label", ["LOC", "ORG", "PER", "MISC"])
def test_a_name_of_no_letter_is_none_wherever_the_text_ends(text: str, label: str) -> None:
    assert mended(text, len(text), len(text), label, lexicon("fr")) is None
    assert mended(text, len(text) - 1, len(text), label, lexicon("fr")) is None or text[-1].isalpha()


def test_a_place_inside_one_that_is_known_is_no_other() -> None:
    found = tagged("Sur la place de la Bastille hier.", ("place de la Bastille", "LOC"))
    assert found["text"].to_list() == ["place de la Bastille"]


def test_an_airport_is_not_the_town_that_is_known_for_itself() -> None:
    found = tagged("L'aéroport de Berlin ferme. Berlin dort.", ("Berlin", "LOC"), ("Berlin", "LOC"))
    assert ["aéroport de Berlin"] in clusters(found)


def test_a_road_is_the_place_without_the_noun_before_its_number() -> None:
    found = tagged("Un camion barre l' autoroute A71 samedi.", ("autoroute A71", "LOC"))
    assert found.select("type", "text").rows() == [("LOC", "A71")]


def test_a_street_named_after_someone_is_no_person() -> None:
    found = tagged(
        "La foule remonte la rue Ostrac, puis vers Ostrac elle attend.",
        ("rue Ostrac", "LOC"),
        ("Ostrac", "PER"),
    )
    assert ("LOC", "rue Ostrac") in found.select("type", "text").rows()


def test_words_that_only_open_a_sentence_in_capitals_are_no_name() -> None:
    text = "Foulards verts : la suite . Ce que veulent les foulards verts"
    assert tagged(text, ("Foulards verts", "ORG"), ("foulards verts", "MISC")).is_empty()
    named = tagged(f"{text} et les Foulards verts", ("Foulards verts", "ORG"), ("Foulards verts", "ORG"))
    assert named["text"].to_list() == ["Foulards verts"] * 2
    behind = tagged(
        "Le maire critique l' Agence fluviale . Chaque agence fluviale compte", ("Agence fluviale", "ORG")
    )
    assert behind["text"].to_list() == ["Agence fluviale"]


def test_a_road_runs_between_two_towns() -> None:
    found = tagged("Un barrage sur la N57 Brumac-Rivemont hier.", ("N57 Brumac-Rivemont", "LOC"))
    assert found.select("text", "type").rows() == [("N57", "LOC"), ("Brumac", "LOC"), ("Rivemont", "LOC")]


def test_a_movement_that_is_no_name_opens_a_sentence() -> None:
    assert tagged("Gilets jaunes : la suite", ("Gilets jaunes", "ORG")).is_empty()


@pytest.mark.parametrize("label", ["PER", "MISC"])
def test_what_lies_in_a_known_land_is_a_place(label: str) -> None:
    found = tagged("On dort à Orlac (Isère) hier.", ("Orlac", label), ("Isère", "LOC"))
    assert kinds(found) == {"Orlac": "LOC", "Isère": "LOC"}


@pytest.mark.parametrize(
    ("text", "span", "label", "kind"),
    [
        ("Un camp à l'entrée du village de Brumac brûle.", "Brumac", "PER", "LOC"),
        ("On écoute le rappeur Ostrax hier.", "Ostrax", "MISC", "PER"),
    ],
)
def test_a_noun_before_a_name_tells_its_type(text: str, span: str, label: str, kind: str) -> None:
    assert kinds(tagged(text, (span, label))) == {span: kind}


def test_a_department_is_named_by_who_sits_for_it() -> None:
    assert kinds(tagged("Le vent vient du Nord, dit le député du Nord.")) == {"Nord": "LOC"}


def test_a_rubric_in_capitals_is_no_name() -> None:
    assert tagged("INTERVIEW - On attend.", ("INTERVIEW", "LOC")).is_empty()
