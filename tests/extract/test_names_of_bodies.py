"""Names of bodies and their clubs, houses and firms in one article: how far they reach, and which mean the same one."""

import polars as pl
import pytest

from pipeline.extract.mentions.lexicon import lexicon
from tests.extract.tagging import clusters, kinds, tagged


def test_what_a_minister_looks_after_is_no_organisation() -> None:
    found = tagged("Le ministre des Affaires boréales arrive.", ("Affaires boréales", "ORG"))
    assert found.filter(pl.col("kind") == "name").is_empty()


def test_the_institution_and_the_place_it_sits_in_are_two() -> None:
    found = tagged("Le parquet de Rivenord enquête.", ("parquet de Rivenord", "ORG"))
    assert found.select("text", "type").rows() == [("parquet de Rivenord", "ORG"), ("Rivenord", "LOC")]


@pytest.mark.parametrize("piece", ["A&", "A-", "Aa ", "Aa of "])
def test_institutions_are_sought_in_linear_time(piece: str) -> None:
    text = piece * 500_000  # at once, or the suite's timeout ends it
    assert not any(lexicon("fr").institutions.finditer(text))


def test_common_nouns_in_small_letters_are_no_name_but_a_region_s_parliament_is() -> None:
    found = tagged(
        "Le groupe de travail local a vu le parlement sarde.",
        ("groupe de travail local", "ORG"),
        ("parlement sarde", "ORG"),
    )
    assert clusters(found) == [["parlement sarde"]]


def test_a_town_s_name_stands_for_its_club_in_a_report_of_a_match() -> None:
    found = tagged(
        "Le FC Rivenord a gagné. Rivenord a marqué, puis Rivenord a tenu.",
        ("FC Rivenord", "PER"),
        ("Rivenord", "LOC"),
        ("Rivenord", "LOC"),
    )
    assert clusters(found) == [["FC Rivenord", "Rivenord", "Rivenord"]]
    assert set(kinds(found).values()) == {"ORG"}


def test_a_town_after_a_word_of_place_is_not_its_club() -> None:
    found = tagged(
        "Le FC Rivenord a joué à Rivenord hier.",
        ("FC Rivenord", "ORG"),
        ("Rivenord", "LOC"),
    )
    assert clusters(found) == [["FC Rivenord"], ["Rivenord"]]


def test_a_common_noun_that_leads_to_a_name_is_no_part_of_it() -> None:
    found = tagged("Le bastion du PQN attend.", ("bastion du PQN", "ORG"))
    assert clusters(found) == [["PQN"]]


def test_a_town_stands_for_its_known_club_once_a_match_is_reported() -> None:
    match = "Le PSG a pris le match et la finale : les supporters et le gardien ont vu Paris battu."
    found = tagged(match, ("PSG", "ORG"), ("Paris", "LOC"))
    assert clusters(found) == [["PSG"], ["Paris"]]  # nothing tells that Paris plays
    found = tagged(match.replace("vu Paris battu", "battu Paris"), ("PSG", "ORG"), ("Paris", "LOC"))
    assert clusters(found) == [["PSG", "Paris"]]


def test_a_club_named_by_the_people_of_its_town_is_meant_by_the_town() -> None:
    found = tagged(
        "Le Stade rivenordais a pris le match : le gardien, les supporters et Rivenord fêtent la finale.",
        ("Stade rivenordais", "LOC"),
        ("Rivenord", "LOC"),
    )
    assert clusters(found) == [["Stade rivenordais", "Rivenord"]]
    assert set(kinds(found).values()) == {"ORG"}


def test_a_town_of_which_no_match_is_told_is_a_town() -> None:
    found = tagged("Le PSG a défilé. La foule a battu Paris.", ("PSG", "ORG"), ("Paris", "LOC"))
    assert kinds(found) == {"PSG": "ORG", "Paris": "LOC"}


def test_two_spellings_of_one_authority_are_one() -> None:
    found = tagged("L' ONU a parlé. Les Nations unies ont voté.", ("ONU", "ORG"), ("Nations unies", "ORG"))
    assert clusters(found) == [["ONU", "Nations unies"]]


