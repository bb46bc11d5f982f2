-- Articles, with what they are filtered and sorted by.
WITH quoted AS (
    SELECT
        article_id,
        count(*) AS n_quotes
    FROM quote_facets
    GROUP BY article_id
)

SELECT
    articles.article_id,
    articles.published_from,
    articles.published_to,
    articles.published,
    articles.published_method,
    articles.publisher,
    articles.title,
    articles.byline,
    articles.credit,
    articles.language,
    articles.n_words,
    coalesce(quoted.n_quotes, 0) AS n_quotes,
    documents.drop,
    documents.path,
    articles.url,
    articles.story_id
FROM articles
LEFT JOIN documents ON articles.article_id = documents.article_id AND documents.status = 'loaded'
LEFT JOIN quoted ON articles.article_id = quoted.article_id;
