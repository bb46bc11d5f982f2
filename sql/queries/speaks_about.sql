-- Who speaks about whom?
-- $person VARCHAR: the speaker in any spelling; left out: everybody
-- $about VARCHAR: who or what is spoken of, in any spelling; left out: everybody
-- $top INTEGER = 30: number of pairs
-- columns: speaker, about, type, n_quotes, n_articles, example
WITH said AS (
    SELECT *
    FROM who_said_what
    WHERE
        speaker IS NOT NULL
        AND ($person IS NULL OR quote_id IN (SELECT named.quote_id FROM quotes_by($person) AS named))
)

SELECT
    said.speaker,
    entities.name AS about,
    entities.type,
    count(DISTINCT said.quote_id) AS n_quotes,
    count(DISTINCT said.article_id) AS n_articles,
    arg_min(said.text, (said.published_from, said.path, said.start_char)) AS example
FROM said
INNER JOIN mentions
    ON
        said.article_id = mentions.article_id
        AND said.content_start_char <= mentions.start_char
        AND said.content_end_char >= mentions.end_char
INNER JOIN entities ON mentions.entity_id = entities.entity_id
WHERE
    mentions.entity_id IS DISTINCT FROM said.speaker_entity_id
    AND ($about IS NULL OR mentions.entity_id IN (SELECT meant.entity_id FROM entities_named($about) AS meant))
GROUP BY said.speaker, said.speaker_entity_id, entities.entity_id, entities.name, entities.type
ORDER BY n_quotes DESC, said.speaker, about
LIMIT $top;
