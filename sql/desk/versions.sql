-- The versions of a statement, first published first.
WITH attested AS (
    SELECT unnest(members) AS quote_id
    FROM statements
    WHERE statement_id = $statement
)

SELECT
    quotes.quote_id,
    quotes.article_id,
    articles.publisher,
    articles.title,
    articles.published_from,
    articles.published_to,
    quotes.speaker_text,
    quotes.cue,
    quotes.kind,
    quotes.relay_name AS relay,
    quotes.text
FROM attested
INNER JOIN quotes ON attested.quote_id = quotes.quote_id
INNER JOIN articles ON quotes.article_id = articles.article_id
ORDER BY articles.published_from, articles.published_to, articles.article_id, quotes.start_char
LIMIT $n_rows;
