-- What does each outlet publish: articles, length, quotes, named speakers?
-- $since DATE: first day of publication
-- $until DATE: last day of publication
-- columns: publisher, language, n_articles, first_day, last_day, median_words, n_quotes, quotes_per_1000_words, share_named, n_speakers
WITH counted AS (
    SELECT
        article_id,
        count(*) AS n_quotes,
        count(speaker_entity_id) AS n_named
    FROM quotes
    GROUP BY article_id
),

speakers AS (
    SELECT
        articles.publisher,
        articles.language,
        count(DISTINCT quotes.speaker_entity_id) AS n_speakers
    FROM quotes
    INNER JOIN articles ON quotes.article_id = articles.article_id
    WHERE
        touches(articles.published_from, articles.published_to, $since, $until)
    GROUP BY ALL
),

printed AS (
    SELECT
        articles.publisher,
        articles.language,
        count(*) AS n_articles,
        min(articles.published_from) AS first_day,
        max(articles.published_to) AS last_day,
        median(articles.n_words) AS median_words,
        coalesce(sum(counted.n_quotes), 0)::BIGINT AS n_quotes,
        round(1000 * coalesce(sum(counted.n_quotes), 0) / nullif(sum(articles.n_words), 0), 1) AS quotes_per_1000_words,
        round(sum(counted.n_named) / sum(counted.n_quotes), 3) AS share_named
    FROM articles
    LEFT JOIN counted ON articles.article_id = counted.article_id
    WHERE
        touches(articles.published_from, articles.published_to, $since, $until)
    GROUP BY ALL
)

SELECT
    printed.*,
    coalesce(speakers.n_speakers, 0) AS n_speakers
FROM printed
LEFT JOIN speakers
    ON
        printed.publisher IS NOT DISTINCT FROM speakers.publisher
        AND printed.language IS NOT DISTINCT FROM speakers.language
ORDER BY printed.n_articles DESC, printed.publisher, printed.language;
