-- Under which spellings does the press name the same person?
SELECT
    entities.name,
    entities.n_articles,
    string_agg(entity_aliases.alias, ' | ' ORDER BY entity_aliases.alias) AS spellings
FROM entities
INNER JOIN entity_aliases ON entities.entity_id = entity_aliases.entity_id
WHERE entities.type = 'PER'
GROUP BY entities.entity_id, entities.name, entities.n_articles
HAVING count(*) > 1
ORDER BY count(*) DESC, entities.name
LIMIT 8;
