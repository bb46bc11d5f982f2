"""Puts together the names that mean one person, organisation or place inside one article."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from pipeline.extract.mentions.forms import Form, Groups, forms_of
from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.mentions.mending import Name
from pipeline.extract.mentions.persons import join_people, lend_surnames
from pipeline.extract.mentions.things import join_acronyms, join_inner, join_known, join_shortened


@dataclass(slots=True)
class Cluster:
    """Names of one article that mean the same one."""

    name: str
    type: str
    gender: str | None
    members: list[Name]


def clusters_of(text: str, names: list[Name], known: Lexicon) -> list[Cluster]:
    """Return the clusters of one article, in the order of their first names."""
    forms = forms_of(names, known)
    groups = Groups(len(forms))
    join_known(forms, groups, known)
    join_inner(forms, groups, known)
    lend_surnames(text, forms, known)
    join_people(text, forms, groups, known)
    join_acronyms(text, forms, groups, known)
    join_shortened(forms, groups, known)
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
