-- What has no date, and why?
-- columns: what, reason, n_rows, n_articles, example
SELECT
    'article' AS what,
    CASE WHEN published IS NULL THEN 'no publication date is stated' ELSE 'the date stated is less precise than a day' END AS reason,
    count(*) AS n_rows,
    count(*) AS n_articles,
    arg_min(coalesce(title, left(text, 80)), article_id) AS example
FROM articles
WHERE published_on IS NULL
GROUP BY ALL
UNION ALL
SELECT
    'date' AS what,
    reason,
    count(*) AS n_rows,
    count(DISTINCT article_id) AS n_articles,
    arg_min(text, (article_id, start_char)) AS example
FROM dates
WHERE starts_on IS NULL AND reason IS NOT NULL
GROUP BY ALL
ORDER BY what, n_rows DESC, reason;
