"""The shared warehouse: published whole or not at all, read as the file is, at any point of its history."""

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest

from bench import queries, synthetic
from pipeline.warehouse import Lake, LakeError, all_lost, ask, is_current, publish, search
from pipeline.warehouse.catalogue import tables
from pipeline.warehouse.lake import connect, rules
from pipeline.warehouse.lake import publish as publish_file
from pipeline.warehouse.questions import answer, question, questions
from tests.desk.press import publish as build_press
from tests.desk.press import the_press
from tests.desk.test_questions import ANSWERS
from tests.life.house import ITALIAN, PROJECT, House
from tests.scale import storage_server
from tests.scale.postgresql import Server

pytest.importorskip("duckdb_extension_ducklake", reason="the extra `scale` is not installed")

SYNTHETIC_ARTICLES = 2_000
storage = storage_server.server


@pytest.fixture(scope="module")
def yesterday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a warehouse written by hand."""
    return build_press(the_press(), tmp_path_factory.mktemp("yesterday"))


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the same warehouse after one article came, one lost a mention, and one quote found its cue."""
    press = the_press()
    press.write("port", "L'Aube", "2024-06-03", "« Le port est calme », a dit Zoé Ruiz.")
    press.quote("Le port est calme", "Zoé Ruiz", "dire")
    press.tables["quotes"][0]["cue_class"] = "claim"
    press.tables["quoted_terms"].clear()
    return build_press(press, tmp_path_factory.mktemp("today"))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    synthetic.write(folder, SYNTHETIC_ARTICLES)
    return folder / "dixit.duckdb"


@pytest.fixture
def lake(postgres: Server, tmp_path: Path) -> Lake:
    address = postgres.database(f"lake_{time.monotonic_ns()}")
    return Lake(f"ducklake:postgres:{address}", str(tmp_path / "data"))


def files(lake: Lake) -> set[Path]:
    return {path for path in Path(lake.data).rglob("*") if path.is_file()}


def snapshots(lake: Lake) -> list[int]:
    return ask(lake, "SELECT snapshot_id FROM dixit.snapshots() ORDER BY 1")["snapshot_id"].to_list()


def holds(lake: Lake, file: Path) -> bool:
    """Tell whether every table and view of the lake has the rows of the file, in whatever order, and its comments."""
    with connect(lake) as there, duckdb.connect(str(file), read_only=True) as here:
        for table in tables():
            rows = [sorted(map(repr, con.table(table.name).fetchall())) for con in (there, here)]
            if rows[0] != rows[1]:
                return False
        # DuckLake describes no column of a view: of those name, type and place are compared
        described = "table_name IN (SELECT table_name FROM duckdb_tables())"
        comments = (
            f"SELECT table_name, column_name, data_type, is_nullable, CASE WHEN {described} THEN comment END "
            "FROM duckdb_columns() WHERE database_name = current_database() ORDER BY ALL"
        )
        return set(there.sql(comments).fetchall()) >= set(here.sql(comments).fetchall())


def given_to(name: str, *, of_press: bool) -> dict[str, str]:
    if of_press:
        return ANSWERS[name][0]
    return {key: queries.ASKED[key] for key in queries.NEEDED.get(name, ())} | queries.NARROW.get(name, {})


@pytest.mark.parametrize("which", ["yesterday", "large"])
def test_every_question_answers_the_same_on_the_lake_as_on_the_file(
    which: str, lake: Lake, request: pytest.FixtureRequest
) -> None:
    file: Path = request.getfixturevalue(which)
    assert publish(file, lake) == 1
    n_rows = 0
    with connect(lake) as there, duckdb.connect(str(file), read_only=True) as here:
        for con in (there, here):
            search.load_stems(con)
        for asked in questions():
            given = given_to(asked.name, of_press=which == "yesterday")
            values = {
                parameter.name: None if value is None else parameter.read(value)
                for parameter in asked.parameters
                for value in [given.get(parameter.name, parameter.default)]
            }
            answers = [con.sql(asked.sql, params=values or None).pl() for con in (there, here)]
            assert answers[0].equals(answers[1]), asked.name
            n_rows += len(answers[0])
    assert answer(lake, question("most_quoted"), {}).equals(answer(file, question("most_quoted"), {}))
    assert len(questions()) == 40
    assert n_rows >= 60


def test_tables_views_and_their_comments_are_those_of_the_file(
    yesterday: Path, today: Path, lake: Lake
) -> None:
    publish(yesterday, lake)
    assert holds(lake, yesterday)
    assert not holds(lake, today)
    publish(today, lake)
    assert holds(lake, today)