def test_a_section_of_a_place_is_meant_by_the_short_name_after_it_and_not_before() -> None:
    after = tagged(
        "Le Medef de Brumeville a voté. Le Medef a dit non.", ("Medef de Brumeville", "ORG"), ("Medef", "ORG")
    )
    assert [sorted(set(texts)) for texts in clusters(after)] == [["Medef", "Medef de Brumeville"]]
    before = tagged(
        "Le Medef a voté. Le Medef de Brumeville a dit non.", ("Medef", "ORG"), ("Medef de Brumeville", "ORG")
    )
    assert clusters(before)[0] == ["Medef"]


def test_an_institution_takes_in_the_adjective_of_its_country() -> None:
    found = tagged(
        "La Commission norvégienne a voté. La Commission doute.", ("Commission", "ORG"), ("Commission", "ORG")
    )
    assert "Commission norvégienne" in found["text"].to_list()
    assert len(clusters(found)) == 1


def test_a_press_office_speaks_for_its_house() -> None:
    found = tagged("Le service de presse du Kremlin a démenti.", ("Kremlin", "ORG"))
    assert clusters(found) == [["service de presse du Kremlin", "Kremlin"]]


def test_what_a_minister_looks_after_is_no_part_of_the_name_after_it() -> None:
    found = tagged("Le ministre des Ports Olan Brisk a parlé.", ("Ports Olan Brisk", "ORG"))
    assert kinds(found) == {"Olan Brisk": "PER"}


def test_an_operator_s_name_goes_on_after_a_link() -> None:
    found = tagged("L'agence Lueurs du Nord promet un retour du courant.")
    assert kinds(found) == {"agence Lueurs du Nord": "ORG", "Lueurs du Nord": "ORG"}


def test_a_newspaper_begins_with_its_article() -> None:
    found = tagged("Hier La Voix du Rivenord et la voix du peuple ont parlé.")
    assert kinds(found) == {"La Voix du Rivenord": "ORG"}


def test_a_firm_named_again_without_its_trade_is_the_firm() -> None:
    found = tagged(
        "Corvalis Foods closed. Corvalis declined.",
        ("Corvalis Foods", "ORG"),
        ("Corvalis", "PERSON"),
        language="en",
    )
    assert clusters(found) == [["Corvalis Foods", "Corvalis"]]
    assert set(kinds(found).values()) == {"ORG"}


def test_two_clubs_of_a_report_are_meant_by_their_towns() -> None:
    found = tagged(
        "Le match de rugby de samedi : le Stade Rochelais et le CA Brive, supporters et gardien. La Rochelle rit, Brive non.",
        ("Stade Rochelais", "ORG"),
        ("CA Brive", "ORG"),
        ("La Rochelle", "LOC"),
        ("Brive", "LOC"),
    )
    assert clusters(found) == [["Stade Rochelais", "La Rochelle"], ["CA Brive", "Brive"]]


def test_and_beside_a_known_name_parts_two() -> None:
    found = tagged("Selon AFP et Ondes Orle il pleut.", ("AFP et Ondes Orle", "ORG"))
    assert found["text"].to_list() == ["AFP", "Ondes Orle"]
    whole = tagged("Selon Ports et Phares il pleut.", ("Ports et Phares", "ORG"))
    assert whole["text"].to_list() == ["Ports et Phares"]


def test_a_party_before_a_name_is_no_part_of_it() -> None:
    found = tagged("La députée EELV Nour Brisk a voté.", ("EELV Nour Brisk", "PER"))
    assert kinds(found) == {"EELV": "ORG", "Nour Brisk": "PER"}


def test_a_channel_is_not_the_house_that_it_is_named_after() -> None:
    found = tagged(
        "Hier Public Sénat a parlé du service de presse du Sénat.", ("Public Sénat", "ORG"), ("Sénat", "ORG")
    )
    assert [sorted(set(texts)) for texts in clusters(found)] == [
        ["Public Sénat"],
        ["Sénat", "service de presse du Sénat"],
    ]


