-- Who contradicts whom: every denial, with the words of another that stand nearest to it in the article?
-- $person VARCHAR: one of the two, in any spelling; left out: everybody
-- $since DATE: first day of publication
-- $until DATE: last day of publication
-- $top INTEGER = 50: number of rows
-- columns: published, published_from, published_to, publisher, denied_by, denial, other, other_said, path, start_char, quote_id, confidence
WITH spoken AS (
    SELECT
        quote_id,
        article_id,
        start_char,
        cue_class,
        coalesce(speaker_entity_id::VARCHAR, speaker_name) AS speaker
    FROM quotes
    WHERE speaker_name IS NOT NULL
),

answered AS (
    SELECT
        denials.quote_id,
        arg_min(others.quote_id, abs(others.start_char - denials.start_char)) AS other_id
    FROM spoken AS denials
    INNER JOIN spoken AS others ON denials.article_id = others.article_id AND denials.speaker <> others.speaker
    WHERE denials.cue_class = 'denial'
    GROUP BY denials.quote_id
),

chosen AS (
    SELECT answered.*
    FROM answered
    WHERE
        $person IS NULL
        OR answered.quote_id IN (SELECT named.quote_id FROM quotes_by($person) AS named)
        OR answered.other_id IN (SELECT named.quote_id FROM quotes_by($person) AS named)
)

SELECT
    denials.published,
    denials.published_from,
    denials.published_to,
    denials.publisher,
    denials.speaker AS denied_by,
    denials.text AS denial,
    coalesce(entities.name, others.speaker_name) AS other,
    others.text AS other_said,
    denials.path,
    denials.start_char,
    denials.quote_id,
    least(denials.confidence, others.confidence) AS confidence
FROM chosen
INNER JOIN who_said_what AS denials ON chosen.quote_id = denials.quote_id
INNER JOIN quotes AS others ON chosen.other_id = others.quote_id
LEFT JOIN entities ON others.speaker_entity_id = entities.entity_id
WHERE touches(denials.published_from, denials.published_to, $since, $until)
ORDER BY denials.published_from, denials.published_to, denials.path, denials.start_char
LIMIT $top;
