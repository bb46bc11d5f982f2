-- Speakers that bear the words of a name, named or only described.
CREATE TEMPORARY TABLE speakers_meant AS
WITH spoken AS (
    SELECT DISTINCT speaker
    FROM quote_facets
    WHERE speaker IS NOT NULL
)

SELECT speaker
FROM spoken
WHERE bears(speaker, $person);
