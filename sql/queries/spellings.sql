-- Under which spellings does the press name someone or something, and which outlets write which?
-- $name VARCHAR: any spelling
-- columns: entity, spelling, n_mentions, outlets, method, score
SELECT
    entities.name AS entity,
    entity_aliases.alias AS spelling,
    entity_aliases.n_mentions,
    string_agg(DISTINCT articles.publisher, ', ' ORDER BY articles.publisher) AS outlets,
    entity_aliases.method,
    entity_aliases.score
FROM entity_aliases
INNER JOIN entities ON entity_aliases.entity_id = entities.entity_id
LEFT JOIN mentions ON entity_aliases.entity_id = mentions.entity_id AND entity_aliases.alias = mentions.text
LEFT JOIN articles ON mentions.article_id = articles.article_id
WHERE entities.entity_id IN (SELECT meant.entity_id FROM entities_named($name) AS meant)
GROUP BY ALL
ORDER BY entity, entity_aliases.n_mentions DESC, spelling;
