-- Every role is held by an entity that is there, and told by articles that are there.
-- A rule about whole tables.
WITH told AS (
    SELECT
        role_id,
        entity_id,
        unnest(members) AS article_id
    FROM roles
)

SELECT told.*
FROM told
LEFT JOIN articles ON told.article_id = articles.article_id
LEFT JOIN entities ON told.entity_id = entities.entity_id
WHERE articles.article_id IS NULL OR entities.entity_id IS NULL;
