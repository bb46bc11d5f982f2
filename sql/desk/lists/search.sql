-- What some words are found in, with what it is filtered and sorted by.
WITH found AS (
    SELECT
        kind,
        document_id,
        score,
        n_words_found,
        CASE WHEN n_words_found = n_words_asked THEN 'all' ELSE 'some' END AS words_found
    FROM search($words)
)

SELECT
    found.document_id,
    found.kind AS found_in,
    found.score,
    found.n_words_found,
    found.words_found,
    quotes.quote_id,
    coalesce(quotes.article_id, articles.article_id) AS article_id,
    coalesce(quotes.published_from, articles.published_from) AS published_from,
    coalesce(quotes.published_to, articles.published_to) AS published_to,
    coalesce(quotes.publisher, articles.publisher) AS publisher,
    coalesce(quotes.story_id, articles.story_id) AS story_id,
    coalesce(quotes.drop, documents.drop) AS drop,
    coalesce(quotes.language, articles.language) AS language,
    quotes.speaker,
    quotes.speaker_entity_id,
    coalesce(quotes.start_char, 0) AS start_char
FROM found
LEFT JOIN quote_facets AS quotes ON found.document_id = quotes.quote_id AND found.kind = 'quote'
LEFT JOIN articles ON found.document_id = articles.article_id AND found.kind = 'article'
LEFT JOIN documents ON articles.article_id = documents.article_id AND documents.status = 'loaded';
