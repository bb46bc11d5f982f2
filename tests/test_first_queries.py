"""Ten questions that somebody asks in SQL who has read docs/catalogue.md and nothing else; their answers were read in the sample."""

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

PROJECT = Path(__file__).parents[1]
STATEMENT = "Ce chantier doit rester fermé tant que nous ne saurons pas pourquoi cette grue est tombée"
QUERIES: list[tuple[str, list[tuple[object, ...]]]] = [
    (
        (
            "SELECT speaker, count(DISTINCT article_id) AS n_articles FROM who_said_what "
            "WHERE speaker_kind = 'person' GROUP BY speaker ORDER BY n_articles DESC, speaker LIMIT 5"
        ),
        [
            ("Hélène Marchetti", 4),
            ("Odile Garrigou", 4),
            ("Irène Sabatié", 3),
            ("Bastien Orlhac", 2),
            ("Yann Kerbrat", 2),
        ],
    ),
    (
        (
            "SELECT published, publisher, text FROM who_said_what WHERE bears(speaker, 'marchetti') "
            "AND kind = 'direct' AND language = 'fr' AND publisher IS NOT NULL ORDER BY published_from"
        ),
        [
            ("2024-03-12T16:12", "Le Courrier d'Aubrac", STATEMENT),
            ("2024-03-13T18:40", "Agence Libre de Presse", "Nous voulons des réponses"),
        ],
    ),
    (
        (
            "SELECT DISTINCT speaker FROM who_said_what WHERE speaker_kind = 'person' "
            "AND touches(published_from, published_to, DATE '2024-03-13', DATE '2024-03-14') ORDER BY speaker"
        ),
        [("Bastien Orlhac",), ("Hélène Marchetti",), ("Irène Sabatié",), ("Odile Garrigou",)],
    ),
    (
        (
            "SELECT speaker_gender, count(DISTINCT speaker) AS n_people FROM who_said_what "
            "WHERE speaker_gender IS NOT NULL AND speaker_kind = 'person' GROUP BY speaker_gender ORDER BY speaker_gender"
        ),
        [("F", 4), ("M", 3)],
    ),
    (
        "SELECT relay, speaker, text FROM who_said_what WHERE relay IS NOT NULL AND language = 'fr' ORDER BY relay",
        [
            ("Canal Aubrac", "Odile Garrigou", "Aucun message de M. Tchkonidze ne figure dans nos registres"),
            ("Plateau FM", "Hélène Marchetti", "J'attends maintenant que l'on me dise qui savait quoi"),
        ],
    ),
    (
        "SELECT speaker, text FROM who_said_what WHERE cue_class = 'denial' ORDER BY published_from, path",
        [
            ("groupe Varenne-Lacaze", "avoir reçu la moindre alerte"),
            ("Odile Garrigou", "the company had been warned about a crack at the foot of the crane"),
        ],
    ),
    (
        (
            "SELECT starts_on, count(DISTINCT article_id) AS n_articles FROM timeline WHERE granularity = 'day' "
            "GROUP BY starts_on ORDER BY n_articles DESC, starts_on LIMIT 1"
        ),
        [(dt.date(2024, 3, 12), 3)],
    ),
    (
        "SELECT alias FROM entity_aliases JOIN entities USING (entity_id) WHERE name = 'Odile Garrigou' ORDER BY alias",
        [("Garrigou",), ("Mme Garrigou",), ("Odile Garrigou",)],
    ),
    (
        (
            "SELECT DISTINCT said.speaker FROM who_said_what AS said JOIN mentions ON mentions.article_id = said.article_id "
            "AND mentions.start_char BETWEEN said.content_start_char AND said.content_end_char - 1 "
            "JOIN entities USING (entity_id) WHERE entities.name = 'Levan Tchkonidze' AND mentions.kind = 'name' "
            "AND said.speaker_kind = 'person' AND entities.entity_id <> said.speaker_entity_id ORDER BY speaker"
        ),
        [("Bastien Orlhac",), ("Nino Chkonidze",), ("Odile Garrigou",)],
    ),
    (
        (
            "SELECT statements.text, statements.n_articles, articles.publisher FROM statements "
            "JOIN articles ON articles.article_id = statements.first_article_id ORDER BY statements.text"
        ),
        [(STATEMENT, 2, "Le Courrier d'Aubrac")],
    ),
]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a newcomer's warehouse: that of the project which `dixit init` lays down, opened with DuckDB alone."""
    folder = tmp_path_factory.mktemp("newcomer")
    for command in ("init", "ingest"):
        subprocess.run(
            [sys.executable, "-m", "pipeline.cli", command], cwd=folder, check=True, capture_output=True
        )
    with duckdb.connect(str(folder / "warehouse" / "dixit.duckdb"), read_only=True) as con:
        yield con


@pytest.mark.parametrize(("query", "answer"), QUERIES)
def test_a_query_written_from_the_catalogue_has_its_answer(
    warehouse: duckdb.DuckDBPyConnection, query: str, answer: list[tuple[object, ...]]
) -> None:
    assert warehouse.sql(query).fetchall() == answer
