-- What is told of each day, by the day of the event, with what it is filtered and sorted by.
SELECT
    dates.date_id,
    dates.article_id,
    dates.starts_on,
    dates.ends_on,
    dates.granularity,
    articles.publisher,
    articles.published_from,
    articles.published_to,
    articles.language,
    articles.story_id,
    documents.drop,
    dates.start_char
FROM dates
INNER JOIN articles ON dates.article_id = articles.article_id
LEFT JOIN documents ON articles.article_id = documents.article_id AND documents.status = 'loaded'
WHERE dates.starts_on IS NOT NULL AND dates.type IN ('DATE', 'TIME');
