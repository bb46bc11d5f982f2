-- What is told of one day, by whom?
-- $day DATE: the day of the events
-- $top INTEGER = 50: number of rows
-- columns: publisher, published, said_as, value, context, article_id, start_char
SELECT
    publisher,
    published,
    said_as,
    value,
    context,
    article_id,
    start_char
FROM timeline
WHERE starts_on <= $day AND ends_on >= $day AND ends_on - starts_on < 8
ORDER BY ends_on - starts_on, published_from, published_to, publisher, article_id, start_char
LIMIT $top;
