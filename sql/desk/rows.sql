-- One page of who said what, in the order of the days.
WITH page AS (
    SELECT
        quote_id,
        speaker,
        published_from,
        published_to,
        path,
        start_char
    FROM shown
    ORDER BY published_from, published_to, path, start_char
    LIMIT $n_rows OFFSET $n_before
)

SELECT
    page.published_from,
    page.published_to,
    articles.publisher,
    articles.title,
    page.speaker,
    quotes.speaker_text,
    quotes.cue,
    quotes.kind,
    quotes.text,
    quotes.relay_name,
    quotes.confidence,
    quotes.reason,
    quotes.article_id,
    quotes.quote_id
FROM page
INNER JOIN quotes ON page.quote_id = quotes.quote_id
INNER JOIN articles ON quotes.article_id = articles.article_id
ORDER BY page.published_from, page.published_to, page.path, page.start_char;
