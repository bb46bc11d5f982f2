-- The rows that the desk's filters leave, kept for the questions of one page.
CREATE TEMPORARY TABLE shown AS
SELECT
    quote_id,
    article_id,
    published_from,
    published_to,
    publisher,
    speaker,
    speaker_entity_id,
    path,
    start_char
FROM who_said_what
WHERE
    (
        $person IS NULL
        OR speaker_entity_id IN (SELECT meant.entity_id FROM entities_named($person) AS meant)
        OR bears(speaker, $person)
    )
    AND touches(published_from, published_to, $since, $until)
    AND ($outlet IS NULL OR publisher = $outlet)
    AND ($language IS NULL OR language = $language);
