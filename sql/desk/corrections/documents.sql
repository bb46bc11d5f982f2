-- Every document that ever stood where this article stands or stood, and whether it is there now.
SELECT DISTINCT
    documents.path,
    documents.article_id,
    documents.status = 'loaded' AS present
FROM documents
INNER JOIN documents AS places ON documents.path = places.path
WHERE places.article_id = $article AND documents.article_id IS NOT NULL;
