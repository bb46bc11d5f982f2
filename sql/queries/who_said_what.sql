-- What did a person say, when, and according to whom?
-- $person VARCHAR: the speaker in any spelling; left out: everybody
-- $since DATE: first day of publication
-- $until DATE: last day of publication
-- $outlet VARCHAR: the publisher
-- $language VARCHAR: ISO 639-1 code of the words
-- $top INTEGER = 50: number of rows
-- columns: published, published_from, published_to, said_on, publisher, speaker, cue, text, relay, path, start_char, quote_id
SELECT
    published,
    published_from,
    published_to,
    said_on,
    publisher,
    speaker,
    cue,
    text,
    relay,
    path,
    start_char,
    quote_id
FROM who_said_what
WHERE
    ($person IS NULL OR quote_id IN (SELECT named.quote_id FROM quotes_by($person) AS named))
    AND touches(published_from, published_to, $since, $until)
    AND ($outlet IS NULL OR folded(publisher) = folded($outlet))
    AND ($language IS NULL OR language = $language)
ORDER BY published_from, published_to, path, start_char
LIMIT $top;