def test_publishing_what_is_there_makes_no_snapshot_and_no_file(yesterday: Path, lake: Lake) -> None:
    publish(yesterday, lake)
    before = snapshots(lake), files(lake)
    assert publish(yesterday, lake) is None
    assert (snapshots(lake), files(lake)) == before


def test_only_the_rows_that_changed_are_written(yesterday: Path, today: Path, lake: Lake) -> None:
    publish(yesterday, lake)
    before = files(lake)
    assert publish(today, lake) == 2
    assert before <= files(lake)
    written = {
        table: tuple(
            ask(lake, f"SELECT count(*) AS n FROM dixit.table_{what}('{table}', 2, 2)")["n"].item()
            for what in ("insertions", "deletions")
        )
        for table in ("articles", "documents", "quotes", "quoted_terms", "dates", "stories")
    }
    assert written == {
        "articles": (1, 0),
        "documents": (1, 0),
        "quotes": (2, 1),
        "quoted_terms": (0, 1),
        "dates": (0, 0),
        "stories": (0, 0),
    }
    new_words = ask(lake, "SELECT DISTINCT document_id FROM dixit.table_insertions('search_places', 2, 2)")
    assert len(new_words) == 2  # the article and its quote


def test_yesterday_can_be_read_by_day_by_moment_and_by_number(
    yesterday: Path, today: Path, lake: Lake, postgres: Server
) -> None:
    publish(yesterday, lake)
    database = lake.catalogue.split("dbname=")[1].split()[0]
    postgres.execute(
        database, "UPDATE ducklake_snapshot SET snapshot_time = snapshot_time - INTERVAL '1 day'"
    )
    publish(today, lake)
    now = datetime.now(UTC)
    day_before = now - timedelta(days=1)
    count = "SELECT count(*) AS n FROM articles"
    for at, n in (
        ("", 5),
        ("1", 4),
        ("2", 5),
        (now.date().isoformat(), 5),
        (day_before.date().isoformat(), 4),
        (now.isoformat(), 5),
        ((now - timedelta(hours=12)).replace(tzinfo=None).isoformat(" "), 4),
    ):
        assert ask(lake._replace(at=at), count)["n"].item() == n, at
    assert holds(lake._replace(at="1"), yesterday)
    told = dixit(
        "sql", "--lake", lake.catalogue, "--at", "1", "--csv", "SELECT count(*) AS n FROM who_said_what"
    )
    assert told.stdout == "n\n8\n", told.stderr


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2020-01-01", "no snapshot yet at 2020-01-01"),
        ("99", "no snapshot yet at 99"),
        ("hier", "not 'hier'"),
    ],
)
def test_a_point_that_history_does_not_have_is_told(yesterday: Path, lake: Lake, at: str, told: str) -> None:
    publish(yesterday, lake)
    with pytest.raises(LakeError, match=told):
        ask(lake._replace(at=at), "FROM articles")


def test_a_check_that_fails_leaves_the_lake_as_it_was(yesterday: Path, tmp_path: Path, lake: Lake) -> None:
    publish(yesterday, lake)
    before = snapshots(lake), files(lake)
    wrong = tmp_path / "wrong.duckdb"
    shutil.copy(yesterday, wrong)
    with duckdb.connect(str(wrong)) as con:
        con.execute("UPDATE quotes SET text = upper(text); UPDATE build SET fingerprint = 'another'")
    with pytest.raises(LakeError, match="stays as it was: quotes__stand_in_their_article"):
        publish(wrong, lake)
    assert (snapshots(lake), files(lake)) == before
    assert holds(lake, yesterday)


def test_keys_and_checks_that_the_lake_does_not_know_are_read_off_the_file_and_proved(
    yesterday: Path, lake: Lake
) -> None:
    publish(yesterday, lake)
    with connect(lake, writing=True) as con:
        con.execute(f"ATTACH '{yesterday}' AS built (READ_ONLY)")
        proofs = dict(rules(con))
        assert len([name for name in proofs if "PRIMARY KEY" in name]) == 15
        assert not [name for name, query in proofs.items() if con.sql(query).fetchall()]
        con.execute("INSERT INTO entities SELECT * FROM entities LIMIT 1")
        con.execute("UPDATE quotes SET kind = 'shouted' WHERE kind = 'mixed'")
        broken = sorted(name.partition(" ")[0] for name, query in proofs.items() if con.sql(query).fetchall())
        assert broken == ["entities:", "quotes:"]


def test_what_somebody_else_wrote_into_a_table_is_put_right(yesterday: Path, today: Path, lake: Lake) -> None:
    publish(yesterday, lake)
    with connect(lake, writing=True) as con:
        con.execute("INSERT INTO quotes SELECT * FROM quotes")
        con.execute("UPDATE articles SET publisher = 'x'")
        con.execute("CREATE TABLE mine AS SELECT 1 AS n")
    publish(today, lake)
    assert holds(lake, today)
    assert ask(lake, "FROM mine").rows() == [(1,)]


