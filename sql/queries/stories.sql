-- Which stories do several outlets tell, who came first, and how do their accounts differ in length and voices?
-- $least INTEGER = 2: fewest articles
-- $top INTEGER = 30: number of stories
-- columns: story_id, title, n_articles, n_outlets, outlets, first_outlet, first_on, last_on, n_quotes, n_speakers
WITH speech AS (
    SELECT
        articles.story_id,
        count(*) AS n_quotes,
        count(DISTINCT coalesce(quotes.speaker_entity_id::VARCHAR, quotes.speaker_name)) AS n_speakers
    FROM quotes
    INNER JOIN articles ON quotes.article_id = articles.article_id
    WHERE articles.story_id IS NOT NULL
    GROUP BY articles.story_id
)

SELECT
    articles.story_id,
    arg_min(articles.title, (articles.published_from, articles.published_to, articles.published, articles.article_id)) AS title,
    count(*) AS n_articles,
    count(DISTINCT articles.publisher) AS n_outlets,
    string_agg(DISTINCT articles.publisher, ', ' ORDER BY articles.publisher) AS outlets,
    arg_min(articles.publisher, (articles.published_from, articles.published_to, articles.published, articles.article_id)) AS first_outlet,
    min(articles.published_from) AS first_on,
    max(articles.published_to) AS last_on,
    coalesce(any_value(speech.n_quotes), 0) AS n_quotes,
    coalesce(any_value(speech.n_speakers), 0) AS n_speakers
FROM articles
LEFT JOIN speech ON articles.story_id = speech.story_id
WHERE articles.story_id IS NOT NULL
GROUP BY articles.story_id
HAVING count(*) >= $least
ORDER BY n_articles DESC, first_on, articles.story_id
LIMIT $top;
