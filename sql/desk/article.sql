-- An article as the reader shows it.
SELECT
    articles.article_id,
    articles.title,
    articles.publisher,
    articles.byline,
    articles.credit,
    articles.published,
    articles.published_from,
    articles.published_to,
    articles.published_method,
    articles.language,
    articles.text,
    documents.path
FROM articles
LEFT JOIN documents ON articles.article_id = documents.article_id AND documents.status = 'loaded'
WHERE articles.article_id = $article;
