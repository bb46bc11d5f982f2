-- A speaker that a role lends is the holder of a role that is there.
-- A rule about whole tables.
SELECT quotes.quote_id
FROM quotes
LEFT JOIN roles ON quotes.role_id = roles.role_id
WHERE
    (quotes.role_id IS NOT NULL AND roles.role_id IS NULL)
    OR (quotes.role_id IS NOT NULL) <> (quotes.method = 'role');
