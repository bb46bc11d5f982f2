-- How much does each outlet have from people it does not name, and how much of that does it call a claim?
-- $outlet VARCHAR: the publisher; left out: every outlet
-- $since DATE: first day of publication
-- $until DATE: last day of publication
-- columns: publisher, n_quotes, n_unnamed, n_groups, share_unnamed, n_claims, called, example
SELECT
    publisher,
    count(*) AS n_quotes,
    count_if(speaker_kind = 'unnamed')::BIGINT AS n_unnamed,
    count_if(speaker_kind = 'group')::BIGINT AS n_groups,
    round(avg((speaker_kind IN ('unnamed', 'group'))::INTEGER), 3) AS share_unnamed,
    count_if(speaker_kind IN ('unnamed', 'group') AND cue_class = 'claim')::BIGINT AS n_claims,
    mode(speaker ORDER BY speaker) FILTER (WHERE speaker_kind IN ('unnamed', 'group')) AS called,
    arg_min(text, (published_from, path, start_char)) FILTER (WHERE speaker_kind IN ('unnamed', 'group')) AS example
FROM who_said_what
WHERE
    speaker_kind IS NOT NULL
    AND ($outlet IS NULL OR folded(publisher) = folded($outlet))
    AND touches(published_from, published_to, $since, $until)
GROUP BY publisher
ORDER BY n_unnamed + n_groups DESC, publisher;
