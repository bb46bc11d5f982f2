-- Whom an outlet quotes most.
SELECT
    speaker,
    count(*) AS n_quotes,
    count(DISTINCT article_id) AS n_articles
FROM quote_facets
WHERE publisher = $key AND speaker IS NOT NULL
GROUP BY speaker
ORDER BY n_quotes DESC, speaker
LIMIT 15;
