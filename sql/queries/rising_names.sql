-- Which names come up more than in the period before?
-- $since DATE: first day of the period
-- $until DATE: last day of the period; the one before it is as long
-- $type VARCHAR = PER: PER, ORG, LOC or MISC
-- $top INTEGER = 20: number of names
-- columns: name, n_articles, n_articles_before, change
WITH named AS (
    SELECT DISTINCT
        mentions.entity_id,
        mentions.article_id,
        touches(articles.published_from, articles.published_to, $since, $until) AS is_now,
        touches(
            articles.published_from, articles.published_to, $since::DATE - ($until::DATE - $since::DATE + 1)::INTEGER, $since::DATE - 1
        ) AS is_before
    FROM mentions
    INNER JOIN articles ON mentions.article_id = articles.article_id
    WHERE
        mentions.entity_id IS NOT NULL
        AND $since IS NOT NULL
        AND $until IS NOT NULL
        AND touches(articles.published_from, articles.published_to, $since::DATE - ($until::DATE - $since::DATE + 1)::INTEGER, $until)
)

SELECT
    entities.name,
    count_if(named.is_now)::BIGINT AS n_articles,
    count_if(named.is_before)::BIGINT AS n_articles_before,
    count_if(named.is_now)::BIGINT - count_if(named.is_before)::BIGINT AS change
FROM named
INNER JOIN entities ON named.entity_id = entities.entity_id
WHERE entities.type = $type
GROUP BY entities.entity_id, entities.name
HAVING count_if(named.is_now) > 0
ORDER BY change DESC, n_articles DESC, entities.name
LIMIT $top;
