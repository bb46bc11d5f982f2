-- Every span of dates is the text of its article between its offsets.
-- A rule about one article.
SELECT dates.*
FROM dates
LEFT JOIN articles ON dates.article_id = articles.article_id
WHERE articles.text IS NULL OR substring(articles.text, dates.start_char + 1, dates.end_char - dates.start_char) <> dates.text;