def test_the_article_before_a_small_noun_is_no_part_of_a_body() -> None:
    found = tagged("Selon l'université de Brumac tout va.", ("l'université de Brumac", "ORG"))
    assert "université de Brumac" in found["text"].to_list()


def test_who_comes_from_a_country_is_no_body() -> None:
    assert tagged("Un Kosovar est venu.", ("Kosovar", "ORG")).is_empty()


def test_a_party_and_the_person_after_it_are_two() -> None:
    found = tagged("Le Front national Marie Lind attend.", ("Front national Marie Lind", "ORG"))
    assert found.select("text", "type").rows() == [("Front national", "ORG"), ("Marie Lind", "PER")]


def test_a_medium_without_its_article_is_called_as_it_is_listed() -> None:
    found = tagged("Un article du Monde dit tout.", ("Monde", "ORG"))
    assert found.select("text", "name").rows() == [("Monde", "Le Monde")]


def test_a_noun_alone_stands_for_the_body_named_before_it() -> None:
    found = tagged(
        "Le Comité boréal tient séance. Le Comité vote. Le Comité des ports de Rivenord attend.",
        ("Comité boréal", "ORG"),
        ("Comité", "ORG"),
        ("Comité des ports de Rivenord", "ORG"),
    )
    assert ["Comité boréal", "Comité"] in clusters(found)


def test_a_noun_alone_stands_for_its_usual_body() -> None:
    found = tagged(
        "Une Assemblée des ports attend. Cette Assemblée vote. Une Assemblée nationale siège.",
        ("Assemblée des ports", "ORG"),
        ("Assemblée", "ORG"),
        ("Assemblée nationale", "ORG"),
    )
    assert ["Assemblée", "Assemblée nationale"] in clusters(found)


def test_an_article_in_small_letters_is_no_part_of_a_body() -> None:
    found = tagged("Selon les Rivenois, rien.", ("les Rivenois", "ORG"))
    assert found["text"].to_list() == ["les Rivenois", "Rivenois"]
    assert found["cluster_id"].n_unique() == 1


def test_an_account_may_be_a_mediums() -> None:
    rows = tagged("La course reprend, via @BFMTV et d'autres.")
    assert rows.select("text", "type").rows() == [("BFMTV", "ORG")]


@pytest.mark.parametrize(
    "body",
    ["police nationale", "préfecture de police", "commission des Lois du Sénat", "commission des finances"],
)
def test_a_body_may_be_written_in_small_letters(body: str) -> None:
    found = tagged(f"Selon la {body}, tout va bien.")
    assert (body, "ORG") in found.select("text", pl.col("type").cast(pl.String)).rows()


def test_a_league_is_not_the_championship_with_its_number() -> None:
    found = tagged(
        "La Ligue de basket boréale (LBB) reporte la Ligue 3. La Ligue se tait.",
        ("Ligue de basket boréale", "ORG"),
        ("LBB", "ORG"),
        ("Ligue 3", "ORG"),
        ("Ligue", "ORG"),
    )
    assert ["Ligue 3"] in clusters(found)
    assert any("Ligue" in group and "LBB" in group for group in clusters(found))


def test_a_known_body_ends_before_a_link_and_another() -> None:
    found = tagged(
        "Au vif regret du Rassemblement national et des Ostraciens ce soir.",
        ("Rassemblement national et des Ostraciens", "ORG"),
    )
    assert "Rassemblement national" in found["text"].to_list()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ada Lind est reçue à l'Élysée . Elle sort de l'Élysée .", "LOC"),
        ("Ada Lind est reçue à l'Élysée . Selon l'Élysée , tout va.", "ORG"),
        ("Tout va bien, assure-t-on à l'Élysée .", "ORG"),
    ],
)
def test_a_seat_of_power_is_a_building_where_no_one_speaks_from_it(text: str, kind: str) -> None:
    found = tagged(text.replace("l'Élysée", "l' Élysée"), *[("Élysée", "ORG")] * text.count("Élysée"))
    assert kinds(found)["Élysée"] == kind


