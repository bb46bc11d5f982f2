"""What lang/<code>/ knows about names, compiled once a language for the rules of this package."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import lang
from pipeline.extract.names import fold


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language that the rules look up; all folded but the patterns."""

    labels: dict[str, str]
    honorifics: dict[str, str | None]  # as written -> the bearer's gender
    ranks: dict[str, str | None]
    kept_ranks: frozenset[str]
    particles: frozenset[str]
    articles: frozenset[str]
    heads: dict[str, str]  # head noun -> type of the name it opens
    apposed: frozenset[str]
    local: frozenset[str]
    not_names: frozenset[str]  # as written
    first_names: dict[str, str]
    before: re.Pattern[str]  # an honorific, at the end of what stands before a name
    inside: re.Pattern[str]  # an honorific or rank, at the start of a name


def _by_gender(rows: dict[str, Any]) -> dict[str, str | None]:
    return {
        word: key if key in ("F", "M") else None for key in ("M", "F", "any") for word in rows.get(key, [])
    }


def _alternatives(words: list[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in ordered) or r"(?!)"


@cache
def lexicon(code: str | None) -> Lexicon:
    """Return the lexicon of a language; a language without a folder has the shared one."""
    names, firsts = lang.load(code, "names"), lang.load(code, "first_names")
    honorifics, ranks = _by_gender(names.get("honorifics", {})), _by_gender(names.get("ranks", {}))
    kept = names.get("ranks", {}).get("kept", [])
    heads = names.get("heads", {})
    outcasts = names.get("not_names", {})
    calendar = [word.capitalize() for key in ("days", "months") for word in outcasts.get(key, [])]
    titles = _alternatives([*honorifics, *kept])
    return Lexicon(
        labels=names.get("labels", {}),
        honorifics={fold(word): gender for word, gender in honorifics.items()},
        ranks={fold(word): gender for word, gender in ranks.items()},
        kept_ranks=frozenset(fold(word) for word in kept),
        particles=frozenset(names.get("particles", {}).get("words", [])),
        articles=frozenset(names.get("particles", {}).get("articles", [])),
        heads={fold(word): kind for kind in ("LOC", "ORG") for word in heads.get(kind, [])},
        apposed=frozenset(fold(word) for word in heads.get("apposed", [])),
        local=frozenset(fold(word) for word in heads.get("local", [])),
        not_names=frozenset([*outcasts.get("words", []), *outcasts.get("days", []), *calendar]),
        first_names={fold(word): key for key in ("F", "M") for word in firsts.get(key, [])},
        before=re.compile(rf"(?:^|(?<=[^\w]))(?:{titles})[ \u00a0\u202f]?$"),
        inside=re.compile(
            rf"(?:{_alternatives([*honorifics, *kept, *ranks])})(?!\w)[ \u00a0\u202f]*", re.IGNORECASE
        ),
    )
