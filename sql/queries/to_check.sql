-- Which rows should a person look at first: the least sure quotes, dates and names?
-- $below DOUBLE = 0.6: confidence under which a row is doubtful
-- $top INTEGER = 50: number of rows
-- columns: what, confidence, value, text, method, path, start_char
WITH doubtful AS (
    SELECT
        'quote' AS what,
        confidence,
        speaker_name AS value,
        text,
        method,
        article_id,
        start_char
    FROM quotes
    WHERE confidence < $below
    UNION ALL
    SELECT
        'date' AS what,
        confidence,
        value,
        text,
        method,
        article_id,
        start_char
    FROM dates
    WHERE confidence < $below
    UNION ALL
    SELECT
        'name' AS what,
        confidence,
        name AS value,
        text,
        method,
        article_id,
        start_char
    FROM mentions
    WHERE confidence < $below
)

SELECT
    doubtful.what,
    doubtful.confidence,
    doubtful.value,
    doubtful.text,
    doubtful.method,
    documents.path,
    doubtful.start_char
FROM doubtful
LEFT JOIN documents ON doubtful.article_id = documents.article_id AND documents.status = 'loaded'
ORDER BY doubtful.confidence, documents.path, doubtful.start_char, doubtful.what
LIMIT $top;
