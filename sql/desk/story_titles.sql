-- Stories by the headlines of their first articles.
SELECT
    story_id AS id,
    arg_min(title, (coalesce(published_from, DATE '9999-12-31'), article_id)) AS title
FROM articles
WHERE list_contains($ids, story_id)
GROUP BY story_id;
