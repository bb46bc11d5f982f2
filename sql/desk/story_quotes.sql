-- What is said in the articles of two outlets on one story, with the statement that each quote attests.
WITH attested AS (
    SELECT
        statement_id,
        unnest(members) AS quote_id
    FROM statements
)

SELECT
    quotes.quote_id,
    quotes.article_id,
    articles.publisher,
    coalesce(entities.name, quotes.speaker_name) AS speaker,
    quotes.speaker_entity_id,
    quotes.cue,
    quotes.kind,
    quotes.text,
    attested.statement_id
FROM quotes
INNER JOIN articles ON quotes.article_id = articles.article_id
LEFT JOIN entities ON quotes.speaker_entity_id = entities.entity_id
LEFT JOIN attested ON quotes.quote_id = attested.quote_id
WHERE articles.story_id = $story AND articles.publisher IN ($one, $other)
ORDER BY articles.published_from, articles.article_id, quotes.start_char;
