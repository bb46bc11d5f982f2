"""The tables of documents and of what stands in one article."""

import dataframely as dy
import polars as pl

from pipeline.tables.values import (
    DATE_TYPES,
    DOCUMENT_STATUS,
    ENTITY_TYPES,
    MENTION_KINDS,
    QUOTE_KINDS,
    QUOTED_TERM_KINDS,
    ROLE_METHODS,
    ROLES,
    SAID_METHODS,
    SOURCE_ROLES,
    SOURCE_TYPES,
    SPEAKER_KINDS,
    unit_interval,
)


class Spanned(dy.Schema):
    """A row that stands somewhere in an article."""

    article_id = dy.Int64()
    start_char = dy.Int32(min=0)
    end_char = dy.Int32(min=1)
    text = dy.String(min_length=1)

    @dy.rule()
    def span_covers_its_text(cls) -> pl.Expr:
        length = pl.col("end_char") - pl.col("start_char")
        return length == pl.col("text").str.len_chars().cast(pl.Int32)


class Documents(dy.Schema):
    """A file, in one content, as seen."""

    document_id = dy.Int64(primary_key=True)
    drop = dy.String()
    path = dy.String()
    sha256 = dy.String(regex="^[0-9a-f]{64}$", nullable=True)
    bytes = dy.Int64(min=0, nullable=True)
    encoding = dy.String(nullable=True)
    status = dy.Enum(DOCUMENT_STATUS)
    reason = dy.String(nullable=True)
    article_id = dy.Int64(nullable=True)
    extra = dy.String(nullable=True)  # JSON
    first_seen_at = dy.Datetime(time_unit="us")
    last_seen_at = dy.Datetime(time_unit="us")

    @dy.rule()
    def a_quarantined_document_has_a_reason(cls) -> pl.Expr:
        return (pl.col("status") != "quarantined") | pl.col("reason").is_not_null()


class Articles(dy.Schema):
    """A text."""

    article_id = dy.Int64(primary_key=True)
    language = dy.String(nullable=True)
    language_confidence = unit_interval()
    title = dy.String(nullable=True)
    byline = dy.String(nullable=True)
    publisher = dy.String(nullable=True)
    credit = dy.String(nullable=True)
    dateline_place = dy.String(nullable=True)
    published = dy.String(nullable=True)
    published_on = dy.Date(nullable=True)
    published_from = dy.Date(nullable=True)
    published_to = dy.Date(nullable=True)
    published_method = dy.Enum(["text", "metadata", "story", "human"], nullable=True)
    updated = dy.String(nullable=True)
    url = dy.String(nullable=True)
    story_id = dy.Int64(nullable=True)
    text = dy.String()
    n_chars = dy.Int32(min=0)
    n_words = dy.Int32(min=0)

    @dy.rule()
    def a_known_publication_has_a_method(cls) -> pl.Expr:
        is_unknown = pl.col("published").is_null() & pl.col("published_from").is_null()
        return pl.col("published_method").is_not_null() | is_unknown

    @dy.rule()
    def published_from_goes_before_published_to(cls) -> pl.Expr:
        first, last = pl.col("published_from"), pl.col("published_to")
        return (first.is_null() & last.is_null()) | (first <= last).fill_null(value=False)

    @dy.rule()
    def a_day_of_publication_is_its_first_and_last(cls) -> pl.Expr:
        day = pl.col("published_on")
        return day.is_null() | (
            day.eq_missing(pl.col("published_from")) & day.eq_missing(pl.col("published_to"))
        )


class Segments(Spanned):
    """A labelled piece of an article."""

    article_id = dy.Int64(primary_key=True)
    seq = dy.Int32(primary_key=True, min=0)
    role = dy.Enum(ROLES)


class Tokens(dy.Schema):
    """A token, with the columns of CoNLL-U; one row a token, in the order of the text."""

    article_id = dy.Int64(primary_key=True)
    seq = dy.Int32(primary_key=True, min=0)  # position in the article
    segment_seq = dy.Int32(min=0)
    sentence = dy.Int32(min=0)  # number of the sentence in the article
    token = dy.Int32(min=1)  # number of the token in its sentence
    start_char = dy.Int32(min=0)
    end_char = dy.Int32(min=1)
    form = dy.String()
    lemma = dy.String(nullable=True)
    upos = dy.String(nullable=True)
    feats = dy.String(nullable=True)  # "Gender=Masc|Number=Sing"
    head = dy.Int32(nullable=True, min=0)  # token number of the head in the sentence, 0 for the root
    deprel = dy.String(nullable=True)
    ner = dy.String(nullable=True)  # "B-PER", "I-PER", "O"


class Dates(Spanned):
    """A temporal expression (TIMEX3)."""

    date_id = dy.Int64(primary_key=True)
    type = dy.Enum(DATE_TYPES)
    value = dy.String(nullable=True)
    starts_on = dy.Date(nullable=True)
    ends_on = dy.Date(nullable=True)
    granularity = dy.String(nullable=True)
    method = dy.String()
    reason = dy.String(nullable=True)
    confidence = unit_interval()
    lender_article_id = dy.Int64(nullable=True)  # the article of the story that lent the value

    @dy.rule()
    def days_stand_in_order(cls) -> pl.Expr:
        return pl.col("starts_on") <= pl.col("ends_on")

    @dy.rule()
    def a_date_without_value_has_a_reason(cls) -> pl.Expr:
        return pl.col("value").is_not_null() | pl.col("reason").is_not_null()


