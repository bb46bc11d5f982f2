-- Every public table of the warehouse: key, NOT NULL, CHECK, and what each table and column means.
-- Columns, types, keys and nulls equal pipeline/tables/ (a test compares them).

CREATE TABLE documents (
    document_id BIGINT PRIMARY KEY,
    drop VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    sha256 VARCHAR,
    bytes BIGINT,
    encoding VARCHAR,
    status VARCHAR NOT NULL,
    reason VARCHAR,
    article_id BIGINT,
    extra VARCHAR,
    first_seen_at TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL,
    CHECK (status IN ('loaded', 'duplicate', 'superseded', 'removed', 'quarantined')),
    CHECK (status <> 'quarantined' OR reason IS NOT NULL)
);

COMMENT ON TABLE documents IS 'A file, in one content, as seen. The history of every file of every drop; the other tables show the present.';
COMMENT ON COLUMN documents.document_id IS 'Identity: made from path and content.';
COMMENT ON COLUMN documents.drop IS 'Top folder of seeds/ that the file came in; loose for a file outside any folder.';
COMMENT ON COLUMN documents.path IS 'Path relative to seeds/; after # the number or id of a row or article of its file, or the path in an archive.';
COMMENT ON COLUMN documents.sha256 IS 'SHA-256 of the bytes; NULL where the file could not be read.';
COMMENT ON COLUMN documents.bytes IS 'Size of the file in bytes.';
COMMENT ON COLUMN documents.encoding IS 'Encoding that the bytes were decoded with.';
COMMENT ON COLUMN documents.status IS 'loaded, duplicate (same text as another document), superseded (edited since), removed, or quarantined.';
COMMENT ON COLUMN documents.reason IS 'Why the document is quarantined, what was repaired, or what is wrong in its row of _metadata.csv.';
COMMENT ON COLUMN documents.article_id IS 'The text that the document holds.';
COMMENT ON COLUMN documents.extra IS 'What else the document states, as JSON: section, page, tags, columns of a table that have no column here.';
COMMENT ON COLUMN documents.first_seen_at IS 'When this content was first seen at this path (UTC).';
COMMENT ON COLUMN documents.last_seen_at IS 'When this content was last seen at this path (UTC).';

CREATE TABLE articles (
    article_id BIGINT PRIMARY KEY,
    language VARCHAR,
    language_confidence DOUBLE,
    title VARCHAR,
    byline VARCHAR,
    publisher VARCHAR,
    credit VARCHAR,
    dateline_place VARCHAR,
    published VARCHAR,
    published_on DATE,
    published_from DATE,
    published_to DATE,
    published_method VARCHAR,
    updated VARCHAR,
    url VARCHAR,
    story_id BIGINT,
    text VARCHAR NOT NULL,
    n_chars INTEGER NOT NULL,
    n_words INTEGER NOT NULL,
    CHECK (published_method IN ('text', 'metadata', 'story', 'human')),
    CHECK (published_method IS NOT NULL OR (published IS NULL AND published_from IS NULL)),
    CHECK ((published_from IS NULL) = (published_to IS NULL)),
    CHECK (published_from <= published_to),
    CHECK (published_on IS NULL OR coalesce(published_from = published_on AND published_to = published_on, FALSE))
);

