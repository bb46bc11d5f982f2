-- What is told of each day, by the day of the event and not of the publication?
SELECT
    starts_on,
    said_as,
    publisher,
    context
FROM timeline
WHERE granularity = 'day'
ORDER BY starts_on, publisher, start_char
LIMIT 8;
