"""Reads the country that a description tells: «la présidente moldave» is of Moldova."""

import re
from functools import cache, lru_cache

from pipeline import lang


@cache
def _adjectives(code: str | None) -> tuple[dict[str, str], re.Pattern[str]]:
    forms = {
        form: country
        for country, words in lang.load(code, "countries").get("adjectives", {}).items()
        for word in words
        for form in (word, word + "s")
    }
    longest = sorted(forms, key=lambda form: (-len(form), form))
    return forms, re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest)) or '(?!)'})(?![\w-])")


@lru_cache(maxsize=100_000)
def country_of(text: str, code: str | None) -> str | None:
    """Return the country's name in the authorities that an adjective of the text tells; None for none or several.

    A nation within a state counts as that state.
    """
    forms, pattern = _adjectives(code)
    within = lang.load(None, "countries")["within"]
    found = {
        within.get(country, country) for country in map(forms.get, pattern.findall(text.lower())) if country
    }
    found.discard("")
    return found.pop() if len(found) == 1 else None
