-- Rows by day, month, year or decade, with those between that have none. What is known less precisely stands
-- by itself, before the days it may mean: the quotes of an article of September 2023 by their month.
WITH placed AS (
    SELECT
        opens_on,
        closes_on,
        date_trunc($unit, opens_on)::DATE AS first_unit,
        date_trunc($unit, closes_on)::DATE AS last_unit
    FROM shown
    WHERE opens_on IS NOT NULL
),

counted AS (
    SELECT
        CASE WHEN first_unit = last_unit THEN first_unit ELSE opens_on END AS starts_on,
        CASE WHEN first_unit <> last_unit THEN closes_on END AS ends_on,
        count(*) AS n
    FROM placed
    GROUP BY ALL
),

calendar AS (
    SELECT
        unnest(generate_series(min(starts_on), max(starts_on), ('1 ' || $unit)::INTERVAL))::DATE AS starts_on,
        NULL::DATE AS ends_on
    FROM counted
    WHERE ends_on IS NULL
),

bars AS (
    FROM calendar
    UNION
    SELECT
        starts_on,
        ends_on
    FROM counted
)

SELECT
    bars.starts_on,
    coalesce(bars.ends_on, (bars.starts_on + ('1 ' || $unit)::INTERVAL - INTERVAL 1 DAY)::DATE) AS ends_on,
    coalesce(counted.n, 0) AS n
FROM bars
LEFT JOIN counted ON bars.starts_on = counted.starts_on AND bars.ends_on IS NOT DISTINCT FROM counted.ends_on
ORDER BY bars.starts_on, ends_on DESC;
