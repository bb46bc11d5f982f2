"""The spellings of one article: names as written without titles, of one type, with what titles tell of their bearers."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.mentions.mending import Name
from pipeline.extract.names import fold
from pipeline.extract.spelling import sound_alike

LONG_WORD = 5  # letters: shorter words sound alike too easily


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
    """Return the name as written and as folded words, both without titles, ranks and leading articles; a medium's as listed.

    Sets the gender that a title tells.
    """
    text = name.listed or name.text
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
        if not any(name.title or name.club or name.method == "kin" for name, _ in members):
            kind = known.known_types.get(" ".join(words), kind)
        for part in _by_title(members):
            texts = Counter(text for _, text in part)
            form = Form(words, kind, texts.most_common(1)[0][0], [name for name, _ in part])
            form.genders = {name.gender for name in form.members if name.gender} or given_gender(form, known)
            forms.append(form)
    _retype_surnames(forms, known)
    _retype_firms(forms, known)
    _tell_given_alone(forms, known)
    return forms


def _tell_given_alone(forms: list[Form], known: Lexicon) -> None:
    """Set the gender of those known by a given name alone, which is no part of another's name: «Christelle, 42 ans»."""
    longer = {word for form in forms if len(form.words) > 1 for word in form.words}
    for form in forms:
        if form.type == "PER" and len(form.words) == 1 and not form.genders and form.words[0] not in longer:
            form.genders = _gender_of_given(form, known)


def _by_title(members: list[tuple[Name, str]]) -> list[list[tuple[Name, str]]]:
    """Return names spelt alike apart by the gender that their titles tell, if any; one inside another goes with it."""
    outer = {id(one.inner): one for one, _ in members if one.inner is not None}
    parts: dict[str | None, list[tuple[Name, str]]] = defaultdict(list)
    for name, text in members:
        parts[outer.get(id(name), name).gender].append((name, text))
    return [*parts.values()]


def given_gender(form: Form, known: Lexicon) -> set[str]:
    """Return the gender that the given name of a full name tells, if any."""
    if len(form.words) < 2:
        return set()
    return _gender_of_given(form, known)


def _gender_of_given(form: Form, known: Lexicon) -> set[str]:
    """Return the gender that the first word of a name tells as a given name, if any."""
    first = fold(re.split(r"\s", form.text)[0]).replace(" ", "-")
    return {
        gender for gender in (known.first_names.get(first) or known.first_names.get(form.words[0]),) if gender
    }


def _retype_firms(forms: list[Form], known: Lexicon) -> None:
    """Set right the type of a firm named again without its trade, taken for a person: «Lueurs» of «Lueurs Energy»."""
    firms = {form.words[:-1] for form in forms if is_firm(form, known)}
    people = {word for form in forms if form.type == "PER" and len(form.words) > 1 for word in form.words}
    for form in forms:
        titled = any(name.title for name in form.members)
        if form.words in firms and not titled and form.type != "ORG" and not people & set(form.words):
            form.type = "ORG" if known.known_types.get(" ".join(form.words)) != "LOC" else form.type


def is_firm(form: Form, known: Lexicon) -> bool:
    """Tell whether a name ends with what a firm does: «Lueurs Energy»."""
    return form.type == "ORG" and len(form.words) > 1 and form.words[-1] in known.trades


def _retype_surnames(forms: list[Form], known: Lexicon) -> None:
    """Set right the type of a surname or given name, taken for a thing, of a person whom the article names in full."""
    full = [form for form in forms if form.type == "PER" and len(form.words) > 1]
    surnames = {form.words[-1] for form in full}
    given = {form.words[0] for form in full} - known.particles
    whole = {surname(form) for form in full} | {
        form.words[at:]
        for form in full
        for at in range(1, len(form.words) - 1)
        if form.words[at] in known.particles
    }  # «Lind-Moore», «Le Lind»
    titled = {form.words for form in forms if any(name.title for name in form.members)}
    for form in forms:
        word = form.words[0]
        if form.type == "PER" or " ".join(form.words) in known.known_types:
            continue
        if len(form.words) > 1:
            is_titled = form.type == "LOC" and form.words[1:] in titled  # «Mme Lefort» elsewhere
            form.type = "PER" if form.words in whole or is_titled else form.type
            continue
        alike = len(word) >= LONG_WORD and any(
            sound_alike(word, one) for one in surnames if len(one) >= LONG_WORD
        )
        if word in surnames or word in given or alike:
            form.type = "PER"


def surname(form: Form) -> tuple[str, ...]:
    """Return the folded words of what stands after the last blank: («lind», «moore») of «Ada Lind-Moore»."""
    return tuple(fold(re.split(r"\s", form.text.strip())[-1]).split())
