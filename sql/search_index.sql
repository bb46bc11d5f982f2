-- The full-text index: one row a stem and document, sorted by stem, with what the stem weighs there (BM25).
CREATE TABLE search_languages (
    language VARCHAR PRIMARY KEY,
    stemmer VARCHAR NOT NULL
);

COMMENT ON TABLE search_languages IS 'Languages of the full-text index, with the stemmer of each.';
COMMENT ON COLUMN search_languages.language IS 'ISO 639-1 code; empty for all other texts.';
COMMENT ON COLUMN search_languages.stemmer IS 'Snowball stemmer; none where words stay whole.';

INSERT INTO search_languages
SELECT
    language,
    stemmer
FROM stemmers;

CREATE TEMPORARY TABLE counted AS
WITH documents_to_index AS (
    SELECT
        'article' AS kind,
        article_id AS document_id,
        language,
        text
    FROM articles
    UNION ALL
    SELECT
        'quote' AS kind,
        quotes.quote_id AS document_id,
        articles.language,
        quotes.text
    FROM quotes
    INNER JOIN articles ON quotes.article_id = articles.article_id
),

histograms AS (
    SELECT
        documents_to_index.kind,
        documents_to_index.document_id,
        coalesce(search_languages.language, '') AS language,
        list_aggregate(regexp_extract_all(folded(documents_to_index.text), '[\p{L}\p{N}]+'), 'histogram') AS words
    FROM documents_to_index
    LEFT JOIN search_languages ON documents_to_index.language = search_languages.language
)

SELECT
    kind,
    document_id,
    language,
    unnest(map_keys(words)) AS word,
    unnest(map_values(words)) AS n,
    list_sum(map_values(words)) AS n_words
FROM histograms
WHERE words IS NOT NULL;

CREATE TABLE search_terms AS
WITH vocabulary AS (
    SELECT DISTINCT
        language,
        word
    FROM counted
),

lengths AS (
    SELECT DISTINCT
        language,
        kind,
        document_id,
        n_words
    FROM counted
),

stems AS (
    SELECT
        vocabulary.language,
        vocabulary.word,
        stem(vocabulary.word, search_languages.stemmer) AS term
    FROM vocabulary
    INNER JOIN search_languages ON vocabulary.language = search_languages.language
),

postings AS (
    SELECT
        stems.language,
        stems.term,
        counted.kind,
        counted.document_id,
        sum(counted.n) AS n,
        any_value(counted.n_words) AS n_words
    FROM counted
    INNER JOIN stems ON counted.language = stems.language AND counted.word = stems.word
    GROUP BY ALL
),

corpora AS (
    SELECT
        language,
        kind,
        count(*) AS n_documents,
        avg(n_words) AS mean_words
    FROM lengths
    GROUP BY ALL
),

frequencies AS (
    SELECT
        language,
        kind,
        term,
        count(*) AS n_with_term
    FROM postings
    GROUP BY ALL
)

SELECT
    postings.language,
    postings.term,
    postings.kind,
    postings.document_id,
    (
        ln(1 + (corpora.n_documents - frequencies.n_with_term + 0.5) / (frequencies.n_with_term + 0.5))
        * postings.n * 2.2 / (postings.n + 1.2 * (0.25 + 0.75 * postings.n_words / corpora.mean_words))
    )::FLOAT AS weight
FROM postings
INNER JOIN corpora ON postings.language = corpora.language AND postings.kind = corpora.kind
INNER JOIN frequencies
    ON
        postings.language = frequencies.language
        AND postings.kind = frequencies.kind
        AND postings.term = frequencies.term
ORDER BY postings.language, postings.term, postings.kind, postings.document_id;

DROP TABLE counted;

COMMENT ON TABLE search_terms IS 'Full-text index of articles and quotes; read it through search(words).';
COMMENT ON COLUMN search_terms.language IS 'Language of the index that the document stands in.';
COMMENT ON COLUMN search_terms.term IS 'Stem of a word, without capitals and accents.';
COMMENT ON COLUMN search_terms.kind IS 'article or quote.';
COMMENT ON COLUMN search_terms.document_id IS 'article_id or quote_id.';
COMMENT ON COLUMN search_terms.weight IS 'BM25 weight of the term in the document (k1 1.2, b 0.75).';

-- The linter cannot read the body of a macro that begins with WITH.
-- noqa: disable=all
CREATE MACRO search(words) AS TABLE
WITH asked AS (
    SELECT DISTINCT
        search_languages.language,
        stem(split.word, search_languages.stemmer) AS term
    FROM search_languages
    CROSS JOIN (SELECT unnest(regexp_extract_all(folded(words), '[\p{L}\p{N}]+')) AS word) AS split
)

SELECT
    search_terms.kind,
    search_terms.document_id,
    count(*) AS n_words_found,
    sum(search_terms.weight) AS score
FROM search_terms
INNER JOIN asked ON search_terms.language = asked.language AND search_terms.term = asked.term
GROUP BY ALL;

COMMENT ON MACRO TABLE search IS  -- noqa: PRS
'Articles and quotes with any of the words, whatever their endings and accents, with a BM25 score: FROM search(''négociations armes''). Needs LOAD fts.';
