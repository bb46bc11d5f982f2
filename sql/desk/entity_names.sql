-- People and others by their names.
SELECT
    entity_id AS id,
    name AS title
FROM entities
WHERE list_contains($ids, entity_id);
