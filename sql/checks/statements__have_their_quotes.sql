-- Every attestation of a statement is a quote that is there.
-- A rule about whole tables.
WITH attestations AS (
    SELECT
        statement_id,
        unnest(members) AS quote_id
    FROM statements
)

SELECT attestations.*
FROM attestations
LEFT JOIN quotes ON attestations.quote_id = quotes.quote_id
WHERE quotes.quote_id IS NULL;
