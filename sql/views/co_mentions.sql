-- Pairs of entities that stand in the same article, each pair once.
CREATE VIEW co_mentions AS
WITH named AS (
    SELECT DISTINCT
        article_id,
        entity_id
    FROM mentions
    WHERE entity_id IS NOT NULL
)

SELECT
    one.entity_id,
    other.entity_id AS other_entity_id,
    first_entity.name AS entity,
    second_entity.name AS other_entity,
    count(*) AS n_articles
FROM named AS one
INNER JOIN named AS other ON one.article_id = other.article_id AND one.entity_id < other.entity_id
INNER JOIN entities AS first_entity ON one.entity_id = first_entity.entity_id
INNER JOIN entities AS second_entity ON other.entity_id = second_entity.entity_id
GROUP BY ALL;

COMMENT ON VIEW co_mentions IS
'Pairs of entities that stand in the same article, each pair once, with the number of such articles.';
COMMENT ON COLUMN co_mentions.entity_id IS 'One of the two; the one of the lower id.';
COMMENT ON COLUMN co_mentions.other_entity_id IS 'The other of the two.';
COMMENT ON COLUMN co_mentions.entity IS 'Name of the one.';
COMMENT ON COLUMN co_mentions.other_entity IS 'Name of the other.';
COMMENT ON COLUMN co_mentions.n_articles IS 'Articles in which both stand.';
