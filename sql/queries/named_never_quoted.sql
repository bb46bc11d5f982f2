-- Who is named often and never quoted?
-- $type VARCHAR = PER: PER or ORG
-- $least INTEGER = 2: fewest articles that name them
-- $top INTEGER = 30: number of rows
-- columns: name, n_articles, n_mentions, outlets
SELECT
    entities.name,
    count(DISTINCT mentions.article_id) AS n_articles,
    count(*) AS n_mentions,
    string_agg(DISTINCT articles.publisher, ', ' ORDER BY articles.publisher) AS outlets
FROM entities
INNER JOIN mentions ON entities.entity_id = mentions.entity_id
INNER JOIN articles ON mentions.article_id = articles.article_id
WHERE
    entities.type = $type
    AND entities.entity_id NOT IN (
        SELECT quotes.speaker_entity_id
        FROM quotes
        WHERE quotes.speaker_entity_id IS NOT NULL
    )
GROUP BY entities.entity_id, entities.name
HAVING count(DISTINCT mentions.article_id) >= $least
ORDER BY n_articles DESC, n_mentions DESC, entities.name
LIMIT $top;
