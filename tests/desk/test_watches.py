"""What is new about somebody or some words: told once, to a file, a table and a command of the user's own."""

import json
import sys
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from pipeline.defs import telling
from pipeline.defs.resources import Workspace
from pipeline.defs.watches import alerts
from pipeline.drops import Folders, watches
from pipeline.errors import UserError
from tests.desk.press import publish, the_press
from tests.life.house import House

PONT = "«Le pont rouvrira lundi», a déclaré Odile Verney, présidente du port. Les travaux ont duré un mois.\n"
HEAD = "name,person,words,since\n"


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    (tmp_path / "seeds").mkdir()
    publish(the_press(), tmp_path)
    return Folders(str(tmp_path / "seeds"), str(tmp_path))


def watch(folders: Folders, rows: str, head: str = HEAD) -> watches.News:
    (Path(folders.seeds_dir) / "_watches.csv").write_text(head + rows, encoding="utf-8")
    return watches.look(folders)


def texts(news: watches.News) -> list[tuple[object, ...]]:
    return news.rows.select("watch", "kind", "publisher", "text").rows()


def test_a_person_is_watched_in_any_spelling_and_a_row_is_told_once(folders: Folders) -> None:
    found = watch(folders, "la maire,mme petit,,\n")
    assert texts(found) == [
        ("la maire", "quote", "L'Aube", "Nous fermons le pont de Lussac pour un an"),
        ("la maire", "quote", "Le Journal", "Nous fermons le pont de Lussac pour un an"),
        ("la maire", "quote", "L'Aube", "Lussac aura son pont en juin"),
        ("la maire", "quote", "L'Aube", 'Bruno Lang m\'a dit "jamais"'),
    ]
    assert texts(watches.look(folders)) == []
    lines = (folders.home / watches.JSON_LINES).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["text"] for line in lines] == found.rows["text"].to_list()
    assert json.loads(lines[0])["quote_id"] == found.rows["quote_id"][0]
    assert watches.told(folders).equals(found.rows)
    assert texts(watch(folders, "la maire,mme petit,,\nun autre,lang,nie,\n")) == [
        ("un autre", "quote", "L'Aube", "Je nie tout")
    ]


def test_words_are_watched_in_quotes_and_articles_all_of_them_whatever_their_endings(
    folders: Folders,
) -> None:
    assert texts(watch(folders, "ponts,,le pont tremblera,\n")) == [
        ("ponts", "article", None, "lettre"),
        ("ponts", "quote", None, "le pont tremble"),
    ]
    assert texts(watch(folders, "rien,,pont girafe,\n")) == []
    assert texts(watch(folders, "elle,ada petit,juin,\n")) == [
        ("elle", "quote", "L'Aube", "Lussac aura son pont en juin")
    ]


def test_a_watch_has_words_kept_out_and_phrases_as_a_search_has_them(folders: Folders) -> None:
    assert texts(watch(folders, "sans,,pont -juin,\n")) == [
        ("sans", "article", "L'Aube", "pont-aube"),
        ("sans", "quote", "L'Aube", "Nous fermons le pont de Lussac pour un an"),
        ("sans", "article", "Le Journal", "pont-journal"),
        ("sans", "quote", "Le Journal", "Nous fermons le pont de Lussac pour un an"),
        ("sans", "article", None, "lettre"),
        ("sans", "quote", None, "le pont tremble"),
    ]
    assert texts(watch(folders, 'marques,,"""le pont""",\n')) == [
        ("marques", "article", "L'Aube", "pont-aube"),
        ("marques", "quote", "L'Aube", "Nous fermons le pont de Lussac pour un an"),
        ("marques", "article", "Le Journal", "pont-journal"),
        ("marques", "quote", "Le Journal", "Nous fermons le pont de Lussac pour un an"),
        ("marques", "article", None, "lettre"),
        ("marques", "quote", None, "le pont tremble"),
    ]


def test_what_begins_on_a_day_leaves_out_what_has_none_and_says_so(folders: Folders) -> None:
    (news, told) = (
        watch(folders, "ponts,,pont,2024-05-01\n"),
        "2 rows without any date are left out, for it begins on a day",
    )
    assert set(news.rows["published"]) == {"2024-05-06"}
    assert news.remarks == [f"ponts: {told}"]


def test_the_file_may_come_out_of_a_spreadsheet(folders: Folders) -> None:
    news = watch(folders, "ponts;bruno lang;;01/03/2024\n", "\ufeffname;person;words;since\n")
    assert texts(news)[0] == ("ponts", "quote", "L'Aube", "Je nie tout")


