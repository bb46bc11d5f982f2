-- What does only one outlet report of a story that several tell: a speaker, or a day?
-- $outlet VARCHAR: the publisher; left out: every outlet
-- $top INTEGER = 50: number of rows
-- columns: outlet, what, value, text, n_outlets, story_id, article_id, start_char
WITH told AS (
    SELECT
        articles.story_id,
        articles.publisher,
        quotes.article_id,
        quotes.start_char,
        quotes.text,
        'speaker' AS what,
        coalesce(entities.name, quotes.speaker_name) AS value
    FROM quotes
    INNER JOIN articles ON quotes.article_id = articles.article_id
    LEFT JOIN entities ON quotes.speaker_entity_id = entities.entity_id
    UNION ALL
    SELECT
        articles.story_id,
        articles.publisher,
        dates.article_id,
        dates.start_char,
        dates.text,
        'day' AS what,
        dates.starts_on::VARCHAR AS value
    FROM dates
    INNER JOIN articles ON dates.article_id = articles.article_id
    WHERE dates.starts_on = dates.ends_on
),

outlets AS (
    SELECT
        story_id,
        count(DISTINCT publisher) AS n_outlets
    FROM articles
    WHERE story_id IS NOT NULL
    GROUP BY story_id
    HAVING count(DISTINCT publisher) > 1
),

alone AS (
    SELECT
        story_id,
        what,
        value,
        min(publisher) AS outlet,
        arg_min(text, (article_id, start_char)) AS text,
        min(article_id) AS article_id,
        arg_min(start_char, (article_id, start_char)) AS start_char
    FROM told
    WHERE value IS NOT NULL AND publisher IS NOT NULL
    GROUP BY story_id, what, value
    HAVING count(DISTINCT publisher) = 1
)

SELECT
    alone.outlet,
    alone.what,
    alone.value,
    alone.text,
    outlets.n_outlets,
    alone.story_id,
    alone.article_id,
    alone.start_char
FROM alone
INNER JOIN outlets ON alone.story_id = outlets.story_id
WHERE $outlet IS NULL OR folded(alone.outlet) = folded($outlet)
ORDER BY outlets.n_outlets DESC, alone.story_id, alone.outlet, alone.what, alone.value
LIMIT $top;
