"""The same one across articles: what is joined, what stays apart, and why."""

from datetime import date

import polars as pl
import pytest

from pipeline import tables
from pipeline.extract.entities import Resolution, doubtful_pairs, outermost, resolve_entities
from pipeline.extract.entities.judgements import contradictions
from pipeline.extract.ids import content_id
from pipeline.tables import AUTHORITIES, JUDGEMENTS

Cluster = tuple[str, str, list[str]]  # type, fullest name, spellings


def corpus(
    *articles: list[Cluster], described: dict[str, str] | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the mentions and the articles of a corpus; `described` gives a cluster's name a description."""
    rows: list[dict[str, object]] = []
    for number, clusters in enumerate(articles, start=1):
        at = 0
        for kind, name, texts in clusters:
            spans = [(text, "name") for text in texts]
            if described and f"{number} {name}" in described:
                spans.append((described[f"{number} {name}"], "description"))
            for text, what in spans:
                rows.append(
                    {
                        "mention_id": content_id(number, at),
                        "article_id": number,
                        "start_char": at,
                        "end_char": at + len(text),
                        "text": text,
                        "type": kind,
                        "kind": what,
                        "name": name,
                        "cluster_id": content_id(number, kind, name),
                        "method": "model",
                        "confidence": 0.9,
                    }
                )
                at += len(text) + 1
    known = [
        {
            "article_id": number,
            "language": "fr",
            "text": "",
            "n_chars": 0,
            "n_words": 0,
            "published_on": date(2024, 1, number),
        }
        for number in range(1, len(articles) + 1)
    ]
    return tables.frame("mentions", rows), tables.frame("articles", known)


def person(name: str, *texts: str) -> Cluster:
    return "PER", name, [name, *texts]


def judged(*rows: tuple[str, str, str]) -> pl.DataFrame:
    return pl.DataFrame([(*row, "me", "2026-01-01", "") for row in rows], schema=JUDGEMENTS, orient="row")


def ids(found: Resolution) -> dict[str, set[int]]:
    """Return the entities of each spelling."""
    spelled: dict[str, set[int]] = {}
    for entity, alias in found.entity_aliases.select("entity_id", "alias").iter_rows():
        spelled.setdefault(alias, set()).add(entity)
    return spelled


def test_one_person_in_three_alphabets_is_one_entity() -> None:
    found = resolve_entities(
        *corpus(
            [person("Andreï Joukov")],
            [person("Andrey Zhukov")],
            [person("Андрей Жуков"), person("Anna Joukova")],
        )
    )
    spelled = ids(found)
    assert spelled["Andreï Joukov"] == spelled["Andrey Zhukov"] == spelled["Андрей Жуков"]
    assert spelled["Anna Joukova"] != spelled["Andreï Joukov"]


def test_a_surname_alone_stays_in_its_article() -> None:
    found = resolve_entities(
        *corpus([person("Lucie Dalbret", "Dalbret")], [person("Dalbret")], [person("Dalbret")])
    )
    assert len(ids(found)["Dalbret"]) == 3
    assert len(found.entities) == 3


def test_namesakes_of_two_countries_stay_apart() -> None:
    mentions, articles = corpus(
        [person("Paul Ostrac")],
        [person("Paul Ostrac")],
        [person("Paul Ostrac")],
        described={"1 Paul Ostrac": "le ministre belge", "2 Paul Ostrac": "le maire italien"},
    )
    assert len(resolve_entities(mentions, articles).entities) == 2


def test_an_authority_gives_the_name_and_the_wikidata_id() -> None:
    found = resolve_entities(
        *corpus([("ORG", "ONU", ["ONU"])], [("ORG", "Nations unies", ["Nations unies"])])
    )
    assert found.entities.select("name", "wikidata_id", "n_articles").rows() == [
        ("Organisation des Nations unies", "Q1065", 2)
    ]
    assert set(found.entity_aliases["method"]) == {"authority"}


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("fr", "Caisse des dépôts"),
        ("en", "Centers for Disease Control and Prevention"),
        ("es", "Centers for Disease Control and Prevention"),
    ],
)
def test_letters_that_two_bodies_share_are_the_one_s_of_the_language(language: str, name: str) -> None:
    mentions, articles = corpus([("ORG", "CDC", ["CDC"])])
    found = resolve_entities(mentions, articles.with_columns(language=pl.lit(language)))
    assert found.entities["name"].to_list() == [name]