def test_a_table_with_other_columns_is_made_again_and_yesterdays_stay(
    yesterday: Path, tmp_path: Path, lake: Lake
) -> None:
    publish(yesterday, lake)
    newer = tmp_path / "newer.duckdb"
    shutil.copy(yesterday, newer)
    with duckdb.connect(str(newer)) as con:
        con.execute("ALTER TABLE stories ADD COLUMN since DATE")
    publish_file(lake, newer, {})
    assert "since" in ask(lake, "FROM stories").columns
    assert "since" not in ask(lake._replace(at="1"), "FROM stories").columns
    assert ask(lake, "FROM stories").height == 1


def test_what_earlier_versions_published_goes_and_what_others_keep_there_stays(
    yesterday: Path, tmp_path: Path, lake: Lake
) -> None:
    older = tmp_path / "older.duckdb"
    shutil.copy(yesterday, older)
    with duckdb.connect(str(older)) as con:
        con.execute("CREATE TABLE search_terms (term VARCHAR)")
        con.execute("CREATE MACRO phrase_pattern(words) AS words")
        con.execute("CREATE TABLE notes (words VARCHAR)")
    publish_file(lake, older, {})
    publish(yesterday, lake)
    assert ask(
        lake, "SELECT table_name FROM duckdb_tables() WHERE table_name IN ('search_terms', 'notes')"
    ).to_series().to_list() == ["notes"]
    assert ask(lake, "FROM duckdb_functions() WHERE function_name = 'phrase_pattern'").is_empty()
    assert ask(lake._replace(at="1"), "FROM search_terms").is_empty()


def test_of_many_that_publish_at_once_each_publishes_whole_and_readers_see_no_half(
    yesterday: Path, today: Path, lake: Lake
) -> None:
    states = {
        ask(file, "SELECT fingerprint, (SELECT count(*) FROM quotes) AS n FROM build").row(0)
        for file in (yesterday, today)
    }
    with ThreadPoolExecutor(4) as pool:
        publishing = [pool.submit(publish, file, lake) for file in (yesterday, today, yesterday, today)]
        for done in publishing:
            done.result()
        assert holds(lake, yesterday) or holds(lake, today)
        publishing = [pool.submit(publish, file, lake) for file in (today, yesterday, today)]
        seen = set()
        while not all(done.done() for done in publishing):
            seen.add(ask(lake, "SELECT fingerprint, (SELECT count(*) FROM quotes) AS n FROM build").row(0))
        for done in publishing:
            done.result()
    assert seen
    assert seen <= states
    assert holds(lake, yesterday) or holds(lake, today)


def test_a_publisher_that_is_killed_leaves_the_lake_as_it_was(
    yesterday: Path, large: Path, lake: Lake
) -> None:
    publish(yesterday, lake)
    before = snapshots(lake), files(lake)
    code = (
        "import sys; from pathlib import Path; from pipeline.warehouse.lake import Lake; from pipeline.warehouse import publish; "
        "publish(Path(sys.argv[1]), Lake(*sys.argv[2:]))"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(large), *lake[:2]], cwd=PROJECT) as running:
        while files(lake) == before[1] and running.poll() is None:
            time.sleep(0.01)
        running.kill()
    assert running.returncode < 0
    assert snapshots(lake) == before[0]
    assert holds(lake, yesterday)
    assert publish(large, lake) == 2
    assert holds(lake, large)


@pytest.mark.parametrize(
    "address",
    [
        "ducklake:postgres:dbname=x host=h password=secret",
        "ducklake:postgres:postgresql://me:secret@h/x",
        "postgres:dbname=x",
    ],
)
def test_an_address_with_a_password_or_of_no_lake_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(LakeError) as told:
        ask(Lake(address), "SELECT 1")
    assert "secret" not in str(told.value)
    refused = dixit("ingest", "--lake", address, "--warehouse", str(tmp_path))
    assert refused.returncode == 1
    assert refused.stderr.startswith("dixit: ")
    assert "secret" not in refused.stderr


def test_a_lake_that_is_not_there_or_does_not_answer_is_told_in_one_line(yesterday: Path, lake: Lake) -> None:
    with pytest.raises(LakeError, match=r"there is no lake .* yet"):
        ask(lake, "FROM articles")
    with pytest.raises(LakeError, match=r"there is no lake .* yet"):
        publish(yesterday, lake._replace(data=""))
    assert all_lost(lake, "seeds") == []
    with pytest.raises(LakeError, match="cannot be opened"):  # it may hold articles
        all_lost(Lake("ducklake:postgres:dbname=x host=127.0.0.1 port=1"), "seeds")
    away = dixit("sql", "--lake", "ducklake:postgres:dbname=x host=127.0.0.1 port=1", "FROM articles")
    assert away.returncode == 1
    assert "cannot be opened" in away.stderr
    assert len(away.stderr.splitlines()) == 1


