"""Who holds which office, as articles say; and the name that the corpus lends to a speaker only described."""

from datetime import date

import polars as pl
import pytest

from pipeline import lang, tables
from pipeline.extract.reasons import TWO_HOLDERS
from pipeline.extract.roles import find_roles, lend_speakers
from pipeline.extract.roles.offices import read_office
from tests.extract.listening import listen

NO_AUTHORITIES = tables.AUTHORITIES.to_frame()
NO_ALIASES = tables.frame("entity_aliases", [])


@pytest.mark.parametrize("code", lang.languages())
def test_the_examples_of_the_data_hold(code: str) -> None:
    for example in lang.load(code, "roles").get("offices", {}).get("examples", []):
        office = read_office(example["text"], code)
        assert office is not None
        assert (office.role, office.of_what) == (example["role"], example["of_what"])


@pytest.mark.parametrize(
    ("phrase", "role", "of_what", "former"),
    [
        ("le maire de Rivenord", "maire", "Rivenord", False),
        ("l'ancien maire LR de Rivenord", "maire", "LR de Rivenord", True),
        ("la ministre de la Pêche et des Canaux", "ministre", "Pêche et des Canaux", False),
        ("le secrétaire d'Etat aux Canaux", "secrétaire d'état", "Canaux", False),
        ("le maire de Rivenord et président de l'écluse", "maire", "Rivenord", False),
        ("ex-présidente du Club nautique", "présidente", "Club nautique", True),
    ],
)
def test_an_office_has_a_normal_form(phrase: str, role: str, of_what: str, *, former: bool) -> None:
    office = read_office(phrase, "fr")
    assert office is not None
    assert (office.role, office.of_what, office.former) == (role, of_what, former)


def test_a_country_is_told_by_its_adjective() -> None:
    named, told = read_office("le président de la Russie", "fr"), read_office("le président russe", "fr")
    assert named is not None
    assert told is not None
    assert named.words == told.words


@pytest.mark.parametrize("phrase", ["un maire de Rivenord", "la police", "le pont de Rivenord", "", "de"])
def test_what_names_no_definite_office_is_none(phrase: str) -> None:
    office = read_office(phrase, "fr")
    assert office is None or not office.definite


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Le maire de Rivenord, Paul Ostrac, a souri.", [("Paul Ostrac", "maire", "Rivenord")]),
        ("Le maire de Rivenord Paul Ostrac a souri.", [("Paul Ostrac", "maire", "Rivenord")]),
        ("Paul Ostrac, maire de Rivenord, a souri.", [("Paul Ostrac", "maire", "Rivenord")]),
        ("Paul Ostrac (maire de Rivenord) a souri.", [("Paul Ostrac", "maire", "Rivenord")]),
        ("Paul Ostrac a été élu maire de Rivenord.", [("Paul Ostrac", "maire", "Rivenord")]),
        ("Le maire de Rivenord a reçu Paul Ostrac.", []),
        ("Le président de la région et son homologue Paul Ostrac ont souri.", []),
    ],
)
def test_articles_say_who_holds_an_office(text: str, held: list[tuple[str, str, str]]) -> None:
    heard = listen(text)
    found = heard.roles
    named = found.join(heard.mentions.select("cluster_id", "name").unique(), on="cluster_id")
    assert named.select("name", "role", "of_what").rows() == held
    for row in found.iter_rows(named=True):
        assert text[row["start_char"] : row["end_char"]] == row["text"]


def _attested(*rows: tuple[int, int, str]) -> pl.DataFrame:
    """Return what articles attest: (article, entity as its cluster, phrase)."""
    made = []
    for article, cluster, phrase in rows:
        office = read_office(phrase, "fr")
        assert office is not None
        made.append(
            {
                "article_id": article,
                "start_char": cluster,
                "end_char": cluster + len(phrase),
                "text": phrase,
                "cluster_id": cluster,
                "language": "fr",
                "role": office.role,
                "of_what": office.of_what,
                "words": sorted(office.words),
                "former": office.former,
                "national": office.national,
                "named": office.named,
                "method": "title",
            }
        )
    return tables.frame("attested_roles", made)


NAMES = {1: "Paul Ostrac", 2: "Jeanne Lanoë", 3: "Léa Berger"}
DAYS = {10: date(2024, 3, 1), 11: date(2024, 3, 20), 12: date(2024, 11, 2), 20: date(2024, 3, 10), 21: None}
OUTLETS = {10: "Le Canal", 11: "Le Canal", 12: "Le Canal", 20: "La Digue", 21: "Le Canal"}


