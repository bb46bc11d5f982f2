-- Who is named in the same articles, among those quoted most.
WITH most_quoted AS (
    SELECT speaker_entity_id AS entity_id
    FROM shown
    WHERE speaker_entity_id IS NOT NULL
    GROUP BY speaker_entity_id
    ORDER BY count(*) DESC, speaker_entity_id
    LIMIT $n_nodes
),

named AS (
    SELECT DISTINCT
        mentions.article_id,
        mentions.entity_id
    FROM mentions
    INNER JOIN most_quoted ON mentions.entity_id = most_quoted.entity_id
    WHERE mentions.article_id IN (SELECT shown.article_id FROM shown)
)

SELECT
    first_entity.name AS one,
    second_entity.name AS other,
    count(*) AS n
FROM named AS one
INNER JOIN named AS other ON one.article_id = other.article_id AND one.entity_id < other.entity_id
INNER JOIN entities AS first_entity ON one.entity_id = first_entity.entity_id
INNER JOIN entities AS second_entity ON other.entity_id = second_entity.entity_id
GROUP BY ALL
ORDER BY n DESC, one, other
LIMIT $n_edges;
