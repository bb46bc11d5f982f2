-- In which roles are people quoted: ministers, mayors, residents, witnesses, and how many of them women?
-- $role VARCHAR: words of a role, such as maire
-- $outlet VARCHAR: the publisher
-- $since DATE: first day of publication
-- $until DATE: last day of publication
-- $top INTEGER = 50: number of roles
-- columns: role, n_quotes, n_articles, n_named, n_unnamed, women, men, speakers, example
SELECT
    mode(speaker_role ORDER BY speaker_role) AS role,
    count(*) AS n_quotes,
    count(DISTINCT article_id) AS n_articles,
    count_if(speaker_kind = 'person')::BIGINT AS n_named,
    count_if(speaker_kind = 'unnamed')::BIGINT AS n_unnamed,
    count_if(speaker_gender = 'F')::BIGINT AS women,
    count_if(speaker_gender = 'M')::BIGINT AS men,
    string_agg(DISTINCT speaker, ', ' ORDER BY speaker) FILTER (WHERE speaker_kind = 'person') AS speakers,
    arg_min(text, (published_from, path, start_char)) AS example
FROM who_said_what
WHERE
    speaker_role IS NOT NULL
    AND ($role IS NULL OR bears(speaker_role, $role))
    AND ($outlet IS NULL OR folded(publisher) = folded($outlet))
    AND touches(published_from, published_to, $since, $until)
GROUP BY folded(speaker_role)
ORDER BY n_quotes DESC, role
LIMIT $top;
