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

-- An ending may need its accent to be one («prometió» and «prometer» share «promet», «prometio» has «prometi»): a word stands
-- under its stem with accents, where its other forms are, and under the one without, for who writes none.
CREATE MACRO word_stems(word, plain_word, stemmer) AS  -- noqa: CP05
list_value(folded(stem(nfc_normalize(word), stemmer)), stem(plain_word, stemmer));

COMMENT ON MACRO word_stems IS  -- noqa: PRS
'The stems that a word is found under, with its accents and without: word_stems(''prometió'', ''prometio'', ''spanish'') is [promet, prometi].';

CREATE TABLE search_terms AS
WITH vocabulary AS (
    SELECT DISTINCT
        language,
        word
    FROM counted
),

plain AS (
    SELECT
        vocabulary.language,
        vocabulary.word,
        search_languages.stemmer,
        unnest(regexp_extract_all(folded(vocabulary.word), '[\p{L}\p{N}]+')) AS plain_word
    FROM vocabulary
    INNER JOIN search_languages ON vocabulary.language = search_languages.language
),

stems AS (
    SELECT DISTINCT
        language,
        word,
        unnest(word_stems(word, plain_word, stemmer)) AS term
    FROM plain
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
CREATE MACRO asked_words(words) AS TABLE
WITH parts AS (
    SELECT DISTINCT
        unnest(regexp_extract_all(translate(lower(nfc_normalize(words)), '«»“”„', '"""""'), '-?"[^"]*"|[^\s"]+')) AS part
)

SELECT
    part,
    starts_with(part, '-') AS is_unwanted,
    regexp_extract_all(folded(part), '[\p{L}\p{N}]+') AS plain_words,
    CASE
        WHEN len(regexp_extract_all(part, '[\p{L}\p{N}\p{M}]+')) = len(plain_words)
            THEN regexp_extract_all(part, '[\p{L}\p{N}\p{M}]+')
        ELSE plain_words  -- an accent without a letter
    END AS words_as_written,
    contains(part, '"') OR (is_unwanted AND len(plain_words) > 1) AS is_phrase
FROM parts
WHERE len(plain_words) > 0;

COMMENT ON MACRO TABLE asked_words IS  -- noqa: PRS
'What a search asks for, a row a word or phrase: FROM asked_words(''négociations "armes nucléaires" -essais'').';

-- A pattern of all phrases of a search that is read in one go over the texts as they stand, and fits a little more than them:
-- any letter with an accent for a letter without. It is made of the words alone, so that DuckDB compiles it once.
CREATE MACRO phrase_pattern(words) AS
'(?i)(?:^|[^\p{L}\p{N}])(?:' || array_to_string(
    list_transform(
        regexp_extract_all(translate(folded(words), '«»“”„', '"""""') || '"', '-?"[^"]*"|-[^\s"]+'),
        lambda part: replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(array_to_string(regexp_extract_all(part, '[\p{L}\p{N}]+'), ' '), '[^ a-z0-9]', '~', 'g'),
                    '[a-z]', '[\0\\x{AA}-\\x{24F}\\x{1E00}-\\x{1EFF}]\\p{M}*', 'g'
                ),
                ' ', '[^\\p{L}\\p{N}]+', 'g'
            ),
            '~', '[\p{L}\p{N}]\p{M}*'
        )
    ),
    '|'
) || ')(?:[^\p{L}\p{N}\p{M}]|$)';

COMMENT ON MACRO phrase_pattern IS  -- noqa: PRS
'Pattern that fits every text with a phrase of a search, and few others: phrase_pattern(''"armes nucléaires"'').';

CREATE MACRO search(words) AS TABLE
WITH parts AS MATERIALIZED (
    FROM asked_words(words)
),

split AS (
    SELECT
        search_languages.language,
        word.part,
        word.is_unwanted,
        word.is_phrase,
        CASE
            WHEN word.is_phrase THEN [stem(word.plain_word, search_languages.stemmer)]
            ELSE word_stems(word.word_as_written, word.plain_word, search_languages.stemmer)
        END AS stems
    FROM search_languages
    CROSS JOIN
        (SELECT *, unnest(plain_words) AS plain_word, unnest(words_as_written) AS word_as_written FROM parts) AS word
),

-- A word is told by its first stem; a document has it that has any of its stems.
terms_asked AS (
    SELECT DISTINCT
        * EXCLUDE (stems),
        stems[1] AS word,
        unnest(stems) AS term
    FROM split
),

asked AS MATERIALIZED (
    SELECT
        *,
        count(*) OVER (PARTITION BY language, part) AS n_terms
    FROM terms_asked
),

