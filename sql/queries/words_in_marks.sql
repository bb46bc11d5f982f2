-- Which words do outlets put in quotation marks without quoting anyone: titles, terms, words kept at a distance?
-- $kind VARCHAR: title, term or scare
-- $top INTEGER = 50: number of rows
-- columns: words, kind, n_articles, outlets
SELECT
    mode(quoted_terms.text ORDER BY quoted_terms.text) AS words,
    quoted_terms.kind,
    count(DISTINCT quoted_terms.article_id) AS n_articles,
    string_agg(DISTINCT articles.publisher, ', ' ORDER BY articles.publisher) AS outlets
FROM quoted_terms
INNER JOIN articles ON quoted_terms.article_id = articles.article_id
WHERE $kind IS NULL OR quoted_terms.kind = $kind
GROUP BY folded(quoted_terms.text), quoted_terms.kind
ORDER BY n_articles DESC, words, quoted_terms.kind
LIMIT $top;
