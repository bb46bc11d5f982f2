"""Puts together the names that mean one person, organisation or place inside one article."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.mentions.mending import Name
from pipeline.extract.names import acronym, fold
from pipeline.extract.spelling import same_person, sound_alike

INITIAL = re.compile(r"\b([A-Z])(?:\.|$)")
LONG_WORD = 5  # letters: shorter words sound alike too easily
SAME_IN_ARTICLE = 0.7  # inside one article, what is doubtful across articles is the same


@dataclass(slots=True)
class Form:
    """One spelling in one article: the names that carry it, as written without titles."""

    words: tuple[str, ...]
    type: str
    text: str
    members: list[Name] = field(default_factory=list)
    genders: set[str] = field(default_factory=set)  # told by titles, else by the given name

    @property
    def first(self) -> int:
        """Return where the form stands first."""
        return min(name.start for name in self.members)


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
    """Return the spellings of an article; names spelt alike have one type, the one most of them have.

    «M. Lefort», «Mme Lefort» and «Lefort» are three forms: the surname may be two people's.
    """
    by_words: dict[tuple[str, ...], list[tuple[Name, str]]] = defaultdict(list)
    for name in names:
        text, words = core_of(name, known)
        if words:
            by_words[words].append((name, text))
    forms = []
    for words, members in by_words.items():
        votes = Counter(name.type for name, _ in members)
        votes["PER"] += sum(2 for name, _ in members if name.title)
        kind = max(votes, key=lambda one: (votes[one], one))
        if not any(name.title or name.club for name, _ in members):
            kind = known.known_types.get(" ".join(words), kind)
        for part in _by_title(members):
            texts = Counter(text for _, text in part)
            form = Form(words, kind, texts.most_common(1)[0][0], [name for name, _ in part])
            form.genders = {name.gender for name in form.members if name.gender} or _given(form, known)
            forms.append(form)
    _retype_surnames(forms, known)
    _retype_firms(forms, known)
    return forms


def _by_title(members: list[tuple[Name, str]]) -> list[list[tuple[Name, str]]]:
    """Return names spelt alike apart by the gender that their titles tell, if any; one inside another goes with it."""
    outer = {id(one.inner): one for one, _ in members if one.inner is not None}
    parts: dict[str | None, list[tuple[Name, str]]] = defaultdict(list)
    for name, text in members:
        parts[outer.get(id(name), name).gender].append((name, text))
    return [*parts.values()]


def _given(form: Form, known: Lexicon) -> set[str]:
    """Return the gender that the given name of a full name tells, if any."""
    if len(form.words) < 2:
        return set()
    first = fold(re.split(r"\s", form.text)[0]).replace(" ", "-")
    return {
        gender for gender in (known.first_names.get(first) or known.first_names.get(form.words[0]),) if gender
    }


def _retype_firms(forms: list[Form], known: Lexicon) -> None:
    """Set right the type of a firm named again without its trade, taken for a person: «Lueurs» of «Lueurs Energy»."""
    firms = {form.words[:-1] for form in forms if _is_firm(form, known)}
    people = {word for form in forms if form.type == "PER" and len(form.words) > 1 for word in form.words}
    for form in forms:
        titled = any(name.title for name in form.members)
        if form.words in firms and not titled and form.type != "ORG" and not people & set(form.words):
            form.type = "ORG" if known.known_types.get(" ".join(form.words)) != "LOC" else form.type


def _is_firm(form: Form, known: Lexicon) -> bool:
    return form.type == "ORG" and len(form.words) > 1 and form.words[-1] in known.trades


def _retype_surnames(forms: list[Form], known: Lexicon) -> None:
    """Set right the type of a single word, taken for a thing, that ends or opens the full name of a person of the article."""
    full = [form for form in forms if form.type == "PER" and len(form.words) > 1]
    surnames = {form.words[-1] for form in full}
    given = {form.words[0] for form in full} - known.particles
    hyphened = {_surname(form) for form in full}
    titled = {form.words for form in forms if any(name.title for name in form.members)}
    for form in forms:
        word = form.words[0]
        if form.type == "PER" or " ".join(form.words) in known.known_types:
            continue
        if len(form.words) > 1:
            is_titled = form.type == "LOC" and form.words[1:] in titled  # «Mme Lefort» elsewhere
            form.type = "PER" if form.words in hyphened or is_titled else form.type
            continue
        alike = len(word) >= LONG_WORD and any(
            sound_alike(word, one) for one in surnames if len(one) >= LONG_WORD
        )
        if word in surnames or word in given or alike:
            form.type = "PER"


def _surname(form: Form) -> tuple[str, ...]:
    """Return the folded words of what stands after the last blank: («lind», «moore») of «Ada Lind-Moore»."""
    return tuple(fold(re.split(r"\s", form.text.strip())[-1]).split())


def clusters_of(text: str, names: list[Name], known: Lexicon) -> list[Cluster]:
    """Return the clusters of one article, in the order of their first names."""
    forms = forms_of(names, known)
    groups = Groups(len(forms))
    _join_known(forms, groups, known)
    _join_inner(forms, groups, known)
    _lend_surnames(text, forms, known)
    _join_people(forms, groups, known)
    _join_acronyms(text, forms, groups, known)
    _join_shortened(forms, groups, known)
    members: dict[int, list[Form]] = defaultdict(list)
    for i, form in enumerate(forms):
        members[groups.find(i)].append(form)
    found = [_cluster(group) for group in members.values()]
    return sorted(found, key=lambda cluster: cluster.members[0].start)


def _cluster(forms: list[Form]) -> Cluster:
    votes: Counter[str] = Counter()
    for form in forms:
        votes[form.type] += len(form.members)
    kind = max(votes, key=lambda one: (votes[one], one))
    fullest = max(
        (form for form in forms if form.type == kind),
        key=lambda form: (len(form.words), len(form.text), -form.first),
    )
    names = sorted(
        (name for form in forms for name in form.members), key=lambda name: (name.start, -name.end)
    )
    titles = {name.gender for name in names if name.gender}
    genders = titles or fullest.genders
    gender = next(iter(genders)) if len(genders) == 1 else None
    return Cluster(fullest.text, kind, gender if kind == "PER" else None, names)


def _is_headed(name: Name) -> bool:
    """Tell whether a name is one with a head noun before it: «agence X», whose name is X."""
    return name.inner is not None and name.title is None and name.inner.start > name.start


def _join_known(forms: list[Form], groups: Groups, known: Lexicon) -> None:
    """Join the spellings of one authority: «ONU» and «Nations unies»."""
    first: dict[tuple[str, str], int] = {}
    for i, form in enumerate(forms):
        spelling = " ".join(form.words)
        authority = known.authorities.get(spelling)
        if authority and known.known_types.get(spelling) == form.type and form.type != "PER":
            groups.join(first.setdefault((form.type, authority), i), i)


def _join_inner(forms: list[Form], groups: Groups, known: Lexicon) -> None:
    """Join a name with the bare one inside it: «agence Boréale» and the «Boréale» in it.

    Not with a place that is known for itself: «aéroport de Berlin» is not Berlin.
    """
    place = {id(name): i for i, form in enumerate(forms) for name in form.members}
    for i, form in enumerate(forms):
        for name in form.members:
            if name.inner is not None and id(name.inner) in place:
                other = place[id(name.inner)]
                seat = name.seated and " ".join(forms[other].words) in known.known_types
                if forms[other].type == form.type and not seat:
                    groups.join(i, other)


def _lend_surnames(text: str, forms: list[Form], known: Lexicon) -> None:
    """Give a given name alone the surname of the full name that it is set beside: «Gérard Lannuzel et sa femme Monique»."""
    at_start = {name.start: form for form in forms if form.type == "PER" for name in form.members}
    full = [form for form in forms if form.type == "PER" and len(form.words) > 1]
    for form in full:
        for name in form.members:
            after = known.kin_between.match(text, name.end)
            _lend(form, at_start.get(after.end()) if after else None, known)
    for form in forms:
        if form.type == "PER" and len(form.words) == 1 and form.words[0] in known.first_names:
            for name in form.members:
                between = known.links_between.match(text, name.end)
                owner = at_start.get(between.end()) if between else None
                if owner is not None and len(owner.words) > 1:
                    _lend(owner, form, known)


def _lend(owner: Form, form: Form | None, known: Lexicon) -> None:
    if form is not None and len(form.words) == 1 and form.words[0] not in owner.words:
        form.words = (*form.words, *owner.words[1:])
        form.text = f"{form.text} {owner.text.partition(' ')[2]}"
        form.genders = form.genders or _given(form, known)


def _join_people(forms: list[Form], groups: Groups, known: Lexicon) -> None:
    people = [(i, form) for i, form in enumerate(forms) if form.type == "PER"]
    bare = {i: _without_particles(form, known) for i, form in people}
    full = [(i, form) for i, form in people if len(bare[i]) > 1]
    for place, (i, form) in enumerate(full):
        for j, other in full[:place]:
            if _genders_agree(form, other) and _same_full_name(form, other, bare[i], bare[j]):
                groups.join(i, j)
    for i, form in people:
        longer = [(j, other, bare[j]) for j, other in full if len(bare[j]) > len(bare[i])]
        owner = _owner(bare[i], form, longer, groups, known)
        if owner is not None:
            groups.join(i, owner)
    _join_twins(people, groups)


def _join_twins(people: list[tuple[int, Form]], groups: Groups) -> None:
    """Join a surname with a title and the same one without, where the article names nobody in full who bears it."""
    full = {word for _, form in people if len(form.words) > 1 for word in form.words}
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    genders: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for i, form in people:
        if len(form.words) > 1 or form.words[0] not in full:
            alike[form.words].append(i)
            genders[form.words] |= form.genders
    for words, (first, *others) in alike.items():
        for other in others if len(genders[words]) < 2 else ():
            groups.join(first, other)


def _without_particles(form: Form, known: Lexicon) -> tuple[str, ...]:
    """Return the words of a person's name without «de», «l'» and their like; an initial («L.») stays."""
    initials = {letter.lower() for letter in INITIAL.findall(form.text)}
    return tuple(w for w in form.words if w in initials or w not in known.particles) or form.words


def _genders_agree(a: Form, b: Form) -> bool:
    return not a.genders or not b.genders or bool(a.genders & b.genders)


def _same_full_name(a: Form, b: Form, x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """Tell whether two full names of one article mean one person: spelling, order, initials, given names left out."""
    if len(x) == len(y) and x[-1] == y[-1] and all(map(_initial_of, x[:-1], y[:-1])):
        return True
    return same_person(a.text, b.text).score >= SAME_IN_ARTICLE


def _initial_of(x: str, y: str) -> bool:
    return x == y or (min(len(x), len(y)) == 1 and x[0] == y[0])


def _owner(
    words: tuple[str, ...],
    form: Form,
    full: list[tuple[int, Form, tuple[str, ...]]],
    groups: Groups,
    known: Lexicon,
) -> int | None:
    """Return the full name that a shorter one belongs to: its end, else its start, else a part of it; None if two vie."""
    n, titled = len(words), any(name.title for name in form.members)
    fits: list[Callable[[tuple[str, ...]], bool]] = [
        lambda other: other[-n:] == words,
        # «pape François», «Mme Anne»: a title goes with a whole name or a surname, not with a given name of another.
        lambda other: other[:n] == words and not (titled and other[0] in known.first_names),
        lambda other: not titled and set(words) <= set(other),
        lambda other: n == 1 and len(words[0]) >= LONG_WORD and sound_alike(words[0], other[-1]),
    ]
    for fit in fits:
        found = [(i, other) for i, other, bare in full if fit(bare) and _genders_agree(form, other)]
        # «Moore» is Clara Moore sooner than Ada Lind-Moore.
        found = [one for one in found if _surname(one[1]) == words] or found
        roots = {groups.find(i) for i, _ in found}
        if len(roots) > 1 and not all(_has_initial(other) for _, other in found):
            roots = _first_named(form, found, groups)
        if roots:
            return roots.pop() if len(roots) == 1 else None
    return None


def _has_initial(form: Form) -> bool:
    """Tell whether a name has an initial: whoever needs one is not meant by the surname alone."""
    return any(len(word) == 1 for word in form.words)


def _first_named(form: Form, found: list[tuple[int, Form]], groups: Groups) -> set[int]:
    """Return the one candidate that the article names before the others, if the short name stands between; else all."""
    starts: dict[int, int] = {}
    for i, other in found:
        root = groups.find(i)
        starts[root] = min(other.first, starts.get(root, other.first))
    ordered = sorted(starts, key=lambda root: starts[root])
    if any(name.start < starts[ordered[1]] for name in form.members):
        return {ordered[0]}
    return set(ordered)


def _join_acronyms(text: str, forms: list[Form], groups: Groups, known: Lexicon) -> None:
    things = [(i, form) for i, form in enumerate(forms) if form.type in ("ORG", "LOC", "MISC")]
    for i, form in things:
        if len(fold(form.text)) > 1:
            long = _expansions(text, form, things, known)
            if len({groups.find(j) for j in long}) == 1:
                groups.join(i, long.pop())


def _expansions(text: str, form: Form, things: list[tuple[int, Form]], known: Lexicon) -> set[int]:
    """Return the forms that letters may stand for: beside them in brackets, else those with these initials."""
    beside, alike = set(), set()
    is_acronym = form.text.upper() == form.text and len(form.words) == 1
    for i, other in things:
        if len(other.words) < 2 or other is form:
            continue
        initials = {acronym(list(other.words), known.particles), acronym(list(other.words), frozenset())}
        if is_acronym and form.words[0].upper() in initials:
            alike.add(i)
        elif form.type == "ORG" and other.type == "LOC":
            continue  # «Rivenord (AFP)»: where the agency writes
        is_like = is_acronym or form.words[0][0] == other.words[0][0] or len(form.words) > 1
        if (
            is_like
            and (is_acronym or form.type == other.type == "ORG")
            and (
                any(_in_brackets(text, name, form.text) for name in other.members)
                or any(_in_brackets(text, name, other.text) for name in form.members)
            )
        ):
            beside.add(i)
    # Of «Parti de Côte d'Ivoire (PCI)» both the party and the country stand beside the brackets: the longest counts.
    sizes = {i: len(other.words) for i, other in things if i in beside}
    most = max(sizes.values(), default=0)
    return {i for i, size in sizes.items() if size == most} or alike


def _in_brackets(text: str, name: Name, short: str) -> bool:
    """Tell whether a spelling follows a name in brackets: «Forum boréal (FB)»."""
    after = text[name.end : name.end + len(short) + 4]
    found = re.match(r"\s?\(\s?", after)
    return found is not None and after[found.end() :].startswith(short)


def _join_shortened(forms: list[Form], groups: Groups, known: Lexicon) -> None:
    """Join names that differ by what the thing is («agence X», «République de X») or that are the start of one longer name."""
    things = [(i, form) for i, form in enumerate(forms) if form.type in ("ORG", "LOC")]
    by_words = {(form.type, form.words): i for i, form in things}
    for i, form in things:
        bare = _bare(form.words, known)
        if bare != form.words and (form.type, bare) in by_words:
            groups.join(i, by_words[form.type, bare])
    for i, form in things:
        clubs = {groups.find(j) for j, other in things if _is_club_of(other, form)}
        if len(clubs) == 1:
            groups.join(i, clubs.pop())
    for i, form in things:
        longer = {groups.find(j) for j, other in things if _starts(form, other, known)}
        if len(longer) == 1:
            groups.join(i, longer.pop())


def _is_club_of(club: Form, town: Form) -> bool:
    """Tell whether a form is a club's name, and the other the town's that stands for it: «FC Rivenord», «Rivenord»."""
    name = fold(town.text)  # «La Rochelle», with its article
    by = {one.club for one in town.members if one.club == name}
    return bool(by) and town.type == "ORG" and club.members[0].club == name != fold(club.text)


def _bare(words: tuple[str, ...], known: Lexicon) -> tuple[str, ...]:
    """Return the words without a head that only says what kind of thing it is; an adjective gives its country."""
    if len(words) < 2 or words[0] not in known.apposed:
        return words
    rest = words[1:]
    while len(rest) > 1 and rest[0] in known.particles:
        rest = rest[1:]
    country = known.folded_adjectives.get(" ".join(rest))
    return tuple(country.split()) if country else rest


def _starts(short: Form, long: Form, known: Lexicon) -> bool:
    """Tell whether a name is the start of a longer one: «Parlement» of «Parlement européen», «Brume» of «Brume-sur-Orle»."""
    n = len(short.words)
    if short.type == long.type == "LOC":
        cut = long.text.removeprefix(short.text + "-")
        return cut != long.text and fold(cut).split()[0] in known.place_links
    if short.type != "ORG" or long.type != "ORG" or len(long.words) <= n or long.words[:n] != short.words:
        return False
    following = long.words[n]
    if _is_firm(long, known) and n == len(long.words) - 1:
        return True
    if " ".join(long.words) in known.known_types or " ".join(short.words) in known.known_types:
        return short.words[0] in known.short_for
    return (
        following in known.particles
        or following in known.folded_adjectives
        or short.words[0] in known.short_for
    )
