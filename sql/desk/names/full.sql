-- The full names under which articles know an entity, the commonest first.
SELECT name
FROM mentions
WHERE entity_id = $key AND name IS NOT NULL
GROUP BY name
ORDER BY count(DISTINCT article_id) DESC, name
LIMIT 200;
