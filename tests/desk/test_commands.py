"""The analyst's commands, as they are typed."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import UserError
from pipeline.warehouse import ask
from pipeline.warehouse.questions import QuestionError, questions
from tests.desk.press import publish, the_press


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


def test_a_surname_finds_its_bearer_and_a_typo_is_asked_back(press: Path) -> None:
    asked = ("query", "who_said_what", "--csv", "--warehouse", press.parent)
    whole = dixit(*asked, "--person", "Ada Petit")
    assert whole.count("\n") > 1
    assert dixit(*asked, "--person", "PETIT") == whole
    done = CliRunner().invoke(app, [*map(str, asked), "--person", "Ada Petti"])
    assert "nobody is called Ada Petti: did you mean Ada Petit?" in done.stderr


def test_a_person_who_is_named_and_never_quoted_is_told_as_such(press: Path) -> None:
    done = CliRunner().invoke(
        app, ["query", "who_said_what", "--person", "ruiz", "--warehouse", str(press.parent)]
    )
    assert "Zoé Ruiz (2) stands in the articles, and in no row of this answer" in done.stderr


def test_several_people_of_one_name_are_listed_to_choose_from(tmp_path: Path) -> None:
    press = the_press()
    press.write("deux", "L'Aube", "2024-03-04", "Ada Lang se tait.")
    press.name("Ada Lang")
    target = publish(press, tmp_path)
    done = CliRunner().invoke(
        app, ["query", "who_said_what", "--person", "lang", "--warehouse", str(target.parent)]
    )
    assert "lang may mean Bruno Lang (2), Ada Lang (1): give more of the name to choose" in done.stderr


def test_a_file_is_whole_and_a_table_says_what_it_leaves_out(press: Path) -> None:
    asked = ["query", "who_said_what", "--warehouse", str(press.parent)]
    n_quotes = ask(press, "SELECT count(*) FROM quotes").item()
    cut = CliRunner().invoke(app, [*asked, "--top", "2"])
    assert f"2 of {n_quotes} rows" in cut.stderr
    assert len(dixit(*asked, "--csv").splitlines()) == n_quotes + 1
    assert len(dixit(*asked, "--csv", "--top", "2").splitlines()) == 3
    assert len(dixit(*asked, "--json").splitlines()) == n_quotes


def test_a_screen_leaves_out_ids_and_says_so(press: Path) -> None:
    asked = ["query", "who_said_what", "--top", "1", "--warehouse", str(press.parent)]
    done = CliRunner().invoke(app, asked)
    assert "quote_id" not in done.stdout
    assert "not on the screen: published_from, published_to, quote_id: --csv has all columns" in done.stderr
    whole = CliRunner().invoke(app, [*asked, "--csv"])
    assert "quote_id" in whole.stdout
    assert "not on the screen" not in whole.stderr


def test_ids_in_csv_are_words_and_excel_is_told_the_encoding(press: Path) -> None:
    printed = dixit("sql", "SELECT quote_id, text FROM quotes", "--csv", "--warehouse", press.parent)
    ids = {row.split(",")[0] for row in printed.splitlines()[1:]}
    assert ids == {f"i{found}" for (found,) in ask(press, "SELECT quote_id FROM quotes").rows()}
    assert dixit("sql", "SELECT 1", "--excel", "--warehouse", press.parent).startswith("\ufeff")


def test_a_question_shows_its_own_parameters() -> None:
    assert "--top integer: number of speakers (default 20)" in dixit("query", "most_quoted", "--help")
    assert "query [OPTIONS] [name]" in " ".join(dixit("query", "--help").split())


def test_an_export_does_not_mix_with_other_files(press: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UserError, match="holds other files"):
        dixit("export", tmp_path, "--warehouse", press.parent)
    with pytest.raises(UserError, match="is a file"):
        dixit("export", tmp_path / "notes.txt", "--warehouse", press.parent)
    dixit("export", tmp_path / "new", "--warehouse", press.parent)
    dixit("export", tmp_path / "new", "--warehouse", press.parent)  # the same place again
    assert pl.read_csv(tmp_path / "new" / "quotes.csv")["quote_id"].dtype == pl.String


def test_a_warehouse_that_another_program_writes_to_is_told_as_such(press: Path) -> None:
    hold = (
        "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", hold, str(press)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(UserError, match="is held by another program that opened it for writing"):
            dixit("sql", "SELECT 1", "--warehouse", press.parent)
        holder.communicate("")


@pytest.mark.parametrize("command", ["desk", "ui"])
def test_a_port_in_use_is_told_before_an_address_is(press: Path, command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as used:
        port = used.getsockname()[1]
        done = CliRunner().invoke(app, [command, "--port", str(port), "--warehouse", str(press.parent)])
    assert isinstance(done.exception, UserError)
    assert (
        str(done.exception)
        == f"127.0.0.1:{port} cannot be served (Address already in use): name another with --port"
    )
    assert done.stdout == ""


@pytest.mark.parametrize("command", ["desk", "ui"])
def test_a_port_that_is_none_is_told(command: str) -> None:
    done = CliRunner().invoke(app, [command, "--port", "99999"])
    assert done.exit_code == 2
    assert "less than or equal to 65535" in done.stderr
