-- Quotes by outlet.
SELECT
    publisher AS label,
    count(*) AS n
FROM shown
GROUP BY publisher
ORDER BY n DESC, label
LIMIT $n_rows;
