"""Each question of the library has its expected answer on a warehouse written by hand."""

from pathlib import Path

import pytest

from pipeline.warehouse import empty
from pipeline.warehouse.questions import (
    ALL,
    Question,
    QuestionError,
    answer,
    n_in_all,
    question,
    questions,
)

ANSWERS: dict[str, tuple[dict[str, str], list[tuple[object, ...]]]] = {
    "agency_share": (
        {},
        [
            ("L'Aube", 2, 0, 0, 0.0, 0.0, None),
            ("Le Journal", 1, 1, 1, 1.0, 1.0, "Agence Nord"),
            (None, 1, 0, 0, 0.0, 0.0, None),
        ],
    ),
    "claims_and_denials": (
        {},
        [("Bruno Lang", 0, 1, 1, 0, "L'Aube", "Je nie tout"), ("Ada Petit", 1, 0, 3, 0, None, None)],
    ),
    "co_mentions": ({"least": "2"}, [("Bruno Lang", "Ada Petit", 2), ("Zoé Ruiz", "Ada Petit", 2)]),
    "files": ({}, [("essai", "loaded", None, 4, "essai/lettre.txt")]),
    "first_with_words": ({}, [("L'Aube", 1, 1, 1.0), ("Le Journal", 1, 0, 0.0)]),
    "how_quoted": (
        {},
        [
            ("L'Aube", 6, 5, 1, 0, 1.0, 4.0),
            ("Le Journal", 1, 1, 0, 0, 1.0, 9.0),
            (None, 1, 1, 0, 0, 1.0, 3.0),
        ],
    ),
    "most_quoted": (
        {},
        [
            ("Ada Petit", 4, 3, 2, "L'Aube (3), Le Journal (1)"),
            ("Bruno Lang", 2, 2, 1, "L'Aube (2)"),
            ("un riverain", 1, 1, 1, "L'Aube (1)"),
        ],
    ),
    "named_never_quoted": ({}, [("Zoé Ruiz", 2, 2, "L'Aube, Le Journal")]),
    "one_day": (
        {"day": "2024-03-04"},
        [
            ("L'Aube", "2024-03-04", "lundi", "2024-03-04", 14),
            ("Le Journal", "2024-03-05", "lundi", "2024-03-04", 123),
        ],
    ),
    "only_one_outlet": (
        {},
        [
            ("L'Aube", "speaker", "Bruno Lang", "Je nie tout", 2, 109),
            ("L'Aube", "speaker", "un riverain", "ça craquait", 2, 163),
            ("Le Journal", "day", "2024-03-06", "mercredi", 2, 146),
        ],
    ),
    "outlets": (
        {},
        [
            ("L'Aube", "fr", 2, "2024-03-04", "2024-05-06", 29.0, 6, 103.4, 0.833, 2),
            ("Le Journal", "fr", 1, "2024-03-05", "2024-03-05", 35.0, 1, 28.6, 1.0, 1),
            (None, "fr", 1, None, None, 11.0, 1, 90.9, 0.0, 0),
        ],
    ),
    "quotes_in_quotes": ({}, [("2024-05-06", "L'Aube", "Ada Petit", "Bruno Lang", "jamais", 76)]),
    "rising_names": (
        {"since": "2024-05-01", "until": "2024-05-31"},
        [("Ada Petit", 1, 0, 1), ("Bruno Lang", 1, 0, 1)],
    ),
    "same_words": (
        {},
        [
            (
                "Ada Petit",
                "Nous fermons le pont de Lussac pour un an",
                2,
                1,
                "2024-03-04",
                "L'Aube",
                "Nous fermons le pont de Lussac pour un an",
                23,
            ),
            (
                "Ada Petit",
                "Nous fermons le pont de Lussac pour un an",
                2,
                2,
                "2024-03-05",
                "Le Journal",
                "Nous fermons le pont de Lussac pour un an",
                16,
            ),
        ],
    ),
    "search": (
        {"words": "trembler"},
        [
            ("quote", None, None, None, None, None, "le pont tremble", 12, 2.126),
            ("article", None, None, None, None, None, "lettre", 0, 1.574),
        ],
    ),
    "second_hand": (
        {},
        [("Le Journal", "Agence Nord", 1, 1, "Ada Petit", "Nous fermons le pont de Lussac pour un an")],
    ),
    "source_mix": ({}, [("Le Journal", "agency", "credit", 1, 1, 1.0, "Agence Nord")]),
    "speaks_about": (
        {"about": "lussac"},
        [("Ada Petit", "Lussac", "LOC", 3, 3, "Nous fermons le pont de Lussac pour un an")],
    ),
    "spellings": (
        {"name": "ada petit"},
        [
            ("Ada Petit", "Ada Petit", 2, "L'Aube", "spelling", 1.0),
            ("Ada Petit", "Mme Petit", 1, "Le Journal", "spelling", 1.0),
        ],
    ),
    "stories": ({}, [("pont-aube", 2, 2, "L'Aube, Le Journal", "L'Aube", "2024-03-04", "2024-03-05", 4, 3)]),
    "to_check": ({}, [("quote", 0.4, "un riverain", "ça craquait", "hand", 163)]),
    "told_and_published": (
        {"until": "2024-03-31"},
        [("2024-03-04", 2, 2, 1), ("2024-03-05", 0, 0, 1), ("2024-03-06", 1, 1, 0)],
    ),
    "told_late": ({}, [("Le Journal", 2, 0, 1, 0, 0, 1, 1.0), ("L'Aube", 1, 1, 0, 0, 0, 0, 0.0)]),
    "who_held": (
        {"role": "Maire", "of_what": "lussac"},
        [
            (
                "maire",
                "Lussac",
                "Ada Petit",
                False,
                "2024-03-04",
                "2024-03-05",
                2,
                "L'Aube, Le Journal",
                "title",
                0.667,
            )
        ],
    ),
    "undated": (
        {},
        [
            ("article", "no publication date is stated", 1, 1, "lettre"),
            ("date", "a weekday needs the day of publication", 1, 1, "jeudi"),
        ],
    ),
    "unnamed_speakers": (
        {},
        [
            ("L'Aube", "un riverain", None, 1, 1, "ça craquait"),
            (None, None, "no speaker named", 1, 1, "le pont tremble"),
        ],
    ),
    "roles_quoted": (
        {"role": "Maire"},
        [("maire de Lussac", 1, 1, 1, 0, 1, 0, "Ada Petit", "Lussac aura son pont en juin")],
    ),
    "contradictions": (
        {"person": "lang"},
        [
            (
                *["2024-03-04"] * 3,
                "L'Aube",
                "Bruno Lang",
                "Je nie tout",
                "un riverain",
                "ça craquait",
                109,
                0.4,
            )
        ],
    ),
    "first_to_say": (
        {"words": "pont"},
        [
            (
                *["2024-03-04"] * 4,
                "L'Aube",
                "Ada Petit",
                "Nous fermons le pont de Lussac pour un an",
                None,
                3,
                23,
            ),
            (*[None] * 6, "le pont tremble", None, 1, 12),
        ],
    ),
    "quoted_by_one": ({}, [("L'Aube", "Bruno Lang", 2, 2, "2024-03-04", "2024-05-06", "Je nie tout")]),
    "words_over_time": (
        {"person": "petit"},
        [
            ("2024-03", 2, 2, 2, "L'Aube, Le Journal", "Nous fermons le pont de Lussac pour un an"),
            ("2024-05", 2, 1, 1, "L'Aube", "Lussac aura son pont en juin"),
        ],
    ),
    "unnamed_sources": (
        {},
        [
            ("L'Aube", 6, 1, 0, 0.167, 0, "un riverain", "ça craquait"),
            ("Le Journal", 1, 0, 0, 0.0, 0, None, None),
        ],
    ),
    "said_and_printed": (
        {"day": "2024-03-05"},
        [
            (
                "said and printed",
                "2024-03-05",
                "publication",
                "2024-03-05",
                "Le Journal",
                "Ada Petit",
                "Nous fermons le pont de Lussac pour un an",
                16,
            )
        ],
    ),
    "words_about": (
        {"person": "petit", "about": "Lussac", "since": "2024-05-01"},
        [
            (
                *["2024-05-06"] * 3,
                "L'Aube",
                "Ada Petit",
                "Lussac",
                "Lussac aura son pont en juin",
                None,
                2,
                0.9,
            )
        ],
    ),
    "versions": (
        {"day": "2024-06-01", "top": "1"},
        [("new", "essai", "2024-06-01 00:00:00", "2024-06-01 00:00:00", "lettre", None, 1)],
    ),
    "verbs_for_speaker": (
        {"person": "Ada Petit"},
        [
            ("Ada Petit", "L'Aube", "déclarer", "neutral", 1, "Nous fermons le pont de Lussac pour un an"),
            ("Ada Petit", "L'Aube", "promettre", "neutral", 1, "Lussac aura son pont en juin"),
            ("Ada Petit", "L'Aube", "raconter", "neutral", 1, 'Bruno Lang m\'a dit "jamais"'),
            ("Ada Petit", "Le Journal", "affirmer", "claim", 1, "Nous fermons le pont de Lussac pour un an"),
        ],
    ),
    "what_changed": (
        {"person": "mme petit", "turn": "2024-05-01"},
        [
            (
                "Lussac",
                2,
                1,
                "2024-03-05",
                "Nous fermons le pont de Lussac pour un an",
                "2024-05-06",
                "Lussac aura son pont en juin",
            ),
            ("Bruno Lang", 0, 1, None, None, "2024-05-06", 'Bruno Lang m\'a dit "jamais"'),
        ],
    ),
    "who_said_what": (
        {"person": "MME PETIT", "since": "2024-03-05"},
        [
            (
                *["2024-03-05"] * 4,
                "Le Journal",
                "Ada Petit",
                "affirmer",
                "Nous fermons le pont de Lussac pour un an",
                "Agence Nord",
                16,
            ),
            (
                *["2024-05-06"] * 4,
                "L'Aube",
                "Ada Petit",
                "promettre",
                "Lussac aura son pont en juin",
                None,
                2,
            ),
            (
                *["2024-05-06"] * 4,
                "L'Aube",
                "Ada Petit",
                "raconter",
                'Bruno Lang m\'a dit "jamais"',
                None,
                56,
            ),
        ],
    ),
    "women_and_men": ({}, [("L'Aube", 6, 3, 2, 1, 0.6, 1, 1), ("Le Journal", 1, 1, 0, 0, 1.0, 1, 0)]),
    "words_in_marks": ({}, [("Pont sûr", "title", 1, "Le Journal")]),
}
LEFT_OUT = {"context", "path"}  # long, and not what the question is about; ids are left out too


