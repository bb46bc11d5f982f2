-- Who said what, when, and according to whom?
SELECT
    left(published, 10) AS published,
    speaker,
    cue,
    text,
    relay,
    publisher
FROM who_said_what
WHERE speaker IS NOT NULL
ORDER BY relay IS NULL, published_from, published_to, confidence DESC, path, start_char
LIMIT 8;
