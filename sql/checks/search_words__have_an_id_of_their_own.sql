-- No two words of the full-text index share an id.
-- A rule about whole tables.
SELECT search_words.*
FROM search_words
INNER JOIN search_words AS other ON search_words.word_id = other.word_id
WHERE search_words.language <> other.language OR search_words.word <> other.word;
