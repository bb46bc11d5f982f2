-- What a search finds, with all that its rows show.
SELECT
    listed.found_in,
    articles.published,
    listed.published_from,
    listed.published_to,
    listed.publisher,
    listed.speaker,
    articles.title,
    quotes.text,
    listed.language,
    listed.drop,
    documents.path,
    articles.url,
    listed.start_char,
    listed.words_found,
    listed.score,
    listed.document_id,
    listed.article_id,
    listed.quote_id,
    listed.speaker_entity_id
FROM listed
INNER JOIN articles ON listed.article_id = articles.article_id
LEFT JOIN quotes ON listed.quote_id = quotes.quote_id
LEFT JOIN documents ON listed.article_id = documents.article_id AND documents.status = 'loaded';
