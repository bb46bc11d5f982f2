-- The texts of some results, and the words of each, as they stand, that a search asks for; `plain` without accents and capitals.
WITH asked AS (
    SELECT
        part,
        is_phrase,
        unnest(plain_words) AS plain_word,
        unnest(words_as_written) AS word
    FROM asked_words($words)
    WHERE NOT is_unwanted
),

-- Taken out before anything is joined to them: a million quotes are not, for the sake of fifty.
said AS MATERIALIZED (
    SELECT
        quote_id,
        article_id,
        text
    FROM quotes
    WHERE quote_id IN (SELECT unnest($ids::BIGINT[]))
),

texts AS (
    SELECT
        article_id AS document_id,
        language,
        text
    FROM articles
    WHERE article_id IN (SELECT unnest($ids::BIGINT[]))
    UNION ALL
    SELECT
        said.quote_id,
        articles.language,
        said.text
    FROM said
    INNER JOIN articles ON said.article_id = articles.article_id
),

words AS (
    SELECT
        texts.document_id,
        coalesce(search_languages.stemmer, 'none') AS stemmer,
        unnest(list_distinct(regexp_extract_all(lower(texts.text), '[\p{L}\p{N}\p{M}]+'))) AS form
    FROM texts
    LEFT JOIN search_languages ON texts.language = search_languages.language
),

forms AS MATERIALIZED (
    SELECT
        document_id,
        stemmer,
        form,
        folded(form) AS plain,
        word_stems(form, folded(form), stemmer) AS stems
    FROM words
),

matched AS (
    SELECT
        forms.document_id,
        asked.part,
        forms.form,
        forms.plain
    FROM forms
    INNER JOIN asked
        ON
            CASE
                WHEN asked.is_phrase THEN forms.plain = asked.plain_word
                ELSE list_has_any(forms.stems, word_stems(asked.word, asked.plain_word, forms.stemmer))
            END
)

SELECT
    texts.document_id,
    texts.text,
    list(DISTINCT { 'part': matched.part, 'form': matched.form, 'plain': matched.plain })
    FILTER (WHERE matched.form IS NOT NULL) AS forms
FROM texts
LEFT JOIN matched ON texts.document_id = matched.document_id
GROUP BY texts.document_id, texts.text;
