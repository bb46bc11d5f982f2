-- Which entities bear some names, as a full name in an article or as a spelling.
SELECT DISTINCT
    name,
    entity_id
FROM mentions
WHERE name IN (SELECT unnest($names)) AND entity_id IS NOT NULL
UNION
SELECT DISTINCT
    alias AS name,
    entity_id
FROM entity_aliases
WHERE alias IN (SELECT unnest($names));
