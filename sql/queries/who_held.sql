-- Who held which office, since when, and according to whom?
-- $role VARCHAR: an office, such as maire
-- $of_what VARCHAR: words of what it is held of, such as Pau
-- $name VARCHAR: any spelling of a holder
-- $top INTEGER = 50: number of rows
-- columns: role, of_what, holder, former, first_on, last_on, n_articles, outlets, method, score
SELECT
    roles.role,
    roles.of_what,
    entities.name AS holder,
    roles.former,
    roles.first_on,
    roles.last_on,
    roles.n_articles,
    string_agg(DISTINCT articles.publisher, ', ' ORDER BY articles.publisher) AS outlets,
    roles.method,
    roles.score
FROM roles
INNER JOIN entities ON roles.entity_id = entities.entity_id
LEFT JOIN articles ON list_contains(roles.members, articles.article_id)
WHERE
    ($role IS NULL OR roles.role = lower($role))
    AND ($of_what IS NULL OR list_has_any(roles.words, string_split(lower(strip_accents($of_what)), ' ')))
    AND ($name IS NULL OR roles.entity_id IN (SELECT meant.entity_id FROM entities_named($name) AS meant))
GROUP BY ALL
ORDER BY roles.n_articles DESC, roles.role, roles.of_what, holder
LIMIT $top;
