"""The database: built beside from the frames, audited, swapped in. With reading.py and lake.py all that opens it.

Belongs here: the DuckDB file as a whole. Does not belong here: how it is read (reading.py), what rows hold (extract/),
what they must fulfil (sql/checks/), when it is built (defs/).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import duckdb
import polars as pl

from pipeline.errors import UserError
from pipeline.extract.dates.sayings import with_days
from pipeline.frames import SEEN, Frames, is_alive, schema_of
from pipeline.project import SQL, sql_files
from pipeline.tables import FRAMES_ONLY, PERSON, SPEAKER_KINDS, TABLES
from pipeline.warehouse import audit, lake, words
from pipeline.warehouse.audit import Finding
from pipeline.warehouse.lake import Lake
from pipeline.warehouse.reading import PUBLIC_TABLES, MissingWarehouseError, Target, connect

ROWS_A_BATCH = 200_000
CORPUS_TABLES = ("entities", "entity_aliases", "roles", "stories", "corrections", "statements")


class Built(NamedTuple):
    """A warehouse file built beside, with what its checks found; not yet in place."""

    path: Path
    findings: list[Finding]
    rows: dict[str, int]

    @property
    def failures(self) -> list[Finding]:
        """Return the checks that offending rows fail."""
        return [finding for finding in self.findings if finding.n_rows]


def fingerprint(frames: Frames) -> str:
    """Return the digest of everything that a build reads."""
    digest = blake2b(f"{frames.fingerprint()} {words.version()}".encode(), digest_size=16)
    files = [path for folder in ("macros", "views", "checks") for path in sql_files(folder)]
    for path in [
        SQL / "schema.sql",
        SQL / "quote_facets.sql",
        *files,
        Path(__file__),
    ]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def is_current(frames: Frames, target: Target) -> bool:
    """Tell whether the warehouse in place was built from the frames as they are."""
    try:
        with connect(target) as con:
            found = con.sql("SELECT fingerprint FROM build").fetchone()
    except (UserError, duckdb.Error):
        return False
    return found is not None and found[0] == fingerprint(frames)


@contextmanager
def build(frames: Frames, target: Path) -> Iterator[Built]:
    """Build a warehouse beside the target and audit it; the caller swaps it in, or it is thrown away.

    Raises:
        duckdb.Error: the rows break a key, a CHECK or a NOT NULL of sql/schema.sql.
    """
    path = target.with_suffix(f".{os.getpid()}.building")
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    made_from = fingerprint(frames)  # before they are read: what changes meanwhile is built again
    try:
        with duckdb.connect(str(path)) as con:
            _run(con, SQL / "schema.sql")
            rows = {table: _fill(con, table, frames) for table in TABLES if table not in FRAMES_ONLY}
            con.execute("INSERT INTO build VALUES ($1, $2)", [made_from, PUBLIC_TABLES])
            _add_readings(con, target)
            findings = audit.findings(con)
            con.execute("CHECKPOINT")
        yield Built(path, findings, rows)
    finally:
        for left in (path, path.with_name(path.name + ".wal")):
            left.unlink(missing_ok=True)


def swap(built: Built, target: Path) -> None:
    """Put a built warehouse in the place of the one that stands; readers of the old one keep it open.

    Raises:
        ValueError: a check failed, and the old warehouse stays.
    """
    if built.failures:
        raise ValueError("; ".join(f"{f.check}: {f.n_rows} offending rows" for f in built.failures))
    with built.path.open("rb") as file:
        os.fsync(file.fileno())
    built.path.replace(target)
    target.with_name(target.name + ".wal").unlink(missing_ok=True)  # of the old file, were it opened to write


def publish(target: Path, to: Lake) -> int | None:
    """Make a lake hold what the warehouse file holds; return the number of its new snapshot, None where it did already.

    Raises:
        LakeError: it cannot be reached, or a key or a check of sql/checks fails on it; it stays as it was.
    """
    return lake.publish(to, target, {check.name: check.query for check in audit.checks()})


def empty() -> duckdb.DuckDBPyConnection:
    """Return a warehouse in memory with every table, view and macro, and no row."""
    con = duckdb.connect()
    _run(con, SQL / "schema.sql")
    _add_readings(con)
    return con


def _add_readings(con: duckdb.DuckDBPyConnection, standing: Path | None = None) -> None:
    """Add what reads the tables: macros, views, the facets of quotes and the index of words, which takes over what stands."""
    for file in [*sql_files("macros"), *sql_files("views")]:
        _run(con, file)
    _run(con, SQL / "quote_facets.sql")
    words.index(con, standing)


def _run(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    con.execute(file.read_text(encoding="utf-8"))


def _fill(con: duckdb.DuckDBPyConnection, table: str, frames: Frames) -> int:
    count = 0
    for rows in _rows(table, frames).collect_batches(chunk_size=ROWS_A_BATCH, maintain_order=True):
        con.register("incoming", rows)
        con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")  # noqa: S608  (a name of the contract)
        con.unregister("incoming")
        count += len(rows)
    return count


def _rows(table: str, frames: Frames) -> pl.LazyFrame:
    """Return the rows of a table as the warehouse has them: present, with entities and stories filled in."""
    if table == "documents":
        return _documents(frames)
    if table in CORPUS_TABLES:
        return frames.corpus(table)
    if table == "articles":
        return with_corrected(frames, lent(frames))
    if table == "dates":
        return _dates(frames)
    if table == "quotes":
        return with_days(
            said(frames), frames.present("sayings"), _dates(frames), with_corrected(frames, lent(frames))
        )
    if table == "quoted_terms":
        return _with_corrected(
            with_entities(frames, table), frames.corpus("corrected_terms"), "quoted_term_id"
        )
    return with_entities(frames, table)


def with_entities(frames: Frames, table: str) -> pl.LazyFrame:
    """Return the present rows of a table with every entity_id that the links settle."""
    rows = frames.present(table)
    links = frames.corpus("links")
    if table == "mentions":
        return rows.drop("entity_id").join(links, on="cluster_id", how="left")
    named = (
        frames.present("mentions")
        .drop("entity_id")
        .join(links, on="cluster_id")
        .select("mention_id", "entity_id")
    )
    for entity, mention in (
        ("entity_id", "mention_id"),
        ("speaker_entity_id", "speaker_mention_id"),
        ("relay_entity_id", "relay_mention_id"),
    ):
        if entity in TABLES[table].column_names():
            naming = named.rename({"mention_id": mention, "entity_id": entity})
            rows = rows.drop(entity).join(naming, on=mention, how="left")
    return rows


def spoken(frames: Frames) -> pl.LazyFrame:
    """Return the quotes with their entities, and with the speakers that the corpus lends to those only described."""
    lent = frames.corpus("lent_speakers")
    quotes = (
        with_entities(frames, "quotes").drop("role_id").join(lent, on="quote_id", how="left", suffix="_lent")
    )
    named = pl.col("speaker_name_lent").is_not_null()
    return quotes.with_columns(
        speaker_name=pl.coalesce("speaker_name_lent", "speaker_name"),
        speaker_entity_id=pl.coalesce("speaker_entity_id_lent", "speaker_entity_id"),
        speaker_kind=pl.when(named).then(pl.lit(PERSON, pl.Enum(SPEAKER_KINDS))).otherwise("speaker_kind"),
        method=pl.when(named).then(pl.lit("role")).otherwise("method"),
        reason=pl.coalesce("reason_lent", "reason"),
    ).drop("speaker_name_lent", "speaker_entity_id_lent", "reason_lent")


def said(frames: Frames) -> pl.LazyFrame:
    """Return the quotes as they are spoken, with what people corrected."""
    return _with_corrected(spoken(frames), frames.corpus("corrected_quotes"), "quote_id")


def _with_corrected(rows: pl.LazyFrame, corrected: pl.LazyFrame, key: str) -> pl.LazyFrame:
    """Return the rows with the corrected ones that stand in the place of those of their key."""
    columns = corrected.drop("stands").collect_schema().names()
    kept = rows.join(corrected, on=key, how="anti").select(columns)
    return pl.concat([kept, corrected.filter("stands").select(columns)])


def documents_of(target: Path, drop: str) -> pl.DataFrame:
    """Return the documents of a drop as the warehouse in place has them, none where it cannot be read.

    Their history lies nowhere else once the frame is lost.
    """
    schema = schema_of("documents")
    try:
        with connect(target) as con:
            con.register("wanted", pl.DataFrame({"drop": [drop]}))
            rows = con.sql("SELECT documents.* FROM documents SEMI JOIN wanted USING (drop)").pl()
    except (MissingWarehouseError, duckdb.Error):
        return pl.DataFrame(schema=schema)
    of_the_build = (pl.col("status") == "duplicate") | (
        (pl.col("status") == "quarantined") & pl.col("article_id").is_not_null()
    )
    again = pl.when(of_the_build).then(pl.lit("loaded")).otherwise("status").alias("status")
    rows = rows.with_columns(again)
    return rows.select(
        pl.col(name).cast(dtype) if name in rows.columns else pl.lit(None, dtype).alias(name)
        for name, dtype in schema.items()
    )


def drops_of(target: Path) -> list[str]:
    """Return the drops whose documents the warehouse in place has, none where it cannot be read."""
    try:
        with connect(target) as con:
            return [
                str(drop)
                for (drop,) in con.sql("SELECT DISTINCT drop FROM documents ORDER BY drop").fetchall()
            ]
    except (MissingWarehouseError, duckdb.Error):
        return []


def remove_leftovers(target: Path) -> None:
    """Remove the files that killed processes were building."""
    for path in target.parent.glob(f"{target.stem}.*.building*"):
        if not is_alive(path.with_suffix("") if path.suffix == ".wal" else path):
            path.unlink(missing_ok=True)


def _documents(frames: Frames) -> pl.LazyFrame:
    """Return all documents, of a path the present one last; of one text in several documents the one first seen is `loaded`.

    One whose article is set aside is quarantined, and the reason names the rule.
    """
    aside = (pl.col("status").cast(pl.String) == "loaded") & pl.col("rule").is_not_null()
    reason = pl.concat_str("reason", "rule", separator="; ", ignore_nulls=True)
    documents = (
        frames.scan_all("documents")
        .with_columns(pl.col("status").cast(pl.String))
        .join(frames.set_aside().lazy(), on=["article_id", "drop"], how="left")
        .with_columns(
            reason=pl.when(aside).then(reason).otherwise("reason"),
            status=pl.when(aside).then(pl.lit("quarantined")).otherwise("status"),
        )
        .drop("rule")
    )
    present = pl.col("status") == "loaded"
    again = present & (pl.struct(*SEEN).rank("ordinal").over("article_id", pl.col("status")) > 1)
    return documents.with_columns(
        status=pl.when(again).then(pl.lit("duplicate")).otherwise(pl.col("status").cast(pl.String)),
    ).sort("path", pl.col("status").is_in(["loaded", "duplicate"]), "first_seen_at", "document_id")


def lent(frames: Frames) -> pl.LazyFrame:
    """Return the articles with their story, and with the days that it lends to one that does not say its own."""
    stories = frames.corpus("stories").select("story_id", article_id="members").explode("article_id")
    names = ("published", "published_on", "published_from", "published_to", "published_method")
    days = frames.corpus("lent_publications").select("article_id", *names)
    articles = frames.present("articles").drop("story_id").join(stories, on="article_id", how="left")
    return _with_columns_of(articles, days, pl.col("published_from_other").is_not_null())


def with_corrected(frames: Frames, articles: pl.LazyFrame) -> pl.LazyFrame:
    """Return articles with the outlets and the days that people corrected."""
    corrected = frames.corpus("corrected_articles").with_columns(corrected=True)
    return _with_columns_of(articles, corrected, pl.col("corrected")).drop("corrected")


def _with_columns_of(rows: pl.LazyFrame, other: pl.LazyFrame, wins: pl.Expr) -> pl.LazyFrame:
    """Return articles with the columns of other rows about them, where these win."""
    shared = [name for name in other.collect_schema().names() if name in rows.collect_schema().names()]
    both = [name for name in shared if name != "article_id"]
    return (
        rows.with_columns(pl.col("published_method").cast(pl.String))
        .join(other, on="article_id", how="left", suffix="_other")
        .with_columns(pl.when(wins).then(f"{name}_other").otherwise(name).alias(name) for name in both)
        .drop(f"{name}_other" for name in both)
    )


def _dates(frames: Frames) -> pl.LazyFrame:
    """Return the dates, with the values that stories lend in the place of missing ones."""
    lent = frames.corpus("lent_dates")
    return pl.concat([frames.present("dates").join(lent, on="date_id", how="anti"), lent])
