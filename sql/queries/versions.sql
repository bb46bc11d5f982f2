-- Which files came, were edited or went since a day, and what do they hold?
-- $day DATE: first day on which they were seen so; left out: all that ever happened
-- $drop VARCHAR: one drop
-- $top INTEGER = 50: number of rows
-- columns: what, drop, path, seen_at, known_since, title, publisher, n_quotes, article_id
WITH counted AS (
    SELECT
        article_id,
        count(*) AS n_quotes
    FROM quotes
    GROUP BY article_id
),

told AS (
    SELECT
        documents.*,
        min(documents.first_seen_at) OVER (PARTITION BY documents.path) AS known_since
    FROM documents
    WHERE documents.status <> 'quarantined'
)

SELECT
    CASE
        WHEN told.status = 'removed' THEN 'gone'
        WHEN told.known_since < told.first_seen_at THEN 'edited'
        ELSE 'new'
    END AS what,
    told.drop,
    told.path,
    date_trunc('second', CASE WHEN told.status = 'removed' THEN told.last_seen_at ELSE told.first_seen_at END) AS seen_at,
    date_trunc('second', told.known_since) AS known_since,
    articles.title,
    articles.publisher,
    coalesce(counted.n_quotes, 0) AS n_quotes,
    told.article_id
FROM told
LEFT JOIN articles ON told.article_id = articles.article_id
LEFT JOIN counted ON told.article_id = counted.article_id
WHERE
    told.status <> 'superseded'
    AND ($day IS NULL OR seen_at >= $day)
    AND ($drop IS NULL OR told.drop = $drop)
ORDER BY seen_at DESC, told.path
LIMIT $top;
