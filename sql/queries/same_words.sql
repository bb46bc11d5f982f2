-- Which words stand in several articles, who said them, and who had them first?
-- $person VARCHAR: the speaker in any spelling; left out: everybody
-- $top INTEGER = 50: number of rows
-- columns: speaker, statement, n_articles, rank, published, publisher, text, article_id, start_char
WITH attestations AS (
    SELECT
        statement_id,
        text AS statement,
        speaker_name,
        speaker_entity_id,
        n_articles,
        first_article_id,
        unnest(members) AS quote_id
    FROM statements
    WHERE
        $person IS NULL
        OR speaker_entity_id IN (SELECT meant.entity_id FROM entities_named($person) AS meant)
        OR (speaker_entity_id IS NULL AND bears(speaker_name, $person))
)

SELECT
    coalesce(entities.name, attestations.speaker_name) AS speaker,
    attestations.statement,
    attestations.n_articles,
    row_number() OVER (
        PARTITION BY attestations.statement_id
        ORDER BY
            quotes.article_id = attestations.first_article_id DESC,
            articles.published_from, articles.published_to, articles.published,
            quotes.article_id,
            quotes.start_char
    ) AS rank,
    articles.published,
    articles.publisher,
    quotes.text,
    quotes.article_id,
    quotes.start_char
FROM attestations
INNER JOIN quotes ON attestations.quote_id = quotes.quote_id
INNER JOIN articles ON quotes.article_id = articles.article_id
LEFT JOIN entities ON attestations.speaker_entity_id = entities.entity_id
ORDER BY attestations.n_articles DESC, attestations.statement_id, rank
LIMIT $top;
