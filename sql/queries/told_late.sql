-- How long after an event does each outlet tell it, in the articles whose day is known?
-- $since DATE: first day of publication
-- columns: publisher, n_events, same_day, next_day, within_week, later, announced, median_days
WITH lags AS (
    SELECT
        publisher,
        published_on - starts_on AS days
    FROM timeline
    WHERE
        starts_on = ends_on
        AND published_on IS NOT NULL
        AND touches(published_from, published_to, $since, NULL)
)

SELECT
    publisher,
    count(*) AS n_events,
    count_if(days = 0)::BIGINT AS same_day,
    count_if(days = 1)::BIGINT AS next_day,
    count_if(days BETWEEN 2 AND 7)::BIGINT AS within_week,
    count_if(days > 7)::BIGINT AS later,
    count_if(days < 0)::BIGINT AS announced,
    median(days) FILTER (WHERE days >= 0) AS median_days
FROM lags
GROUP BY publisher
ORDER BY n_events DESC, publisher;
