"""Compares the spelling of names: folding, words, initials. Shared by mentions (one article) and entities (all)."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a base and an accent.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Return the text in small letters without accents, words apart by one space, without punctuation.

    >>> fold("Émile-Łukasz  d’Ørsted")
    'emile lukasz d orsted'
    """
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in bare if not unicodedata.combining(c)).translate(_LETTERS)
    return " ".join(_WORD.findall(letters))


def acronym(words: list[str], skipped: frozenset[str]) -> str:
    """Return the initials of the words in capitals, without the words to skip."""
    return "".join(word[0] for word in words if word not in skipped).upper()
