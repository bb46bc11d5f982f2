-- Who said what, when, and according to whom?
SELECT
    published_on,
    speaker,
    cue,
    text,
    relay,
    publisher
FROM who_said_what
WHERE speaker IS NOT NULL
ORDER BY relay IS NULL, published_on, confidence DESC, path, start_char
LIMIT 8;
