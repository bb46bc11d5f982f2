-- Where do these words stand, whatever their endings and accents, in quotes and in articles?
-- $words VARCHAR: what to look for; words in "marks" stand just so, side by side, and one after - nowhere
-- $speaker VARCHAR: only quotes of this speaker, in any spelling
-- $since DATE: first day of publication
-- $until DATE: last day of publication
-- $outlet VARCHAR: the publisher
-- $top INTEGER = 20: number of rows
-- columns: kind, published, published_from, published_to, publisher, speaker, text, path, start_char, article_id, quote_id, score
WITH found AS (
    SELECT
        kind,
        n_words_found,
        score,
        CASE WHEN kind = 'article' THEN document_id END AS article_id,
        CASE WHEN kind = 'quote' THEN document_id END AS quote_id
    FROM search($words)
),

hits AS (
    SELECT
        found.kind,
        found.n_words_found,
        found.score,
        found.quote_id,
        quotes.start_char,
        quotes.speaker_entity_id,
        quotes.speaker_name,
        coalesce(found.article_id, quotes.article_id) AS article_id
    FROM found
    LEFT JOIN quotes ON found.quote_id = quotes.quote_id
),

best AS (
    SELECT
        hits.*,
        articles.published,
        articles.published_from,
        articles.published_to,
        articles.publisher
    FROM hits
    INNER JOIN articles ON hits.article_id = articles.article_id
    WHERE
        ($speaker IS NULL OR hits.quote_id IN (SELECT named.quote_id FROM quotes_by($speaker) AS named))
        AND touches(articles.published_from, articles.published_to, $since, $until)
        AND ($outlet IS NULL OR folded(articles.publisher) = folded($outlet))
    ORDER BY hits.n_words_found DESC, hits.score DESC, hits.article_id, hits.start_char
    LIMIT $top
)

SELECT
    best.kind,
    best.published,
    best.published_from,
    best.published_to,
    best.publisher,
    coalesce(entities.name, best.speaker_name) AS speaker,
    coalesce(quotes.text, articles.title, left(articles.text, 80)) AS text,
    documents.path,
    coalesce(best.start_char, 0) AS start_char,
    best.article_id,
    best.quote_id,
    round(best.score, 3) AS score
FROM best
INNER JOIN articles ON best.article_id = articles.article_id
LEFT JOIN quotes ON best.quote_id = quotes.quote_id
LEFT JOIN documents ON best.article_id = documents.article_id AND documents.status = 'loaded'
LEFT JOIN entities ON best.speaker_entity_id = entities.entity_id
ORDER BY best.n_words_found DESC, best.score DESC, best.article_id, best.start_char;
