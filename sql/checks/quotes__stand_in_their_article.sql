-- Every span of quotes is the text of its article between its offsets.
-- A rule about one article.
SELECT quotes.*
FROM quotes
LEFT JOIN articles ON quotes.article_id = articles.article_id
WHERE articles.text IS NULL OR substring(articles.text, quotes.start_char + 1, quotes.end_char - quotes.start_char) <> quotes.text;
