-- The full-text index: the words of all documents, each under its stems, and the places where they stand. A row says nothing
-- of other documents, so that a new article changes no row of an old one; what a word weighs is reckoned when it is asked for.
-- `before` is the warehouse in place, or an empty one, and `alike` says which documents are as they were there. The words of all
-- others are in the temporary table `counted`, and those of both, each with an id, in `vocabulary` (pipeline/warehouse/words.py).
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

-- Sorted by numbers, and of numbers alone: words in every row would take three times as long to write.
CREATE TABLE search_places AS
SELECT
    word_id,
    is_quote,
    document_id,
    n,
    n_words,
    places
FROM before.search_places
SEMI JOIN alike USING (is_quote, document_id)
UNION ALL
SELECT
    vocabulary.word_id,
    counted.is_quote,
    counted.document_id,
    len(counted.places)::INTEGER,
    counted.n_words,
    counted.places
FROM counted
INNER JOIN vocabulary ON counted.language = vocabulary.language AND counted.word = vocabulary.word
ORDER BY word_id, is_quote, document_id;

CREATE TABLE search_words AS
WITH plain AS (
    SELECT
        vocabulary.language,
        vocabulary.word,
        vocabulary.word_id,
        search_languages.stemmer,
        folded(vocabulary.word) AS plain_word
    FROM vocabulary
    INNER JOIN search_languages ON vocabulary.language = search_languages.language
    SEMI JOIN search_places ON vocabulary.word_id = search_places.word_id
)

SELECT DISTINCT
    language,
    unnest(word_stems(word, plain_word, stemmer)) AS term,
    word,
    plain_word,
    word_id
FROM plain
ORDER BY language, term, word;

CREATE TABLE search_corpora AS
WITH lengths AS (
    SELECT
        is_quote,
        document_id,
        any_value(word_id) AS word_id,
        any_value(n_words) AS n_words
    FROM search_places
    GROUP BY ALL
)

SELECT
    vocabulary.language,
    CASE WHEN lengths.is_quote THEN 'quote' ELSE 'article' END AS kind,
    count(*) AS n_documents,
    avg(lengths.n_words) AS mean_words
FROM lengths
INNER JOIN vocabulary ON lengths.word_id = vocabulary.word_id
GROUP BY ALL
ORDER BY language, kind;

-- What is not as it was written is not taken over.
CREATE TABLE search_seal AS
SELECT
    version,
    (SELECT bit_xor(hash(p)) FROM search_places AS p) AS places,
    (SELECT bit_xor(hash(w)) FROM search_words AS w) AS words
FROM index_version;

COMMENT ON TABLE search_words IS 'Words of the full-text index, a row a stem; read it through search(words).';
COMMENT ON COLUMN search_words.language IS 'Language of the index that the word stands in.';
COMMENT ON COLUMN search_words.term IS 'A stem of the word, without capitals and accents.';
COMMENT ON COLUMN search_words.word IS 'The word, without capitals.';
COMMENT ON COLUMN search_words.plain_word IS 'The word, without capitals and accents.';
COMMENT ON COLUMN search_words.word_id IS 'Made of language and word.';

COMMENT ON TABLE search_places IS 'Where the words of the full-text index stand, a row a word and document; read it through search(words).';
COMMENT ON COLUMN search_places.word_id IS 'The word, in search_words.';
COMMENT ON COLUMN search_places.is_quote IS 'Whether the document is a quote; else it is an article.';
COMMENT ON COLUMN search_places.document_id IS 'article_id or quote_id.';
COMMENT ON COLUMN search_places.n IS 'How often the word stands there.';
COMMENT ON COLUMN search_places.n_words IS 'Length of the document in words.';
COMMENT ON COLUMN search_places.places IS 'Where: the words of the document before it, counted.';

