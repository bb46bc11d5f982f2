-- Stories, each under the headline of its first article.
SELECT
    stories.story_id,
    arg_min(articles.title, (coalesce(articles.published_from, DATE '9999-12-31'), articles.article_id)) AS title,
    count(*) AS n_articles,
    count(DISTINCT articles.publisher) AS n_outlets,
    min(articles.published_from) AS first_day,
    max(articles.published_to) AS last_day,
    any_value(stories.score) AS score,
    any_value(stories.method) AS method
FROM stories
INNER JOIN articles ON stories.story_id = articles.story_id
GROUP BY stories.story_id;
