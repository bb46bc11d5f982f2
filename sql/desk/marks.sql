-- Everything that stands somewhere in an article: what it is, what it means, how it was found.
SELECT
    'quote' AS what,
    quotes.quote_id AS id,
    quotes.start_char,
    quotes.end_char,
    coalesce(entities.name, quotes.speaker_name) AS value,
    quotes.kind AS detail,
    quotes.cue,
    quotes.relay_name AS relay,
    quotes.text,
    quotes.method,
    quotes.confidence,
    quotes.reason,
    quotes.speaker_entity_id AS entity_id,
    NULL::DATE AS opens_on,
    NULL::DATE AS closes_on
FROM quotes
LEFT JOIN entities ON quotes.speaker_entity_id = entities.entity_id
WHERE quotes.article_id = $article
UNION ALL
SELECT
    'name' AS what,
    mentions.mention_id AS id,
    mentions.start_char,
    mentions.end_char,
    coalesce(entities.name, mentions.name) AS value,
    mentions.type AS detail,
    NULL AS cue,
    NULL AS relay,
    mentions.text,
    mentions.method,
    mentions.confidence,
    NULL AS reason,
    mentions.entity_id,
    NULL::DATE AS opens_on,
    NULL::DATE AS closes_on
FROM mentions
LEFT JOIN entities ON mentions.entity_id = entities.entity_id
WHERE mentions.article_id = $article
UNION ALL
SELECT
    'date' AS what,
    date_id AS id,
    start_char,
    end_char,
    value,
    type AS detail,
    NULL AS cue,
    NULL AS relay,
    text,
    method,
    confidence,
    reason,
    NULL AS entity_id,
    starts_on AS opens_on,
    ends_on AS closes_on
FROM dates
WHERE article_id = $article
UNION ALL
SELECT
    'source' AS what,
    source_id AS id,
    start_char,
    end_char,
    coalesce(name, text) AS value,
    type || ', ' || role AS detail,
    NULL AS cue,
    NULL AS relay,
    text,
    NULL AS method,
    NULL AS confidence,
    NULL AS reason,
    NULL AS entity_id,
    NULL::DATE AS opens_on,
    NULL::DATE AS closes_on
FROM sources
WHERE article_id = $article AND start_char IS NOT NULL
ORDER BY start_char, end_char DESC, what, id;
