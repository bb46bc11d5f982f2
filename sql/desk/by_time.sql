-- Quotes by day, month or year of publication, with those between that have none.
WITH counted AS (
    SELECT
        date_trunc($unit, published_on)::DATE AS starts_on,
        count(*) AS n
    FROM shown
    WHERE published_on IS NOT NULL
    GROUP BY starts_on
),

calendar AS (
    SELECT unnest(generate_series(min(starts_on), max(starts_on), ('1 ' || $unit)::INTERVAL))::DATE AS starts_on
    FROM counted
)

SELECT
    calendar.starts_on,
    coalesce(counted.n, 0) AS n
FROM calendar
LEFT JOIN counted ON calendar.starts_on = counted.starts_on
ORDER BY calendar.starts_on;
