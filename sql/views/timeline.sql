-- What is told of each day, by the day of the event and not of the publication.
CREATE VIEW timeline AS
SELECT
    dates.date_id,
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
    around(articles.text, dates.start_char, dates.end_char, 80) AS context
FROM dates
INNER JOIN articles ON dates.article_id = articles.article_id
WHERE dates.starts_on IS NOT NULL AND dates.type IN ('DATE', 'TIME');

COMMENT ON VIEW timeline IS
'What is told of each day, by the day of the event: one row a dated expression with the words around it.';
COMMENT ON COLUMN timeline.date_id IS 'The dated expression, as in dates.';
COMMENT ON COLUMN timeline.starts_on IS 'First day that is told of.';
COMMENT ON COLUMN timeline.ends_on IS 'Last day that is told of.';
COMMENT ON COLUMN timeline.value IS 'What the expression means, ISO 8601 or TIMEX3.';
COMMENT ON COLUMN timeline.granularity IS 'How fine it is: day, month, year and others.';
COMMENT ON COLUMN timeline.said_as IS 'The expression as it stands: «mercredi».';
COMMENT ON COLUMN timeline.article_id IS 'The article that tells it.';
COMMENT ON COLUMN timeline.article IS 'Its headline.';
COMMENT ON COLUMN timeline.published IS 'When that article was published, at its true precision.';
COMMENT ON COLUMN timeline.published_on IS 'The day of its publication; NULL where only a month or a year is known.';
COMMENT ON COLUMN timeline.published_from IS 'First day on which it may have been published.';
COMMENT ON COLUMN timeline.published_to IS 'Last day on which it may have been published.';
COMMENT ON COLUMN timeline.publisher IS 'Its outlet.';
COMMENT ON COLUMN timeline.start_char IS 'First character of the expression in articles.text, from 0.';
COMMENT ON COLUMN timeline.end_char IS 'Character after the last of the expression.';
COMMENT ON COLUMN timeline.context IS 'The expression with 80 characters on each side.';
