-- Every source that stands in the text stands between its offsets.
-- A rule about one article.
SELECT sources.*
FROM sources
LEFT JOIN articles ON sources.article_id = articles.article_id
WHERE
    articles.text IS NULL
    OR substring(articles.text, sources.start_char + 1, sources.end_char - sources.start_char) <> sources.text;
