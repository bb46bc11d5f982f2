-- How much of each outlet is agency copy: articles credited to an agency, articles that cite one?
-- $since DATE: first day of publication
-- $until DATE: last day of publication
-- columns: publisher, n_articles, n_credited, n_citing, share_credited, share_of_words, agencies
WITH agency_sources AS (
    SELECT
        article_id,
        bool_or(role IN ('credit', 'publisher')) AS is_credited,
        list(DISTINCT coalesce(name, text)) AS agencies
    FROM sources
    WHERE type = 'agency'
    GROUP BY article_id
),

counted AS (
    SELECT
        articles.publisher,
        articles.n_words,
        agency_sources.agencies,
        articles.credit IS NOT NULL OR coalesce(agency_sources.is_credited, FALSE) AS is_credited,
        agency_sources.article_id IS NOT NULL AS is_citing
    FROM articles
    LEFT JOIN agency_sources ON articles.article_id = agency_sources.article_id
    WHERE
        touches(articles.published_from, articles.published_to, $since, $until)
)

SELECT
    publisher,
    count(*) AS n_articles,
    count_if(is_credited)::BIGINT AS n_credited,
    count_if(is_citing)::BIGINT AS n_citing,
    round(avg(is_credited::INTEGER), 3) AS share_credited,
    round(sum(CASE WHEN is_credited THEN n_words ELSE 0 END) / nullif(sum(n_words), 0), 3) AS share_of_words,
    array_to_string(list_sort(list_distinct(flatten(list(agencies) FILTER (WHERE agencies IS NOT NULL)))), ', ') AS agencies
FROM counted
GROUP BY publisher
ORDER BY n_articles DESC, publisher;
