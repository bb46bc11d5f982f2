-- Quotes by day, month or year of publication.
SELECT
    date_trunc($unit, published_on)::DATE AS starts_on,
    count(*) AS n
FROM shown
WHERE published_on IS NOT NULL
GROUP BY starts_on
ORDER BY starts_on;
