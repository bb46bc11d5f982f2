-- How does each outlet report speech: in marks, in part, or in its own words?
-- $since DATE: first day of publication
-- $until DATE: last day of publication
-- columns: publisher, n_quotes, direct, mixed, indirect, share_in_marks, median_words
SELECT
    publisher,
    count(*) AS n_quotes,
    count_if(kind = 'direct')::BIGINT AS direct,
    count_if(kind = 'mixed')::BIGINT AS mixed,
    count_if(kind = 'indirect')::BIGINT AS indirect,
    round(avg((kind <> 'indirect')::INTEGER), 3) AS share_in_marks,
    median(length(text) - length(replace(text, ' ', '')) + 1) AS median_words
FROM who_said_what
WHERE
    touches(published_from, published_to, $since, $until)
GROUP BY publisher
ORDER BY n_quotes DESC, publisher;
