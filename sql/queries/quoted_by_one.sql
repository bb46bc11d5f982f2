-- Who is quoted by one outlet and never by another?
-- $outlet VARCHAR: the publisher; left out: every outlet
-- $since DATE: first day of publication
-- $until DATE: last day of publication
-- $top INTEGER = 50: number of speakers
-- columns: publisher, speaker, n_quotes, n_articles, first_on, last_on, example
WITH said AS (
    SELECT
        articles.publisher,
        articles.published_from,
        articles.published_to,
        quotes.article_id,
        quotes.start_char,
        quotes.text,
        quotes.speaker_entity_id
    FROM quotes
    INNER JOIN articles ON quotes.article_id = articles.article_id
    WHERE
        quotes.speaker_kind = 'person'
        AND quotes.speaker_entity_id IS NOT NULL
        AND articles.publisher IS NOT NULL
        AND touches(articles.published_from, articles.published_to, $since, $until)
),

alone AS (
    SELECT
        speaker_entity_id,
        min(publisher) AS publisher,
        count(*) AS n_quotes,
        count(DISTINCT article_id) AS n_articles,
        min(published_from) AS first_on,
        max(published_to) AS last_on,
        arg_min(text, (published_from, article_id, start_char)) AS example
    FROM said
    GROUP BY speaker_entity_id
    HAVING min(publisher) = max(publisher)
)

SELECT
    alone.publisher,
    entities.name AS speaker,
    alone.n_quotes,
    alone.n_articles,
    alone.first_on,
    alone.last_on,
    alone.example
FROM alone
INNER JOIN entities ON alone.speaker_entity_id = entities.entity_id
WHERE $outlet IS NULL OR folded(alone.publisher) = folded($outlet)
ORDER BY alone.n_quotes DESC, alone.publisher, speaker
LIMIT $top;
