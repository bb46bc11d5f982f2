-- A statement, with its speaker.
SELECT
    statements.statement_id,
    statements.text,
    coalesce(entities.name, statements.speaker_name) AS speaker,
    statements.speaker_entity_id,
    statements.n_articles,
    statements.method,
    statements.score
FROM statements
LEFT JOIN entities ON statements.speaker_entity_id = entities.entity_id
WHERE statements.statement_id = $statement;
