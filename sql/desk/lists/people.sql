-- Who and what is named, with how often it is named and quoted.
WITH quoted AS (
    SELECT
        speaker_entity_id AS entity_id,
        count(*) AS n_quotes,
        min(published_from) AS first_day,
        max(published_to) AS last_day
    FROM quote_facets
    WHERE speaker_entity_id IS NOT NULL
    GROUP BY speaker_entity_id
)

SELECT
    entities.entity_id,
    entities.name,
    entities.type,
    entities.n_articles,
    entities.n_mentions,
    coalesce(quoted.n_quotes, 0) AS n_quotes,
    quoted.first_day,
    quoted.last_day,
    entities.wikidata_id
FROM entities
LEFT JOIN quoted ON entities.entity_id = quoted.entity_id;
