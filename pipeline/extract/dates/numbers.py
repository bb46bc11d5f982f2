"""Reads numbers, in figures and written out; the words are in lang/<code>/numbers.toml."""

import re

SPACES = re.compile(r"[\s.]")
WORD = re.compile(r"[^\W\d_]+")
DIGITS = re.compile(r"\d+")
LONGEST = 12  # figures; a longer number counts nothing on a calendar


def read_number(text: str, words: dict[str, int]) -> float | None:
    """Return the number that a text holds, or None: «14 000», «1,8», «vingt-cinq», «1er»."""
    figures = DIGITS.match(text)
    if figures:
        compact = SPACES.sub("", text).replace(",", ".")
        found = re.match(r"\d+(?:\.\d+)?", compact)
        return float(found.group()) if found and len(found.group()) <= LONGEST else None
    total = current = last = 0
    seen = False
    folded = text.casefold()
    if folded in words:
        return words[folded]
    for word in WORD.findall(folded):
        value = words.get(word)
        if value is None:
            continue
        if seen and 0 < last < 10 and 0 < value < 10:
            return None  # «deux-trois»: one or the other
        seen, last = True, value
        if value >= 1000:
            total += max(1, current) * value
            current = 0
        elif value == 100:
            current = max(1, current) * 100
        elif value == 20 and 1 < current % 100 < 10:
            current += current % 100 * 19  # quatre-vingts
        else:
            current += value
    return total + current if seen else None


def whole(text: str, words: dict[str, int]) -> int | None:
    """Return the number as an integer, or None where it has a fraction."""
    number = read_number(text, words)
    return int(number) if number is not None and number == int(number) else None
