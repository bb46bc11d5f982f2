-- Every character of an article that is no white space stands in a segment.
-- A rule about one article.
-- Nearly all white space is a plain space, which goes at a third of the price.
SELECT
    articles.article_id,
    articles.n_chars
FROM articles
LEFT JOIN segments ON articles.article_id = segments.article_id
GROUP BY articles.article_id, articles.n_chars, articles.text
HAVING
    length(regexp_replace(replace(articles.text, ' ', ''), white_space(), '', 'g'))
    <> coalesce(sum(length(regexp_replace(replace(segments.text, ' ', ''), white_space(), '', 'g'))), 0);
