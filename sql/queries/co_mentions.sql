-- Which names stand in the same articles: the edges of the network?
-- $person VARCHAR: one end of the edge, in any spelling; left out: everybody
-- $type VARCHAR = PER: PER, ORG, LOC or MISC at both ends
-- $least INTEGER = 1: fewest articles
-- $top INTEGER = 50: number of edges
-- columns: entity, other_entity, n_articles, entity_id, other_entity_id
-- A name that stands in fewer articles than the last edge needs has no edge among the first: how many that needs at most
-- is told by the edges between the hundred commonest names.
WITH most AS (
    SELECT entity_id
    FROM entities
    WHERE $person IS NULL AND type = $type
    ORDER BY n_articles DESC, entity_id
    LIMIT 100
),

often AS (
    SELECT DISTINCT
        article_id,
        entity_id
    FROM mentions
    WHERE entity_id IN (SELECT most.entity_id FROM most)
),

often_pairs AS (
    SELECT count(*) AS n_articles
    FROM often AS one
    INNER JOIN often AS other ON one.article_id = other.article_id AND one.entity_id < other.entity_id
    GROUP BY one.entity_id, other.entity_id
    ORDER BY n_articles DESC
    LIMIT $top
),

bound AS (
    SELECT CASE WHEN count(*) = $top THEN min(n_articles) ELSE 1 END AS n_articles
    FROM often_pairs
),

named AS (
    SELECT DISTINCT
        mentions.article_id,
        mentions.entity_id
    FROM mentions
    INNER JOIN entities ON mentions.entity_id = entities.entity_id
    WHERE entities.type = $type AND entities.n_articles >= (SELECT bound.n_articles FROM bound)
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
