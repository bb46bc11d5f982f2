-- The articles of two outlets on one story.
SELECT
    article_id,
    publisher,
    title,
    published_from,
    published_to,
    n_words
FROM articles
WHERE story_id = $story AND publisher IN ($one, $other)
ORDER BY published_from, published_to, article_id;
