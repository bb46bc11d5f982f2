-- A nested quote lies inside its parent, in the same article.
-- A rule about one article.
SELECT quotes.*
FROM quotes
LEFT JOIN quotes AS parents ON quotes.parent_quote_id = parents.quote_id
WHERE
    quotes.parent_quote_id IS NOT NULL
    AND (
        parents.article_id IS DISTINCT FROM quotes.article_id
        OR quotes.start_char < parents.start_char
        OR quotes.end_char > parents.end_char
    );