@pytest.mark.parametrize("asked", questions(), ids=lambda asked: asked.name)
def test_a_question_has_its_answer(asked: Question, press: Path) -> None:
    values, expected = ANSWERS[asked.name]
    rows = answer(press, asked, values)
    assert tuple(rows.columns) == asked.columns
    shown = [name for name in rows.columns if name not in LEFT_OUT and not name.endswith("_id")]
    assert [tuple(map(_plain, row)) for row in rows.select(shown).rows()] == expected


def test_a_person_is_found_under_any_spelling(press: Path) -> None:
    said = [
        answer(press, question("who_said_what"), {"person": name}).height
        for name in ("ada petit", "Mme Petit")
    ]
    assert said == [4, 4]


def test_words_of_a_parameter_stay_words(press: Path) -> None:
    hostile = "x'; DROP TABLE quotes; --"
    assert answer(press, question("who_said_what"), {"person": hostile}).is_empty()
    assert answer(press, question("who_said_what"), {}).height == 8


@pytest.mark.parametrize("top", [1, 7, 40, 300, ALL])
def test_the_first_edges_of_the_network_are_those_of_the_whole(top: int) -> None:
    values = {"person": None, "type": "PER", "least": 1, "top": top}
    with empty() as con:
        con.execute(
            "CREATE OR REPLACE TABLE mentions AS SELECT n // 6 AS article_id, "
            "(200 * pow((hash(n) % 1000) / 1000, 3))::BIGINT AS entity_id FROM range(3000) AS many(n)"
        )
        con.execute(
            "CREATE OR REPLACE TABLE entities AS SELECT entity_id, 'N' || entity_id AS name, "
            "if(entity_id % 5 = 0, 'ORG', 'PER') AS type, count(DISTINCT article_id) AS n_articles FROM mentions GROUP BY ALL"
        )
        whole = con.sql(
            "SELECT count(DISTINCT one.article_id) AS n, one.entity_id, other.entity_id FROM mentions AS one, mentions AS other "
            "WHERE one.article_id = other.article_id AND one.entity_id < other.entity_id "
            "AND one.entity_id % 5 <> 0 AND other.entity_id % 5 <> 0 GROUP BY ALL ORDER BY n DESC, 2, 3"
        ).fetchall()
        found = con.sql(question("co_mentions").sql, params=values).fetchall()
    assert len(whole) > 300
    assert {(n, one, other) for _, _, n, one, other in found} == set(whole[:top])


