-- How somebody is written.
SELECT
    alias,
    n_mentions
FROM entity_aliases
WHERE entity_id = $key
ORDER BY n_mentions DESC, alias
LIMIT 50;
