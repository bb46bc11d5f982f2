"""The outlets of lang/*/sources.toml, compiled: agencies and media by name, and the nouns that tell a source's type."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import lang

SMALL = 3  # letters of words that a title writes small: «du», «et»
SITE = r"[\w-]+\.(?:fr|com|be|ch|ca|net|org|info|eu)"  # a site by its address
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Outlets:
    """What one language and the shared list know about outlets and about kinds of sources."""

    pattern: re.Pattern[str]  # any known outlet, as a whole word
    agencies: frozenset[str]
    media: frozenset[str]
    names: dict[str, str]  # as the press writes it -> as listed, for every listed form and for the folded one
    nouns: dict[str, str]  # noun -> type of source
    links: frozenset[str]
    interviews: frozenset[str]
    companions: frozenset[str]  # what ties a medium to an interview: «un entretien avec»
    cited_by: frozenset[str]
    citing: frozenset[str]
    places: frozenset[str]  # prepositions that begin where words were said: «sur le plateau de»
    of: frozenset[str]  # what ties a programme, or a person, to its outlet
    programmes: frozenset[str]
    invitations: frozenset[str]  # verbs that send the reader to an outlet: «lire aussi dans»
    titles: frozenset[str]  # words in a name that make it a medium's: Gazette, Radio


def fold(name: str) -> str:
    """Return a name with plain apostrophes, without a leading article, in small letters."""
    plain = name.replace("’", "'").casefold()
    article = next((a for a in articles() if plain.startswith(a)), "")
    return plain.removeprefix(article)


@cache
def articles() -> tuple[str, ...]:
    """Return the articles that a name may drop."""
    return tuple(lang.load(None, "sources").get("articles", []))


@cache
def outlets(code: str | None) -> Outlets:
    """Return the outlets known in a language."""
    shared, own = lang.load(None, "sources"), lang.load(code, "sources")
    agencies = [*shared.get("agencies", []), *own.get("agencies", [])]
    media = [*shared.get("media", []), *own.get("media", [])]
    nouns: dict[str, str] = {}
    for kind, words in own.get("nouns", {}).items():
        for word in words.split():
            nouns.setdefault(word, kind)
    relay: dict[str, Any] = own.get("relay", {})
    return Outlets(
        pattern=_pattern([*agencies, *media]),
        agencies=frozenset(map(fold, agencies)),
        media=frozenset(map(fold, media)),
        names={fold(name): name for name in reversed([*agencies, *media])}
        | {name: name for name in [*agencies, *media]},
        nouns=nouns,
        links=frozenset(relay.get("links", [])),
        interviews=frozenset(relay.get("interviews", [])),
        companions=frozenset(relay.get("companions", [])),
        cited_by=frozenset(relay.get("cited_by", [])),
        citing=frozenset(relay.get("citing", [])),
        places=frozenset(relay.get("places", [])),
        of=frozenset(relay.get("of", [])),
        programmes=frozenset(relay.get("programmes", "").split()),
        invitations=frozenset(relay.get("invitations", "").split()),
        titles=frozenset([*shared.get("titles", "").split(), *own.get("titles", "").split()]),
    )


def _pattern(names: list[str]) -> re.Pattern[str]:
    """Return a pattern for the names, the longest first; «au Figaro» finds «Le Figaro» without its article."""
    bare = {name[len(name) - len(fold(name)) :] for name in names}
    proud = {
        " ".join(w[0].upper() + w[1:] if len(w) > SMALL else w for w in name.split())
        for name in {*names, *bare}
    }
    ordered = sorted({*names, *bare, *proud}, key=lambda n: (-len(n), n))
    body = "|".join(re.escape(n).replace("'", "['’]") for n in ordered)
    return re.compile(rf"(?<![\w@-])(?:{body}|{SITE})(?![\w-])") if ordered else NEVER


def outlet_type(name: str, known: Outlets) -> str | None:
    """Return agency or media for a known outlet's name, else None."""
    plain = fold(name)
    if plain in known.agencies:
        return "agency"
    return "media" if plain in known.media else None
