"""What people watch: `_watches.csv` beside the drops, each row somebody or some words, and which of their rows were told.

Belongs here: reading that file, finding what is new, and remembering what was told. Does not belong here: when it is looked
(defs/watches.py), who is told (defs/telling.py). What was told lies in `alerts/` beside the frames, a table; a statement is
told once: not again when its article is edited, renamed or made anew.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, NamedTuple

import polars as pl

from pipeline.drops.by_hand import WATCHES_FILE, read
from pipeline.drops.formats.beside import moment
from pipeline.drops.workspace import Folders
from pipeline.errors import UserError
from pipeline.frames import CORPUS, schema_of
from pipeline.project import SQL
from pipeline.warehouse import Target, ask
from pipeline.warehouse.questions import named, question

FILE = pl.Schema(dict.fromkeys(("name", "person", "words", "since"), pl.String))
TOLD = "told"
JSON_LINES = "alerts.jsonl"  # every row that was told, the newest last
PLACE = ["watch", "article_id", "quote_id"]
WORDS = ["watch", "statement"]


class Watch(NamedTuple):
    """A saved question: what this person says, or where these words stand; with both, what the person says with them."""

    name: str
    person: str | None
    words: str | None
    since: date | None


class News(NamedTuple):
    """What a look found: the rows that were not told before, as schema_of("told"), and what is to be said beside them."""

    rows: pl.DataFrame
    remarks: list[str]


def read_watches(seeds: Path) -> tuple[list[Watch], list[str]]:
    """Return what is watched, and what is wrong in the rows that are not.

    Raises:
        UserError: the file cannot be read, or lacks the column `name`.
    """
    watches, faults = [], []
    for row in read(seeds / WATCHES_FILE, FILE, ["name"]).iter_rows(named=True):
        name, person, words, since = (value.strip() if value else None for value in row.values())
        day = _day(since) if since else None
        if not name or not (person or words):
            faults.append(f"{WATCHES_FILE}: the watch {name or '?'} names neither a person nor words")
        elif since and not day:
            faults.append(
                f"{WATCHES_FILE}: the watch {name} begins on «{since}», which is no day such as 2024-03-18"
            )
        else:
            watches.append(Watch(name, person, words, day))
    return watches, faults


def look(folders: Folders) -> News:
    """Find what is new to each watch in the warehouse in place, write it under the JSON lines, and remember it.

    Raises:
        UserError: there is no warehouse, the watches cannot be read, or the lines cannot be written.
    """
    watches, remarks = read_watches(Path(folders.seeds_dir))
    if not watches:
        return nothing(*remarks)
    with _alone(folders):
        frames = folders.alerts
        frames.look()
        frames.remove_leftovers()
        before, found = frames.corpus(TOLD).collect(), []
        for watch in watches:
            rows, remark = _rows_of(watch, folders.published)
            found.append(rows)
            remarks += [f"{watch.name}: {remark}"] if remark else []
        unseen = pl.concat(found).join(before, on=PLACE, how="anti", nulls_equal=True)
        new = unseen.join(before, on=WORDS, how="anti").unique(WORDS, keep="first", maintain_order=True)
        again = unseen.join(new, on=PLACE, how="anti", nulls_equal=True).with_columns(told_at=None)
        if not unseen.is_empty():
            with _opened(folders.home / JSON_LINES, "a") as file:
                file.write(json_lines(new))
            frames.write(TOLD, CORPUS, pl.concat([before, new, again], how="vertical_relaxed"))
    return News(new, remarks)


def nothing(*remarks: str) -> News:
    """Return that nothing is new."""
    return News(schema_of(TOLD).to_frame(), list(remarks))


def told(folders: Folders) -> pl.DataFrame:
    """Return every row that was told, in the order of telling."""
    frames = folders.alerts
    frames.look()
    return frames.corpus(TOLD).drop_nulls("told_at").collect()


def n_told(folders: Folders, since: datetime) -> int:
    """Return how many rows were told since a moment (UTC)."""
    return told(folders).filter(pl.col("told_at") >= since.replace(microsecond=0)).height


def json_lines(rows: pl.DataFrame) -> str:
    """Return rows that were told as JSON, one a line."""
    return rows.drop("statement").write_ndjson()


def _rows_of(watch: Watch, target: Target) -> tuple[pl.DataFrame, str]:
    """Return what there is for a watch, and what is to be said of it."""
    values = {"person": watch.person, "words": watch.words, "since": watch.since}
    rows = ask(target, (SQL / "watch.sql").read_text(encoding="utf-8"), values)
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    kept = rows if watch.since is None else rows.filter(~pl.col("is_undated"))
    made = kept.with_columns(watch=pl.lit(watch.name), told_at=pl.lit(now))
    n_undated = len(rows) - len(kept)
    remark = f"{n_undated} rows without any date are left out, for it begins on a day" if n_undated else ""
    if watch.person and rows.is_empty():
        asked = question("who_said_what")
        alike = [name for found in named(target, asked, {"person": watch.person}) for name in found.alike]
        remark = f"nobody is called {watch.person}: did you mean {' or '.join(alike)}?" if alike else ""
    schema = schema_of(TOLD)
    return made.select(pl.col(name).cast(dtype) for name, dtype in schema.items()), remark


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat((moment(words) or "")[:10])
    except ValueError:
        return None


@contextmanager
def _alone(folders: Folders) -> Iterator[None]:
    """Let one process look at a time; of two that look at once the second finds nothing new."""
    with _opened(folders.home / ".watch.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _opened(path: Path, mode: str) -> IO[str]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open(mode, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}") from error
