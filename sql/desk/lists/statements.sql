-- Statements, with where and when their words were first read.
SELECT
    statements.statement_id,
    statements.first_published_on AS first_day,
    statements.first_published_on AS last_day,
    articles.publisher,
    coalesce(entities.name, statements.speaker_name) AS speaker,
    statements.speaker_entity_id,
    statements.text,
    statements.n_articles,
    len(statements.members) AS n_quotes,
    statements.method,
    statements.score
FROM statements
LEFT JOIN articles ON statements.first_article_id = articles.article_id
LEFT JOIN entities ON statements.speaker_entity_id = entities.entity_id;
