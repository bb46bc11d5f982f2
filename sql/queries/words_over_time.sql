-- How do a person's words go over time: how often, where, and in which words, month by month?
-- $person VARCHAR: the speaker in any spelling; left out: everybody
-- $outlet VARCHAR: the publisher
-- columns: month, n_quotes, n_articles, n_outlets, outlets, first_said
SELECT
    strftime(coalesce(said_on, published_from), '%Y-%m') AS month,
    count(*) AS n_quotes,
    count(DISTINCT article_id) AS n_articles,
    count(DISTINCT publisher) AS n_outlets,
    string_agg(DISTINCT publisher, ', ' ORDER BY publisher) AS outlets,
    arg_min(text, (coalesce(said_on, published_from), path, start_char)) AS first_said
FROM who_said_what
WHERE
    coalesce(said_on, published_from) IS NOT NULL
    AND ($person IS NULL OR quote_id IN (SELECT named.quote_id FROM quotes_by($person) AS named))
    AND ($outlet IS NULL OR folded(publisher) = folded($outlet))
GROUP BY month
ORDER BY month;