COMMENT ON TABLE search_corpora IS 'Articles and quotes of the full-text index, by language: what BM25 weighs a document against.';
COMMENT ON COLUMN search_corpora.language IS 'Language of the index.';
COMMENT ON COLUMN search_corpora.kind IS 'article or quote.';
COMMENT ON COLUMN search_corpora.n_documents IS 'Number of documents.';
COMMENT ON COLUMN search_corpora.mean_words IS 'Their mean length in words.';

COMMENT ON TABLE search_seal IS 'What wrote the full-text index, and its digest: the next build takes over what stands unchanged; one row.';
COMMENT ON COLUMN search_seal.version IS 'Digest of what decides the rows.';
COMMENT ON COLUMN search_seal.places IS 'Digest of search_places.';
COMMENT ON COLUMN search_seal.words IS 'Digest of search_words.';

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
WHERE CASE WHEN len(plain_words) > 100 THEN error('a phrase holds at most 100 words') ELSE len(plain_words) > 0 END;

COMMENT ON MACRO TABLE asked_words IS  -- noqa: PRS
'What a search asks for, a row a word or phrase: FROM asked_words(''négociations "armes nucléaires" -essais'').';

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
        word.place,
        word.plain_word,
        word.n_in_part,
        CASE
            WHEN word.is_phrase THEN [stem(word.plain_word, search_languages.stemmer)]
            ELSE word_stems(word.word_as_written, word.plain_word, search_languages.stemmer)
        END AS stems
    FROM search_languages
    CROSS JOIN (
        SELECT
            *,
            len(plain_words) AS n_in_part,
            unnest(plain_words) AS plain_word,
            unnest(words_as_written) AS word_as_written,
            generate_subscripts(plain_words, 1) AS place
        FROM parts
    ) AS word
),

-- A word is told by its first stem; a document has it that has any of its stems.
asked AS MATERIALIZED (
    SELECT
        * EXCLUDE (stems),
        stems[1] AS word,
        unnest(list_distinct(stems)) AS term
    FROM split
),

meant AS MATERIALIZED (
    SELECT
        asked.*,
        search_words.word_id,
        search_words.plain_word = asked.plain_word AS is_the_word
    FROM asked
    INNER JOIN search_words ON asked.language = search_words.language AND asked.term = search_words.term
),

-- FLOAT, which a lake gives back as it was written; it writes "DOUBLE" in marks, and the macro would be another at each look.
wanted AS MATERIALIZED (
    SELECT DISTINCT
        language,
        dense_rank() OVER (ORDER BY language, word) AS word,
        (term = word)::FLOAT AS in_first,
        (term <> word)::FLOAT AS in_other,
        word_id
    FROM meant
    WHERE NOT is_unwanted
),

hits AS MATERIALIZED (
    SELECT
        places.document_id,
        places.is_quote,
        wanted.word,
        any_value(places.n_words) AS n_words,
        greatest(sum(places.n * wanted.in_first), sum(places.n * wanted.in_other)) AS n
    FROM search_places AS places
    INNER JOIN wanted ON places.word_id = wanted.word_id
    GROUP BY places.document_id, places.is_quote, wanted.word
),

-- BM25 with k1 1.2 and b 0.75 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009).
rarities AS (
    SELECT
        counted.is_quote,
        counted.word,
        asked_in.n_words_asked,
        search_corpora.mean_words,
        ln(1 + (search_corpora.n_documents - counted.n + 0.5) / (counted.n + 0.5)) AS rarity
    FROM (SELECT is_quote, word, count(*) AS n FROM hits GROUP BY is_quote, word) AS counted
    INNER JOIN (SELECT DISTINCT language, word FROM wanted) AS word_of ON counted.word = word_of.word
    INNER JOIN search_corpora
        ON word_of.language = search_corpora.language AND counted.is_quote = (search_corpora.kind = 'quote')
    INNER JOIN (SELECT language, count(DISTINCT word) AS n_words_asked FROM asked WHERE NOT is_unwanted GROUP BY language) AS asked_in
        ON word_of.language = asked_in.language
),

