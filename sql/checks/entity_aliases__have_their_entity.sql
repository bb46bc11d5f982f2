-- Every alias belongs to an entity that is there.
-- A rule about whole tables.
SELECT entity_aliases.*
FROM entity_aliases
LEFT JOIN entities ON entity_aliases.entity_id = entities.entity_id
WHERE entities.entity_id IS NULL;
