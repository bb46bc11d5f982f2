"""The analyst's commands, as they are typed."""

import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.questions import QuestionError, questions


def dixit(*arguments: str | Path) -> str:
    """Return what a command prints; an error is raised."""
    done = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_library_is_listed_with_its_parameters() -> None:
    listed = dixit("query")
    assert [line for line in listed.splitlines() if not line.startswith(" ")] == [
        asked.name for asked in questions()
    ]
    assert "--top integer: number of speakers (default 20)" in listed


@pytest.mark.parametrize("person", [["--person", "mme petit"], ["--person=mme petit"]])
def test_a_question_is_answered_as_json(press: Path, person: list[str]) -> None:
    printed = dixit(
        "query", "who_said_what", *person, "--until", "2024-03-04", "--json", "--warehouse", press.parent
    )
    assert [json.loads(line)["cue"] for line in printed.splitlines()] == ["déclarer"]


def test_a_question_is_answered_as_csv_and_as_a_table(press: Path) -> None:
    asked = ("query", "named-never-quoted", "--warehouse", press.parent)
    assert (
        dixit(*asked, "--csv") == 'name,n_articles,n_mentions,outlets\nZoé Ruiz,2,2,"L\'Aube, Le Journal"\n'
    )
    assert "│ Zoé Ruiz" in dixit(*asked)


def test_a_question_is_answered_as_parquet(press: Path, tmp_path: Path) -> None:
    dixit("query", "most_quoted", "--parquet", tmp_path / "rows.parquet", "--warehouse", press.parent)
    assert pl.read_parquet(tmp_path / "rows.parquet")["speaker"][0] == "Ada Petit"


@pytest.mark.parametrize("wrong", [["person", "x"], ["--person"]])
def test_what_is_no_parameter_is_told(press: Path, wrong: list[str]) -> None:
    with pytest.raises(QuestionError, match="is no parameter: write --parameter value"):
        dixit("query", "who_said_what", *wrong, "--warehouse", press.parent)


def test_words_are_searched(press: Path) -> None:
    printed = dixit(
        "search",
        "ponts",
        "--speaker",
        "Ada Petit",
        "--since",
        "2024-05-01",
        "--json",
        "--warehouse",
        press.parent,
    )
    assert [json.loads(line)["text"] for line in printed.splitlines()] == ["Lussac aura son pont en juin"]
    assert "Lussac aura son pont en juin" in dixit("search", "ponts", "--warehouse", press.parent)


def test_the_schema_is_printed() -> None:
    assert dixit("schema", "stories").startswith("stories (table)")
    assert dixit("schema", "--markdown").startswith("# Catalogue")
    assert dixit("schema", "--svg").startswith("<svg")


def test_an_export_lists_what_it_wrote(press: Path, tmp_path: Path) -> None:
    assert f"{'quotes':<16}{8:>10}" in dixit("export", tmp_path / "out", "--warehouse", press.parent)