phrase_words AS MATERIALIZED (
    SELECT
        part,
        word_id,
        n_in_part,
        list(place) AS asked_places
    FROM meant
    WHERE is_phrase AND is_the_word
    GROUP BY part, word_id, n_in_part
),

-- A phrase may stand where each of its words does, as often as in the phrase.
likely AS MATERIALIZED (
    SELECT
        words_of.part,
        words_of.n_in_part,
        places.is_quote,
        places.document_id
    FROM search_places AS places
    INNER JOIN phrase_words AS words_of ON places.word_id = words_of.word_id
    GROUP BY words_of.part, words_of.n_in_part, places.is_quote, places.document_id
    HAVING sum(least(places.n, len(words_of.asked_places))) >= words_of.n_in_part
),

-- Its words stand side by side where each, less its place in the phrase, stands at the same place.
spots AS (
    SELECT
        likely.part,
        likely.is_quote,
        likely.document_id,
        likely.n_in_part,
        unnest(places.places) - words_of.asked_place AS place
    FROM search_places AS places
    INNER JOIN (SELECT part, word_id, unnest(asked_places) AS asked_place FROM phrase_words) AS words_of
        ON places.word_id = words_of.word_id
    INNER JOIN likely
        ON words_of.part = likely.part AND places.is_quote = likely.is_quote AND places.document_id = likely.document_id
    WHERE likely.n_in_part > 1
),

phrases AS MATERIALIZED (
    SELECT
        part,
        is_quote,
        document_id
    FROM likely
    WHERE n_in_part = 1
    UNION ALL
    SELECT DISTINCT
        spots.part,
        spots.is_quote,
        spots.document_id
    FROM spots
    GROUP BY spots.part, spots.n_in_part, spots.is_quote, spots.document_id, spots.place
    HAVING count(*) = spots.n_in_part
),

held AS (
    SELECT phrases.is_quote, phrases.document_id
    FROM phrases
    INNER JOIN parts ON phrases.part = parts.part
    WHERE NOT parts.is_unwanted
    GROUP BY phrases.is_quote, phrases.document_id
    HAVING count(*) = (SELECT count(*) FROM parts WHERE is_phrase AND NOT is_unwanted)
),

unwanted AS (
    SELECT places.is_quote, places.document_id
    FROM search_places AS places
    WHERE places.word_id IN (SELECT meant.word_id FROM meant WHERE meant.is_unwanted AND NOT meant.is_phrase)
    UNION
    SELECT phrases.is_quote, phrases.document_id
    FROM phrases
    INNER JOIN parts ON phrases.part = parts.part
    WHERE parts.is_unwanted
),

kept AS (
    SELECT hits.*
    FROM hits
    ANTI JOIN unwanted ON hits.is_quote = unwanted.is_quote AND hits.document_id = unwanted.document_id
    WHERE
        NOT EXISTS (SELECT 1 FROM parts WHERE is_phrase AND NOT is_unwanted)
        OR (hits.is_quote, hits.document_id) IN (SELECT (held.is_quote, held.document_id) FROM held)
)

SELECT
    CASE WHEN kept.is_quote THEN 'quote' ELSE 'article' END AS kind,
    kept.document_id,
    count(*) AS n_words_found,
    any_value(rarities.n_words_asked) AS n_words_asked,
    sum((
        rarities.rarity * kept.n * 2.2 / (kept.n + 1.2 * (0.25 + 0.75 * kept.n_words / rarities.mean_words))
    )::FLOAT) AS score
FROM kept
INNER JOIN rarities ON kept.is_quote = rarities.is_quote AND kept.word = rarities.word
GROUP BY kept.is_quote, kept.document_id;

COMMENT ON MACRO TABLE search IS  -- noqa: PRS
'Articles and quotes with any of the words, whatever their endings and accents, with a BM25 score; words in "marks" stand just so and side by side, and a word after - nowhere: FROM search(''négociations "armes nucléaires" -essais''). Needs LOAD fts.';