COMMENT ON TABLE articles IS 'A text. Same text in two files or drops: one article, two documents.';
COMMENT ON COLUMN articles.article_id IS 'Identity: hash of the normalised text.';
COMMENT ON COLUMN articles.language IS 'ISO 639-1 code; NULL where the text is too short to tell.';
COMMENT ON COLUMN articles.language_confidence IS 'Probability of the language, 0 to 1.';
COMMENT ON COLUMN articles.title IS 'Headline.';
COMMENT ON COLUMN articles.byline IS 'Who signed, as written.';
COMMENT ON COLUMN articles.publisher IS 'Outlet that published the text.';
COMMENT ON COLUMN articles.credit IS 'Agency credited for text or pictures.';
COMMENT ON COLUMN articles.dateline_place IS 'Place of the dateline.';
COMMENT ON COLUMN articles.published IS 'Publication date as stated, in ISO 8601: 2023-09 or 2023-09-11T15:29; else the day or month that a story lends.';
COMMENT ON COLUMN articles.published_on IS 'Publication day, stated or lent; NULL where no day is known.';
COMMENT ON COLUMN articles.published_from IS 'First day on which it can have been published: of a month its first; NULL where nothing is known.';
COMMENT ON COLUMN articles.published_to IS 'Last such day. Filter by days with touches(published_from, published_to, since, until).';
COMMENT ON COLUMN articles.published_method IS 'Where the date comes from: text, metadata (beside it), story (lent by other articles) or human (corrected).';
COMMENT ON COLUMN articles.updated IS 'Last update in ISO 8601, where the text states one.';
COMMENT ON COLUMN articles.url IS 'Address of the page, where metadata gives one.';
COMMENT ON COLUMN articles.story_id IS 'Story that the article tells with others; NULL alone.';
COMMENT ON COLUMN articles.text IS 'The whole document, decoded, without BOM, with LF newlines, in NFC; nothing cut away.';
COMMENT ON COLUMN articles.n_chars IS 'Length in Unicode characters.';
COMMENT ON COLUMN articles.n_words IS 'Length in words.';

CREATE TABLE segments (
    article_id BIGINT NOT NULL,
    seq INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (article_id, seq),
    CHECK (0 <= start_char AND start_char < end_char),
    CHECK (role IN ('title', 'byline', 'metadata', 'dateline', 'lead', 'body', 'heading', 'caption', 'boilerplate'))
);

COMMENT ON TABLE segments IS 'A labelled piece of an article; every piece of text stands in one.';
COMMENT ON COLUMN segments.article_id IS 'Article.';
COMMENT ON COLUMN segments.seq IS 'Position of the segment in the article, from 0.';
COMMENT ON COLUMN segments.role IS 'title, byline, metadata, dateline, lead, body, heading, caption or boilerplate.';
COMMENT ON COLUMN segments.start_char IS 'First character, counted from 0 on articles.text.';
COMMENT ON COLUMN segments.end_char IS 'One past the last character on articles.text.';
COMMENT ON COLUMN segments.text IS 'The words themselves: articles.text from start_char to end_char.';

CREATE TABLE dates (
    date_id BIGINT PRIMARY KEY,
    article_id BIGINT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    value VARCHAR,
    starts_on DATE,
    ends_on DATE,
    granularity VARCHAR,
    method VARCHAR NOT NULL,
    reason VARCHAR,
    confidence DOUBLE,
    lender_article_id BIGINT,
    CHECK (0 <= start_char AND start_char < end_char),
    CHECK (type IN ('DATE', 'TIME', 'DURATION', 'SET')),
    CHECK (value IS NOT NULL OR reason IS NOT NULL),
    CHECK (starts_on <= ends_on)
);

COMMENT ON TABLE dates IS 'A temporal expression with its value (TIMEX3).';
COMMENT ON COLUMN dates.date_id IS 'Identity.';
COMMENT ON COLUMN dates.article_id IS 'Article.';
COMMENT ON COLUMN dates.start_char IS 'First character, counted from 0 on articles.text.';
COMMENT ON COLUMN dates.end_char IS 'One past the last character on articles.text.';
COMMENT ON COLUMN dates.text IS 'The words themselves: articles.text from start_char to end_char.';
COMMENT ON COLUMN dates.type IS 'DATE, TIME, DURATION or SET.';
COMMENT ON COLUMN dates.value IS 'ISO 8601 / TIMEX3 value: 2023-09-13, 2023-09, 2023-09-10/2023-09-13, 2019-SP, P6D, XXXX-09-13 of an unknown year; else NULL.';
COMMENT ON COLUMN dates.starts_on IS 'First day meant.';
COMMENT ON COLUMN dates.ends_on IS 'Last day meant.';
COMMENT ON COLUMN dates.granularity IS 'Precision of the value: minute, hour, day, week, month, season, quarter, year, decade, century.';
COMMENT ON COLUMN dates.method IS 'How the value came about.';
COMMENT ON COLUMN dates.reason IS 'Why there is no value.';
COMMENT ON COLUMN dates.confidence IS 'Confidence in the value, 0 to 1.';
COMMENT ON COLUMN dates.lender_article_id IS 'Article of the same story that lent the value.';

