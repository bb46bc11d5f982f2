-- Every member of a story is an article that is there and says so.
-- A rule about whole tables.
WITH members AS (
    SELECT
        story_id,
        unnest(members) AS article_id
    FROM stories
)

SELECT members.*
FROM members
LEFT JOIN articles ON members.article_id = articles.article_id
WHERE articles.story_id IS DISTINCT FROM members.story_id;
