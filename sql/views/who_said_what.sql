-- Who said what, when, and according to whom: one row a fragment of reported speech, with all that is known of it.
CREATE VIEW who_said_what AS
SELECT
    quotes.quote_id,
    quotes.article_id,
    documents.drop,
    documents.path,
    articles.url,
    articles.publisher,
    articles.byline,
    articles.title,
    articles.story_id,
    articles.published,
    articles.published_on,
    articles.published_from,
    articles.published_to,
    quotes.said_on,
    quotes.said_from,
    quotes.said_to,
    quotes.said_method,
    quotes.said_reason,
    coalesce(speakers.name, quotes.speaker_name) AS speaker,
    quotes.speaker_text AS speaker_as_written,
    coalesce(speakers.type, said_by.type) AS speaker_type,
    quotes.speaker_kind,
    quotes.speaker_gender,
    quotes.speaker_role,
    quotes.speaker_entity_id,
    quotes.cue,
    quotes.cue_lemma,
    quotes.cue_class,
    quotes.kind,
    quotes.text,
    around(
        articles.text,
        greatest(quotes.sentence_start_char, quotes.start_char - 300),
        least(quotes.sentence_end_char, quotes.end_char + 300),
        0
    ) AS context,
    coalesce(relays.name, quotes.relay_name) AS relay,
    quotes.relay_entity_id,
    quotes.language,
    quotes.method,
    quotes.confidence,
    quotes.reason,
    quotes.utterance_id,
    quotes.start_char,
    quotes.end_char,
    quotes.content_start_char,
    quotes.content_end_char
FROM quotes
INNER JOIN articles ON quotes.article_id = articles.article_id
LEFT JOIN documents ON articles.article_id = documents.article_id AND documents.status = 'loaded'
LEFT JOIN mentions AS said_by ON quotes.speaker_mention_id = said_by.mention_id
LEFT JOIN entities AS speakers ON quotes.speaker_entity_id = speakers.entity_id
LEFT JOIN entities AS relays ON quotes.relay_entity_id = relays.entity_id;

COMMENT ON VIEW who_said_what IS
'Who said what, when, and according to whom: one row a fragment of reported speech.';
COMMENT ON COLUMN who_said_what.quote_id IS 'The fragment of reported speech, as in quotes.';
COMMENT ON COLUMN who_said_what.article_id IS 'The article that reports it.';
COMMENT ON COLUMN who_said_what.drop IS 'Drop of the file in which the article was first seen.';
COMMENT ON COLUMN who_said_what.path IS 'That file, relative to seeds/.';
COMMENT ON COLUMN who_said_what.url IS 'Address of the article, where it is known.';
COMMENT ON COLUMN who_said_what.publisher IS 'Outlet of the article.';
COMMENT ON COLUMN who_said_what.byline IS 'Who wrote the article.';
COMMENT ON COLUMN who_said_what.title IS 'Headline of the article.';
COMMENT ON COLUMN who_said_what.story_id IS 'Story that the article tells with others; NULL alone.';
COMMENT ON COLUMN who_said_what.published IS 'When it was published, as stated: 2023-09 or 2023-09-11T15:29; else the day or month that its story lends.';
COMMENT ON COLUMN who_said_what.published_on IS 'The day of publication; NULL where only a month or a year is known.';
COMMENT ON COLUMN who_said_what.published_from IS 'First day on which the article may have been published.';
COMMENT ON COLUMN who_said_what.published_to IS 'Last day on which the article may have been published.';
COMMENT ON COLUMN who_said_what.said_on IS 'Day on which the words were said or written; NULL with said_reason where no single day is known.';
COMMENT ON COLUMN who_said_what.said_from IS 'First day on which they can have been said.';
COMMENT ON COLUMN who_said_what.said_to IS 'Last day on which they can have been said.';
COMMENT ON COLUMN who_said_what.said_method IS 'What tells the day: cue (named beside the reporting words), utterance (beside others of it) or publication.';
COMMENT ON COLUMN who_said_what.said_reason IS 'Why no single day of the words is known.';
COMMENT ON COLUMN who_said_what.speaker IS 'Who said it: the name over all articles, else the name or description in this one; NULL with a reason.';
COMMENT ON COLUMN who_said_what.speaker_as_written IS 'Who said it, as it stands beside the words: «elle», «le ministre».';
COMMENT ON COLUMN who_said_what.speaker_type IS 'PER, ORG, LOC or MISC, where the speaker is named or described.';
COMMENT ON COLUMN who_said_what.speaker_kind IS 'person (named), body (organisation, or its writing), group (several) or unnamed (one, or a source).';
COMMENT ON COLUMN who_said_what.speaker_gender IS 'F or M of one person, where title, given name or description tell; NULL where they do not.';
COMMENT ON COLUMN who_said_what.speaker_role IS 'What the article calls that person besides the name: «maire de Pau», «habitante du quartier».';
COMMENT ON COLUMN who_said_what.speaker_entity_id IS 'The speaker in entities; NULL for one without a name.';
COMMENT ON COLUMN who_said_what.cue IS 'The verb or preposition that reports, as it stands.';
COMMENT ON COLUMN who_said_what.cue_lemma IS 'Its dictionary form.';
COMMENT ON COLUMN who_said_what.cue_class IS 'What the cue says of the words: neutral, claim, denial and others.';
COMMENT ON COLUMN who_said_what.kind IS 'direct (an utterance in marks), mixed (a piece in marks), indirect (without marks).';
COMMENT ON COLUMN who_said_what.text IS 'The words themselves.';
COMMENT ON COLUMN who_said_what.context IS 'The sentence in which the words stand, at most 300 characters on each side of them.';
COMMENT ON COLUMN who_said_what.relay IS 'Outlet or agency through which the article has the words: the name over all articles, else as written.';
COMMENT ON COLUMN who_said_what.relay_entity_id IS 'The relay in entities.';
COMMENT ON COLUMN who_said_what.language IS 'ISO 639-1 code of the words.';
COMMENT ON COLUMN who_said_what.method IS 'How words and speaker were found.';
COMMENT ON COLUMN who_said_what.confidence IS 'How likely words and speaker are right, 0 to 1.';
COMMENT ON COLUMN who_said_what.reason IS 'Why there is no speaker.';
COMMENT ON COLUMN who_said_what.utterance_id IS 'What the fragments of one utterance share.';
COMMENT ON COLUMN who_said_what.start_char IS 'First character of the words in articles.text, from 0.';
COMMENT ON COLUMN who_said_what.end_char IS 'Character after the last of the words.';
COMMENT ON COLUMN who_said_what.content_start_char IS 'First character of the whole reported clause.';
COMMENT ON COLUMN who_said_what.content_end_char IS 'Character after the last of the whole reported clause.';
