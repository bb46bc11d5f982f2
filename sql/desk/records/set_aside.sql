-- Files of a drop whose text is not among the articles, or is there by another file, and why.
SELECT
    path,
    status,
    reason
FROM documents
WHERE drop = $key AND status <> 'loaded'
ORDER BY status DESC, path
LIMIT 200;
