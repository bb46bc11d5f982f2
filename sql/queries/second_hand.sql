-- Which words come at second hand, relayed by another outlet or an agency?
-- $outlet VARCHAR: the publisher
-- $top INTEGER = 50: number of rows
-- columns: publisher, relay, n_quotes, n_speakers, speakers, example
SELECT
    publisher,
    relay,
    count(*) AS n_quotes,
    count(DISTINCT speaker) AS n_speakers,
    string_agg(DISTINCT speaker, ', ' ORDER BY speaker) AS speakers,
    arg_min(text, (published_from, path, start_char)) AS example
FROM who_said_what
WHERE
    relay IS NOT NULL
    AND ($outlet IS NULL OR folded(publisher) = folded($outlet))
GROUP BY ALL
ORDER BY n_quotes DESC, publisher, relay
LIMIT $top;
