"""`dixit entities review` as a person types it: the answer is kept beside the drops, and the next ingest honours it."""

from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from pipeline.cli import app

ARTICLES = {
    "mardi.txt": "« Le port ferme », a déclaré Elsa Dalbret, la maire de Lyon. Elsa Dalbret attend la pluie.",
    "jeudi.txt": "« La pluie vient », a déclaré Elsa Dalbrot, la maire de Lyon. Elsa Dalbrot attend le port.",
}


def dixit(house: Path, *arguments: str, typed: str = "") -> str:
    """Return what a command prints, given what a person types; an error is raised."""
    folders = ["--seeds", str(house / "seeds")]
    folders += ["--warehouse", str(house / "warehouse")] if arguments != ("entities", "check") else []
    done = CliRunner().invoke(app, [*arguments, *folders], input=typed, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def entities(house: Path) -> set[str]:
    """Return the people of the warehouse by the names of their entities."""
    with duckdb.connect(str(house / "warehouse" / "dixit.duckdb"), read_only=True) as con:
        return {name for (name,) in con.sql("select name from entities where type = 'PER'").fetchall()}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a house with two articles that may name one person, ingested."""
    home = tmp_path_factory.mktemp("house")
    drop = home / "seeds" / "drop"
    drop.mkdir(parents=True)
    for name, text in ARTICLES.items():
        (drop / name).write_text(text, encoding="utf-8")
    dixit(home, "ingest")
    return home


def test_an_answer_is_appended_honoured_and_never_asked_again(house: Path) -> None:
    assert entities(house) == {"Elsa Dalbret", "Elsa Dalbrot"}
    asked = dixit(house, "entities", "review", "--by", "Ada", typed="s\na slip of the hand\n")
    assert "Elsa Dalbret (1)  |  Elsa Dalbrot (1)  PER, typing" in asked
    judged = (house / "seeds" / "_judgements.csv").read_text(encoding="utf-8").splitlines()
    assert judged[0] == "left,right,verdict,by,on,why"
    assert judged[1].startswith("Elsa Dalbret,Elsa Dalbrot,same,Ada,")
    assert judged[1].endswith(",a slip of the hand")
    dixit(house, "ingest")
    assert len(entities(house)) == 1
    assert "Dalbret" not in dixit(house, "entities", "review", typed="q\n")
    assert dixit(house, "entities", "check") == ""


def test_to_quit_writes_nothing(house: Path) -> None:
    judgements = house / "seeds" / "_judgements.csv"
    before = judgements.read_bytes() if judgements.exists() else b""
    dixit(house, "entities", "review", typed="q\n")
    assert (judgements.read_bytes() if judgements.exists() else b"") == before
