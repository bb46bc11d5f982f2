-- The corrections that the tables know of.
SELECT correction_id
FROM corrections
WHERE list_contains($ids, correction_id);