def test_hyphens_stand_for_underscores() -> None:
    assert question("most-quoted").name == "most_quoted"


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("nothing", {}, "there is no question 'nothing': "),
        ("undated", {"person": "x"}, "undated has no parameter --person; it has no parameter"),
        ("one_day", {"day": "lundi"}, "--day is a day such as 2024-03-18, not 'lundi'"),
        ("most_quoted", {"top": "many"}, "--top is of type INTEGER, not 'many'"),
    ],
)
def test_a_wrong_question_says_what_there_is(
    name: str, values: dict[str, str], message: str, press: Path
) -> None:
    with pytest.raises(QuestionError, match=message.replace("(", r"\(")):
        answer(press, question(name), values)


def test_no_parameter_has_the_name_of_an_option_of_the_command() -> None:
    options = {"warehouse", "lake", "at", "csv", "json", "parquet", "help"}
    assert not {parameter.name for asked in questions() for parameter in asked.parameters} & options


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | str | None) else str(value)


def test_rows_are_counted_only_where_some_were_cut_off(press: Path, tmp_path: Path) -> None:
    asked, nowhere = question("who_said_what"), tmp_path / "none.duckdb"
    assert n_in_all(nowhere, asked, {"top": "3"}, 2) == 2
    assert n_in_all(press, asked, {"top": "3"}, 3) == 8
    assert n_in_all(press, asked, {"top": "3"}, 4) == 8  # what is joined after the cut may bring more
    assert n_in_all(nowhere, question("files"), {}, 2) == 2
