-- How many women and men does each outlet quote, where titles or first names in the text say so?
-- $since DATE: first day of publication
-- $until DATE: last day of publication
-- columns: publisher, n_quotes, women, men, unknown, share_women, n_women, n_men
WITH genders AS (
    SELECT
        cluster_id,
        min(gender) AS gender
    FROM mentions
    WHERE gender IS NOT NULL AND type = 'PER'
    GROUP BY cluster_id
    HAVING count(DISTINCT gender) = 1
),

speakers AS (
    SELECT
        articles.publisher,
        genders.gender,
        coalesce(mentions.entity_id, mentions.cluster_id) AS person
    FROM quotes
    INNER JOIN articles ON quotes.article_id = articles.article_id
    INNER JOIN mentions ON quotes.speaker_mention_id = mentions.mention_id AND mentions.type = 'PER'
    LEFT JOIN genders ON mentions.cluster_id = genders.cluster_id
    WHERE
        ($since IS NULL OR articles.published_on >= $since)
        AND ($until IS NULL OR articles.published_on <= $until)
)

SELECT
    publisher,
    count(*) AS n_quotes,
    count_if(gender = 'F')::BIGINT AS women,
    count_if(gender = 'M')::BIGINT AS men,
    count_if(gender IS NULL)::BIGINT AS unknown,
    round(count_if(gender = 'F') / nullif(count(gender), 0), 3) AS share_women,
    count(DISTINCT person) FILTER (WHERE gender = 'F') AS n_women,
    count(DISTINCT person) FILTER (WHERE gender = 'M') AS n_men
FROM speakers
GROUP BY publisher
ORDER BY n_quotes DESC, publisher;