wanted AS (
    SELECT DISTINCT
        language,
        word,
        term
    FROM asked
    WHERE NOT is_unwanted
),

found AS MATERIALIZED (
    SELECT search_terms.*
    FROM search_terms
    INNER JOIN (SELECT DISTINCT language, term FROM asked) AS any_asked
        ON search_terms.language = any_asked.language AND search_terms.term = any_asked.term
),

hits AS MATERIALIZED (
    SELECT
        found.language,
        found.kind,
        found.document_id,
        found.n_words,
        wanted.word,
        max(found.n) AS n
    FROM found
    INNER JOIN wanted ON found.language = wanted.language AND found.term = wanted.term
    GROUP BY ALL
),

-- BM25 with k1 1.2 and b 0.75 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009).
rarities AS (
    SELECT
        hits.language,
        hits.kind,
        hits.word,
        any_value(search_corpora.mean_words) AS mean_words,
        ln(1 + (any_value(search_corpora.n_documents) - count(*) + 0.5) / (count(*) + 0.5)) AS rarity
    FROM hits
    INNER JOIN search_corpora ON hits.language = search_corpora.language AND hits.kind = search_corpora.kind
    GROUP BY ALL
),

scored AS (
    SELECT
        hits.kind,
        hits.document_id,
        count(*) AS n_words_found,
        any_value(asked_in.n_words_asked) AS n_words_asked,
        sum((
            rarities.rarity * hits.n * 2.2 / (hits.n + 1.2 * (0.25 + 0.75 * hits.n_words / rarities.mean_words))
        )::FLOAT) AS score
    FROM hits
    INNER JOIN rarities ON hits.language = rarities.language AND hits.kind = rarities.kind AND hits.word = rarities.word
    INNER JOIN (SELECT language, count(DISTINCT word) AS n_words_asked FROM wanted GROUP BY ALL) AS asked_in
        ON hits.language = asked_in.language
    GROUP BY hits.kind, hits.document_id
),

-- A phrase may stand where all its words do; whether they stand side by side is read in the text.
likely AS (
    SELECT
        found.kind,
        found.document_id,
        asked.part
    FROM found
    INNER JOIN asked ON found.language = asked.language AND found.term = asked.term AND asked.is_phrase
    GROUP BY ALL
    HAVING count(*) = any_value(asked.n_terms)
),

texts AS MATERIALIZED (
    SELECT
        kind,
        document_id,
        CASE
            WHEN regexp_matches(text, phrase_pattern(words))
                THEN ' ' || regexp_replace(folded(text), '[^\p{L}\p{N}]+', ' ', 'g') || ' '
        END AS plain_text
    FROM (
        SELECT 'article' AS kind, article_id AS document_id, text FROM articles
        WHERE article_id IN (SELECT document_id FROM likely WHERE kind = 'article')
        UNION ALL
        SELECT 'quote', quote_id, text FROM quotes
        WHERE quote_id IN (SELECT document_id FROM likely WHERE kind = 'quote')
    )
),

phrases AS (
    SELECT
        likely.kind,
        likely.document_id,
        parts.is_unwanted,
        count(*) AS n_phrases
    FROM likely
    INNER JOIN parts ON likely.part = parts.part
    INNER JOIN texts ON likely.kind = texts.kind AND likely.document_id = texts.document_id
    WHERE contains(texts.plain_text, ' ' || array_to_string(parts.plain_words, ' ') || ' ')
    GROUP BY ALL
),

unwanted AS (
    SELECT found.kind, found.document_id
    FROM found
    INNER JOIN asked ON found.language = asked.language AND found.term = asked.term
    WHERE asked.is_unwanted AND NOT asked.is_phrase
    UNION
    SELECT kind, document_id FROM phrases WHERE is_unwanted
)

SELECT scored.*
FROM scored
LEFT JOIN phrases
    ON scored.kind = phrases.kind AND scored.document_id = phrases.document_id AND NOT phrases.is_unwanted
ANTI JOIN unwanted ON scored.kind = unwanted.kind AND scored.document_id = unwanted.document_id
WHERE coalesce(phrases.n_phrases, 0) = (SELECT count(*) FROM parts WHERE is_phrase AND NOT is_unwanted);

COMMENT ON MACRO TABLE search IS  -- noqa: PRS
'Articles and quotes with any of the words, whatever their endings and accents, with a BM25 score; words in "marks" stand just so and side by side, and a word after - nowhere: FROM search(''négociations "armes nucléaires" -essais''). Needs LOAD fts.';
