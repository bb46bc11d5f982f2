-- Who said what, when, and according to whom: one row a fragment of reported speech, with its place in the file.
CREATE VIEW who_said_what AS
SELECT
    quotes.quote_id,
    quotes.article_id,
    articles.title AS article,
    articles.published,
    articles.published_on,
    articles.published_from,
    articles.published_to,
    articles.publisher,
    quotes.kind,
    quotes.cue,
    quotes.cue_lemma,
    quotes.cue_class,
    quotes.text,
    quotes.relay_name AS relay,
    quotes.language,
    quotes.confidence,
    quotes.speaker_name,
    quotes.speaker_entity_id,
    quotes.content_start_char,
    quotes.content_end_char,
    documents.path,
    quotes.start_char,
    quotes.end_char,
    coalesce(speakers.name, quotes.speaker_name) AS speaker,
    coalesce(relays.name, quotes.relay_name) AS according_to
FROM quotes
INNER JOIN articles ON quotes.article_id = articles.article_id
LEFT JOIN documents ON articles.article_id = documents.article_id AND documents.status = 'loaded'
LEFT JOIN entities AS speakers ON quotes.speaker_entity_id = speakers.entity_id
LEFT JOIN entities AS relays ON quotes.relay_entity_id = relays.entity_id;

COMMENT ON VIEW who_said_what IS
'Who said what, when, and according to whom: one row a fragment of reported speech.';