CREATE TABLE mentions (
    mention_id BIGINT PRIMARY KEY,
    article_id BIGINT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    name VARCHAR,
    gender VARCHAR,
    cluster_id BIGINT,
    entity_id BIGINT,
    method VARCHAR NOT NULL,
    confidence DOUBLE,
    CHECK (0 <= start_char AND start_char < end_char),
    CHECK (type IN ('PER', 'ORG', 'LOC', 'MISC')),
    CHECK (kind IN ('name', 'description', 'pronoun')),
    CHECK (gender IN ('F', 'M'))
);

COMMENT ON TABLE mentions IS 'A place where an entity is named or meant; a name inside a longer one of the same entity (Dupont in Mme Dupont) has a row too.';
COMMENT ON COLUMN mentions.mention_id IS 'Identity.';
COMMENT ON COLUMN mentions.article_id IS 'Article.';
COMMENT ON COLUMN mentions.start_char IS 'First character, counted from 0 on articles.text.';
COMMENT ON COLUMN mentions.end_char IS 'One past the last character on articles.text.';
COMMENT ON COLUMN mentions.text IS 'The words themselves: articles.text from start_char to end_char.';
COMMENT ON COLUMN mentions.type IS 'PER, ORG, LOC or MISC.';
COMMENT ON COLUMN mentions.kind IS 'name, description («le président russe») or pronoun.';
COMMENT ON COLUMN mentions.name IS 'Fullest name of the same entity in the article.';
COMMENT ON COLUMN mentions.gender IS 'F or M where the text shows it.';
COMMENT ON COLUMN mentions.cluster_id IS 'Mentions of one entity in one article share it; NULL where unresolved.';
COMMENT ON COLUMN mentions.entity_id IS 'Entity across all drops; NULL where unresolved.';
COMMENT ON COLUMN mentions.method IS 'How the mention was found and joined.';
COMMENT ON COLUMN mentions.confidence IS 'Confidence, 0 to 1.';

CREATE TABLE entities (
    entity_id BIGINT PRIMARY KEY,
    name VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    wikidata_id VARCHAR,
    n_articles BIGINT NOT NULL,
    n_mentions BIGINT NOT NULL,
    CHECK (type IN ('PER', 'ORG', 'LOC', 'MISC'))
);

COMMENT ON TABLE entities IS 'Someone or something, across all drops: one row whatever the spelling.';
COMMENT ON COLUMN entities.entity_id IS 'Identity; stable when drops are added.';
COMMENT ON COLUMN entities.name IS 'Name to show.';
COMMENT ON COLUMN entities.type IS 'PER, ORG, LOC or MISC.';
COMMENT ON COLUMN entities.wikidata_id IS 'Wikidata item, where an authority file states it.';
COMMENT ON COLUMN entities.n_articles IS 'Articles that mention it.';
COMMENT ON COLUMN entities.n_mentions IS 'Places where it is mentioned; a name inside a longer one of the same entity counts once with it.';

CREATE TABLE entity_aliases (
    entity_id BIGINT NOT NULL,
    alias VARCHAR NOT NULL,
    n_mentions BIGINT NOT NULL,
    method VARCHAR NOT NULL,
    score DOUBLE,
    PRIMARY KEY (entity_id, alias)
);