class Mentions(Spanned):
    """A place where an entity is named or meant; cluster_id joins the mentions of one article."""

    mention_id = dy.Int64(primary_key=True)
    type = dy.Enum(ENTITY_TYPES)
    kind = dy.Enum(MENTION_KINDS)
    name = dy.String(nullable=True)  # the fullest name of its cluster in the article
    gender = dy.Enum(["F", "M"], nullable=True)
    cluster_id = dy.Int64(nullable=True)
    entity_id = dy.Int64(nullable=True)
    method = dy.String()
    confidence = unit_interval()


class Sources(dy.Schema):
    """Where an article says it has something from; a publisher known from metadata stands nowhere in the text."""

    source_id = dy.Int64(primary_key=True)
    article_id = dy.Int64()
    start_char = dy.Int32(nullable=True, min=0)
    end_char = dy.Int32(nullable=True, min=1)
    text = dy.String(nullable=True)
    name = dy.String(nullable=True)
    type = dy.Enum(SOURCE_TYPES)
    role = dy.Enum(SOURCE_ROLES)
    mention_id = dy.Int64(nullable=True)
    entity_id = dy.Int64(nullable=True)

    @dy.rule()
    def a_span_has_characters(cls) -> pl.Expr:
        return pl.col("start_char") < pl.col("end_char")


class Quotes(Spanned):
    """A fragment of reported speech or writing."""

    quote_id = dy.Int64(primary_key=True)
    utterance_id = dy.Int64()
    kind = dy.Enum(QUOTE_KINDS)
    parent_quote_id = dy.Int64(nullable=True)
    content_start_char = dy.Int32(min=0)
    content_end_char = dy.Int32(min=1)
    sentence_start_char = dy.Int32(min=0)
    sentence_end_char = dy.Int32(min=1)
    cue = dy.String(nullable=True)
    cue_lemma = dy.String(nullable=True)
    cue_class = dy.String(nullable=True)
    cue_start_char = dy.Int32(nullable=True, min=0)
    cue_end_char = dy.Int32(nullable=True, min=1)
    speaker_text = dy.String(nullable=True)
    speaker_name = dy.String(nullable=True)
    speaker_entity_id = dy.Int64(nullable=True)
    speaker_mention_id = dy.Int64(nullable=True)
    speaker_kind = dy.Enum(SPEAKER_KINDS, nullable=True)
    speaker_gender = dy.Enum(["F", "M"], nullable=True)
    speaker_role = dy.String(nullable=True, min_length=1)
    relay_name = dy.String(nullable=True)
    relay_entity_id = dy.Int64(nullable=True)
    relay_mention_id = dy.Int64(nullable=True)
    role_id = dy.Int64(nullable=True)  # the role by which the corpus lends a speaker who is only described
    language = dy.String(nullable=True)
    method = dy.String()
    confidence = unit_interval()
    reason = dy.String(nullable=True)
    said_on = dy.Date(nullable=True)
    said_from = dy.Date(nullable=True)
    said_to = dy.Date(nullable=True)
    said_method = dy.Enum(SAID_METHODS, nullable=True)
    said_reason = dy.String(nullable=True)

    @dy.rule()
    def said_from_goes_before_said_to(cls) -> pl.Expr:
        return (pl.col("said_from") <= pl.col("said_to")).fill_null(value=True)

    @dy.rule()
    def the_day_of_the_words_is_their_first_and_last(cls) -> pl.Expr:
        day = pl.col("said_on")
        return day.is_null() | (day.eq_missing(pl.col("said_from")) & day.eq_missing(pl.col("said_to")))

    @dy.rule()
    def a_quote_without_speaker_has_a_reason(cls) -> pl.Expr:
        return pl.col("speaker_name").is_not_null() | pl.col("reason").is_not_null()

    @dy.rule()
    def content_covers_the_quote(cls) -> pl.Expr:
        return (pl.col("content_start_char") <= pl.col("start_char")) & (
            pl.col("end_char") <= pl.col("content_end_char")
        )

    @dy.rule()
    def the_sentence_covers_the_content(cls) -> pl.Expr:
        return (pl.col("sentence_start_char") <= pl.col("content_start_char")) & (
            pl.col("content_end_char") <= pl.col("sentence_end_char")
        )

    @dy.rule()
    def a_speaker_has_a_kind(cls) -> pl.Expr:
        return pl.col("speaker_name").is_null() == pl.col("speaker_kind").is_null()


class Sayings(dy.Schema):
    """What dates a quote, where it is not the publication: an expression, or why there is none."""

    article_id = dy.Int64()
    quote_id = dy.Int64(primary_key=True)
    date_id = dy.Int64(nullable=True)
    method = dy.Enum(SAID_METHODS, nullable=True)
    reason = dy.String(nullable=True)


class QuotedTerms(Spanned):
    """Words in quotation marks that are no speech."""

    quoted_term_id = dy.Int64(primary_key=True)
    kind = dy.Enum(QUOTED_TERM_KINDS)


class Breaches(dy.Schema):
    """A rule about one article that an article breaks; it is set aside, and no other table has rows of it."""

    article_id = dy.Int64(primary_key=True)
    rule = dy.String(primary_key=True)
    n_rows = dy.Int64(min=1)


class AttestedRoles(Spanned):
    """An office that an article gives a named person; the frame that roles over all drops are made from."""

    article_id = dy.Int64(primary_key=True)
    start_char = dy.Int32(primary_key=True, min=0)
    cluster_id = dy.Int64()
    language = dy.String()
    role = dy.String(min_length=1)
    of_what = dy.String(nullable=True)
    words = dy.List(dy.String())  # of of_what, folded, without those that only tie them
    former = dy.Bool()
    national = dy.Bool()  # every country has one
    named = dy.Bool()  # a name is among the words
    method = dy.Enum(ROLE_METHODS[:3])
