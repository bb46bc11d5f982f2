-- How many women and men does each outlet quote, where title, given name or description say so?
-- $since DATE: first day of publication
-- $until DATE: last day of publication
-- columns: publisher, n_quotes, women, men, unknown, share_women, n_women, n_men
WITH speakers AS (
    SELECT
        publisher,
        speaker_gender,
        coalesce(speaker_entity_id::VARCHAR, article_id || ' ' || speaker) AS person
    FROM who_said_what
    WHERE
        speaker_kind IN ('person', 'unnamed')
        AND touches(published_from, published_to, $since, $until)
)

SELECT
    publisher,
    count(*) AS n_quotes,
    count_if(speaker_gender = 'F')::BIGINT AS women,
    count_if(speaker_gender = 'M')::BIGINT AS men,
    count_if(speaker_gender IS NULL)::BIGINT AS unknown,
    round(count_if(speaker_gender = 'F') / nullif(count(speaker_gender), 0), 3) AS share_women,
    count(DISTINCT person) FILTER (WHERE speaker_gender = 'F') AS n_women,
    count(DISTINCT person) FILTER (WHERE speaker_gender = 'M') AS n_men
FROM speakers
GROUP BY publisher
ORDER BY n_quotes DESC, publisher;