def test_a_section_of_a_place_is_not_the_authority_whose_name_it_bears() -> None:
    found = ids(
        resolve_entities(
            *corpus(
                [("ORG", "Medef de Brumeville", ["Medef de Brumeville", "Medef"])],
                [("ORG", "Sénat tchèque", ["Sénat tchèque", "Sénat"])],
                [("ORG", "Medef", ["Medef"]), ("ORG", "Sénat", ["Sénat"])],
            )
        )
    )
    for body in ("Medef", "Sénat"):
        assert len(found[body]) == 2
    assert len(found["Medef de Brumeville"] | found["Medef"]) == 2


def test_an_authority_of_the_user_holds_in_its_years_only() -> None:
    own = pl.DataFrame(
        [("Ligue boréale", "LB", "ORG", None, date(2024, 1, 2), None)], schema=AUTHORITIES, orient="row"
    )
    found = resolve_entities(
        *corpus(
            [("ORG", "LB", ["LB"])], [("ORG", "LB", ["LB"]), ("ORG", "Ligue boréale", ["Ligue boréale"])]
        ),
        own,
    )
    assert len(ids(found)["LB"]) == 2
    assert ids(found)["Ligue boréale"] < ids(found)["LB"]


def test_letters_join_the_only_name_that_they_stand_for() -> None:
    found = resolve_entities(
        *corpus(
            [("ORG", "Forum maritime boréal", ["Forum maritime boréal", "FMB"])], [("ORG", "FMB", ["FMB"])]
        )
    )
    assert len(found.entities) == 1


def test_a_short_name_between_two_long_ones_stays_alone() -> None:
    found = resolve_entities(
        *corpus([person("Carla Ines Ferval")], [person("Carla Rosa Ferval")], [person("Carla Ferval")])
    )
    assert len(found.entities) == 3


@pytest.mark.parametrize("extra", [[], [[person("Zoé Marchal")]]])
def test_a_judgement_wins_over_the_machine_in_every_run(extra: list[list[Cluster]]) -> None:
    articles = [
        [person("Andreï Joukov")],
        [person("Andrey Zhukov")],
        [person("Lia Ferval")],
        [person("Lia Orsin")],
    ]
    decided = judged(("Andreï Joukov", "Andrey Zhukov", "different"), ("Lia Ferval", "Lia Orsin", "same"))
    spelled = ids(resolve_entities(*corpus(*articles, *extra), judgements=decided))
    assert spelled["Andreï Joukov"] != spelled["Andrey Zhukov"]
    assert spelled["Lia Ferval"] == spelled["Lia Orsin"]


def test_a_split_holds_through_a_third_spelling() -> None:
    articles = [[person("Andreï Joukov")], [person("Andrey Zhukov")], [person("Andrej Schukow")]]
    decided = judged(("Andreï Joukov", "Andrey Zhukov", "different"))
    spelled = ids(resolve_entities(*corpus(*articles), judgements=decided))
    assert spelled["Andreï Joukov"] != spelled["Andrey Zhukov"]


def test_a_new_drop_leaves_the_ids_of_others_as_they_are() -> None:
    first = [[person("Andreï Joukov"), person("Lia Ferval")], [("LOC", "Rivenord", ["Rivenord"])]]
    before = resolve_entities(*corpus(*first))
    after = resolve_entities(*corpus(*first, [person("Andrey Zhukov"), person("Zoé Marchal")]))
    assert set(before.entities["entity_id"]) <= set(after.entities["entity_id"])
    assert len(after.entities) == len(before.entities) + 1


def test_judgements_that_contradict_each_other_are_told() -> None:
    told = contradictions(judged(("A B", "C D", "same"), ("C D", "E F", "same"), ("E F", "A B", "different")))
    assert told.rows() == [("a b", "e f", "a b = c d = e f")]
    assert contradictions(judged(("A B", "C D", "same"), ("C D", "E F", "different"))).is_empty()


def test_every_alias_has_a_method_and_a_score() -> None:
    found = resolve_entities(*corpus([person("Andreï Joukov", "Joukov")], [person("Andrey Zhukov")]))
    assert found.entity_aliases["method"].null_count() == found.entity_aliases["score"].null_count() == 0
    assert set(found.entity_aliases["method"]) == {"spelling", "article", "transliteration"}


