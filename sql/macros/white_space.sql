-- What counts as white space, as Python's str.isspace has it (DuckDB's own \s knows ASCII alone).
CREATE MACRO white_space() AS '[\s\x0B\x1C-\x1F\x85\xA0\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}]';

COMMENT ON MACRO white_space IS  -- noqa: PRS
'Pattern of one character of white space, any of Unicode: regexp_replace(text, white_space() || ''+'', '' '', ''g'').';

-- A passage with the words on each side of it, on one line.
CREATE MACRO around(words, first_char, last_char, reach) AS
regexp_replace(
    substring(
        words,
        greatest(first_char - reach, 0) + 1,
        last_char + reach - greatest(first_char - reach, 0)
    ),
    white_space() || '+',
    ' ',
    'g'
);

COMMENT ON MACRO around IS  -- noqa: PRS
'A passage of a text with some characters on each side, on one line: around(articles.text, start_char, end_char, 80).';
