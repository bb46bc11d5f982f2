-- An article as corrections are about it.
SELECT
    article_id,
    title,
    text,
    language,
    publisher,
    published,
    published_on,
    published_from,
    published_to,
    published_method
FROM articles
WHERE article_id = $article;
