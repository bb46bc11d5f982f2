-- Every span of mentions is the text of its article between its offsets.
-- A rule about one article.
SELECT mentions.*
FROM mentions
LEFT JOIN articles ON mentions.article_id = articles.article_id
WHERE articles.text IS NULL OR substring(articles.text, mentions.start_char + 1, mentions.end_char - mentions.start_char) <> mentions.text;
