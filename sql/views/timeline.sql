-- What is told of each day, by the day of the event and not of the publication.
CREATE VIEW timeline AS
SELECT
    dates.starts_on,
    dates.ends_on,
    dates.value,
    dates.granularity,
    dates.text AS said_as,
    dates.article_id,
    articles.title AS article,
    articles.published,
    articles.published_on,
    articles.published_from,
    articles.published_to,
    articles.publisher,
    dates.start_char,
    dates.end_char,
    regexp_replace(
        substring(
            articles.text,
            greatest(dates.start_char - 79, 1),
            least(dates.end_char + 80, articles.n_chars) - greatest(dates.start_char - 80, 0)
        ),
        white_space() || '+',
        ' ',
        'g'
    ) AS context
FROM dates
INNER JOIN articles ON dates.article_id = articles.article_id
WHERE dates.starts_on IS NOT NULL AND dates.type IN ('DATE', 'TIME');

COMMENT ON VIEW timeline IS
'What is told of each day, by the day of the event: one row a dated expression with the words around it.';
