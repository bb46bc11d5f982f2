-- Quotes by speaker.
SELECT
    speaker AS label,
    count(*) AS n
FROM shown
WHERE speaker IS NOT NULL
GROUP BY speaker
ORDER BY n DESC, label
LIMIT $n_rows;
