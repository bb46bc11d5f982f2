-- Who reports whose words: quotes that stand inside other quotes?
-- $person VARCHAR: the one who reports, in any spelling; left out: everybody
-- $top INTEGER = 50: number of rows
-- columns: published, publisher, reported_by, speaker, text, article_id, start_char
SELECT
    inner_quotes.published,
    inner_quotes.publisher,
    outer_quotes.speaker AS reported_by,
    inner_quotes.speaker,
    inner_quotes.text,
    inner_quotes.article_id,
    inner_quotes.start_char
FROM quotes
INNER JOIN who_said_what AS inner_quotes ON quotes.quote_id = inner_quotes.quote_id
INNER JOIN who_said_what AS outer_quotes ON quotes.parent_quote_id = outer_quotes.quote_id
WHERE
    $person IS NULL
    OR outer_quotes.quote_id IN (SELECT named.quote_id FROM quotes_by($person) AS named)
ORDER BY inner_quotes.published_from, inner_quotes.published_to, inner_quotes.article_id, inner_quotes.start_char
LIMIT $top;
