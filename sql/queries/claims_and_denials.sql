-- Who claims and who denies: speakers by kind of saying, and the outlets that report it so?
-- $since DATE: first day of publication
-- $until DATE: last day of publication
-- $top INTEGER = 30: number of speakers
-- columns: speaker, n_claims, n_denials, n_neutral, n_other, denied_in, a_denial
SELECT
    speaker,
    count_if(cue_class = 'claim')::BIGINT AS n_claims,
    count_if(cue_class = 'denial')::BIGINT AS n_denials,
    count_if(cue_class = 'neutral')::BIGINT AS n_neutral,
    count_if(cue_class NOT IN ('claim', 'denial', 'neutral'))::BIGINT AS n_other,
    string_agg(DISTINCT publisher, ', ' ORDER BY publisher) FILTER (WHERE cue_class = 'denial') AS denied_in,
    arg_min(text, (published_from, path, start_char)) FILTER (WHERE cue_class = 'denial') AS a_denial
FROM who_said_what
WHERE
    speaker IS NOT NULL
    AND touches(published_from, published_to, $since, $until)
GROUP BY speaker, speaker_entity_id
HAVING count_if(cue_class IN ('claim', 'denial')) > 0
ORDER BY n_denials DESC, n_claims DESC, speaker
LIMIT $top;