COMMENT ON TABLE entity_aliases IS 'One spelling of an entity.';
COMMENT ON COLUMN entity_aliases.entity_id IS 'Entity.';
COMMENT ON COLUMN entity_aliases.alias IS 'Spelling as it stands in articles.';
COMMENT ON COLUMN entity_aliases.n_mentions IS 'Mentions with this spelling.';
COMMENT ON COLUMN entity_aliases.method IS 'How the spelling came to this entity.';
COMMENT ON COLUMN entity_aliases.score IS 'Similarity that joined it, 0 to 1.';

CREATE TABLE sources (
    source_id BIGINT PRIMARY KEY,
    article_id BIGINT NOT NULL,
    start_char INTEGER,
    end_char INTEGER,
    text VARCHAR,
    name VARCHAR,
    type VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    mention_id BIGINT,
    entity_id BIGINT,
    CHECK (0 <= start_char AND start_char < end_char),
    CHECK (type IN ('agency', 'media', 'person', 'institution', 'document', 'group')),
    CHECK (role IN ('publisher', 'credit', 'cited', 'relay'))
);

COMMENT ON TABLE sources IS 'Where an article says it has something from.';
COMMENT ON COLUMN sources.source_id IS 'Identity.';
COMMENT ON COLUMN sources.article_id IS 'Article.';
COMMENT ON COLUMN sources.start_char IS 'First character; NULL where the source is known from metadata alone.';
COMMENT ON COLUMN sources.end_char IS 'One past the last character.';
COMMENT ON COLUMN sources.text IS 'The words themselves.';
COMMENT ON COLUMN sources.name IS 'Name of the source.';
COMMENT ON COLUMN sources.type IS 'agency, media, person, institution, document or group.';
COMMENT ON COLUMN sources.role IS 'publisher, credit, cited or relay.';
COMMENT ON COLUMN sources.mention_id IS 'Mention that names it.';
COMMENT ON COLUMN sources.entity_id IS 'Entity across all drops.';

CREATE TABLE quotes (
    quote_id BIGINT PRIMARY KEY,
    utterance_id BIGINT NOT NULL,
    article_id BIGINT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    parent_quote_id BIGINT,
    content_start_char INTEGER NOT NULL,
    content_end_char INTEGER NOT NULL,
    sentence_start_char INTEGER NOT NULL,
    sentence_end_char INTEGER NOT NULL,
    cue VARCHAR,
    cue_lemma VARCHAR,
    cue_class VARCHAR,
    cue_start_char INTEGER,
    cue_end_char INTEGER,
    speaker_text VARCHAR,
    speaker_name VARCHAR,
    speaker_entity_id BIGINT,
    speaker_mention_id BIGINT,
    speaker_kind VARCHAR,
    speaker_gender VARCHAR,
    speaker_role VARCHAR,
    relay_name VARCHAR,
    relay_entity_id BIGINT,
    relay_mention_id BIGINT,
    role_id BIGINT,
    language VARCHAR,
    method VARCHAR NOT NULL,
    confidence DOUBLE,
    reason VARCHAR,
    said_on DATE,
    said_from DATE,
    said_to DATE,
    said_method VARCHAR,
    said_reason VARCHAR,
    CHECK (0 <= start_char AND start_char < end_char),
    CHECK (said_method IN ('cue', 'utterance', 'publication')),
    CHECK (said_from <= said_to),
    CHECK (said_on IS NULL OR coalesce(said_from = said_on AND said_to = said_on, FALSE)),
    CHECK (kind IN ('direct', 'mixed', 'indirect')),
    CHECK (speaker_name IS NOT NULL OR reason IS NOT NULL),
    CHECK (content_start_char <= start_char AND end_char <= content_end_char),
    CHECK (sentence_start_char <= content_start_char AND content_end_char <= sentence_end_char),
    CHECK (speaker_kind IN ('person', 'body', 'group', 'unnamed')),
    CHECK ((speaker_kind IS NULL) = (speaker_name IS NULL)),
    CHECK (speaker_gender IN ('F', 'M'))
);

