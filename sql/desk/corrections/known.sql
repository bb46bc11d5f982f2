-- The corrections that the tables know of.
SELECT correction_id
FROM corrections
WHERE correction_id IN (SELECT unnest($ids));
