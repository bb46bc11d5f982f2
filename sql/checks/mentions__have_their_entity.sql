-- A mention that belongs to an entity belongs to one that is there.
-- A rule about whole tables.
SELECT mentions.*
FROM mentions
LEFT JOIN entities ON mentions.entity_id = entities.entity_id
WHERE mentions.entity_id IS NOT NULL AND entities.entity_id IS NULL;
