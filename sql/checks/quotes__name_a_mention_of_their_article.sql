-- The mentions that give speaker and relay stand in the article of the quote.
-- A rule about one article.
SELECT quotes.*
FROM quotes
LEFT JOIN mentions AS speakers ON quotes.speaker_mention_id = speakers.mention_id
LEFT JOIN mentions AS relays ON quotes.relay_mention_id = relays.mention_id
WHERE
    (quotes.speaker_mention_id IS NOT NULL AND speakers.article_id IS DISTINCT FROM quotes.article_id)
    OR (quotes.relay_mention_id IS NOT NULL AND relays.article_id IS DISTINCT FROM quotes.article_id);