COMMENT ON TABLE quotes IS 'A fragment of reported speech or writing.';
COMMENT ON COLUMN quotes.quote_id IS 'Identity.';
COMMENT ON COLUMN quotes.utterance_id IS 'Fragments of one utterance share it.';
COMMENT ON COLUMN quotes.article_id IS 'Article.';
COMMENT ON COLUMN quotes.start_char IS 'First character, counted from 0 on articles.text.';
COMMENT ON COLUMN quotes.end_char IS 'One past the last character on articles.text.';
COMMENT ON COLUMN quotes.text IS 'The words themselves: articles.text from start_char to end_char.';
COMMENT ON COLUMN quotes.kind IS 'direct (in marks), mixed (a quoted piece in a reported clause) or indirect.';
COMMENT ON COLUMN quotes.parent_quote_id IS 'Quote that this one stands inside.';
COMMENT ON COLUMN quotes.content_start_char IS 'First character of the whole reported clause.';
COMMENT ON COLUMN quotes.content_end_char IS 'One past its last character.';
COMMENT ON COLUMN quotes.sentence_start_char IS 'First character of the sentence that holds the clause, however many sentences are quoted in it.';
COMMENT ON COLUMN quotes.sentence_end_char IS 'One past the last character of that sentence.';
COMMENT ON COLUMN quotes.cue IS 'Reporting words as they stand: a déclaré, selon.';
COMMENT ON COLUMN quotes.cue_lemma IS 'Their dictionary form.';
COMMENT ON COLUMN quotes.cue_class IS 'Kind of saying: neutral, claim, denial, order, question, written, manner.';
COMMENT ON COLUMN quotes.cue_start_char IS 'First character of the cue.';
COMMENT ON COLUMN quotes.cue_end_char IS 'One past the last character of the cue.';
COMMENT ON COLUMN quotes.speaker_text IS 'Who said it, as it stands beside the cue.';
COMMENT ON COLUMN quotes.speaker_name IS 'Fullest name of the speaker in the article, else the description; NULL where unknown.';
COMMENT ON COLUMN quotes.speaker_entity_id IS 'Speaker across all drops.';
COMMENT ON COLUMN quotes.speaker_mention_id IS 'Mention that gives the speaker.';
COMMENT ON COLUMN quotes.speaker_kind IS 'person (named), body (an organisation, or what it wrote), group (several people) or unnamed (one, or a source).';
COMMENT ON COLUMN quotes.speaker_gender IS 'F or M of one person, where title, given name or description tell; else NULL.';
COMMENT ON COLUMN quotes.speaker_role IS 'What the article calls a person besides the name: «maire de Pau», «habitante du quartier».';
COMMENT ON COLUMN quotes.relay_name IS 'Outlet or agency that relays the words.';
COMMENT ON COLUMN quotes.relay_entity_id IS 'Relay across all drops.';
COMMENT ON COLUMN quotes.relay_mention_id IS 'Mention that gives the relay.';
COMMENT ON COLUMN quotes.role_id IS 'The role by which the corpus lends a name to a speaker whom the article only describes; method is then role.';
COMMENT ON COLUMN quotes.language IS 'ISO 639-1 code of the words.';
COMMENT ON COLUMN quotes.method IS 'Rule that found it; human where a person corrected it.';
COMMENT ON COLUMN quotes.confidence IS 'Confidence, 0 to 1.';
COMMENT ON COLUMN quotes.reason IS 'Why there is no speaker; NULL where there is one.';
COMMENT ON COLUMN quotes.said_on IS 'Day on which the words were said or written; NULL with said_reason where no single day is known.';
COMMENT ON COLUMN quotes.said_from IS 'First day on which they can have been said.';
COMMENT ON COLUMN quotes.said_to IS 'Last such day.';
COMMENT ON COLUMN quotes.said_method IS 'What tells: cue (a day beside the reporting words), utterance (beside others of it) or publication.';
COMMENT ON COLUMN quotes.said_reason IS 'Why said_on is not known.';

