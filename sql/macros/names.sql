-- Words without accents and capitals, so that names compare whatever the keyboard.
CREATE MACRO folded(words) AS lower(strip_accents(words));

COMMENT ON MACRO folded IS  -- noqa: PRS
'Words without accents and capitals: folded(''Évry'') is evry.';

-- The words of a name, to be compared.
CREATE MACRO name_words(name) AS
list_filter(regexp_split_to_array(folded(name), '[\s\x{A0}\x{202F}\x{2019}''.,\-]+'), lambda word: word <> '');

COMMENT ON MACRO name_words IS  -- noqa: PRS
'The words of a name without accents and capitals: name_words(''Jean-Luc Mélenchon'') is [jean, luc, melenchon].';

-- Whether somebody may be called so: every word that is asked for is one of the name's.
CREATE MACRO bears(name, person) AS
len(name_words(person)) > 0
AND contains(folded(name), name_words(person)[1])  -- cheap, and false of nearly all names
AND list_has_all(name_words(name), name_words(person));

COMMENT ON MACRO bears IS  -- noqa: PRS
'Whether a name has all words of another, accents and capitals aside: bears(''Jean-Luc Mélenchon'', ''melenchon'').';

-- Who or what is called so: by a whole name or spelling; where there is none, by words of one.
CREATE MACRO entities_named(person) AS TABLE
WITH named AS (
    SELECT entity_id, alias AS name FROM entity_aliases
    UNION
    SELECT entity_id, name FROM entities
),

alike AS (
    SELECT entity_id, folded(name) = folded(person) AS is_whole
    FROM named
    WHERE bears(name, person)
)

SELECT DISTINCT entity_id
FROM alike
WHERE is_whole OR NOT EXISTS (SELECT 1 FROM alike AS other WHERE other.is_whole);

COMMENT ON MACRO TABLE entities_named IS  -- noqa: PRS
'Entities that bear a name in any spelling, else those with its words in one, accents and capitals aside: FROM entities_named(''Zelensky'').';

-- What somebody said, who may be called so: the person is looked up once, and never row by row.
CREATE MACRO quotes_by(person) AS TABLE
WITH unknown AS (
    SELECT DISTINCT speaker_name
    FROM quotes
    WHERE speaker_entity_id IS NULL
)

SELECT quotes.quote_id
FROM quotes
WHERE quotes.speaker_entity_id IN (SELECT meant.entity_id FROM entities_named(person) AS meant)
UNION ALL
SELECT quotes.quote_id
FROM quotes
WHERE
    quotes.speaker_entity_id IS NULL
    AND quotes.speaker_name IN (SELECT unknown.speaker_name FROM unknown WHERE bears(unknown.speaker_name, person));

COMMENT ON MACRO TABLE quotes_by IS  -- noqa: PRS
'Quotes of a speaker in any spelling: FROM who_said_what WHERE quote_id IN (SELECT quote_id FROM quotes_by(''Mélenchon'')).';
