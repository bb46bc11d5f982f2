-- How many events are told of each day, and how much is known to be published on it?
-- $since DATE: first day
-- $until DATE: last day
-- columns: day, n_told, n_articles_telling, n_published
WITH told AS (
    SELECT
        starts_on AS day,
        count(*) AS n_told,
        count(DISTINCT article_id) AS n_articles_telling
    FROM timeline
    WHERE starts_on = ends_on
    GROUP BY starts_on
),

published AS (
    SELECT
        published_on AS day,
        count(*) AS n_published
    FROM articles
    WHERE published_on IS NOT NULL
    GROUP BY published_on
)

SELECT
    coalesce(told.day, published.day) AS day,
    coalesce(told.n_told, 0) AS n_told,
    coalesce(told.n_articles_telling, 0) AS n_articles_telling,
    coalesce(published.n_published, 0) AS n_published
FROM told
FULL OUTER JOIN published ON told.day = published.day
WHERE
    ($since IS NULL OR coalesce(told.day, published.day) >= $since)
    AND ($until IS NULL OR coalesce(told.day, published.day) <= $until)
ORDER BY day;
