"""What lang/*/sources.toml knows of outlets, compiled: how a relay is put, and the nouns that tell a source's type."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import lang


@dataclass(frozen=True, slots=True)
class Outlets:
    """What one language and the shared list know about outlets and about kinds of sources."""

    nouns: dict[str, str]  # noun -> type of source
    joined: tuple[str, ...]  # between two who say the same: «selon X et Y»
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
    """Return what is known of outlets in a language."""
    shared, own = lang.load(None, "sources"), lang.load(code, "sources")
    nouns: dict[str, str] = {}
    for kind, words in own.get("nouns", {}).items():
        for word in words.split():
            nouns.setdefault(word, kind)
    relay: dict[str, Any] = own.get("relay", {})
    return Outlets(
        nouns=nouns,
        joined=tuple(own.get("joined", ())),
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
