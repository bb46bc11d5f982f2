"""Tells where a medium is named: by a spelling that is its own, or by a common one that something beside it tells a medium's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline import lang
from pipeline.extract.media import Hit, find_media
from pipeline.extract.mentions.lexicon import BLANK, NEVER
from pipeline.extract.mentions.mending import Name

REACH = 60  # characters that are looked at on either side
BESIDE = re.compile(r"[-/–]|[ ][-/–][ ]")  # between two of a programme: «RTL-Le Figaro-LCI»
OPENS = re.compile(
    r"(?:^|[.!?:…»”\"\n(–—-])\s*[«“\"(]?\s*$"
)  # at the end of what stands before a sentence's first word


@dataclass(frozen=True, slots=True)
class Rules:
    """What a language puts before and after a medium's name, and before the same words when they mean another thing."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    barred: re.Pattern[str]
    listed: re.Pattern[str]  # between two of an enumeration


@cache
def rules_of(code: str | None) -> Rules:
    """Return the rules of a language; patterns that match nothing where it has none."""
    data = lang.load(code, "names").get("media", {})
    return Rules(
        re.compile(rf"(?:{data.get('before', NEVER)})$"),
        re.compile(data.get("after", NEVER)),
        re.compile(rf"(?:{data.get('barred', NEVER)})$"),
        re.compile(rf",{BLANK}|{BLANK}(?:{data.get('links', NEVER)}){BLANK}|{BLANK}?[/+]{BLANK}?"),
    )


def outlet_names(text: str, names: list[Name], rules: Rules) -> Iterator[Name]:
    """Yield the media that a text names; one inside a longer name of one thing is a part of it."""
    longer = {place: name for name in names if name.type != "MISC" for place in range(name.start, name.end)}
    hits = [hit for hit in find_media(text) if hit.kind != "platform"]
    chained = {one for pair in pairwise(hits) if _between(text, *pair, BESIDE) for one in pair}
    for hit in _accepted(text, hits, chained, rules):
        holder = longer.get(hit.bare_start)
        ends = holder is not None and not hit.is_common and hit.end == holder.end  # «Info BFMTV»
        begins = holder is not None and not hit.is_common and _goes_on(text, hit, holder, rules)
        if (
            holder is None
            or ends
            or begins
            or hit in chained
            or (hit.start <= holder.start and holder.end <= hit.end)
        ):
            name = Name(hit.start, hit.end, "ORG", text[hit.start : hit.end], "medium", 0.8, listed=hit.name)
            if hit.bare_start > hit.start:
                bare = text[hit.bare_start : hit.end]
                name.inner = Name(hit.bare_start, hit.end, "ORG", bare, "inside", 0.8, listed=hit.name)
            yield name


def _goes_on(text: str, hit: Hit, holder: Name, rules: Rules) -> bool:
    """Tell whether a name was taken to go on behind a medium's with «et» and small letters: «BFMTV et spécialiste des ports»."""
    rest = text[hit.end : holder.end]
    begins = holder.start in (hit.start, hit.bare_start)
    return begins and rest.islower() and rules.listed.match(rest) is not None


def _accepted(text: str, hits: list[Hit], chained: set[Hit], rules: Rules) -> list[Hit]:
    """Return the names that are media's: those of one alone, told ones, and those set beside another."""
    free = [hit for hit in hits if hit in chained or _is_free(text, hit)]
    found = {hit for hit in free if hit in chained or not hit.is_common or _is_told(text, hit, rules)}
    for pair in [*pairwise(free), *pairwise(free[::-1])]:  # an enumeration, told by one of it
        left, right = sorted(pair)
        if pair[0] in found and _between(text, left, right, rules.listed):
            found.add(pair[1])
    return sorted(found)


def _between(text: str, left: Hit, right: Hit, pattern: re.Pattern[str]) -> bool:
    return pattern.fullmatch(text, left.end, right.start) is not None


def _is_free(text: str, hit: Hit) -> bool:
    """Tell whether no hyphen ties a name to a word beside it."""
    return text[hit.start - 1 : hit.start] not in ("-", "@", "#", ".") and text[hit.end : hit.end + 1] != "-"


def _is_told(text: str, hit: Hit, rules: Rules) -> bool:
    """Tell whether what stands beside a common spelling makes it a medium's: a word, brackets, an article with a capital."""
    left = text[max(0, hit.start - REACH) : hit.start]
    if rules.barred.search(left):
        return False
    signed = not text[hit.end + 1 : hit.end + 2].strip(
        " "
    )  # by whom a page is signed: no part of what it tells
    in_brackets = text[hit.start - 1 : hit.start] == "(" and text[hit.end : hit.end + 1] == ")" and not signed
    titled = hit.is_titled and not OPENS.search(left)
    return bool(in_brackets or titled or rules.before.search(left) or rules.after.match(text, hit.end))
