"""The words that pages are read by, from lang/: what stands in their text (pages.toml), what their markup says (markup.toml)."""

import re
from functools import cache

from pipeline import lang

LONGEST_CREDIT = 700  # characters of a text under a picture


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


@cache
def _pictures() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a credit of a picture begins with, and what the text under one ends with, in any language."""
    words = "|".join(vocabulary("picture"))
    return (
        re.compile(rf"(?:{words})\s*[:©].*", re.IGNORECASE),
        re.compile(rf".*\((?:{words})\s*[:©][^()]*\)\W*", re.IGNORECASE),
    )


def by_words(text: str) -> str | None:
    """Return the role of a line of a page that its words tell: a credit of a picture, the text under one."""
    credit, caption = _pictures()
    if len(text) > LONGEST_CREDIT:
        return None
    return "boilerplate" if credit.fullmatch(text) else "caption" if caption.fullmatch(text) else None
