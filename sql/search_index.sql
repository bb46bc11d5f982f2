-- The full-text index: one row a stem and document, sorted by stem. A row says nothing of other documents, so that a new
-- article changes no row of an old one; what a stem weighs is reckoned when it is asked for. The words of every document
-- are there already, counted, in the temporary table `counted` (pipeline/search.py).
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

CREATE TABLE search_terms AS
WITH vocabulary AS (
    SELECT DISTINCT
        language,
        word
    FROM counted
),

plain AS (
    SELECT
        language,
        word,
        unnest(regexp_extract_all(folded(word), '[\p{L}\p{N}]+')) AS plain_word
    FROM vocabulary
),

stems AS (
    SELECT
        plain.language,
        plain.word,
        stem(plain.plain_word, search_languages.stemmer) AS term
    FROM plain
    INNER JOIN search_languages ON plain.language = search_languages.language
)

SELECT
    stems.language,
    stems.term,
    counted.kind,
    counted.document_id,
    sum(counted.n)::INTEGER AS n,
    any_value(counted.n_words)::INTEGER AS n_words
FROM counted
INNER JOIN stems ON counted.language = stems.language AND counted.word = stems.word
GROUP BY ALL
ORDER BY stems.language, stems.term, counted.kind, counted.document_id;

CREATE TABLE search_corpora AS
WITH lengths AS (
    SELECT DISTINCT
        language,
        kind,
        document_id,
        n_words
    FROM counted
)

SELECT
    language,
    kind,
    count(*) AS n_documents,
    avg(n_words) AS mean_words
FROM lengths
GROUP BY ALL
ORDER BY language, kind;

COMMENT ON TABLE search_terms IS 'Full-text index of articles and quotes; read it through search(words).';
COMMENT ON COLUMN search_terms.language IS 'Language of the index that the document stands in.';
COMMENT ON COLUMN search_terms.term IS 'Stem of a word, without capitals and accents.';
COMMENT ON COLUMN search_terms.kind IS 'article or quote.';
COMMENT ON COLUMN search_terms.document_id IS 'article_id or quote_id.';
COMMENT ON COLUMN search_terms.n IS 'How often it stands there.';
COMMENT ON COLUMN search_terms.n_words IS 'Length of the document in words.';

COMMENT ON TABLE search_corpora IS 'Articles and quotes of the full-text index, by language: what BM25 weighs a document against.';
COMMENT ON COLUMN search_corpora.language IS 'Language of the index.';
COMMENT ON COLUMN search_corpora.kind IS 'article or quote.';
COMMENT ON COLUMN search_corpora.n_documents IS 'Number of documents.';
COMMENT ON COLUMN search_corpora.mean_words IS 'Their mean length in words.';

-- The linter cannot read the body of a macro that begins with WITH.
-- noqa: disable=all
CREATE MACRO search(words) AS TABLE
WITH asked AS (
    SELECT DISTINCT
        search_languages.language,
        stem(split.word, search_languages.stemmer) AS term
    FROM search_languages
    CROSS JOIN (SELECT unnest(regexp_extract_all(folded(words), '[\p{L}\p{N}]+')) AS word) AS split
),

found AS MATERIALIZED (
    SELECT search_terms.*
    FROM search_terms
    INNER JOIN asked ON search_terms.language = asked.language AND search_terms.term = asked.term
),

-- BM25 with k1 1.2 and b 0.75 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009).
terms AS (
    SELECT
        found.language,
        found.kind,
        found.term,
        any_value(search_corpora.mean_words) AS mean_words,
        ln(1 + (any_value(search_corpora.n_documents) - count(*) + 0.5) / (count(*) + 0.5)) AS rarity
    FROM found
    INNER JOIN search_corpora ON found.language = search_corpora.language AND found.kind = search_corpora.kind
    GROUP BY ALL
)

SELECT
    found.kind,
    found.document_id,
    count(*) AS n_words_found,
    sum((
        terms.rarity * found.n * 2.2 / (found.n + 1.2 * (0.25 + 0.75 * found.n_words / terms.mean_words))
    )::FLOAT) AS score
FROM found
INNER JOIN terms ON found.language = terms.language AND found.kind = terms.kind AND found.term = terms.term
GROUP BY ALL;

COMMENT ON MACRO TABLE search IS  -- noqa: PRS
'Articles and quotes with any of the words, whatever their endings and accents, with a BM25 score: FROM search(''négociations armes''). Needs LOAD fts.';
