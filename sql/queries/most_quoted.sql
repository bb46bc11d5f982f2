-- Who is quoted most, and by which outlets?
-- $since DATE: first day of publication
-- $until DATE: last day of publication
-- $top INTEGER = 20: number of speakers
-- columns: speaker, n_quotes, n_articles, n_outlets, outlets
WITH by_outlet AS (
    SELECT
        speaker,
        speaker_entity_id,
        publisher,
        count(*) AS n_quotes,
        count(DISTINCT article_id) AS n_articles
    FROM who_said_what
    WHERE
        speaker IS NOT NULL
        AND touches(published_from, published_to, $since, $until)
    GROUP BY ALL
)

SELECT
    speaker,
    sum(n_quotes)::BIGINT AS n_quotes,
    sum(n_articles)::BIGINT AS n_articles,
    count(publisher) AS n_outlets,
    string_agg(publisher || ' (' || n_quotes || ')', ', ' ORDER BY n_quotes DESC, publisher) AS outlets
FROM by_outlet
GROUP BY speaker, speaker_entity_id
ORDER BY n_quotes DESC, n_articles DESC, speaker
LIMIT $top;
