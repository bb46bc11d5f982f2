-- How much the filters leave.
SELECT
    count(*) AS n_quotes,
    count(DISTINCT article_id) AS n_articles,
    count(DISTINCT publisher) AS n_outlets,
    count(DISTINCT speaker) AS n_speakers,
    min(published_from) AS first_day,
    max(published_to) AS last_day
FROM shown;
