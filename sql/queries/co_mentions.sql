-- Which names stand in the same articles: the edges of the network?
-- $person VARCHAR: one end of the edge, in any spelling; left out: everybody
-- $type VARCHAR = PER: PER, ORG, LOC or MISC at both ends
-- $least INTEGER = 1: fewest articles
-- $top INTEGER = 50: number of edges
-- columns: entity, other_entity, n_articles, entity_id, other_entity_id
WITH named AS (
    SELECT DISTINCT
        mentions.article_id,
        mentions.entity_id
    FROM mentions
    INNER JOIN entities ON mentions.entity_id = entities.entity_id
    WHERE entities.type = $type
),

chosen AS (
    SELECT named.*
    FROM named
    WHERE $person IS NULL OR named.entity_id IN (SELECT meant.entity_id FROM entities_named($person) AS meant)
),

pairs AS (
    SELECT
        chosen.entity_id,
        named.entity_id AS other_entity_id,
        count(*) AS n_articles
    FROM chosen
    INNER JOIN named ON chosen.article_id = named.article_id AND chosen.entity_id <> named.entity_id
    WHERE $person IS NOT NULL OR chosen.entity_id < named.entity_id
    GROUP BY ALL
    HAVING count(*) >= $least
    ORDER BY n_articles DESC, chosen.entity_id, named.entity_id
    LIMIT $top
)

SELECT
    first_entity.name AS entity,
    second_entity.name AS other_entity,
    pairs.n_articles,
    pairs.entity_id,
    pairs.other_entity_id
FROM pairs
INNER JOIN entities AS first_entity ON pairs.entity_id = first_entity.entity_id
INNER JOIN entities AS second_entity ON pairs.other_entity_id = second_entity.entity_id
ORDER BY pairs.n_articles DESC, entity, other_entity;
