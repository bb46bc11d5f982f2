-- From what kinds of source does each outlet have its news?
-- $since DATE: first day of publication
-- $until DATE: last day of publication
-- columns: publisher, type, role, n_sources, n_articles, share, most_cited
WITH counted AS (
    SELECT
        articles.publisher,
        sources.type,
        sources.role,
        count(*) AS n_sources,
        count(DISTINCT sources.article_id) AS n_articles,
        mode(coalesce(sources.name, sources.text) ORDER BY coalesce(sources.name, sources.text)) AS most_cited
    FROM sources
    INNER JOIN articles ON sources.article_id = articles.article_id
    WHERE
        sources.role <> 'publisher'
        AND touches(articles.published_from, articles.published_to, $since, $until)
    GROUP BY ALL
)

SELECT
    publisher,
    type,
    role,
    n_sources,
    n_articles,
    round(n_sources / sum(n_sources) OVER (PARTITION BY publisher), 3) AS share,
    most_cited
FROM counted
ORDER BY publisher, n_sources DESC, type, role;
