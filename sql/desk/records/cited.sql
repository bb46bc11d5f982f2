-- What an outlet has from others, with its share of all that it cites.
WITH cited AS (
    SELECT DISTINCT
        sources.article_id,
        sources.role,
        coalesce(entities.name, sources.name, sources.text) AS source
    FROM articles
    INNER JOIN sources ON articles.article_id = sources.article_id
    LEFT JOIN entities ON sources.entity_id = entities.entity_id
    WHERE articles.publisher = $key AND sources.role <> 'publisher'
)

SELECT
    source,
    role,
    count(*) AS n_articles
FROM cited
GROUP BY ALL
ORDER BY n_articles DESC, source, role
LIMIT 15;
