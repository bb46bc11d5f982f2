-- How much each source weighs in each outlet: articles that have something from it, and its share of the outlet.
CREATE VIEW source_shares AS
WITH cited AS (
    SELECT DISTINCT
        sources.article_id,
        sources.type,
        sources.role,
        coalesce(entities.name, sources.name, sources.text) AS source
    FROM sources
    LEFT JOIN entities ON sources.entity_id = entities.entity_id
    WHERE sources.role <> 'publisher'
),

counted AS (
    SELECT
        articles.publisher,
        cited.source,
        cited.type,
        cited.role,
        count(*) AS n_articles
    FROM cited
    INNER JOIN articles ON cited.article_id = articles.article_id
    GROUP BY ALL
)

SELECT
    publisher,
    source,
    type,
    role,
    n_articles,
    n_articles / sum(n_articles) OVER (PARTITION BY publisher) AS share
FROM counted;

COMMENT ON VIEW source_shares IS
'How much each source weighs in each outlet; share is of all citations in that outlet, 0 to 1.';
COMMENT ON COLUMN source_shares.publisher IS 'The outlet that cites.';
COMMENT ON COLUMN source_shares.source IS 'What it cites: the name over all articles, else as written.';
COMMENT ON COLUMN source_shares.type IS 'agency, media, person, institution, document or group.';
COMMENT ON COLUMN source_shares.role IS 'How it is cited: credit, cited or relay.';
COMMENT ON COLUMN source_shares.n_articles IS 'Articles of the outlet that have something from it.';
COMMENT ON COLUMN source_shares.share IS 'Its share of all that the outlet cites, 0 to 1.';