def test_a_palace_and_its_short_name_are_one() -> None:
    found = tagged(
        "La garde du palais de l' Élysée attend. Le locataire de l' Élysée sort.",
        ("palais de l' Élysée", "LOC"),
        ("Élysée", "ORG"),
    )
    assert found["cluster_id"].n_unique() == 1
    assert found["name"].unique().to_list() == ["Palais de l'Élysée"]


@pytest.mark.parametrize(
    ("text", "span", "label", "inside"),
    [
        ("On défile place du Luxembourg hier.", "place du Luxembourg", "LOC", "Luxembourg"),
        ("On lit Ouest-France hier.", "Ouest-France", "ORG", "France"),
        (
            "Une Inspection boréale du Sénat dure.",
            "Inspection boréale du Sénat",
            "ORG",
            "Sénat",
        ),
    ],
)
def test_what_only_lends_its_name_is_not_named(text: str, span: str, label: str, inside: str) -> None:
    found = tagged(text, (span, label))["text"].to_list()
    assert span in found
    assert inside not in found


def test_brackets_behind_a_person_hold_the_body_that_he_is_of() -> None:
    found = tagged(
        "Ada Lind (Fluvio) et Paul Ostrac (Genève) parlent.",
        ("Ada Lind", "PER"),
        ("Fluvio", "LOC"),
        ("Paul Ostrac", "PER"),
        ("Genève", "LOC"),
    )
    assert kinds(found)["Fluvio"] == "ORG"
    assert kinds(found)["Genève"] == "LOC"


def test_a_name_may_hold_a_stop() -> None:
    assert kinds(tagged("Le mouvement Génération.s attend")) == {"Génération.s": "ORG"}


def test_a_body_may_be_named_without_words_in_its_middle() -> None:
    long, short = "Cour boréale des ports de Rivemont", "Cour des ports de Rivemont"
    found = tagged(f"La {long} siège. La {short} vote.", (long, "ORG"), (short, "ORG"))
    assert [long, short] in [[one for one in group if one in (long, short)] for group in clusters(found)]
    other = "Cour fluviale des ports de Rivemont"
    three = tagged(
        f"La {long} siège. La {other} aussi. La {short} vote.", (long, "ORG"), (other, "ORG"), (short, "ORG")
    )
    groups = [{long, other, short} & set(group) for group in clusters(three)]
    assert {short} in groups


@pytest.mark.parametrize("noun", ["institut", "cabinet", "éditions"])
def test_a_noun_that_says_what_a_body_is_is_no_part_of_its_name(noun: str) -> None:
    found = tagged(
        f"Selon un sondage de l' {noun} Fluvio hier. Fluvio compte.",
        (f"{noun} Fluvio", "ORG"),
        ("Fluvio", "ORG"),
    )
    assert found.select("text").to_series().to_list() == [f"{noun} Fluvio", "Fluvio", "Fluvio"]
    assert found["cluster_id"].n_unique() == 1


@pytest.mark.parametrize(
    ("language", "kind", "text", "place"),
    [
        ("fr", "LOC", "On signe le pacte de Rivemont hier.", "Rivemont"),
        ("fr", "LOC", "On relit le protocole d' Orlac hier.", "Orlac"),
        ("es", "LOC", "Firman el tratado de Brumal hoy.", "Brumal"),
        ("en", "GPE", "They signed the Treaty of Brumeby today.", "Brumeby"),
    ],
)
def test_a_treaty_is_called_after_a_place_that_is_not_told_of(
    language: str, kind: str, text: str, place: str
) -> None:
    assert place not in tagged(text, (place, kind), language=language)["text"].to_list()


def test_a_longer_name_in_small_letters_is_another_body() -> None:
    found = tagged("La police fédérale attend. Selon la police fédérale de la route, tout va.")
    assert clusters(found) == [["police fédérale"], ["police fédérale de la route"]]


@pytest.mark.parametrize("zone", ["zone de police Brumac", "zone de police de Brumac-Rivemont"])
def test_a_zone_of_police_has_the_name_of_its_towns(zone: str) -> None:
    assert (zone, "ORG") in tagged(f"La {zone} attend.").select("text", "type").rows()
