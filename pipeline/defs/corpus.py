"""The assets over all drops at once: entities, stories, roles, statements; made again when a frame that they read changed."""

from collections.abc import Iterator, Mapping

import dagster as dg
import polars as pl

from pipeline.defs.frames import OWNERS
from pipeline.defs.reports import described, frame_metadata
from pipeline.defs.resources import Workspace
from pipeline.defs.runs import WRITER_POOL
from pipeline.drops import (
    corrected,
    corrections_version,
    links_version,
    read_authorities,
    read_judgements,
)
from pipeline.extract.entities import resolve_entities
from pipeline.extract.lending import concerned, lend_dates
from pipeline.extract.roles import find_roles, lend_speakers
from pipeline.extract.statements import find_statements
from pipeline.extract.stories import find_stories
from pipeline.frames import CORPUS, CORRECTED, Frames, State, corpus_version
from pipeline.tables import TABLES
from pipeline.warehouse import said, with_corrected, with_entities

GROUP = "corpus"


def _spec(table: str, *deps: str) -> dg.AssetSpec:
    return dg.AssetSpec(
        table,
        deps=deps,
        description=described(table),
        group_name=GROUP,
        kinds={"polars", "parquet"},
        owners=OWNERS,
    )


def _state(frames: Frames, *inputs: str) -> State:
    """Return what a frame over all drops is made from: the extractors, and the frames that they read."""
    return State(corpus_version(), frames.fingerprint(inputs))


def _stands(frames: Frames, made_from: Mapping[str, State]) -> bool:
    """Tell whether frames were made from just this, so that they need not be made again."""
    return all(
        frames.made_from(table, CORPUS) == (state.version, state.basis) for table, state in made_from.items()
    )


def _write(frames: Frames, table: str, rows: pl.DataFrame, state: State) -> None:
    frames.write(table, CORPUS, TABLES[table].validate(rows, cast=True), state)


def _result(frames: Frames, table: str) -> dg.MaterializeResult[None]:
    return dg.MaterializeResult(table, metadata=frame_metadata(frames, table, CORPUS))


@dg.multi_asset(
    specs=[_spec("entities", "mentions", "breaches"), _spec("entity_aliases", "mentions", "breaches")],
    name="entities",
    pool=WRITER_POOL,
)
def entities(workspace: Workspace) -> Iterator[dg.MaterializeResult[None]]:
    """Find who and what is the same, whatever the spelling."""
    frames, beside = workspace.frames, workspace.seeds.root
    state = _state(frames, "documents", "articles", "mentions")
    links = State(links_version(beside), state.basis)
    if not _stands(frames, {"links": links, "entities": state, "entity_aliases": state}):
        found = resolve_entities(
            frames.present_in_parts("mentions"),
            frames.present("articles").select("article_id", "published_on", "language").collect(),
            read_authorities(beside),
            read_judgements(beside),
        )
        frames.write("links", CORPUS, found.links, links)
        _write(frames, "entities", found.entities, state)
        _write(frames, "entity_aliases", found.entity_aliases, state)
    yield _result(frames, "entities")
    yield _result(frames, "entity_aliases")


@dg.multi_asset(specs=[_spec("stories", "mentions", "dates", "breaches")], name="stories", pool=WRITER_POOL)
def stories(workspace: Workspace) -> dg.MaterializeResult[None]:
    """Find the articles that tell the same events, and what they lend each other."""
    frames = workspace.frames
    state = _state(frames, "documents", "articles", "segments", "tokens", "mentions", "dates")
    if not _stands(frames, dict.fromkeys(("stories", "lent_dates", "lent_publications"), state)):
        articles, mentions, dates = (
            frames.present(name).collect() for name in ("articles", "mentions", "dates")
        )
        found = find_stories(articles, mentions, dates)
        members = concerned(articles, found)["article_id"].implode()
        segments, tokens = (
            frames.present(name).filter(pl.col("article_id").is_in(members)).collect()
            for name in ("segments", "tokens")
        )
        lent = lend_dates(articles, segments, tokens, mentions, dates, found)
        frames.write("lent_dates", CORPUS, lent.dates, state)
        frames.write("lent_publications", CORPUS, lent.publications, state)
        _write(frames, "stories", found, state)
    return _result(frames, "stories")


@dg.multi_asset(
    specs=[_spec("roles", "attested_roles", "quotes", "entities", "stories")], name="roles", pool=WRITER_POOL
)
def roles(workspace: Workspace) -> dg.MaterializeResult[None]:
    """Find who held which office when, and lend their names to speakers who are only described."""
    frames, beside = workspace.frames, workspace.seeds.root
    inputs = (
        "documents",
        "articles",
        "attested_roles",
        "quotes",
        "links",
        "entities",
        "entity_aliases",
        "stories",
    )
    state = _state(frames, *inputs)
    state = State(links_version(beside), state.basis)
    if not _stands(frames, {"roles": state, "lent_speakers": state}):
        articles = frames.present("articles").drop("text").collect()
        entities, aliases, links, stories = (
            frames.corpus(name).collect() for name in ("entities", "entity_aliases", "links", "stories")
        )
        attested = frames.present("attested_roles").collect()
        authorities = read_authorities(beside)
        found = find_roles(attested, links, articles, aliases, authorities)
        quotes = with_entities(frames, "quotes").collect()
        frames.write(
            "lent_speakers", CORPUS, lend_speakers(quotes, articles, found, entities, stories), state
        )
        _write(frames, "roles", found, state)
    return _result(frames, "roles")


@dg.multi_asset(
    specs=[_spec("corrections", "documents", "quotes", "quoted_terms", "entities", "stories", "roles")],
    name="corrections",
    pool=WRITER_POOL,
)
def corrections(workspace: Workspace) -> dg.MaterializeResult[None]:
    """Find what people's corrections are about now, and apply them."""
    frames, beside = workspace.frames, workspace.seeds.root
    inputs = (
        "documents",
        "articles",
        "mentions",
        "quotes",
        "quoted_terms",
        "links",
        "entities",
        "entity_aliases",
        "lent_publications",
        "lent_speakers",
    )
    state = State(corrections_version(beside), frames.fingerprint(inputs))
    if not _stands(frames, dict.fromkeys(CORRECTED, state)):
        found = corrected(frames, beside)
        frames.write("corrected_quotes", CORPUS, found.quotes, state)
        frames.write("corrected_terms", CORPUS, found.quoted_terms, state)
        frames.write("corrected_articles", CORPUS, found.articles, state)
        _write(frames, "corrections", found.corrections, state)
    return _result(frames, "corrections")


@dg.multi_asset(
    specs=[_spec("statements", "quotes", "entities", "roles", "corrections")],
    name="statements",
    pool=WRITER_POOL,
)
def statements(workspace: Workspace) -> dg.MaterializeResult[None]:
    """Find the same words across articles."""
    frames = workspace.frames
    inputs = ("documents", "articles", "mentions", "quotes", "links", "lent_speakers", *CORRECTED[1:])
    state = _state(frames, *inputs)
    if not _stands(frames, {"statements": state}):
        quotes = said(frames).collect()
        articles = with_corrected(frames, frames.present("articles")).select("article_id", "published_on")
        _write(frames, "statements", find_statements(quotes, articles.collect()), state)
    return _result(frames, "statements")


def definitions() -> dg.Definitions:
    """Return the assets over all drops."""
    return dg.Definitions(assets=[entities, stories, roles, corrections, statements])
