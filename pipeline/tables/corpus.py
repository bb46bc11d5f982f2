"""The tables over all drops: who is who, stories, roles, statements, and what people corrected."""

import dataframely as dy

from pipeline.tables.values import CORRECTION_STATUS, ENTITY_TYPES, ROLE_METHODS, unit_interval


class Entities(dy.Schema):
    """Someone or something, across all drops."""

    entity_id = dy.Int64(primary_key=True)
    name = dy.String(min_length=1)
    type = dy.Enum(ENTITY_TYPES)
    wikidata_id = dy.String(nullable=True, regex="^Q[1-9][0-9]*$")
    n_articles = dy.Int64(min=0)
    n_mentions = dy.Int64(min=0)


class EntityAliases(dy.Schema):
    """One spelling of an entity."""

    entity_id = dy.Int64(primary_key=True)
    alias = dy.String(primary_key=True)
    n_mentions = dy.Int64(min=0)
    method = dy.String()
    score = unit_interval()


class Stories(dy.Schema):
    """Articles that tell the same events; members are article ids, in ascending order."""

    story_id = dy.Int64(primary_key=True)
    members = dy.List(dy.Int64(), min_length=1)
    score = unit_interval()
    method = dy.String()


class Roles(dy.Schema):
    """An office that someone holds, according to the articles; members are their ids."""

    role_id = dy.Int64(primary_key=True)
    entity_id = dy.Int64()
    role = dy.String(min_length=1)
    of_what = dy.String(nullable=True)
    words = dy.List(dy.String())
    former = dy.Bool()
    national = dy.Bool()
    named = dy.Bool()
    language = dy.String()
    first_on = dy.Date(nullable=True)
    last_on = dy.Date(nullable=True)
    n_articles = dy.Int64(min=0)
    members = dy.List(dy.Int64())
    method = dy.Enum(ROLE_METHODS)
    score = unit_interval()


class Statements(dy.Schema):
    """The same words of one speaker across articles; members are the quote ids of its attestations."""

    statement_id = dy.Int64(primary_key=True)
    text = dy.String(min_length=1)
    speaker_name = dy.String(nullable=True)
    speaker_entity_id = dy.Int64(nullable=True)
    first_article_id = dy.Int64()
    first_published_on = dy.Date(nullable=True)
    members = dy.List(dy.Int64(), min_length=1)
    n_articles = dy.Int64(min=1)
    score = unit_interval()
    method = dy.String()


class Corrections(dy.Schema):
    """What a person corrected, at one place, and what became of it."""

    correction_id = dy.Int64(primary_key=True)
    article_id = dy.Int64(nullable=True)
    path = dy.String(nullable=True)
    start_char = dy.Int32(nullable=True, min=0)
    end_char = dy.Int32(nullable=True, min=1)
    text = dy.String(nullable=True)
    field = dy.String(nullable=True)
    value = dy.String(nullable=True)
    quote_id = dy.Int64(nullable=True)
    corrected_by = dy.String(nullable=True)
    corrected_on = dy.String(nullable=True)
    why = dy.String(nullable=True)
    status = dy.Enum(CORRECTION_STATUS)
    reason = dy.String(nullable=True)
