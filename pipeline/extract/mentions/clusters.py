"""Puts together the names that mean one person, organisation or place inside one article."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.mentions.spans import Name
from pipeline.extract.names import acronym, fold, same_given, skeleton

ACRONYM = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þa-z0-9.&-]*[A-ZÀ-Þ0-9.]$")


@dataclass(slots=True)
class Form:
    """One spelling in one article: the names that carry it, as written without titles."""

    words: tuple[str, ...]
    type: str
    text: str
    members: list[Name] = field(default_factory=list)
    cluster: int = -1

    @property
    def is_acronym(self) -> bool:
        """Tell whether the form is written like initials: in capitals, in one word."""
        return len(self.words) <= 1 and bool(ACRONYM.match(self.text)) and self.text.upper() == self.text


@dataclass(slots=True)
class Cluster:
    """Names of one article that mean the same one."""

    name: str
    type: str
    gender: str | None
    members: list[Name]


class Groups:
    """Union-find over the places of a list; the smaller place stays the root."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def find(self, i: int) -> int:
        """Return the root of a place."""
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Make two places one group."""
        i, j = self.find(i), self.find(j)
        self.parent[max(i, j)] = min(i, j)


def core_of(name: Name, known: Lexicon) -> tuple[str, tuple[str, ...]]:
    """Return the name as written and as folded words, both without titles, ranks and leading articles.

    Sets the gender that a title tells.
    """
    text = name.text
    while name.type == "PER" and (title := known.title_inside.match(text)) and title.end() < len(text):
        word = fold(title.group())
        name.gender = name.gender or known.titles.get(word)
        name.title = name.title or word
        text = text[title.end() :]
    words = fold(text).split()
    while len(words) > 1 and words[0] in known.articles and name.type != "PER":
        words = words[1:]
    return text, tuple(words)


def forms_of(names: list[Name], known: Lexicon) -> list[Form]:
    """Return the spellings of an article; names spelt alike have one type, the one most of them have."""
    by_words: dict[tuple[str, ...], list[tuple[Name, str]]] = defaultdict(list)
    for name in names:
        text, words = core_of(name, known)
        if words:
            by_words[words].append((name, text))
    forms = []
    for words, members in by_words.items():
        votes = Counter(name.type for name, _ in members)
        votes["PER"] += sum(2 for name, _ in members if name.title)
        texts = Counter(text for _, text in members)
        kind = max(votes, key=lambda one: (votes[one], one))
        if not any(name.title for name, _ in members):
            kind = known.known_types.get(" ".join(words), kind)
        forms.append(Form(words, kind, texts.most_common(1)[0][0], [name for name, _ in members]))
    return forms


def clusters_of(text: str, names: list[Name], known: Lexicon) -> list[Cluster]:
    """Return the clusters of one article, in the order of their first names."""
    forms = forms_of(names, known)
    groups = Groups(len(forms))
    _join_people(forms, groups, known)
    _join_things(text, forms, groups, known)
    members: dict[int, list[Form]] = defaultdict(list)
    for i, form in enumerate(forms):
        members[groups.find(i)].append(form)
    found = [_cluster(group, known) for group in members.values()]
    return sorted(found, key=lambda cluster: cluster.members[0].start)


def _cluster(forms: list[Form], known: Lexicon) -> Cluster:
    votes: Counter[str] = Counter()
    for form in forms:
        votes[form.type] += len(form.members)
    kind = max(votes, key=lambda one: (votes[one], one))
    fullest = max(forms, key=lambda form: (len(form.words), len(form.text), -form.members[0].start))
    names = sorted((name for form in forms for name in form.members), key=lambda name: name.start)
    genders = Counter(name.gender for name in names if name.gender)
    gender = genders.most_common(1)[0][0] if len(genders) == 1 else None
    if kind == "PER" and not genders and len(fullest.words) > 1:
        gender = known.first_names.get(fullest.words[0])
    return Cluster(fullest.text, kind, gender if kind == "PER" else None, names)


def _join_people(forms: list[Form], groups: Groups, known: Lexicon) -> None:
    people = [(i, form) for i, form in enumerate(forms) if form.type == "PER"]
    bare = {
        i: [word for word in form.words if word not in known.particles] or list(form.words)
        for i, form in people
    }
    full = [(i, form) for i, form in people if len(bare[i]) > 1]
    for place, (i, _) in enumerate(full):
        for j, _ in full[:place]:
            if _same_full_name(bare[i], bare[j]):
                groups.join(i, j)
    for i, form in people:
        if len(bare[i]) == 1:
            owner = _owner(bare[i][0], form, [(j, other, bare[j]) for j, other in full], groups)
            if owner is not None:
                groups.join(i, owner)


def _same_full_name(a: list[str], b: list[str]) -> bool:
    """Tell whether two full names of one article mean one person: order, initials, left-out parts, other scripts."""
    if sorted(a) == sorted(b) or "".join(a) == "".join(b):
        return True
    if skeleton(a[-1]) == skeleton(b[-1]):
        return same_given(a[:-1], b[:-1])
    return len(a) != len(b) and min(len(a), len(b)) > 1 and (set(a) < set(b) or set(b) < set(a))


def _owner(word: str, form: Form, full: list[tuple[int, Form, list[str]]], groups: Groups) -> int | None:
    """Return the full name that a single word belongs to: as its last word, else first, else any; None if two vie."""
    genders = {name.gender for name in form.members if name.gender}
    for fits in (
        lambda words: words[-1] == word,
        lambda words: words[0] == word,
        lambda words: word in words,
        lambda words: skeleton(words[-1]) == skeleton(word) and words[-1][0] == word[0],
    ):
        found = [(i, other) for i, other, words in full if fits(words)]
        roots = {groups.find(i) for i, _ in found}
        if len(roots) > 1 and genders:
            found = [(i, o) for i, o in found if {n.gender for n in o.members if n.gender} <= genders]
            roots = {groups.find(i) for i, _ in found}
        if len(roots) > 1:
            first = min(name.start for name in form.members)
            found = [(i, o) for i, o in found if min(name.start for name in o.members) < first]
            roots = {groups.find(i) for i, _ in found}
        if len(roots) == 1:
            return roots.pop()
        if roots:
            return None
    return None


def _join_things(text: str, forms: list[Form], groups: Groups, known: Lexicon) -> None:
    things = [(i, form) for i, form in enumerate(forms) if form.type in ("ORG", "LOC")]
    by_words = {form.words: i for i, form in things}
    for i, form in things:
        if form.is_acronym:
            long = _expansions(text, form, things, known)
            if len(long) == 1:
                groups.join(i, long.pop())
        if len(form.words) > 1 and form.words[0] in known.apposed and form.words[1:] in by_words:
            groups.join(i, by_words[form.words[1:]])
    for i, form in things:
        longer = [
            j
            for j, other in things
            if len(other.words) > len(form.words)
            and other.words[: len(form.words)] == form.words
            and other.type == form.type == "ORG"
            and known.head_inside.match(form.text)
        ]
        if len({groups.find(j) for j in longer}) == 1:
            groups.join(i, longer[0])


def _expansions(text: str, form: Form, things: list[tuple[int, Form]], known: Lexicon) -> set[int]:
    """Return the forms that an acronym may stand for: beside it in brackets, else with these initials."""
    letters = re.sub(r"[^A-Z0-9]", "", form.text.upper())
    beside, alike = set(), set()
    for i, other in things:
        if len(other.words) < 2:
            continue
        for name in other.members:
            if re.match(rf"\s?\(\s?{re.escape(form.text)}\b", text[name.end : name.end + len(form.text) + 4]):
                beside.add(i)
        for name in form.members:
            after = text[name.end : name.end + 3 + max(len(n.text) for n in other.members)]
            if re.match(r"\s?\(", after) and after.lstrip(" (").startswith(other.text):
                beside.add(i)
        if letters == acronym(list(other.words), known.particles):
            alike.add(i)
    return beside or alike
