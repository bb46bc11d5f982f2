"""Where an article says it has something from."""

from pipeline import tables
from tests.extract.listening import listen


def test_publisher_and_agency_of_the_header_are_sources() -> None:
    heard = listen("Il pleut à Rennes (AFP).", publisher="Le Courrier du Lac", credit="AFP")
    assert heard.sources.select("name", "type", "role").rows() == [
        ("Le Courrier du Lac", "media", "publisher"),
        ("AFP", "agency", "credit"),
    ]


def test_a_publisher_that_the_text_does_not_name_stands_nowhere() -> None:
    heard = listen("Il pleut.", publisher="Le Courrier du Lac")
    assert heard.sources["start_char"].to_list() == [None]


def test_who_is_quoted_is_cited_once_with_a_type() -> None:
    text = (
        "« Oui », a dit Karim Sellami. « Non », a répondu le ministère des Transports. "
        "Selon un rapport, le pont tient. Karim Sellami a ajouté que tout allait bien. "
        "Selon des témoins, le pont a tremblé."
    )
    cited = listen(text).sources.select("name", "type").rows()
    assert ("Karim Sellami", "person") in cited
    assert ("un rapport", "document") in cited
    assert ("des témoins", "group") in cited
    assert sum(name == "Karim Sellami" for name, _ in cited) == 1


def test_a_relay_is_a_source_of_its_own() -> None:
    heard = listen("« Nous partirons », a confié Karim Sellami à l'AFP.")
    assert set(heard.sources.select("name", "role").rows()) == {
        ("Karim Sellami", "cited"),
        ("AFP", "relay"),
    }


def test_every_source_keeps_the_contract_and_stands_in_its_text() -> None:
    text = "« Oui », a dit Karim Sellami à l'agence Tass. Selon un rapport, le pont tient."
    sources = listen(text).sources
    tables.TABLES["sources"].validate(sources, cast=True)
    for start, end, words in sources.select("start_char", "end_char", "text").iter_rows():
        assert text[start:end] == words


def test_two_who_say_the_same_are_both_sources_and_two_who_were_seen_together_are_not() -> None:
    said = listen("Selon Karim Sellami et Odile Verney, le pont rouvrira lundi.").sources
    assert set(said["name"]) == {"Karim Sellami", "Odile Verney"}
    seen = listen("Karim Sellami et Odile Verney se sont vus hier. « Le pont tient », a-t-il dit.").sources
    assert "Odile Verney" not in set(seen["name"])