def _lend(
    attested: pl.DataFrame, description: str, article: int, authorities: pl.DataFrame = NO_AUTHORITIES
) -> list[dict[str, object]]:
    articles = tables.frame(
        "articles",
        [
            {
                "article_id": a,
                "language": "fr",
                "publisher": OUTLETS[a],
                "published_on": day,
                "text": "",
                "n_chars": 0,
                "n_words": 0,
            }
            for a, day in DAYS.items()
        ],
    )
    links = pl.DataFrame(
        {"cluster_id": list(NAMES), "entity_id": list(NAMES)},
        schema={"cluster_id": pl.Int64, "entity_id": pl.Int64},
    )
    entities = tables.frame(
        "entities",
        [
            {"entity_id": e, "name": n, "type": "PER", "n_articles": 1, "n_mentions": 1}
            for e, n in NAMES.items()
        ],
    )
    aliases = tables.frame(
        "entity_aliases",
        [{"entity_id": e, "alias": n, "n_mentions": 1, "method": "name"} for e, n in NAMES.items()],
    )
    roles = find_roles(attested, links, articles, aliases, authorities)
    tables.TABLES["roles"].validate(roles)
    quotes = tables.frame(
        "quotes",
        [{"quote_id": 7, "article_id": article, "speaker_text": description, "speaker_name": description}],
    )
    return lend_speakers(quotes, articles, roles, entities, tables.frame("stories", [])).to_dicts()


def test_the_only_holder_of_an_office_speaks() -> None:
    lent = _lend(_attested((10, 1, "maire de Rivenord")), "le maire de Rivenord", 20)
    assert [row["speaker_name"] for row in lent] == ["Paul Ostrac"]


def test_two_holders_on_one_day_lend_nobody_and_say_why() -> None:
    lent = _lend(
        _attested((10, 1, "maire de Rivenord"), (11, 2, "maire de Rivenord")), "le maire de Rivenord", 20
    )
    assert [(row["speaker_name"], row["reason"]) for row in lent] == [(None, TWO_HOLDERS)]


def test_the_holder_of_the_day_speaks_where_the_office_changed_hands() -> None:
    lent = _lend(
        _attested((10, 1, "maire de Rivenord"), (12, 2, "maire de Rivenord")), "le maire de Rivenord", 20
    )
    assert [row["speaker_name"] for row in lent] == ["Paul Ostrac"]


@pytest.mark.parametrize(
    ("told", "description"),
    [
        (
            "ministre de la Pêche",
            "le ministre de la Pêche",
        ),  # every country has one, and the outlet never named its own
        ("directeur du port", "le directeur du port"),  # no name tells which port
        ("présidente du groupe RN à la région", "la présidente du RN"),  # of a part of it
        ("ancien maire de Rivenord", "le maire de Rivenord"),
        ("maire de Rivenord", "un maire de Rivenord"),
        ("représentant de la CGT", "le représentant de la CGT"),  # there are many
        ("maire de Rivenord", "le maire"),
    ],
)
def test_an_office_that_does_not_tell_one_holder_lends_nobody(told: str, description: str) -> None:
    assert [r for r in _lend(_attested((10, 1, told)), description, 20) if r["speaker_name"]] == []


def test_an_outlet_tells_the_minister_of_its_own_country() -> None:
    attested = _attested((10, 1, "ministre de la Pêche"), (20, 2, "ministre de la Pêche"))
    assert [row["speaker_name"] for row in _lend(attested, "le ministre de la Pêche", 11)] == ["Paul Ostrac"]


def test_what_people_know_of_an_office_counts_within_its_days() -> None:
    known = pl.DataFrame(
        [
            {
                "name": "Léa Berger",
                "aliases": "maire de Rivenord",
                "type": "PER",
                "valid_from": date(2024, 1, 1),
                "valid_to": date(2024, 6, 1),
            }
        ],
        schema=tables.AUTHORITIES,
    )
    nothing = tables.frame("attested_roles", [])
    assert [row["speaker_name"] for row in _lend(nothing, "le maire de Rivenord", 20, known)] == [
        "Léa Berger"
    ]
    assert _lend(nothing, "le maire de Rivenord", 12, known) == []


def test_a_role_counts_the_articles_that_say_so() -> None:
    attested = _attested(
        (10, 1, "maire de Rivenord"), (12, 1, "maire de Rivenord"), (11, 2, "maire de Rivenord")
    )
    links = pl.DataFrame({"cluster_id": [1, 2], "entity_id": [1, 2]})
    days = pl.DataFrame({"article_id": list(DAYS), "published_on": list(DAYS.values())})
    roles = find_roles(attested, links, days, NO_ALIASES, NO_AUTHORITIES).sort("n_articles")
    assert roles.select("entity_id", "n_articles", "first_on", "last_on", "score").rows() == [
        (2, 1, DAYS[11], DAYS[11], 0.25),
        (1, 2, DAYS[10], DAYS[12], 0.5),
    ]
