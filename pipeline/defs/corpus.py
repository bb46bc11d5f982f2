"""The assets over all drops at once: entities, stories, statements."""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from pipeline import decisions
from pipeline.defs.frames import OWNERS
from pipeline.defs.reports import frame_metadata
from pipeline.defs.resources import Workspace
from pipeline.defs.runs import WRITER_POOL
from pipeline.extract.entities import resolve_entities
from pipeline.extract.lending import concerned, lend_dates
from pipeline.extract.statements import find_statements
from pipeline.extract.stories import find_stories
from pipeline.frames import CORPUS, Frames
from pipeline.recipes import corpus_version, links_version
from pipeline.tables import TABLES
from pipeline.warehouse import with_entities

GROUP = "corpus"


def _spec(table: str, *deps: str) -> dg.AssetSpec:
    return dg.AssetSpec(
        table,
        deps=deps,
        description=(TABLES[table].__doc__ or "").strip(),
        group_name=GROUP,
        kinds={"polars", "parquet"},
        owners=OWNERS,
    )


def _write(frames: Frames, table: str, rows: pl.DataFrame) -> dg.MaterializeResult[None]:
    valid = TABLES[table].validate(rows, cast=True)
    frames.write(table, CORPUS, valid, corpus_version())
    return dg.MaterializeResult(table, metadata=frame_metadata(frames, table, [CORPUS]))


@dg.multi_asset(
    specs=[_spec("entities", "mentions"), _spec("entity_aliases", "mentions")],
    name="entities",
    pool=WRITER_POOL,
)
def entities(workspace: Workspace) -> Iterator[dg.MaterializeResult[None]]:
    """Find who and what is the same, whatever the spelling."""
    frames = workspace.frames
    beside = workspace.seeds.root
    found = resolve_entities(
        frames.present("mentions").collect(),
        frames.present("articles").drop("text").collect(),
        decisions.read_authorities(beside),
        decisions.read_judgements(beside),
    )
    frames.write("links", CORPUS, found.links, links_version(beside))
    yield _write(frames, "entities", found.entities)
    yield _write(frames, "entity_aliases", found.entity_aliases)


@dg.multi_asset(specs=[_spec("stories", "mentions", "dates")], name="stories", pool=WRITER_POOL)
def stories(workspace: Workspace) -> dg.MaterializeResult[None]:
    """Find the articles that tell the same events, and what they lend each other."""
    frames = workspace.frames
    articles, mentions, dates = (frames.present(name).collect() for name in ("articles", "mentions", "dates"))
    found = find_stories(articles, mentions, dates)
    members = concerned(articles, found)["article_id"].implode()
    segments, tokens = (
        frames.present(name).filter(pl.col("article_id").is_in(members)).collect()
        for name in ("segments", "tokens")
    )
    lent = lend_dates(articles, segments, tokens, mentions, dates, found)
    frames.write("lent_dates", CORPUS, lent.dates, corpus_version())
    frames.write("lent_publications", CORPUS, lent.publications, corpus_version())
    return _write(frames, "stories", found)


@dg.multi_asset(specs=[_spec("statements", "quotes", "entities")], name="statements", pool=WRITER_POOL)
def statements(workspace: Workspace) -> dg.MaterializeResult[None]:
    """Find the same words across articles."""
    frames = workspace.frames
    quotes = with_entities(frames, "quotes").collect()
    articles = frames.present("articles").select("article_id", "published_on").collect()
    return _write(frames, "statements", find_statements(quotes, articles))


@dg.definitions
def corpus() -> dg.Definitions:
    """Return the assets over all drops."""
    return dg.Definitions(assets=[entities, stories, statements])
