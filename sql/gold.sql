-- Corrected articles as gold, one JSON object each: what a person corrected counts, all else there is optional.
WITH corrected AS (
    SELECT
        article_id,
        max(value) FILTER (WHERE field = 'publisher') AS publisher,
        max(value) FILTER (WHERE field = 'published') AS published
    FROM corrections
    WHERE status = 'applied' AND field <> 'undo'
    GROUP BY article_id
),

names AS (
    SELECT
        quotes.quote_id,
        list(entity_aliases.alias ORDER BY entity_aliases.n_mentions DESC, entity_aliases.alias) AS others
    FROM quotes
    INNER JOIN corrected ON quotes.article_id = corrected.article_id
    INNER JOIN entity_aliases
        ON quotes.speaker_entity_id = entity_aliases.entity_id AND quotes.speaker_name <> entity_aliases.alias
    GROUP BY quotes.quote_id
),

spans AS (
    SELECT
        quotes.article_id,
        quotes.start_char AS start,
        quotes.end_char AS "end",
        quotes.text,
        quotes.kind,
        CASE
            WHEN quotes.speaker_name IS NULL THEN []
            ELSE [quotes.speaker_name] || coalesce(names.others, [])
        END AS speaker,
        quotes.cue,
        quotes.relay_name AS via,
        quotes.method <> 'human' AS opt,
        quotes.utterance_id AS utt
    FROM quotes
    LEFT JOIN names ON quotes.quote_id = names.quote_id
    UNION ALL
    SELECT
        quoted_terms.article_id,
        quoted_terms.start_char AS start,
        quoted_terms.end_char AS "end",
        quoted_terms.text,
        quoted_terms.kind,
        [] AS speaker,
        NULL AS cue,
        NULL AS via,
        judged.article_id IS NULL AS opt,
        NULL AS utt
    FROM quoted_terms
    LEFT JOIN corrections AS judged
        ON
            quoted_terms.article_id = judged.article_id
            AND quoted_terms.start_char = judged.start_char
            AND quoted_terms.kind = judged.value
            AND judged.status = 'applied'
),

quoted AS (
    SELECT
        article_id,
        list(struct_pack(kind, speaker, cue, via, opt, utt, start, "end", text) ORDER BY start, "end") AS quotes
    FROM spans
    GROUP BY article_id
),

days AS (
    SELECT
        article_id,
        list(struct_pack(value, opt := TRUE, start := start_char, "end" := end_char, text) ORDER BY start_char) AS dates
    FROM dates
    GROUP BY article_id
)

SELECT
    to_json(
        struct_pack(
            id := regexp_replace(documents.path, '\.txt$', ''),
            date := articles.published,
            sha256 := sha256(articles.text),
            text := articles.text,
            article := struct_pack(publisher := corrected.publisher, published := corrected.published),
            quotes := coalesce(quoted.quotes, []),
            dates := coalesce(days.dates, []),
            segments := [],
            entities := [],
            sources := []
        )
    )::VARCHAR AS gold
FROM corrected
INNER JOIN articles ON corrected.article_id = articles.article_id
INNER JOIN documents ON articles.article_id = documents.article_id AND documents.status = 'loaded'
LEFT JOIN quoted ON articles.article_id = quoted.article_id
LEFT JOIN days ON articles.article_id = days.article_id
ORDER BY documents.path;
