-- Which entities bear some names, as a full name in an article or as a spelling.
SELECT DISTINCT
    name,
    entity_id
FROM mentions
WHERE list_contains($names, name) AND entity_id IS NOT NULL
UNION
SELECT DISTINCT
    alias AS name,
    entity_id
FROM entity_aliases
WHERE list_contains($names, alias);
