-- A document that is there has its article; one that is gone may have lost it.
-- A rule about whole tables.
SELECT documents.*
FROM documents
LEFT JOIN articles ON documents.article_id = articles.article_id
WHERE documents.status IN ('loaded', 'duplicate') AND articles.article_id IS NULL;
