-- What the filters can be set to.
SELECT
    'outlet' AS filter,
    publisher AS choice,
    count(*) AS n
FROM articles
WHERE publisher IS NOT NULL
GROUP BY publisher
UNION ALL
SELECT
    'language' AS filter,
    language AS choice,
    count(*) AS n
FROM articles
WHERE language IS NOT NULL
GROUP BY language
UNION ALL
(
    SELECT
        'person' AS filter,
        name AS choice,
        n_articles AS n
    FROM entities
    WHERE type IN ('PER', 'ORG')
    ORDER BY n DESC, choice
    LIMIT 300
)
ORDER BY filter, n DESC, choice;