CREATE TABLE quoted_terms (
    quoted_term_id BIGINT PRIMARY KEY,
    article_id BIGINT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    CHECK (0 <= start_char AND start_char < end_char),
    CHECK (kind IN ('title', 'term', 'scare'))
);

COMMENT ON TABLE quoted_terms IS 'Words in quotation marks that are no speech.';
COMMENT ON COLUMN quoted_terms.quoted_term_id IS 'Identity.';
COMMENT ON COLUMN quoted_terms.article_id IS 'Article.';
COMMENT ON COLUMN quoted_terms.start_char IS 'First character, counted from 0 on articles.text.';
COMMENT ON COLUMN quoted_terms.end_char IS 'One past the last character on articles.text.';
COMMENT ON COLUMN quoted_terms.text IS 'The words themselves: articles.text from start_char to end_char.';
COMMENT ON COLUMN quoted_terms.kind IS 'title (a work, an operation), term (a word mentioned) or scare (distance).';

CREATE TABLE stories (
    story_id BIGINT PRIMARY KEY,
    members BIGINT[] NOT NULL,
    score DOUBLE,
    method VARCHAR NOT NULL
);

COMMENT ON TABLE stories IS 'Articles that tell the same events.';
COMMENT ON COLUMN stories.story_id IS 'Identity.';
COMMENT ON COLUMN stories.members IS 'Article ids.';
COMMENT ON COLUMN stories.score IS 'Mean likeness of the members, 0 to 1.';
COMMENT ON COLUMN stories.method IS 'How they were joined.';

CREATE TABLE roles (
    role_id BIGINT PRIMARY KEY,
    entity_id BIGINT NOT NULL,
    role VARCHAR NOT NULL,
    of_what VARCHAR,
    words VARCHAR[] NOT NULL,
    former BOOLEAN NOT NULL,
    national BOOLEAN NOT NULL,
    named BOOLEAN NOT NULL,
    language VARCHAR NOT NULL,
    first_on DATE,
    last_on DATE,
    n_articles BIGINT NOT NULL,
    members BIGINT[] NOT NULL,
    method VARCHAR NOT NULL,
    score DOUBLE,
    CHECK (method IN ('title', 'apposition', 'copula', 'authority'))
);

COMMENT ON TABLE roles IS 'An office that someone holds, as the articles of all drops say, or the authorities beside them.';
COMMENT ON COLUMN roles.role_id IS 'Identity.';
COMMENT ON COLUMN roles.entity_id IS 'Who holds it.';
COMMENT ON COLUMN roles.role IS 'The noun of the office, in small letters: maire, ministre, prime minister.';
COMMENT ON COLUMN roles.of_what IS 'What it is held of, as most articles write it: Pau, la Transition écologique.';
COMMENT ON COLUMN roles.words IS 'The words of of_what that tell it, without accents and case; an adjective of a country by the name of the country.';
COMMENT ON COLUMN roles.former IS 'The articles say that it was held before.';
COMMENT ON COLUMN roles.national IS 'Every country has one: it tells a speaker only within an outlet or a story.';
COMMENT ON COLUMN roles.named IS 'A name is among the words.';
COMMENT ON COLUMN roles.language IS 'Language of the words, ISO 639-1.';
COMMENT ON COLUMN roles.first_on IS 'Day of the first article that says so, or valid_from of the authority.';
COMMENT ON COLUMN roles.last_on IS 'Day of the last article that says so, or valid_to of the authority.';
COMMENT ON COLUMN roles.n_articles IS 'Articles that say so.';
COMMENT ON COLUMN roles.members IS 'Their ids.';
COMMENT ON COLUMN roles.method IS 'How most of them say it: title, apposition, copula; or authority.';
COMMENT ON COLUMN roles.score IS 'Share of the articles naming a holder of the office that name this one, 0 to 1; never 1 but for an authority.';

