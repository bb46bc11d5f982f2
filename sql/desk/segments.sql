-- The labelled pieces of an article, in order.
SELECT
    role,
    start_char,
    end_char
FROM segments
WHERE article_id = $article
ORDER BY start_char;