def test_no_mentions_give_empty_frames_with_their_columns() -> None:
    found = resolve_entities(*corpus())
    assert found.entities.columns == tables.frame("entities", []).columns
    assert found.entity_aliases.columns == tables.frame("entity_aliases", []).columns
    assert found.links.columns == ["cluster_id", "entity_id"]


def test_doubtful_pairs_are_proposed_until_they_are_judged() -> None:
    mentions, articles = corpus([person("Elsa Dalbret")], [person("Elsa Dalbrot")], [person("Zoé Marchal")])
    proposed = doubtful_pairs(mentions, articles)
    assert proposed.select("left", "right", "method").rows() == [("Elsa Dalbret", "Elsa Dalbrot", "typing")]
    decided = judged(("Elsa Dalbrot", "Elsa Dalbret", "different"))
    assert doubtful_pairs(mentions, articles, judgements=decided).is_empty()


@pytest.mark.parametrize(("short", "full"), [("E. Martin", "Elsa Martin"), ("P. Ostrac", "Paul Ostrac")])
def test_an_initial_is_proposed_for_the_full_name_and_never_joined(short: str, full: str) -> None:
    mentions, articles = corpus([person(short)], [person(full)])
    assert doubtful_pairs(mentions, articles).select("left", "right", "method").rows() == [
        (short, full, "initials")
    ]
    assert len(resolve_entities(mentions, articles).entities) == 2


def test_a_name_inside_a_longer_one_of_its_cluster_is_counted_with_it() -> None:
    rows = [
        {"cluster_id": 1, "start_char": 0, "end_char": 10},
        {"cluster_id": 1, "start_char": 4, "end_char": 10},
        {"cluster_id": 2, "start_char": 4, "end_char": 10},
        {"cluster_id": 1, "start_char": 20, "end_char": 26},
    ]
    assert outermost(pl.DataFrame(rows)).sort("cluster_id", "start_char").rows() == [
        (1, 0, 10),
        (1, 20, 26),
        (2, 4, 10),
    ]


def test_a_surname_alone_is_its_only_bearer_where_the_articles_tell_one_story() -> None:
    beside: list[Cluster] = [("ORG", "Port de Brumac", ["Port de Brumac"]), person("Anna Joukova")]
    found = resolve_entities(*corpus([person("Dalbret"), *beside], [person("Lucie Dalbret"), *beside]))
    alone = found.entity_aliases.filter(pl.col("alias") == "Dalbret")
    assert alone.select("method", "score").rows() == [("surname", 0.92)]
    assert found.entities.filter(pl.col("type") == "PER")["name"].sort().to_list() == [
        "Anna Joukova",
        "Lucie Dalbret",
    ]


def test_a_surname_that_the_press_takes_for_known_is_its_only_bearer() -> None:
    named = [[person("Lucie Dalbret")]] * 3
    assert len(resolve_entities(*corpus([person("Dalbret")], *named)).entities) == 1


@pytest.mark.parametrize("other", ["Paul Dalbret", "Marc Dalbret"])
def test_a_surname_of_two_bearers_is_neither(other: str) -> None:
    named = [[person("Lucie Dalbret")]] * 3
    found = resolve_entities(*corpus([person("Dalbret")], *named, [person(other)]))
    assert len(ids(found)["Dalbret"] & ids(found)["Lucie Dalbret"]) == 0


def test_a_surname_of_two_bearers_is_proposed_for_the_one_named_most() -> None:
    named = [[person("Lucie Dalbret")]] * 3
    pairs = doubtful_pairs(*corpus([person("Dalbret")], *named, [person("Paul Dalbret")]))
    assert pairs.select("left", "right", "method").rows() == [("Dalbret", "Lucie Dalbret", "surname")]


def test_a_surname_with_the_title_of_another_gender_is_another() -> None:
    mentions, articles = corpus([person("Dalbret")], *[[person("Lucie Dalbret")]] * 3)
    of = pl.col("name")
    told = mentions.with_columns(
        gender=pl.when(of == "Dalbret")
        .then(pl.lit("M"))
        .otherwise(pl.lit("F"))
        .cast(mentions.schema["gender"])
    )
    assert len(resolve_entities(told, articles).entities) == 2


