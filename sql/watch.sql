-- What there is for a watch: the quotes of a person, with the words where any are given; of words alone the articles too.
WITH found AS (
    SELECT
        kind,
        document_id
    FROM search($words)
    WHERE n_words_found = n_words_asked
),

hits AS (
    SELECT
        'quote' AS kind,
        quote_id,
        article_id,
        published,
        published_from,
        published_to,
        publisher,
        speaker,
        text,
        context,
        relay,
        title,
        url,
        path,
        start_char,
        end_char,
        confidence
    FROM who_said_what
    WHERE
        ($person IS NULL OR quote_id IN (SELECT named.quote_id FROM quotes_by($person) AS named))
        AND (
            $words IS NULL
            OR quote_id IN (
                SELECT found.document_id
                FROM found
                WHERE found.kind = 'quote'
            )
        )
    UNION ALL BY NAME
    SELECT
        'article' AS kind,
        articles.article_id,
        articles.published,
        articles.published_from,
        articles.published_to,
        articles.publisher,
        coalesce(articles.title, left(articles.text, 80)) AS text,
        articles.title,
        articles.url,
        documents.path
    FROM articles
    LEFT JOIN documents ON articles.article_id = documents.article_id AND documents.status = 'loaded'
    WHERE
        $person IS NULL
        AND articles.article_id IN (
            SELECT found.document_id
            FROM found
            WHERE found.kind = 'article'
        )
)

SELECT
    * EXCLUDE (published_from, published_to),
    published_from IS NULL AS is_undated,
    md5(concat_ws(chr(31), path, kind, CASE WHEN kind = 'quote' THEN array_to_string(name_words(text), ' ') END)) AS statement
FROM hits
WHERE published_from IS NULL OR touches(published_from, published_to, $since, NULL)
ORDER BY published_from, published_to, path, kind, start_char;
