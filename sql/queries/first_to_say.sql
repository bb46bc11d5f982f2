-- Who was the first to say it: speakers whose quotes hold the words, each with the earliest?
-- $words VARCHAR: what to look for, whatever the endings and accents
-- $top INTEGER = 20: number of speakers
-- columns: said_from, published, published_from, published_to, publisher, speaker, text, relay, n_quotes, path, start_char, quote_id
WITH found AS (
    SELECT document_id AS quote_id
    FROM search($words)
    WHERE kind = 'quote'
    QUALIFY n_words_found = max(n_words_found) OVER ()
),

said AS (
    SELECT
        quotes.quote_id,
        coalesce(quotes.speaker_entity_id::VARCHAR, quotes.speaker_name, quotes.quote_id::VARCHAR) AS speaker,
        (quotes.said_from, articles.published_from, quotes.quote_id) AS turn  -- of a day unknown, last
    FROM found
    INNER JOIN quotes ON found.quote_id = quotes.quote_id
    INNER JOIN articles ON quotes.article_id = articles.article_id
),

firsts AS (
    SELECT
        arg_min(quote_id, turn) AS quote_id,
        min(turn) AS turn,
        count(*) AS n_quotes
    FROM said
    GROUP BY speaker
    ORDER BY turn
    LIMIT $top
)

SELECT
    who_said_what.said_from,
    who_said_what.published,
    who_said_what.published_from,
    who_said_what.published_to,
    who_said_what.publisher,
    who_said_what.speaker,
    who_said_what.text,
    who_said_what.relay,
    firsts.n_quotes,
    who_said_what.path,
    who_said_what.start_char,
    who_said_what.quote_id
FROM firsts
INNER JOIN who_said_what ON firsts.quote_id = who_said_what.quote_id
ORDER BY firsts.turn;