def test_what_is_wrong_with_a_watch_is_told_and_the_others_are_looked_at(folders: Folders) -> None:
    news = watch(folders, "a,,,\nb,lang,,demain\nc,bruno lnag,,\nd,bruno lang,nie,\n")
    assert news.remarks == [
        "_watches.csv: the watch a names neither a person nor words",
        "_watches.csv: the watch b begins on «demain», which is no day such as 2024-03-18",
        "c: nobody is called bruno lnag: did you mean Bruno Lang?",
    ]
    assert news.rows["watch"].to_list() == ["d"]
    with pytest.raises(UserError, match=r"_watches\.csv lacks the column name"):
        watch(folders, "x\n", "who\n")


def test_a_statement_is_not_told_again_when_its_article_is_edited_or_renamed(tmp_path: Path) -> None:
    house = House(tmp_path)
    file = house.put("uno/a.txt", PONT)
    house.put("_watches.csv", HEAD + "le port,Verney,,\n")
    house.bring_up()
    assert [row[3] for row in texts(watches.look(house.folders))] == ["Le pont rouvrira lundi"]
    house.put("uno/a.txt", PONT + "«Nous y travaillons», a ajouté Odile Verney.\n")
    assert house.bring_up()
    assert [row[3] for row in texts(watches.look(house.folders))] == ["Nous y travaillons"]
    file.rename(file.with_name("b.txt"))
    assert house.bring_up()
    assert texts(watches.look(house.folders)) == []


def hook(folder: Path, code: str) -> str:
    script = folder / "hook.py"
    script.write_text(f"import sys, time\n{code}\n", encoding="utf-8")
    return f"'{sys.executable}' '{script}' '{folder}/given'"


def test_a_command_is_given_the_new_rows_and_only_them(folders: Folders, tmp_path: Path) -> None:
    command = hook(tmp_path, "open(sys.argv[1], 'a').write(sys.stdin.read())")
    workspace = Workspace(seeds_dir=folders.seeds_dir, warehouse_dir=folders.warehouse_dir, hook=command)
    (Path(folders.seeds_dir) / "_watches.csv").write_text(HEAD + "lui,bruno lang,nie,\n", encoding="utf-8")
    for n_rows in (1, 0):
        result = dg.materialize([alerts], resources={"workspace": workspace}, selection=["alerts"])
        (made,) = result.asset_materializations_for_node("alerts")
        assert made.metadata["dagster/row_count"].value == n_rows
    (line,) = (tmp_path / "given").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["watch"] == "lui"
    assert not (tmp_path / telling.LOG).exists()


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("sys.exit('nobody there')", "it ended with 1: nobody there"),
        ("time.sleep(600)", "it took longer than 1 s and was ended"),
        (None, "No such file or directory"),
    ],
)
def test_a_hook_that_fails_is_told_and_stops_nothing(
    folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str | None, fault: str
) -> None:
    monkeypatch.setattr(telling, "SECONDS_OF_A_HOOK", 1)
    command = hook(tmp_path, code) if code else str(tmp_path / "absent" / "hook")
    telling.tell_news(tmp_path, command, watch(folders, "lui,bruno lang,nie,\n"))
    told = (tmp_path / telling.LOG).read_text(encoding="utf-8")
    assert f"the hook «{command}» was not told of 1 new rows, which wait for the next time: {fault}" in told
    mended = hook(tmp_path, "open(sys.argv[1], 'a').write(sys.stdin.read())")
    telling.tell_news(tmp_path, mended, watch(folders, "lui,bruno lang,nie,\npont,,tremble,\n"))
    given = (tmp_path / "given").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["watch"] for line in given] == ["lui", "pont", "pont"]
    telling.tell_news(tmp_path, mended, watches.look(folders))
    assert (tmp_path / "given").read_text(encoding="utf-8").splitlines() == given


def test_what_waits_for_the_hook_is_given_when_nothing_is_new(folders: Folders, tmp_path: Path) -> None:
    telling.tell_news(tmp_path, str(tmp_path / "absent" / "hook"), watch(folders, "lui,bruno lang,nie,\n"))
    telling.tell_news(
        tmp_path, hook(tmp_path, "open(sys.argv[1], 'a').write(sys.stdin.read())"), watches.nothing()
    )
    assert json.loads((tmp_path / "given").read_text(encoding="utf-8"))["text"] == "Je nie tout"


def rows_given(folder: Path) -> list[str]:
    return [json.loads(line)["text"] for line in (folder / "given").read_text(encoding="utf-8").splitlines()]


COLLECT = "open(sys.argv[1], 'a').write(sys.stdin.read())"