def test_a_catalogue_may_be_a_file(yesterday: Path, today: Path, tmp_path: Path) -> None:
    lake = Lake(f"ducklake:{tmp_path / 'press.ducklake'}", str(tmp_path / "data"))
    publish(yesterday, lake)
    publish(today, lake)
    assert holds(lake, today)
    assert holds(lake._replace(at="1"), yesterday)


def dixit(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline.cli", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=PROJECT, env=os.environ | environment
    )


def test_dixit_ingests_into_the_lake_and_reads_it_with_one_setting(tmp_path: Path, lake: Lake) -> None:
    house = House(tmp_path)
    for number, text in enumerate(ITALIAN[:2]):
        path = house.put(f"uno/{number}.txt", text)
        os.utime(path, (0, 0))
    folders = {"DIXIT_SEEDS": str(house.seeds), "DIXIT_WAREHOUSE": str(house.warehouse)}
    settings = folders | {"DIXIT_LAKE": lake.catalogue}
    first = dixit("ingest", **settings, DIXIT_LAKE_DATA=lake.data)
    assert first.returncode == 0, first.stderr
    assert lake.catalogue in first.stdout
    assert is_current(house.folders.frames, lake)
    assert "nothing had changed" in dixit("ingest", **settings).stdout
    assert snapshots(lake) == [0, 1]

    house.folders.target.unlink()
    counted = dixit("sql", "SELECT count(*) AS n FROM articles", "--csv", **settings)
    assert counted.stdout == "n\n2\n"
    assert "2 loaded" in dixit("status", **settings).stdout
    exported = dixit("export", str(tmp_path / "out"), **settings)
    assert exported.returncode == 0, exported.stderr
    assert pl.read_parquet(tmp_path / "out/articles.parquet").height == 2

    (house.seeds / "uno/1.txt").unlink()
    assert dixit("ingest", **settings).returncode == 0
    assert ask(lake, "SELECT count(*) AS n FROM articles")["n"].item() == 1
    assert ask(lake._replace(at="1"), "SELECT count(*) AS n FROM articles")["n"].item() == 2

    away = settings | {"DIXIT_LAKE": "ducklake:postgres:dbname=x host=127.0.0.1 port=1"}
    failed = dixit("ingest", **away)
    assert failed.returncode == 1
    assert "cannot be opened" in failed.stderr
    assert house.rows("SELECT count(*) FROM articles") == [(1,)]


def test_the_data_may_lie_in_object_storage(
    yesterday: Path, today: Path, lake: Lake, storage: storage_server.Server
) -> None:
    far = lake._replace(data=f"s3://{storage.bucket()}/lake")
    publish(yesterday, far)
    publish(today, far)
    assert holds(lake._replace(data=""), today)
    assert holds(lake._replace(data="", at="1"), yesterday)
    assert not files(lake)


def test_a_machine_with_nothing_of_its_own_publishes_and_another_reads(
    tmp_path: Path, lake: Lake, storage: storage_server.Server
) -> None:
    house, bucket = House(tmp_path), storage.bucket()
    os.utime(house.put("uno/a.txt", ITALIAN[0]), (0, 0))
    settings = {"DIXIT_LAKE": lake.catalogue, "DIXIT_WAREHOUSE": f"s3://{bucket}/dixit"}
    for machine in ("one", "two"):
        here = {"DIXIT_SEEDS": str(house.seeds), "DIXIT_LOCAL": str(tmp_path / machine)}
        done = dixit("ingest", **settings, **here, DIXIT_LAKE_DATA=f"s3://{bucket}/lake")
        assert done.returncode == 0, done.stderr
        assert ("nothing had changed" in done.stdout) == (machine == "two")
    counted = dixit("sql", "SELECT count(*) AS n FROM articles", "--csv", **settings)
    assert counted.stdout == "n\n1\n", counted.stderr


def test_history_can_be_cut_off_and_the_files_of_it_go(yesterday: Path, today: Path, lake: Lake) -> None:
    publish(yesterday, lake)
    publish(today, lake)
    with connect(lake, writing=True) as con:
        con.execute("CALL ducklake_expire_snapshots('dixit', older_than => now())")
        con.execute("CALL ducklake_cleanup_old_files('dixit', cleanup_all => true)")
        con.execute("CALL ducklake_delete_orphaned_files('dixit', cleanup_all => true)")
    assert snapshots(lake) == [2]
    assert holds(lake, today)
