-- What counts as white space, as Python's str.isspace has it (DuckDB's own \s knows ASCII alone).
CREATE MACRO white_space() AS '[\s\x0B\x1C-\x1F\x85\xA0\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}]';

COMMENT ON MACRO white_space IS  -- noqa: PRS
'Pattern of one character of white space, any of Unicode: regexp_replace(text, white_space() || ''+'', '' '', ''g'').';