CREATE TABLE statements (
    statement_id BIGINT PRIMARY KEY,
    text VARCHAR NOT NULL,
    speaker_name VARCHAR,
    speaker_entity_id BIGINT,
    first_article_id BIGINT NOT NULL,
    first_published_on DATE,
    members BIGINT[] NOT NULL,
    n_articles BIGINT NOT NULL,
    score DOUBLE,
    method VARCHAR NOT NULL
);

COMMENT ON TABLE statements IS 'The same words of one speaker across articles.';
COMMENT ON COLUMN statements.statement_id IS 'Identity.';
COMMENT ON COLUMN statements.text IS 'The words, in their fullest form.';
COMMENT ON COLUMN statements.speaker_name IS 'Speaker.';
COMMENT ON COLUMN statements.speaker_entity_id IS 'Speaker across all drops.';
COMMENT ON COLUMN statements.first_article_id IS 'Article that had the words first.';
COMMENT ON COLUMN statements.first_published_on IS 'Its day.';
COMMENT ON COLUMN statements.members IS 'Quote ids of the attestations.';
COMMENT ON COLUMN statements.n_articles IS 'Articles that have the words.';
COMMENT ON COLUMN statements.score IS 'Lowest likeness of an attestation, 0 to 1.';
COMMENT ON COLUMN statements.method IS 'exact, cut or edited.';

CREATE TABLE corrections (
    correction_id BIGINT PRIMARY KEY,
    article_id BIGINT,
    path VARCHAR,
    start_char INTEGER,
    end_char INTEGER,
    text VARCHAR,
    field VARCHAR,
    value VARCHAR,
    quote_id BIGINT,
    corrected_by VARCHAR,
    corrected_on VARCHAR,
    why VARCHAR,
    status VARCHAR NOT NULL,
    reason VARCHAR,
    CHECK (status IN ('applied', 'replaced', 'undone', 'lost', 'refused'))
);

COMMENT ON TABLE corrections IS 'What a person corrected (seeds/_corrections.csv), at one place, and what became of it.';
COMMENT ON COLUMN corrections.correction_id IS 'Identity.';
COMMENT ON COLUMN corrections.article_id IS 'Article that it is about now: after an edit the newer one; NULL where it is lost.';
COMMENT ON COLUMN corrections.path IS 'Document in which it was made.';
COMMENT ON COLUMN corrections.start_char IS 'First character of its words in the article, counted from 0.';
COMMENT ON COLUMN corrections.end_char IS 'One past the last character.';
COMMENT ON COLUMN corrections.text IS 'The words that it is about, as they stood.';
COMMENT ON COLUMN corrections.field IS 'What is corrected: speaker, kind, published, publisher; or undo, whose value names what is taken back.';
COMMENT ON COLUMN corrections.value IS 'What is right; NULL for unknown.';
COMMENT ON COLUMN corrections.quote_id IS 'Quote that it is about, whether it still is one or not.';
COMMENT ON COLUMN corrections.corrected_by IS 'Who corrected it.';
COMMENT ON COLUMN corrections.corrected_on IS 'When, as they wrote it.';
COMMENT ON COLUMN corrections.why IS 'Why.';
COMMENT ON COLUMN corrections.status IS 'applied, replaced (by a later one), undone, lost (no longer found) or refused (it says nothing).';
COMMENT ON COLUMN corrections.reason IS 'Why it is lost or refused.';

CREATE TABLE build (
    fingerprint VARCHAR NOT NULL,
    public_tables INTEGER NOT NULL
);

COMMENT ON TABLE build IS 'What the warehouse was built from; one row.';
COMMENT ON COLUMN build.public_tables IS 'Version of the public tables and views: a change of their columns or meaning raises it.';
COMMENT ON COLUMN build.fingerprint IS 'Digest of frames, SQL files and versions: equal fingerprint, equal tables.';
