-- Every span of segments is the text of its article between its offsets.
-- A rule about one article.
SELECT segments.*
FROM segments
LEFT JOIN articles ON segments.article_id = articles.article_id
WHERE articles.text IS NULL OR substring(articles.text, segments.start_char + 1, segments.end_char - segments.start_char) <> segments.text;
