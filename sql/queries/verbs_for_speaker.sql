-- With which verbs do outlets report the same speaker?
-- $person VARCHAR: the speaker in any spelling; left out: everybody
-- $top INTEGER = 50: number of rows
-- columns: speaker, publisher, cue_lemma, cue_class, n_quotes, example
SELECT
    speaker,
    publisher,
    cue_lemma,
    cue_class,
    count(*) AS n_quotes,
    arg_min(text, (published_from, path, start_char)) AS example
FROM who_said_what
WHERE
    cue_lemma IS NOT NULL
    AND speaker IS NOT NULL
    AND ($person IS NULL OR quote_id IN (SELECT named.quote_id FROM quotes_by($person) AS named))
GROUP BY speaker, speaker_entity_id, publisher, cue_lemma, cue_class
ORDER BY n_quotes DESC, speaker, publisher, cue_lemma
LIMIT $top;
