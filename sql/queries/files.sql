-- What became of the files: which were not taken, repeated, superseded or removed, and why?
-- $drop VARCHAR: one drop
-- columns: drop, status, reason, n_files, example
SELECT
    drop,
    status,
    reason,
    count(*) AS n_files,
    min(path) AS example
FROM documents
WHERE $drop IS NULL OR drop = $drop
GROUP BY ALL
ORDER BY drop, n_files DESC, status, reason;
