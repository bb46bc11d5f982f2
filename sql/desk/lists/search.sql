-- What some words are found in, with what it is filtered and sorted by.
WITH found AS MATERIALIZED (
    SELECT
        kind AS found_in,
        document_id,
        score,
        n_words_found,
        CASE WHEN n_words_found = n_words_asked THEN 'all' ELSE 'some' END AS words_found
    FROM search($words)
)

SELECT
    found.*,
    quotes.quote_id,
    quotes.article_id,
    quotes.published_from,
    quotes.published_to,
    quotes.publisher,
    quotes.story_id,
    quotes.drop,
    quotes.language,
    quotes.speaker,
    quotes.speaker_entity_id,
    quotes.start_char
FROM found
INNER JOIN quote_facets AS quotes ON found.document_id = quotes.quote_id
WHERE found.found_in = 'quote'
UNION ALL
SELECT
    found.*,
    NULL AS quote_id,
    articles.article_id,
    articles.published_from,
    articles.published_to,
    articles.publisher,
    articles.story_id,
    documents.drop,
    articles.language,
    NULL AS speaker,
    NULL AS speaker_entity_id,
    0 AS start_char
FROM found
INNER JOIN articles ON found.document_id = articles.article_id
LEFT JOIN documents ON articles.article_id = documents.article_id AND documents.status = 'loaded'
WHERE found.found_in = 'article';
