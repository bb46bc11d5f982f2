"""Letters that stand for a longer name in one article."""

from time import perf_counter

import polars as pl
import pytest

from pipeline.extract.mentions.initials import abbreviations
from tests.extract.tagging import clusters, tagged


def test_a_name_in_brackets_is_the_acronym_of_the_name_before() -> None:
    found = tagged(
        "Le Forum maritime boréal (FMB) ouvre. Le FMB dure un jour.",
        ("Forum maritime boréal", "ORG"),
        ("FMB", "ORG"),
        ("FMB", "ORG"),
    )
    assert clusters(found) == [["Forum maritime boréal", "FMB", "FMB"]]


def test_letters_in_brackets_show_where_a_long_name_starts_and_ends() -> None:
    found = tagged(
        "Le Collectif des riverains du port de Brume (CRPB) proteste. Le CRPB attend.",
        ("Collectif", "ORG"),
        ("Brume", "LOC"),
    )
    assert ["Collectif des riverains du port de Brume", "CRPB", "CRPB"] in clusters(found)


def test_letters_may_stand_before_their_long_name() -> None:
    found = tagged("The OFT (Orwen Ferry Trust) closed.", ("OFT", "ORG"), language="en")
    assert clusters(found) == [["OFT", "Orwen Ferry Trust"]]


def test_letters_that_the_words_do_not_spell_explain_nothing() -> None:
    found = tagged("Hier Paul Ostrac (DVG) est venu.", ("Paul Ostrac", "PER"))
    assert clusters(found) == [["Paul Ostrac"]]


def test_brackets_are_read_in_linear_time() -> None:
    """Ten times the text costs at most thirty times the time."""
    times = []
    for size in (2_000, 20_000):
        start = perf_counter()
        list(abbreviations("Aa Bb (AB" * size))
        times.append(perf_counter() - start)
    assert times[1] < 30 * times[0] + 0.1


def test_letters_mean_the_long_name_and_not_the_country_at_its_end() -> None:
    found = tagged(
        "Le Parti social de Norvège (PSN) attend. Le PSN vote.",
        ("Parti social de Norvège", "ORG"),
        ("PSN", "ORG"),
        ("PSN", "ORG"),
    )
    assert ["Parti social de Norvège", "PSN", "PSN"] in clusters(found)


def test_an_agency_in_brackets_is_no_acronym_of_the_town_it_writes_from() -> None:
    found = tagged("Rivenord (AFP) - Le port ferme.", ("Rivenord", "LOC"), ("AFP", "ORG"))
    assert clusters(found) == [["Rivenord"], ["AFP"]]


def test_initials_alone_are_no_name() -> None:
    found = tagged(
        "M.-L. P. suit R.T. et Ada Lind.", ("M.-L. P.", "PER"), ("R.T.", "LOC"), ("Ada Lind", "PER")
    )
    assert found["text"].to_list() == ["Ada Lind"]


@pytest.mark.parametrize(
    ("text", "long", "kind"),
    [
        ("Le Produit boréal brut (PBB) monte.", "Produit boréal brut", "MISC"),
        ("Le Regroupement boréal des pilotes (RBP) attend.", "Regroupement boréal des pilotes", "ORG"),
    ],
)
def test_letters_are_an_organisation_s_unless_the_first_word_says_no(text: str, long: str, kind: str) -> None:
    assert (long, kind) in tagged(text).select("text", "type").rows()


def test_a_long_name_starts_with_no_word_that_only_opens_its_sentence() -> None:
    text = "L'usage du lanceur de balles (ULB) recule ; Après l'appel boréal (AAB), rien."
    assert [text[slice(*long)] for long, _ in abbreviations(text, frozenset(["Après"]))] == []


def test_a_body_in_small_letters_has_the_letters_that_brackets_give_it() -> None:
    heads = frozenset(["inspection"])
    text = "a saisi l'inspection boréale des ports (IBP), puis payé le revenu boréal des ports (RBP)."
    assert [
        (text[slice(*long)], text[slice(*short)]) for long, short in abbreviations(text, frozenset(), heads)
    ] == [("inspection boréale des ports", "IBP")]


def test_brackets_explain_letters_whole() -> None:
    found = tagged(
        "Les Ports en fête (PEF) votent. PE reste muet.",
        ("Ports en fête", "ORG"),
        ("PEF", "ORG"),
        ("PE", "ORG"),
    )
    assert ["PE"] in clusters(found)


def test_two_letters_alone_are_no_proof_of_a_name() -> None:
    found = tagged("La Forge Indigo ferme. Un élu FI proteste.", ("Forge Indigo", "ORG"), ("FI", "ORG"))
    assert clusters(found) == [["Forge Indigo"], ["FI"]]


def test_letters_may_be_set_as_a_word() -> None:
    found = tagged(
        "Le Bureau boréal des forêts (BBF) compte. Selon le Bbf, tout va. Le Bbf part. Le Bbf dort.",
        ("Bureau boréal des forêts", "ORG"),
        ("BBF", "ORG"),
        ("Bbf", "ORG"),
        ("Bbf", "ORG"),
        ("Bbf", "ORG"),
    )
    assert clusters(found) == [["Bureau boréal des forêts", "BBF", "Bbf", "Bbf", "Bbf"]]


def test_a_body_known_by_an_article_and_a_word_is_meant_by_the_word_where_its_letters_stand() -> None:
    text = "Le patron des Républicains (LR) sort."
    assert clusters(tagged(text, ("Républicains", "ORG"), ("LR", "ORG"))) == [["Républicains", "LR"]]


@pytest.mark.parametrize(
    ("language", "text", "letters"),
    [
        ("fr", "La presse fluviale boréale (PFB) attend. La PFB dort.", "PFB"),
        ("fr", "Une PFB (presse fluviale boréale) attend.", "PFB"),
        ("es", "El impuesto fluvial boreal (IFB) sube.", "IFB"),
    ],
)
def test_letters_of_a_common_noun_are_no_body(language: str, text: str, letters: str) -> None:
    found = tagged(text, *[(letters, "ORG")] * text.count(letters), language=language)
    assert set(found.filter(pl.col("text") == letters)["type"].cast(pl.String)) == {"MISC"}


def test_a_body_in_small_letters_may_follow_its_letters() -> None:
    text = "L'IBP (inspection boréale des ports – elle enquête) attend."
    heads = frozenset(["inspection"])
    assert [text[slice(*long)] for long, _ in abbreviations(text, frozenset(), heads)] == [
        "inspection boréale des ports"
    ]


def test_a_long_name_may_hold_commas_and_begin_with_a_word_that_alone_is_none() -> None:
    found = tagged(
        "Le gala de la Société des luthiers, facteurs et accordeurs de pianos (Slfap) a lieu.",
        ("Société des luthiers", "ORG"),
    )
    assert ["Société des luthiers, facteurs et accordeurs de pianos", "Slfap"] in clusters(found)


def test_small_letters_in_brackets_behind_letters_are_a_name_and_one_word_is_a_signature() -> None:
    found = tagged(
        "L' IGPB (inspection générale des ponts boréaux) a répondu. (afp", ("IGPB", "ORG"), ("afp", "ORG")
    )
    assert clusters(found) == [["IGPB", "inspection générale des ponts boréaux"]]


def test_a_noun_in_small_letters_begins_a_long_name_with_its_own_letter_alone() -> None:
    found = tagged("La direction comptait hier ses colonnes routières de secours (CRS).", ("CRS", "ORG"))
    assert clusters(found) == [["CRS"]]
