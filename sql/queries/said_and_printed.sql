-- What was said on a day, whenever it was printed, and what was printed on it, whenever it was said?
-- $day DATE: the day
-- $outlet VARCHAR: the publisher; left out: every outlet
-- $top INTEGER = 50: number of rows
-- columns: what, said_on, said_method, published, publisher, speaker, text, path, start_char, quote_id
SELECT
    CASE
        WHEN said_on = $day AND published_on = $day THEN 'said and printed'
        WHEN said_on = $day THEN 'said'
        ELSE 'printed'
    END AS what,
    said_on,
    said_method,
    published,
    publisher,
    speaker,
    text,
    path,
    start_char,
    quote_id
FROM who_said_what
WHERE
    (said_on = $day OR published_on = $day)
    AND ($outlet IS NULL OR folded(publisher) = folded($outlet))
ORDER BY what DESC, published_from, published_to, path, start_char
LIMIT $top;
