-- The quotes of an article, with all their columns, and the speaker as the desk names them.
SELECT
    quotes.*,
    coalesce(entities.name, quotes.speaker_name) AS speaker
FROM quotes
LEFT JOIN entities ON quotes.speaker_entity_id = entities.entity_id
WHERE quotes.article_id = $article;
