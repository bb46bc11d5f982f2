-- Outlets, with what each has in the warehouse.
WITH quoted AS (
    SELECT
        publisher,
        count(*) AS n_quotes,
        count(DISTINCT speaker) AS n_speakers
    FROM quote_facets
    GROUP BY publisher
)

SELECT
    articles.publisher,
    count(*) AS n_articles,
    coalesce(any_value(quoted.n_quotes), 0) AS n_quotes,
    coalesce(any_value(quoted.n_speakers), 0) AS n_speakers,
    min(articles.published_from) AS first_day,
    max(articles.published_to) AS last_day,
    mode(articles.language) AS language
FROM articles
LEFT JOIN quoted ON articles.publisher = quoted.publisher
WHERE articles.publisher IS NOT NULL
GROUP BY articles.publisher;
