-- The outlets that tell a story, those that quote most first.
SELECT
    articles.publisher,
    count(DISTINCT articles.article_id) AS n_articles,
    count(quotes.quote_id) AS n_quotes
FROM articles
LEFT JOIN quotes ON articles.article_id = quotes.article_id
WHERE articles.story_id = $story AND articles.publisher IS NOT NULL
GROUP BY articles.publisher
ORDER BY n_quotes DESC, n_articles DESC, articles.publisher;