def test_a_surname_is_the_bearer_s_who_is_named_far_more_often() -> None:
    named = [[person("Lucie Dalbret")]] * 10
    found = resolve_entities(*corpus([person("Dalbret")], *named, [person("Paul Dalbret")]))
    assert ids(found)["Dalbret"] == ids(found)["Lucie Dalbret"] != ids(found)["Paul Dalbret"]


def test_a_surname_beside_another_bearer_in_full_is_nobody_s() -> None:
    named = [[person("Lucie Dalbret")]] * 10
    found = resolve_entities(*corpus([person("Dalbret"), person("Paul Dalbret")], *named))
    assert len(ids(found)["Dalbret"] | ids(found)["Lucie Dalbret"] | ids(found)["Paul Dalbret"]) == 3


@pytest.mark.parametrize(("gender", "bearer"), [("M", "Paul Dalbret"), ("F", "Lucie Dalbret")])
def test_a_title_tells_which_of_two_bearers_is_meant(gender: str, bearer: str) -> None:
    named = [[person("Lucie Dalbret")], [person("Paul Dalbret")]] * 3
    mentions, articles = corpus([person("Dalbret")], *named)
    genders = {"Dalbret": gender, "Lucie Dalbret": "F", "Paul Dalbret": "M"}
    told = mentions.with_columns(
        gender=pl.col("name").replace_strict(genders).cast(mentions.schema["gender"])
    )
    found = resolve_entities(told, articles)
    assert ids(found)["Dalbret"] == ids(found)[bearer]


def test_a_surname_left_apart_is_proposed_once_with_how_often_it_stands() -> None:
    mentions, articles = corpus([person("Lucie Dalbret")], [person("Dalbret")], [person("Dalbret")])
    assert doubtful_pairs(mentions, articles).select("left", "right", "method", "n_left").rows() == [
        ("Dalbret", "Lucie Dalbret", "surname", 2)
    ]
    decided = judged(("Dalbret", "Lucie Dalbret", "same"))
    assert len(resolve_entities(mentions, articles, judgements=decided).entities) == 1
    assert doubtful_pairs(mentions, articles, judgements=decided).is_empty()


def test_letters_that_an_article_explains_otherwise_are_no_authority_s() -> None:
    found = resolve_entities(*corpus([("ORG", "Aide scolaire estivale", ["Aide scolaire estivale", "ASE"])]))
    assert found.entities["name"].to_list() == ["Aide scolaire estivale"]


def test_seats_of_power_and_cities_are_one_entity_over_three_languages() -> None:
    """Which spelling a language has stands in its folder: Élysée, Elíseo, Elysee Palace; Londres, London."""
    found = ids(
        resolve_entities(
            *corpus(
                [("ORG", "Élysée", ["Élysée"]), ("LOC", "Londres", ["Londres"])],
                [("ORG", "Elíseo", ["Elíseo"]), ("LOC", "Londres", ["Londres"]), ("LOC", "EEUU", ["EEUU"])],
                [
                    ("ORG", "Elysee Palace", ["Elysee Palace"]),
                    ("LOC", "London", ["London"]),
                    ("LOC", "United States", ["United States"]),
                ],
            )
        )
    )
    assert len(found["Élysée"] | found["Elíseo"] | found["Elysee Palace"]) == 1
    assert len(found["Londres"] | found["London"]) == 1
    assert len(found["EEUU"] | found["United States"]) == 1
    assert not found["Londres"] & found["Élysée"]


def test_mentions_in_parts_are_resolved_as_at_once() -> None:
    mentions, articles = corpus(
        [
            person("Andreï Joukov", "Joukov", "Joukov"),
            ("ORG", "Aide scolaire estivale", ["Aide scolaire estivale"]),
        ],
        [person("Andrey Zhukov"), person("Zoé Marchal", "Marchal")],
        [person("Zoé Marchal"), ("ORG", "Aide scolaire estivale", ["ASE", "Aide scolaire estivale"])],
    )
    parts = [mentions.lazy().filter(pl.col("article_id") == number) for number in (3, 1, 2)]
    at_once, in_parts = resolve_entities(mentions, articles), resolve_entities(parts, articles)
    assert in_parts.entities.equals(at_once.entities)
    assert in_parts.entity_aliases.equals(at_once.entity_aliases)
    assert in_parts.links.sort("cluster_id").equals(at_once.links.sort("cluster_id"))
