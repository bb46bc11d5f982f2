"""The words that pages are read by, from lang/: what stands in their text (pages.toml), what their markup says (markup.toml)."""

import re
from functools import cache

from pipeline import lang


@cache
def vocabulary(kind: str) -> tuple[str, ...]:
    """Return the expressions of a kind in all languages, the longest first."""
    found = {
        word for code in (*lang.languages(), lang.SHARED) for word in lang.load(code, "pages").get(kind, ())
    }
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def marked(kind: str) -> re.Pattern[str]:
    """Return the pattern of the classes, ids and roles that elements of a kind have."""
    names = "|".join(lang.load(lang.SHARED, "markup")[kind])
    return re.compile(rf"(?<![a-z])(?:{names})(?![a-z])")
