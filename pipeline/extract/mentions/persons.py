"""Joins the spellings of one person in one article: full names, surnames and given names alone, families."""

import re
from collections import defaultdict
from collections.abc import Callable

from pipeline.extract.mentions.forms import LONG_WORD, Form, Groups, given_gender, surname
from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.spelling import same_person, sound_alike

INITIAL = re.compile(r"\b([A-Z])(?:\.|$)")
SAME_IN_ARTICLE = 0.7  # inside one article, what is doubtful across articles is the same


def lend_surnames(text: str, forms: list[Form], known: Lexicon) -> None:
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
        form.genders = form.genders or given_gender(form, known)


def join_people(text: str, forms: list[Form], groups: Groups, known: Lexicon) -> None:
    """Join the spellings of one person: full names that are alike, then shorter ones to the full name they belong to.

    A given name alone with an age is someone new: «Christophe, 49 ans» is no Christophe named before, but may be named in full after.
    """
    people = [(i, form) for i, form in enumerate(forms) if form.type == "PER"]
    bare = {i: _without_particles(form, known) for i, form in people}
    full = [(i, form) for i, form in people if len(bare[i]) > 1]
    for place, (i, form) in enumerate(full):
        for j, other in full[:place]:
            if _genders_agree(form, other) and _same_full_name(form, other, bare[i], bare[j]):
                groups.join(i, j)
    for i, form in people:
        new = _is_new(text, form, known)
        longer = [
            (j, other, bare[j])
            for j, other in full
            if len(bare[j]) > len(bare[i]) and not (new and other.first < form.first)
        ]
        owner = _owner(bare[i], form, longer, groups, known)
        if owner is not None:
            groups.join(i, owner)
    _join_twins(people, groups)
    _join_called(text, people, groups, known)


def _join_called(text: str, people: list[tuple[int, Form]], groups: Groups, known: Lexicon) -> None:
    """Join a person's name and what the words after it say he is called besides: «Ada Lind, alias Momo»."""
    at_start = {name.start: i for i, form in people for name in form.members}
    for i, form in people:
        for name in form.members:
            called = known.called.match(text, name.end)
            other = at_start.get(called.end()) if called else None
            if other is not None:
                groups.join(i, other)


def _is_new(text: str, form: Form, known: Lexicon) -> bool:
    """Tell whether a given name stands alone and is introduced as someone's who was not told of."""
    alone = len(form.words) == 1 and form.words[0] in known.first_names
    return alone and any(known.introduced.match(text, name.end) for name in form.members)


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
        found = [one for one in found if surname(one[1]) == words] or found
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