def test_without_news_no_hook_is_run_and_no_file_is_made(tmp_path: Path) -> None:
    telling.tell_news(tmp_path, hook(tmp_path, COLLECT), watches.nothing())
    telling.tell_news(tmp_path / "absent", hook(tmp_path, COLLECT), watches.nothing())
    assert not {telling.WAITING, telling.LOG, "given", "absent"} & {path.name for path in tmp_path.iterdir()}


def test_rows_that_cannot_be_kept_are_given_all_the_same(folders: Folders, tmp_path: Path) -> None:
    (tmp_path / telling.WAITING).mkdir()
    news = watch(folders, "lui,bruno lang,nie,\n")
    telling.tell_news(tmp_path, hook(tmp_path, COLLECT), news)
    assert rows_given(tmp_path) == ["Je nie tout"]
    assert not (tmp_path / telling.LOG).exists()
    telling.tell_news(tmp_path, hook(tmp_path, "sys.exit('nobody there')"), news)
    told = (tmp_path / telling.LOG).read_text(encoding="utf-8")
    assert "was not told of 1 new rows, which could not be kept for the next time" in told
    assert "Is a directory): it ended with 1: nobody there" in told


def test_a_line_that_was_half_written_harms_no_other(folders: Folders, tmp_path: Path) -> None:
    (tmp_path / telling.WAITING).write_bytes('{"text": "avant"}\n{"text": "é'.encode()[:-1])
    telling.tell_news(tmp_path, hook(tmp_path, COLLECT), watch(folders, "lui,bruno lang,nie,\n"))
    assert rows_given(tmp_path) == ["avant", "Je nie tout"]
    assert "1 lines that are no JSON are left out" in (tmp_path / telling.LOG).read_text(encoding="utf-8")
    assert (tmp_path / telling.WAITING).read_bytes() == b""


def test_a_hook_that_was_down_for_long_catches_up_part_by_part(tmp_path: Path) -> None:
    n_rows = 2 * telling.ROWS_OF_A_HOOK + 1
    waiting = [json.dumps({"text": f"{n}\u2028"}, ensure_ascii=False) + "\n" for n in range(n_rows)]
    (tmp_path / telling.WAITING).write_text("".join(waiting), encoding="utf-8")
    failing = "rows = sys.stdin.readlines(); sys.exit('full') if len(rows) < 1000 else open(sys.argv[1], 'a').write(f'{len(rows)} ')"
    telling.tell_news(tmp_path, hook(tmp_path, failing), watches.nothing())
    assert (tmp_path / "given").read_text(encoding="utf-8") == "1000 1000 "
    assert (tmp_path / telling.WAITING).read_text(encoding="utf-8") == waiting[-1]
    assert "was not told of 1 new rows, which wait" in (tmp_path / telling.LOG).read_text(encoding="utf-8")


def test_only_what_cannot_be_written_is_told_as_such(folders: Folders) -> None:
    (folders.home / watches.JSON_LINES).mkdir()
    with pytest.raises(UserError, match=r"alerts\.jsonl cannot be written: Is a directory"):
        watch(folders, "lui,bruno lang,nie,\n")
    (folders.home / watches.JSON_LINES).rmdir()
    (folders.home / "alerts").write_text("", encoding="utf-8")
    with pytest.raises(OSError, match="Not a directory"):
        watch(folders, "lui,bruno lang,nie,\n")
    (folders.home / ".watch.lock").unlink()
    (folders.home / ".watch.lock").mkdir()
    with pytest.raises(UserError, match=r"watch\.lock cannot be written"):
        watch(folders, "lui,bruno lang,nie,\n")


def test_without_a_file_of_watches_nothing_is_looked_at(folders: Folders) -> None:
    assert watches.look(folders).rows.is_empty()
    assert not (folders.home / "alerts").exists()


def test_ingest_looks_and_the_command_shows_what_was_told_last(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.put("uno/a.txt", PONT)
    house.put("_watches.csv", HEAD + "le port,Verney,,\n")
    done = house.dixit("ingest")
    assert "alerts:       1 rows are new to the watches: dixit watch" in done.stdout, done.stderr
    for _ in range(2):
        shown = house.dixit("watch", "--json")
        assert json.loads(shown.stdout)["text"] == "Le pont rouvrira lundi", shown.stderr
    screen = house.dixit("watch")
    assert "Le pont rouvrira lundi" in screen.stdout
    assert "confidence" not in screen.stdout
    assert screen.stderr.strip().endswith("confidence, article_id, quote_id: --csv has all columns")
    assert pl.read_ndjson(house.warehouse / watches.JSON_LINES).height == 1
