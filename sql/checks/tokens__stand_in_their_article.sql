-- Every token is the text of its article between its offsets.
SELECT tokens.*
FROM tokens
LEFT JOIN articles ON tokens.article_id = articles.article_id
WHERE
    articles.text IS NULL
    OR substring(articles.text, tokens.start_char + 1, tokens.end_char - tokens.start_char) <> tokens.form;
