-- On what did a person speak differently between two periods: the last words before a day and the first from it on?
-- $person VARCHAR: the speaker in any spelling
-- $turn DATE: the day that parts the two periods
-- $top INTEGER = 20: number of subjects
-- columns: subject, n_before, n_after, before_on, before_said, after_on, after_said
WITH said AS (
    SELECT
        who_said_what.*,
        who_said_what.published_from >= $turn AS is_after
    FROM who_said_what
    WHERE
        (who_said_what.published_to < $turn OR who_said_what.published_from >= $turn)
        AND who_said_what.quote_id IN (SELECT named.quote_id FROM quotes_by($person) AS named)
),

subjects AS (
    SELECT DISTINCT
        said.quote_id,
        said.is_after,
        said.published_from,
        said.published_to,
        said.start_char,
        said.text,
        entities.name AS subject
    FROM said
    INNER JOIN mentions
        ON
            said.article_id = mentions.article_id
            AND said.content_start_char <= mentions.start_char
            AND said.content_end_char >= mentions.end_char
    INNER JOIN entities ON mentions.entity_id = entities.entity_id
    WHERE mentions.entity_id IS DISTINCT FROM said.speaker_entity_id
)

SELECT
    subject,
    count(*) FILTER (WHERE NOT is_after) AS n_before,
    count(*) FILTER (WHERE is_after) AS n_after,
    max(published_to) FILTER (WHERE NOT is_after) AS before_on,
    arg_max(text, (published_to, -start_char)) FILTER (WHERE NOT is_after) AS before_said,
    min(published_from) FILTER (WHERE is_after) AS after_on,
    arg_min(text, (published_from, start_char)) FILTER (WHERE is_after) AS after_said
FROM subjects
GROUP BY subject
ORDER BY least(n_before, n_after) DESC, n_before + n_after DESC, subject
LIMIT $top;
