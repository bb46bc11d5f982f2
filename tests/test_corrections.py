"""A correction outlives new runs, edited articles and new drops, and changes what it says and nothing else."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.drops import append_corrections, read_corrections, seeds
from pipeline.errors import UserError
from tests.life.house import PROJECT, House

WORDS = "Tout va bien sur le port"
TERM = "Le quai ferme demain"
TEXT = f"« {TERM} », a déclaré Elsa Dalbret, la maire de Lyon. « {WORDS} », a répondu Paul Astier. Il pleuvait mardi.\n"
OTHER = "« Le marché ouvre demain », a dit Zoé Marchal. Il faisait beau.\n"
PATH = "un/port.txt"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House.brought_up(tmp_path_factory.mktemp("built"), {PATH: TEXT})
    assert speakers(house) == {TERM: "Elsa Dalbret", WORDS: "Paul Astier"}
    return house


@pytest.fixture
def house(built: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(seeds, "QUIET_SECONDS", 0.0)
    return built.copied(tmp_path)


def correct(house: House, field: str, value: str, text: str = WORDS, **columns: str) -> None:
    start = TEXT.find(text)
    row = {"path": PATH, "start": str(start), "text": text, "field": field, "value": value, "by": "Ada"}
    append_corrections(house.seeds, [{**row, "on": "2026-03-05", **columns}])


def speakers(house: House) -> dict[object, object]:
    return dict(house.rows("SELECT text, speaker FROM who_said_what"))  # type: ignore[arg-type]


def statuses(house: House) -> list[object]:
    house.bring_up()
    asked = house.rows("SELECT field, value, status FROM corrections")
    known = {(field, value): status for field, value, status in asked}
    return [known[row["field"], row["value"]] for row in read_corrections(house.seeds).iter_rows(named=True)]


def test_a_corrected_speaker_outlives_runs_edits_and_drops(house: House) -> None:
    correct(house, "speaker", "Elsa Dalbret", why="I was there")
    assert statuses(house) == ["applied"]
    told = house.rows(
        f"SELECT speaker, method, confidence, speaker_as_written, speaker_kind, speaker_gender FROM who_said_what WHERE text = '{WORDS}'"
    )
    assert told == [("Elsa Dalbret", "human", 1.0, "Elsa Dalbret", "person", "F")]
    entities = house.rows("SELECT count(DISTINCT speaker_entity_id), count(speaker_entity_id) FROM quotes")
    assert entities == [(1, 2)]
    assert not house.bring_up()
    house.put(PATH, "Le port de Lyon.\n\n" + TEXT)
    house.put("deux/marche.txt", OTHER)
    assert statuses(house) == ["applied"]
    assert speakers(house)[WORDS] == "Elsa Dalbret"
    assert speakers(house)[TERM] == "Elsa Dalbret"


def test_words_that_are_gone_are_told(house: House) -> None:
    correct(house, "speaker", "Elsa Dalbret")
    house.put(PATH, TEXT.replace(WORDS, "Tout ira mieux au printemps"))
    assert statuses(house) == ["lost"]
    assert house.rows("SELECT reason FROM corrections") == [("its words are no longer found",)]
    assert "Elsa Dalbret" not in speakers(house).get("Tout ira mieux au printemps", "")  # type: ignore[operator]


def test_an_undo_is_a_later_row(house: House) -> None:
    correct(house, "speaker", "Elsa Dalbret")
    correct(house, "undo", "speaker")
    assert statuses(house) == ["undone", "applied"]
    assert speakers(house)[WORDS] == "Paul Astier"
    correct(house, "speaker", "Zoé Marchal")
    correct(house, "speaker", "")
    house.bring_up()
    assert speakers(house)[WORDS] is None
    reasons = house.rows(f"SELECT reason, method FROM quotes WHERE text = '{WORDS}'")
    assert reasons == [("a person found that no speaker is named", "human")]


def test_words_that_are_no_quote_are_a_term_or_nothing_and_the_other_way(house: House) -> None:
    correct(house, "kind", "title", TERM)
    correct(house, "kind", "none", WORDS)
    assert statuses(house) == ["applied", "applied"]
    assert speakers(house) == {}
    assert house.rows("SELECT text, kind FROM quoted_terms") == [(TERM, "title")]
    correct(house, "kind", "mixed", TERM)
    correct(house, "kind", "indirect", "Il pleuvait mardi")
    correct(house, "speaker", "Elsa Dalbret", "Il pleuvait mardi")
    house.bring_up()
    assert speakers(house) == {TERM: "Elsa Dalbret", "Il pleuvait mardi": "Elsa Dalbret"}
    assert house.rows("SELECT count(*) FROM quoted_terms") == [(0,)]
    kinds = house.rows("SELECT text, kind, method FROM quotes ORDER BY start_char")
    assert kinds == [(TERM, "mixed", "human"), ("Il pleuvait mardi", "indirect", "human")]


def test_outlet_and_day_of_publication_are_corrected_and_date_the_words(house: House) -> None:
    correct(house, "published", "2024-03-05", "")
    correct(house, "publisher", "Le Courrier", "")
    assert statuses(house) == ["applied", "applied"]
    article = house.rows("SELECT published, published_method, publisher FROM articles")
    assert article == [("2024-03-05", "human", "Le Courrier")]
    assert set(house.rows("SELECT said_on::VARCHAR, said_method FROM quotes")) == {
        ("2024-03-05", "publication")
    }


@pytest.mark.parametrize(
    ("field", "value", "columns"),
    [
        ("owner", "Elsa Dalbret", {}),
        ("speaker", "Elsa\nDalbret", {}),
        ("speaker", "E" * 301, {}),
        ("kind", "shout", {}),
        ("published", "Tuesday", {}),
        ("undo", "undo", {}),
        ("speaker", "Elsa Dalbret", {"path": ""}),
        ("speaker", "Elsa Dalbret", {"text": ""}),
    ],
)
def test_a_correction_that_says_nothing_is_refused_and_stops_nothing(
    house: House, field: str, value: str, columns: dict[str, str]
) -> None:
    correct(house, field, value, **columns)
    assert statuses(house) == ["refused"]
    assert speakers(house) == {TERM: "Elsa Dalbret", WORDS: "Paul Astier"}


@pytest.mark.parametrize(
    "value",
    ["=HYPERLINK(1)", "@ada", "'=1", "-", "<script>alert(1)</script>", '"a", b', "../../etc/passwd", "a\nb"],
)
def test_the_file_holds_any_words_and_no_formula(tmp_path: Path, value: str) -> None:
    append_corrections(tmp_path, [{"path": value, "text": value, "field": "speaker", "value": value}])
    (row,) = read_corrections(tmp_path).iter_rows(named=True)
    assert (row["path"], row["text"], row["value"]) == (value, value, value)
    assert not any(
        cell.startswith(("=", "@", "-")) for cell in (tmp_path / "_corrections.csv").read_text().split(",")
    )


def test_a_file_without_a_column_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "_corrections.csv").write_text("path;text;value\n", encoding="utf-8")
    with pytest.raises(UserError, match="lacks the column"):
        read_corrections(tmp_path)
    with pytest.raises(UserError, match="lacks the column"):
        append_corrections(tmp_path, [{"field": "speaker"}])


def test_two_people_at_once_are_both_kept(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from pipeline.drops.corrections import append_corrections\n"
        "for n in range(100): append_corrections(Path(sys.argv[1]), [{'field': 'speaker', 'value': str(n), 'by': sys.argv[2]}])"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    people = [subprocess.Popen([*command, name], cwd=PROJECT) for name in ("Ada", "Bo")]
    assert [person.wait(100) for person in people] == [0, 0]
    rows = read_corrections(tmp_path)
    for name in ("Ada", "Bo"):
        assert [row["value"] for row in rows.iter_rows(named=True) if row["by"] == name] == list(
            map(str, range(100))
        )
    assert len(rows) == 200


def test_who_reads_while_another_writes_reads_whole_rows(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from pipeline.drops.corrections import append_corrections\n"
        "for n in range(60): append_corrections(Path(sys.argv[1]), [{'field': 'speaker', 'text': 'a\"b, c\\n' * 40_000}])"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=PROJECT) as writer:
        while writer.poll() is None:
            assert set(read_corrections(tmp_path)["text"].str.len_chars()) <= {7 * 40_000}
    assert len(read_corrections(tmp_path)) == 60


def dixit(house: House, *arguments: str) -> tuple[int, str]:
    places = ["--warehouse", str(house.warehouse)]
    places += [] if "gold" in arguments else ["--seeds", str(house.seeds)]
    done = CliRunner().invoke(app, [*arguments, *places], catch_exceptions=False)
    return done.exit_code, done.stdout


def test_corrections_are_listed_and_checked(house: House) -> None:
    correct(house, "speaker", "Elsa Dalbret")
    assert '"status":"waiting"' in dixit(house, "corrections", "list", "--json")[1]
    assert dixit(house, "corrections", "check") == (0, "")
    house.bring_up()
    assert '"status":"applied"' in dixit(house, "corrections", "list", "--json")[1]
    correct(house, "speaker", "Elsa Dalbret", "Words that nobody wrote")
    correct(house, "owner", "Elsa Dalbret")
    code, said = dixit(house, "corrections", "check")
    assert code == 1
    assert "lost: 'un/port.txt': speaker of 'Words that nobody wrote': its words are no longer found" in said
    assert "refused: 'un/port.txt': owner of" in said
    assert "corrections wait for `dixit ingest`" in dixit(house, "status")[1]
    house.bring_up()
    said = dixit(house, "status")[1]
    assert "no longer found: speaker of «Words that nobody wrote»" in said
    assert "corrections wait" not in said


def test_what_is_corrected_is_gold_and_all_else_is_optional(house: House, tmp_path: Path) -> None:
    correct(house, "speaker", "Elsa Dalbret")
    house.put("deux/marche.txt", OTHER)
    house.bring_up()
    assert dixit(house, "corrections", "gold", str(tmp_path / "gold.jsonl"))[1].startswith("1 articles in ")
    (article,) = map(json.loads, (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    assert (article["id"], article["text"]) == ("un/port", TEXT)
    told = [(q["text"], q["kind"], q["speaker"][0], q["opt"]) for q in article["quotes"]]
    assert told == [(TERM, "direct", "Elsa Dalbret", True), (WORDS, "direct", "Elsa Dalbret", False)]
    assert all(TEXT[q["start"] : q["end"]] == q["text"] for q in article["quotes"])
    assert {date["opt"] for date in article["dates"]} == {True}
