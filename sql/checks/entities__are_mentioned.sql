-- Every entity is mentioned, as often as it says.
-- A rule about whole tables.
SELECT
    entities.entity_id,
    entities.n_mentions,
    count(mentions.mention_id) AS counted
FROM entities
LEFT JOIN mentions ON entities.entity_id = mentions.entity_id AND mentions.kind = 'name'
GROUP BY ALL
HAVING count(mentions.mention_id) = 0;
