-- Words without accents and capitals, so that names compare whatever the keyboard.
CREATE MACRO folded(words) AS lower(strip_accents(words));

COMMENT ON MACRO folded IS  -- noqa: PRS
'Words without accents and capitals: folded(''Évry'') is evry.';

-- Who or what bears a name, in any of its spellings.
CREATE MACRO entities_named(person) AS TABLE
SELECT DISTINCT entity_id
FROM entity_aliases
WHERE folded(alias) = folded(person)
UNION
SELECT entity_id
FROM entities
WHERE folded(name) = folded(person);

COMMENT ON MACRO TABLE entities_named IS  -- noqa: PRS
'Entities that bear a name in any spelling, accents and capitals aside: FROM entities_named(''Zelensky'').';
