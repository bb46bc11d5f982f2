-- A few places of some names, each in another article, with the words around them.
WITH places AS (
    SELECT
        mentions.name,
        mentions.mention_id,
        mentions.article_id,
        mentions.start_char,
        mentions.end_char
    FROM mentions
    WHERE mentions.name IN (SELECT unnest($names)) AND mentions.kind = 'name'
    QUALIFY row_number() OVER (PARTITION BY mentions.name, mentions.article_id ORDER BY mentions.start_char) = 1
),

chosen AS (
    SELECT *
    FROM places
    QUALIFY row_number() OVER (PARTITION BY name ORDER BY article_id, mention_id) <= $n_places
)

SELECT
    chosen.name,
    chosen.mention_id,
    chosen.article_id,
    articles.publisher,
    articles.published_from,
    articles.published_to,
    articles.text[greatest(chosen.start_char - $n_around, 0) + 1:chosen.start_char] AS before,
    articles.text[chosen.start_char + 1:chosen.end_char] AS named,
    articles.text[chosen.end_char + 1:chosen.end_char + $n_around] AS after
FROM chosen
INNER JOIN articles ON chosen.article_id = articles.article_id
ORDER BY chosen.name, articles.published_from NULLS LAST, chosen.article_id;
