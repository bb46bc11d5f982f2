-- Every article is held by exactly one loaded document.
-- A rule about whole tables.
SELECT
    articles.article_id,
    count(documents.document_id) AS n_documents
FROM articles
LEFT JOIN documents ON articles.article_id = documents.article_id AND documents.status = 'loaded'
GROUP BY articles.article_id
HAVING count(documents.document_id) <> 1;
