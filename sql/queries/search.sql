-- Where do these words stand, whatever their endings and accents, in quotes and in articles?
-- $words VARCHAR: what to look for
-- $speaker VARCHAR: only quotes of this speaker, in any spelling
-- $since DATE: first day of publication
-- $until DATE: last day of publication
-- $outlet VARCHAR: the publisher
-- $top INTEGER = 20: number of rows
-- columns: kind, published_on, publisher, speaker, text, path, start_char, article_id, quote_id, score
WITH hits AS (
    SELECT
        found.kind,
        found.n_words_found,
        found.score,
        quotes.quote_id,
        quotes.start_char,
        quotes.text,
        quotes.speaker_entity_id,
        quotes.speaker_name,
        coalesce(quotes.article_id, found.document_id) AS article_id
    FROM search($words) AS found
    LEFT JOIN quotes ON found.kind = 'quote' AND found.document_id = quotes.quote_id
)

SELECT
    hits.kind,
    articles.published_on,
    articles.publisher,
    coalesce(entities.name, hits.speaker_name) AS speaker,
    coalesce(hits.text, articles.title, left(articles.text, 80)) AS text,
    documents.path,
    coalesce(hits.start_char, 0) AS start_char,
    hits.article_id,
    hits.quote_id,
    round(hits.score, 3) AS score
FROM hits
INNER JOIN articles ON hits.article_id = articles.article_id
LEFT JOIN documents ON articles.article_id = documents.article_id AND documents.status = 'loaded'
LEFT JOIN entities ON hits.speaker_entity_id = entities.entity_id
WHERE
    (
        $speaker IS NULL
        OR hits.speaker_entity_id IN (SELECT meant.entity_id FROM entities_named($speaker) AS meant)
        OR folded(hits.speaker_name) = folded($speaker)
    )
    AND ($since IS NULL OR articles.published_on >= $since)
    AND ($until IS NULL OR articles.published_on <= $until)
    AND ($outlet IS NULL OR folded(articles.publisher) = folded($outlet))
ORDER BY hits.n_words_found DESC, hits.score DESC, documents.path, start_char
LIMIT $top;
