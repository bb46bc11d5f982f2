-- Every span of quoted_terms is the text of its article between its offsets.
-- A rule about one article.
SELECT quoted_terms.*
FROM quoted_terms
LEFT JOIN articles ON quoted_terms.article_id = articles.article_id
WHERE articles.text IS NULL OR substring(articles.text, quoted_terms.start_char + 1, quoted_terms.end_char - quoted_terms.start_char) <> quoted_terms.text;
