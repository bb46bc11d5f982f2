-- What somebody is, as articles say.
SELECT
    role,
    of_what,
    first_on,
    last_on,
    n_articles
FROM roles
WHERE entity_id = $key
ORDER BY n_articles DESC, role, of_what
LIMIT 50;
