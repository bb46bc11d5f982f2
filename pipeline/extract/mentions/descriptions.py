"""Finds descriptions of people by what they are («le président russe», «la maire») and whom they mean in the article.

A description is linked when the article sets it beside a name (apposition), or when one person alone was set beside
the same one before. Between two people it stays unresolved. Whom it means without a name in the article is not asked.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline import lang
from pipeline.extract.countries import country_of
from pipeline.extract.mentions.clusters import Cluster
from pipeline.extract.mentions.lexicon import BLANK, NEVER, Lexicon, alternatives
from pipeline.extract.mentions.mending import Name, Words
from pipeline.extract.names import fold

GAP = 60  # characters between a role and the name that it is set beside
CLOSED = re.compile(r"[.;:!?\n«»“”\"()]")
NO_COMPLEMENT = frozenset(["VERB", "AUX", "PRON", "SCONJ", "CCONJ", "ADV"])


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles of a language: what they look like and what they tell."""

    pattern: re.Pattern[str]  # groups: article, role, after
    genders: dict[str, str]  # folded role -> gender
    same: dict[str, str]  # folded role -> the one that stands for its synonyms
    unique: frozenset[str]  # folded
    articles: dict[str, str]  # small letters -> gender
    link: re.Pattern[str]  # the start of a complement
    being: str  # what may stand between a comma and a description: «qui est»


@dataclass(slots=True)
class People:
    """Where people are named in the article: (start, end, cluster) in order, and what to look them up by."""

    names: list[tuple[int, int, Cluster]]
    starts: list[int]
    ends: dict[int, Cluster]

    def over(self, start: int, end: int) -> bool:
        """Tell whether a name shares a character with the span."""
        at = bisect_left(self.starts, start)
        return any(left < end and start < right for left, right, _ in self.names[max(0, at - 2) : at + 2])


@dataclass(slots=True)
class Description:
    """A description in the text, and the cluster that it means: None while unknown."""

    start: int
    end: int
    role: str
    country: str | None
    complement: str  # the first capital word of what the role is over, folded
    qualifier: str
    gender: str | None
    definite: bool
    cluster: Cluster | None = None
    method: str = "unresolved"
    disputed: bool = False  # several people may be meant


@cache
def roles_of(code: str | None) -> Roles | None:
    """Return the roles of a language, or None for a language without."""
    data = lang.load(code, "roles")
    if not data:
        return None
    words = data["roles"]
    described = data["descriptions"]
    adjectives = [
        adjective
        for forms in lang.load(code, "countries").get("adjectives", {}).values()
        for adjective in forms
    ]
    nouns = alternatives([word for key in ("M", "F", "any") for word in words[key]])
    before = alternatives(described["before"])
    nations = alternatives(adjectives)
    after = alternatives([*described["after"], *adjectives])
    links = alternatives(lang.load(code, "names")["heads"]["links"])
    return Roles(
        re.compile(
            rf"(?<![\w-])(?:(?P<article>{alternatives(described['articles'])}){BLANK}?)?"
            rf"(?:(?P<before>{before})[ -]|(?:{nations}){BLANK})*(?P<role>{nouns})(?P<after>(?:{BLANK}(?:{after}))*)(?![\w-])"
        ),
        {fold(word): key for key in ("M", "F") for word in words[key]},
        {fold(word): fold(group[0]) for group in described["same"] for word in group},
        frozenset(fold(word) for word in data["unique"]["words"]),
        described["genders"],
        re.compile(rf"{BLANK}(?:{links})(?!\w)"),
        described.get("being", NEVER),
    )


def find_roles(text: str, code: str | None) -> list[re.Match[str]]:
    """Return where roles stand in a text, each with what belongs to it; groups as in `Roles.pattern`."""
    roles = roles_of(code)
    return [*roles.pattern.finditer(text)] if roles else []


def find_descriptions(
    text: str, words: Words, clusters: list[Cluster], told: list[re.Match[str]], code: str | None
) -> list[Description]:
    """Return the descriptions of an article that mean one of its people, or one of several, in the order of the text.

    `told` are its roles. Sets the gender of clusters that a role tells.
    """
    roles = roles_of(code)
    if roles is None:
        return []
    names = sorted(
        (
            (name.start, name.end, cluster)
            for cluster in clusters
            if cluster.type == "PER"
            for name in cluster.members
        ),
        key=lambda one: (one[0], -one[1]),
    )
    people = People(names, [start for start, _, _ in names], {end: cluster for _, end, cluster in names})
    found = [one for one in _candidates(told, roles, code) if not people.over(one.start, one.end)]
    for description in found:
        cluster = _beside(text, words, description, people, roles)
        if cluster is not None and not (description.gender == "F" and cluster.gender == "M"):
            description.cluster, description.method = cluster, "apposition"
    _refer(found)
    for description in found:
        cluster = description.cluster
        if cluster is not None and cluster.gender is None and description.method == "apposition":
            cluster.gender = description.gender
    return [one for one in found if one.method != "unresolved" or one.disputed]


