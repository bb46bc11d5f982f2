-- What the warehouse holds, one line a question.
SELECT
    'documents' AS what,
    coalesce(string_agg(n || ' ' || status, ', ' ORDER BY n DESC, status), 'none') AS answer
FROM (SELECT
    status,
    count(*) AS n
FROM documents
GROUP BY status) AS counted
UNION ALL
SELECT
    'articles' AS what,
    coalesce(string_agg(n || ' ' || coalesce(language, 'unknown'), ', ' ORDER BY n DESC, language), 'none') AS answer
FROM (SELECT
    language,
    count(*) AS n
FROM articles
GROUP BY language) AS counted
UNION ALL
SELECT
    'quotes' AS what,
    count(*) || ', ' || count(speaker_name) || ' with a speaker' AS answer
FROM quotes
UNION ALL
SELECT
    'dates' AS what,
    count(*) || ', ' || count(value) || ' with a value' AS answer
FROM dates
UNION ALL
SELECT
    'entities' AS what,
    count(*) || ' under ' || (SELECT count(*) FROM entity_aliases) || ' spellings' AS answer
FROM entities;
