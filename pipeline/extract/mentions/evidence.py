"""Weighs what the words beside a name tell of its type: «in X» is a place, «X, 34,» a person, «X Trust» an organisation."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from pipeline import lang
from pipeline.extract.mentions.clubs import Clubs, clubs_of
from pipeline.extract.mentions.lexicon import BLANK, Lexicon, alternatives
from pipeline.extract.mentions.mending import is_given
from pipeline.extract.mentions.outlets import Rules, rules_of
from pipeline.extract.names import fold

REACH = 40  # characters that are looked at on either side
# After the place that a report is written from: «RIVENORD, May 4 (Agency) -», «Rivenord (Agency) —».
DATELINE = re.compile(
    r"(?:,[^\n()]{3,25})?(?:[ ]\([^()\n]{2,40}\))?[ ]?[—–-]{1,2}[ ]|,[ ][^\n()]{3,25}[ ]\([^()\n]{2,40}\)"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The rules of one language: type -> pattern, for the text before a name and after it; head nouns of organisations."""

    before: dict[str, re.Pattern[str]]
    after: dict[str, re.Pattern[str]]
    heads: re.Pattern[str] | None
    places: re.Pattern[str] | None  # words that open or end the names of places: «Rivenord Bridge»
    weight: int  # votes of a proof
    given: int  # votes of a known given name before another word
    clubs: Clubs
    media: Rules


@cache
def evidence_of(code: str | None) -> Evidence:
    """Return the rules of a language; none for a language that has none."""
    data = lang.load(code, "names").get("evidence", {})
    roles = lang.load(code, "roles").get("roles", {})
    every_role = alternatives([word for words in roles.values() for word in words])
    after = {
        kind: re.compile(pattern.replace("{roles}", every_role))
        for kind, pattern in data.get("after", {}).items()
    }
    first, last = alternatives(data.get("first", [])), alternatives(data.get("heads", []))
    opens, ends = alternatives(data.get("place_first", [])), alternatives(data.get("place_heads", []))
    return Evidence(
        {kind: re.compile(f"(?:{pattern})$") for kind, pattern in data.get("before", {}).items()},
        after,
        re.compile(rf"^(?:{first}){BLANK}|{BLANK}(?:{last})$") if data else None,
        re.compile(rf"^(?:{opens}){BLANK}|{BLANK}(?:{ends})$") if data else None,
        data.get("weight", 1),
        data.get("given", 0),
        clubs_of(code),
        rules_of(code),
    )


def beside(text: str, start: int, end: int, rules: Evidence) -> list[str]:
    """Return the types that the words before and after a piece of text speak for."""
    left, right = text[max(0, start - REACH) : start], text[end : end + REACH]
    is_dateline = not left.rpartition("\n")[2].strip() and DATELINE.match(right) is not None
    return [
        *(["LOC"] if is_dateline and (start == 0 or "\n" in left) else []),
        *(kind for kind, pattern in rules.before.items() if pattern.search(left)),
        *(kind for kind, pattern in rules.after.items() if pattern.match(right)),
    ]


def votes_for(text: str, start: int, end: int, known: Lexicon, rules: Evidence) -> Counter[str]:
    """Return the votes for the type of the name at a place: by its own words and by those beside it."""
    piece, left = text[start:end], text[max(0, start - REACH) : start]
    votes = Counter(dict.fromkeys(beside(text, start, end, rules), rules.weight))
    first, _, rest = piece.partition(" ")
    bare = rest if rest and fold(first) in known.articles else piece
    if (
        known.body_head.match(bare)
        or (rules.heads and rules.heads.search(bare))
        or (piece not in rules.clubs.barred and rules.clubs.named.fullmatch(piece))
    ):
        votes["ORG"] += 3 * rules.weight
    elif rules.places and rules.places.search(bare) and not is_given(first, known):
        votes["LOC"] += 2 * rules.weight
    elif known.head_before["LOC"].search(left) and not known.named_after.search(left):
        votes["LOC"] += rules.weight
    elif rules.given and rest[:1].isupper() and fold(first).replace(" ", "-") in known.first_names:
        votes["PER"] += rules.given
    return votes
