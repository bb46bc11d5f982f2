-- What does someone say of someone or something: quotes in which the name stands?
-- $person VARCHAR: the speaker in any spelling; left out: everybody
-- $about VARCHAR: who or what is spoken of, in any spelling; left out: everybody
-- $since DATE: first day of publication
-- $until DATE: last day of publication
-- $top INTEGER = 50: number of rows
-- columns: published, published_from, published_to, publisher, speaker, about, text, context, relay, path, start_char, quote_id, confidence
WITH named AS (
    SELECT DISTINCT
        quotes.quote_id,
        mentions.entity_id
    FROM quotes
    INNER JOIN mentions
        ON
            quotes.article_id = mentions.article_id
            AND quotes.content_start_char <= mentions.start_char
            AND quotes.content_end_char >= mentions.end_char
    WHERE
        mentions.entity_id IS DISTINCT FROM quotes.speaker_entity_id
        AND ($about IS NULL OR mentions.entity_id IN (SELECT meant.entity_id FROM entities_named($about) AS meant))
        AND ($person IS NULL OR quotes.quote_id IN (SELECT spoken.quote_id FROM quotes_by($person) AS spoken))
)

SELECT
    who_said_what.published,
    who_said_what.published_from,
    who_said_what.published_to,
    who_said_what.publisher,
    who_said_what.speaker,
    entities.name AS about,
    who_said_what.text,
    who_said_what.context,
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