def retype_by_role(text: str, names: list[Name], told: list[re.Match[str]], known: Lexicon) -> None:
    """Set right the type of a full name right after a role, taken for a thing: «la juge Alma Bost» is a person."""
    things = {
        name.start: name for name in names if name.type != "PER" and " " in name.text and name.inner is None
    }
    for match in told:
        for gap in (1, 2):
            name = things.get(match.end() + gap)
            if name is None or text[match.end() : name.start].strip(" ,"):
                continue
            if _looks_personal(name.text) and not known.head_inside.match(name.text):
                name.type = "PER"


def _looks_personal(text: str) -> bool:
    """Tell whether every word begins with a capital and is not all capitals."""
    return all(word[0].isupper() and not word.isupper() for word in text.split())


def _candidates(told: list[re.Match[str]], roles: Roles, code: str | None) -> Iterator[Description]:
    for match in told:
        role = fold(match["role"])
        article = match["article"]
        shown = roles.articles.get(article.lower()) if article else None
        yield Description(
            match.start(),
            match.end(),
            roles.same.get(role, role),
            country_of(match.group(), code),
            "",
            fold(match["before"] or ""),
            roles.genders.get(role) or shown,
            article is not None,
        )


def _beside(
    text: str, words: Words, description: Description, people: People, roles: Roles
) -> Cluster | None:
    """Return whose name stands right after a description or right before it, apart by a comma at most."""
    after = text[description.end : description.end + GAP]
    place = re.match(rf"(?:{roles.link.pattern}){BLANK}?([A-ZÀ-Þ][\w-]*)", after)
    description.complement = fold(place.group(1)) if place else ""
    at = bisect_left(people.starts, description.end)
    if at < len(people.names) and people.names[at][0] - description.end <= GAP:
        start, _, cluster = people.names[at]
        gap = text[description.end : start]
        bare = roles.link.fullmatch(gap.rstrip())  # «un conseiller de Luc Dantec» is someone else
        linked = roles.link.match(gap) and not bare and not CLOSED.search(gap) and gap.count(",") <= 1
        if not gap.strip(" ,") or (linked and _is_nominal(words, description.end, start)):
            return cluster
    before = re.search(
        rf"[\w.](,[ ](?:{roles.being} )?)$", text[max(0, description.start - 20) : description.start]
    )
    return people.ends.get(description.start - len(before.group(1))) if before else None


def _is_nominal(words: Words, start: int, end: int) -> bool:
    """Tell whether a piece of text has no verb, pronoun or conjunction."""
    i = bisect_left(words.start, start)
    while i < len(words.start) and words.start[i] < end:
        if words.upos[i] in NO_COMPLEMENT:
            return False
        i += 1
    return True


def _refer(found: list[Description]) -> None:
    """Link the definite descriptions left to the one person who was set beside the same one before; two dispute it."""
    beside: dict[tuple[str, str], dict[tuple[object, ...], Description]] = {}
    for description in found:
        told = beside.setdefault((description.role, description.qualifier), {})
        if description.method == "apposition":
            facts = (id(description.cluster), description.country, description.complement, description.gender)
            told.setdefault(facts, description)
        elif description.definite:
            owners = _owners(description, list(told.values()))
            if len(owners) == 1:
                description.cluster, description.method = owners[0], "description"
            description.disputed = len(owners) > 1


def _owners(description: Description, alike: list[Description]) -> list[Cluster]:
    """Return the people whom a description may mean, of those set beside its role before, without doubles.

    The country or what the role is over must be the same when the description says it.
    """
    if description.country:
        told = [one for one in alike if one.country == description.country]
        alike = told or [one for one in alike if not one.country and not one.complement]
    if description.complement:
        alike = [one for one in alike if one.complement == description.complement]
    if description.gender == "F":
        alike = [one for one in alike if one.gender != "M"]
    clusters = {id(one.cluster): one.cluster for one in alike if one.cluster is not None}
    return list(clusters.values())
