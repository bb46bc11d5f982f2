-- How many women and men does each outlet quote, where titles or first names in the text say so?
-- $since DATE: first day of publication
-- $until DATE: last day of publication
-- columns: publisher, n_quotes, women, men, unknown, share_women, n_women, n_men
WITH speakers AS (
    SELECT
        articles.publisher,
        mentions.cluster_id,
        coalesce(mentions.entity_id, mentions.cluster_id) AS person
    FROM quotes
    INNER JOIN articles ON quotes.article_id = articles.article_id
    INNER JOIN mentions ON quotes.speaker_mention_id = mentions.mention_id AND mentions.type = 'PER'
    WHERE
        touches(articles.published_from, articles.published_to, $since, $until)
),

genders AS (
    SELECT
        cluster_id,
        min(gender) AS gender
    FROM mentions
    WHERE gender IS NOT NULL AND type = 'PER' AND cluster_id IN (SELECT speakers.cluster_id FROM speakers)
    GROUP BY cluster_id
    HAVING count(DISTINCT gender) = 1
)

SELECT
    speakers.publisher,
    count(*) AS n_quotes,
    count_if(genders.gender = 'F')::BIGINT AS women,
    count_if(genders.gender = 'M')::BIGINT AS men,
    count_if(genders.gender IS NULL)::BIGINT AS unknown,
    round(count_if(genders.gender = 'F') / nullif(count(genders.gender), 0), 3) AS share_women,
    count(DISTINCT speakers.person) FILTER (WHERE genders.gender = 'F') AS n_women,
    count(DISTINCT speakers.person) FILTER (WHERE genders.gender = 'M') AS n_men
FROM speakers
LEFT JOIN genders ON speakers.cluster_id = genders.cluster_id
GROUP BY speakers.publisher
ORDER BY n_quotes DESC, speakers.publisher;
