-- Drops, with what became of their files.
WITH quoted AS (
    SELECT
        drop,
        count(*) AS n_quotes
    FROM quote_facets
    GROUP BY drop
)

SELECT
    documents.drop,
    count(*) AS n_documents,
    count(*) FILTER (WHERE documents.status = 'loaded') AS n_articles,
    count(*) FILTER (WHERE documents.status = 'duplicate') AS n_duplicates,
    count(*) FILTER (WHERE documents.status = 'quarantined') AS n_quarantined,
    coalesce(any_value(quoted.n_quotes), 0) AS n_quotes,
    min(documents.first_seen_at)::DATE AS first_day,
    max(documents.last_seen_at)::DATE AS last_day
FROM documents
LEFT JOIN quoted ON documents.drop = quoted.drop
GROUP BY documents.drop;
