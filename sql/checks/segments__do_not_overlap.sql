-- Segments follow one another: every piece of an article has one role.
-- A rule about one article.
SELECT one.*
FROM segments AS one
INNER JOIN segments AS other ON one.article_id = other.article_id AND one.seq + 1 = other.seq
WHERE one.end_char > other.start_char;
