-- Which outlets have the words first, and which take them up later?
-- $since DATE: first day of publication
-- columns: publisher, n_statements, n_first, share_first
WITH members AS (
    SELECT
        statement_id,
        first_article_id,
        unnest(members) AS quote_id
    FROM statements
    WHERE first_published_on IS NOT NULL
),

attestations AS (
    SELECT DISTINCT
        members.statement_id,
        articles.publisher,
        coalesce(first_articles.publisher = articles.publisher, FALSE) AS is_first
    FROM members
    INNER JOIN quotes ON members.quote_id = quotes.quote_id
    INNER JOIN articles ON quotes.article_id = articles.article_id
    INNER JOIN articles AS first_articles ON members.first_article_id = first_articles.article_id
    WHERE
        articles.publisher IS NOT NULL
        AND touches(articles.published_from, articles.published_to, $since, NULL)
)

SELECT
    publisher,
    count(*) AS n_statements,
    count_if(is_first)::BIGINT AS n_first,
    round(avg(is_first::INTEGER), 3) AS share_first
FROM attestations
GROUP BY publisher
ORDER BY n_first DESC, n_statements DESC, publisher;
