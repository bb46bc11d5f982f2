-- Who is quoted without a name, in which words, and how often by which outlet?
-- $outlet VARCHAR: the publisher
-- $top INTEGER = 50: number of rows
-- columns: publisher, called, reason, n_quotes, n_articles, example
SELECT
    articles.publisher,
    coalesce(quotes.speaker_text, quotes.speaker_name) AS called,
    quotes.reason,
    count(*) AS n_quotes,
    count(DISTINCT quotes.article_id) AS n_articles,
    arg_min(quotes.text, (quotes.article_id, quotes.start_char)) AS example
FROM quotes
INNER JOIN articles ON quotes.article_id = articles.article_id
WHERE
    coalesce(quotes.speaker_kind IN ('unnamed', 'group'), TRUE)
    AND ($outlet IS NULL OR folded(articles.publisher) = folded($outlet))
GROUP BY ALL
ORDER BY n_quotes DESC, articles.publisher, called, quotes.reason
LIMIT $top;
