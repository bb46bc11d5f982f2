"""Frames: what is computed again, what is kept, what is damaged, what cannot be read."""

import os
import re
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from pipeline.extract.ids import with_content_id
from pipeline.frames import Frames, State, engine, row_digests, schema_of
from pipeline.frames import frames as module
from pipeline.frames.frames import Made
from pipeline.tables import frame


def find_terms(texts: pl.DataFrame) -> pl.DataFrame:
    """Take the first letter of every text as a quoted term; fail on one that begins with «!»."""
    if texts["text"].str.starts_with("!").any():
        raise ValueError("an exclamation\nmark")
    rows = [
        {"article_id": key, "start_char": 0, "end_char": 1, "text": text[0], "kind": "term"}
        for key, text in texts.select("article_id", "text").iter_rows()
    ]
    return with_content_id(frame("quoted_terms", rows), "quoted_term_id", ["article_id"])


def find_terms_and_die(texts: pl.DataFrame) -> pl.DataFrame:
    """Find terms; kill its process at the article that tells where to note that it did, once."""
    note = texts.filter(pl.col("text").str.starts_with("/"))["text"]
    if len(note) and not Path(note[0]).exists():
        Path(note[0]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return find_terms(texts)


def made(version: str = "1", extract: object = find_terms) -> Made:
    return Made("texts", ("texts",), extract, version)  # type: ignore[arg-type]


def put_texts(frames: Frames, *texts: str, drop: str = "d") -> None:
    rows = pl.DataFrame(
        [{"article_id": sum(map(ord, text)), "text": text} for text in texts], schema=schema_of("texts")
    ).sort("article_id")
    state = State(
        "", "".join(texts), pl.DataFrame({"article_id": rows["article_id"], "key": row_digests(rows)})
    )
    frames.write("texts", drop, rows, state)
    frames.write("documents", drop, frame("documents", []), State("", "".join(texts)))


@pytest.fixture
def frames(tmp_path: Path) -> Frames:
    frames = Frames(tmp_path)
    put_texts(frames, "uno", "dos", "tres")
    return frames


def terms(frames: Frames, drop: str = "d") -> list[str]:
    return sorted(frames.scan("quoted_terms", drop).collect()["text"])


def update(frames: Frames, **options: object) -> tuple[int, int]:
    done = frames.update(("quoted_terms",), "d", made(**options))  # type: ignore[arg-type]
    return done.computed, done.kept


def test_only_what_is_new_is_computed(frames: Frames) -> None:
    assert update(frames) == (3, 0)
    assert update(frames) == (0, 3)
    put_texts(frames, "uno", "tres", "cinco")
    assert update(frames) == (1, 2)
    assert terms(frames) == ["c", "t", "u"]


def test_a_new_version_computes_everything_again_and_says_so(frames: Frames) -> None:
    update(frames)
    assert frames.update(("quoted_terms",), "d", made("2")).new_version
    assert update(frames, version="2") == (0, 3)


def test_of_a_drop_without_its_driving_frame_nothing_stays(frames: Frames) -> None:
    update(frames)
    frames.remove("texts", "d")
    assert update(frames) == (0, 0)
    assert not frames.exists("quoted_terms", "d")


def test_an_article_that_an_extractor_fails_on_is_left_out_and_named(frames: Frames) -> None:
    put_texts(frames, "uno", "dos", "tres", "!malo")
    done = frames.update(("quoted_terms",), "d", made())
    assert terms(frames) == ["d", "t", "u"]
    (reason,) = done.failed.values()
    assert re.fullmatch(r"ValueError: an exclamation mark \(test_frames\.py:\d+\)", reason)
    assert frames.set_aside().rows() == [(sum(map(ord, "!malo")), "d", f"quoted_terms: {reason}")]
    put_texts(frames, "uno", "dos", "tres", "!malo", "seis")
    assert frames.update(("quoted_terms",), "d", made()).failed == done.failed
    put_texts(frames, "uno")
    assert frames.update(("quoted_terms",), "d", made()).failed == {}


def test_an_extractor_that_fails_on_many_leaves_out_those_alone(frames: Frames) -> None:
    put_texts(frames, "!a", "!b", "!c", "uno")
    assert len(frames.update(("quoted_terms",), "d", made()).failed) == 3
    assert terms(frames) == ["u"]


def test_rows_that_break_the_contract_are_those_of_one_article(frames: Frames) -> None:
    def wrong_span(texts: pl.DataFrame) -> pl.DataFrame:
        return find_terms(texts).with_columns(
            end_char=pl.when(pl.col("text") == "d").then(2).otherwise("end_char")
        )

    done = frames.update(("quoted_terms",), "d", made(extract=wrong_span))
    assert terms(frames) == ["t", "u"]
    assert "span_covers_its_text" in next(iter(done.failed.values()))


def test_a_worker_killed_while_a_drop_is_read_loses_and_doubles_nothing(
    frames: Frames, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for where, name, value in (
        (engine, "CORES", 2),
        (engine, "CHARACTERS_WORTH_WORKERS", 1),
        (module, "CHARACTERS_A_TASK", 3),
        (module, "ARTICLES_A_BATCH", 4),
    ):
        monkeypatch.setattr(where, name, value)
    texts = [chr(97 + number) * (number + 1) for number in range(12)]
    put_texts(frames, *texts, str(tmp_path / "died"), "!malo")
    done = frames.update(("quoted_terms",), "d", made(extract=find_terms_and_die))
    assert (tmp_path / "died").exists()
    assert terms(frames) == ["/", *"abcdefghijkl"]
    assert (done.computed, len(done.failed)) == (14, 1)
    assert frames.scan("quoted_terms", "d").collect()["article_id"].is_sorted()


def test_a_fault_of_the_machine_is_no_fault_of_an_article(frames: Frames) -> None:
    def no_memory(_: pl.DataFrame) -> pl.DataFrame:
        raise MemoryError

    with pytest.raises(MemoryError):
        update(frames, extract=no_memory)


@pytest.mark.parametrize("place", ["first page", "footer", "end"])
def test_damage_anywhere_is_noticed(frames: Frames, place: str) -> None:
    update(frames)
    assert frames.remove_damaged() == []
    path = frames.root / frames.name("quoted_terms", "d")
    data = bytearray(path.read_bytes())
    at = {"first page": 8, "footer": data.rindex(b"dixit.keys") + 20, "end": len(data) - 2}[place]
    data[at] ^= 0xFF
    path.write_bytes(data)
    assert frames.remove_damaged("d") == ["quoted_terms/d.parquet"]
    assert update(frames) == (3, 0)


@pytest.mark.parametrize(
    "drop", ["a/b", "..", "[x]*?", "%41", "é" * 120, "x" * 255, 'it\'s "so"', "a~b", "\\x0a"]
)
def test_any_name_of_a_drop_is_a_file_of_the_folder_and_comes_back(tmp_path: Path, drop: str) -> None:
    frames = Frames(tmp_path / "frames")
    put_texts(frames, "uno", drop=drop)
    put_texts(frames, "uno", drop="other")
    assert frames.drops("texts") == sorted([drop, "other"])
    assert frames.scan("texts", drop).collect().height == 1
    assert {path.parent.parent for path in tmp_path.rglob("*.parquet")} == {tmp_path / "frames"}
    (frames.root / frames.name("texts", drop)).write_bytes(b"x")
    assert len(frames.remove_damaged(drop)) == 1


def test_drops_are_read_as_one_and_each_row_knows_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    frames = Frames(Path("frames [a] %20é"))
    drops = ["dos & tres", "uno/dos", "é%20 [x] #?", "x" * 300]
    for drop in drops:
        put_texts(frames, drop, drop=drop)
    every = frames.scan_all("texts")
    assert dict(every.select("text", "drop").collect().iter_rows()) == {drop: drop for drop in drops}
    assert every.collect_schema() == {**schema_of("texts"), "drop": pl.String}
    assert every.explain().count("Parquet SCAN") == 1


def test_a_column_that_an_older_frame_lacks_is_null(frames: Frames) -> None:
    path = frames.root / frames.name("texts", "d")
    pl.read_parquet(path).drop("url").write_parquet(path)
    assert frames.scan("texts", "d").collect()["url"].null_count() == 3


def test_parts_of_a_table_are_whole_drops_and_hold_each_present_row_once(
    frames: Frames, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ARTICLES_A_PART", 2)
    first, day = datetime(2024, 3, 1), timedelta(days=1)  # noqa: DTZ001  (UTC, as the contract has it)
    for number, articles in enumerate([(1, 2), (2, 3), (), (4,), (5,), (6, 7, 8)]):
        rows = [
            {
                "document_id": 10 * number + article,
                "drop": f"d{number}",
                "path": f"d{number}/{article}.txt",
                "status": "loaded",
                "article_id": article,
                "first_seen_at": first + number * day,
                "last_seen_at": first + number * day,
            }
            for article in articles
        ]
        frames.write("documents", f"d{number}", frame("documents", rows))
        terms = [
            {"article_id": article, "start_char": at, "end_char": at + 1, "text": "x", "kind": "term"}
            for article in articles
            for at in range(2)
        ]
        found = with_content_id(frame("quoted_terms", terms), "quoted_term_id", ["article_id", "start_char"])
        frames.write("quoted_terms", f"d{number}", found)
    parts = [part.collect() for part in frames.present_in_parts("quoted_terms")]
    assert [part["article_id"].unique().sort().to_list() for part in parts] == [
        [1, 2],
        [3, 4],
        [5],
        [6, 7, 8],
    ]
    at_once = frames.present("quoted_terms").collect()
    assert pl.concat(parts).sort("quoted_term_id").equals(at_once.sort("quoted_term_id"))
    assert len(frames.present_in_parts("quotes")) == 1


def test_leftovers_of_dead_processes_go_and_those_of_living_ones_stay(frames: Frames) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for process in (dead.pid, os.getpid()):
        (frames.root / f"texts/d.{process}.partial").touch()
    frames.remove_leftovers()
    assert [path.name for path in frames.root.glob("*/*.partial")] == [f"d.{os.getpid()}.partial"]


def test_the_fingerprint_knows_contents_and_not_times(frames: Frames) -> None:
    update(frames)
    first = frames.fingerprint()
    frames.update(("quoted_terms",), "d", made("2"))
    assert frames.fingerprint() == first
    put_texts(frames, "uno")
    update(frames)
    assert frames.fingerprint() != first
