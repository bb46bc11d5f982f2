-- What does someone say of someone or something: quotes in which the name stands?
-- $person VARCHAR: the speaker in any spelling; left out: everybody
-- $about VARCHAR: who or what is spoken of, in any spelling; left out: everybody
-- $since DATE: first day of publication
-- $until DATE: last day of publication
-- $top INTEGER = 50: number of rows
-- columns: published, published_from, published_to, publisher, speaker, about, text, relay, path, start_char, quote_id, confidence
WITH said AS (
    SELECT
        quote_id,
        article_id,
        content_start_char,
        content_end_char,
        speaker_entity_id
    FROM quotes
    WHERE $person IS NULL OR quote_id IN (SELECT spoken.quote_id FROM quotes_by($person) AS spoken)
),

named AS (
    SELECT DISTINCT
        said.quote_id,
        mentions.entity_id
    FROM said
    INNER JOIN mentions
        ON
            said.article_id = mentions.article_id
            AND said.content_start_char <= mentions.start_char
            AND said.content_end_char >= mentions.end_char
    WHERE
        mentions.entity_id IS DISTINCT FROM said.speaker_entity_id
        AND ($about IS NULL OR mentions.entity_id IN (SELECT meant.entity_id FROM entities_named($about) AS meant))
)

SELECT
    who_said_what.published,
    who_said_what.published_from,
    who_said_what.published_to,
    who_said_what.publisher,
    who_said_what.speaker,
    entities.name AS about,
    who_said_what.text,
    who_said_what.relay,
    who_said_what.path,
    who_said_what.start_char,
    who_said_what.quote_id,
    who_said_what.confidence
FROM named
INNER JOIN who_said_what ON named.quote_id = who_said_what.quote_id
INNER JOIN entities ON named.entity_id = entities.entity_id
WHERE touches(who_said_what.published_from, who_said_what.published_to, $since, $until)
ORDER BY who_said_what.published_from, who_said_what.published_to, who_said_what.path, who_said_what.start_char, about
LIMIT $top;
