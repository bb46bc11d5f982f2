"""Joins the spellings of one organisation or place in one article: authorities, letters and words, longer and shorter names."""

import re

from pipeline.extract.mentions.forms import Form, Groups, is_firm
from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.mentions.mending import Name
from pipeline.extract.names import acronym, fold

LEFT_OUT = 3  # words that a short name leaves out in the middle, at most
TOLD = 3  # letters that tell a name by its initials alone: of fewer too many names would do


def join_known(forms: list[Form], groups: Groups, known: Lexicon) -> None:
    """Join the spellings of one authority: «ONU» and «Nations unies», «LR» and «Républicains» of «Les Républicains»."""
    first: dict[tuple[str, str], int] = {}
    for i, form in enumerate(forms):
        spelling = " ".join(form.words)
        authority = known.authorities.get(spelling)
        if authority and known.known_types.get(spelling) == form.type and form.type != "PER":
            groups.join(first.setdefault((form.type, authority), i), i)
    for i, form in enumerate(forms):
        spelling = " ".join(form.words)
        for article in known.articles if spelling not in known.authorities else ():
            whole = known.authorities.get(f"{article} {spelling}", "")
            groups.join(first.get((form.type, whole), i), i)


def join_inner(forms: list[Form], groups: Groups, known: Lexicon) -> None:
    """Join a name with the bare one inside it: «agence Boréale» and the «Boréale» in it.

    Not with a place that is known for itself, nor with one that it only stands in: «aéroport de Berlin» is not Berlin.
    """
    place = {id(name): i for i, form in enumerate(forms) for name in form.members}
    for i, form in enumerate(forms):
        for name in form.members:
            if name.inner is not None and id(name.inner) in place:
                other = place[id(name.inner)]
                seat = name.seated and (
                    " ".join(forms[other].words) in known.known_types or _stands_in(name.text, known)
                )
                if forms[other].type == form.type and not seat:
                    groups.join(i, other)


def join_acronyms(text: str, forms: list[Form], groups: Groups, known: Lexicon) -> None:
    """Join letters and the one name that they stand for."""
    things = [(i, form) for i, form in enumerate(forms) if form.type in ("ORG", "LOC", "MISC")]
    longer = [
        (i, form, {acronym(list(form.words), skipped) for skipped in (known.particles, frozenset[str]())})
        for i, form in things
        if len(form.words) > 1
    ]
    for i, form in things:
        if len(fold(form.text)) > 1:
            long = _expansions(text, form, longer)
            if len({groups.find(j) for j in long}) == 1:
                groups.join(i, long.pop())


def _expansions(text: str, form: Form, longer: list[tuple[int, Form, set[str]]]) -> set[int]:
    """Return the forms that letters may stand for: beside them in brackets, else those with these initials."""
    beside, alike = set(), set()
    spelt = {name.text for name in form.members} | {form.text}  # «OFB», and «Ofb» as some papers have it
    is_acronym = len(form.words) == 1 and any(one.upper() == one for one in spelt)
    for i, other, initials in longer:
        if other is form:
            continue
        if is_acronym and len(form.words[0]) >= TOLD and form.words[0].upper() in initials:
            alike.add(i)
        elif form.type == "ORG" and other.type == "LOC":
            continue  # «Rivenord (AFP)»: where the agency writes
        is_like = is_acronym or form.words[0][0] == other.words[0][0] or len(form.words) > 1
        if (
            is_like
            and (is_acronym or form.type == other.type == "ORG")
            and (
                any(_in_brackets(text, name, one) for name in other.members for one in spelt)
                or any(_in_brackets(text, name, other.text) for name in form.members)
            )
        ):
            beside.add(i)
    # Of «Parti de Côte d'Ivoire (PCI)» both the party and the country stand beside the brackets: the longest counts.
    sizes = {i: len(other.words) for i, other, _ in longer if i in beside}
    most = max(sizes.values(), default=0)
    return {i for i, size in sizes.items() if size == most} or alike


def _in_brackets(text: str, name: Name, short: str) -> bool:
    """Tell whether a spelling follows a name in brackets: «Forum boréal (FB)»."""
    after = text[name.end : name.end + len(short) + 4]
    found = re.match(r"\s?\(\s?", after)
    if found is None or not after.startswith(short, found.end()):
        return False
    behind = name.end + found.end() + len(short)
    return not text[behind : behind + 1].isalnum()  # «(FBI)» is no «FB»


def join_shortened(forms: list[Form], groups: Groups, known: Lexicon) -> None:
    """Join names that differ by what the thing is («agence X», «République de X») or that are the start of one longer name."""
    things = [(i, form) for i, form in enumerate(forms) if form.type in ("ORG", "LOC")]
    by_words = {(form.type, form.words): i for i, form in things}
    for i, form in things:
        bare = form.words if _stands_in(form.text, known) else _bare(form.words, known)
        if known.seated_inside.match(form.text) and " ".join(bare) in known.known_types:
            continue  # «aéroport de Berlin» is not Berlin
        if bare != form.words and (form.type, bare) in by_words:
            groups.join(i, by_words[form.type, bare])
    for i, form in things:
        clubs = {groups.find(j) for j, other in things if _is_club_of(other, form)}
        if len(clubs) == 1:
            groups.join(i, clubs.pop())
    for i, form in things:
        fuller = {groups.find(j) for j, other in things if _leaves_out(form, other, known)}
        if len(fuller) == 1:
            groups.join(i, fuller.pop())
    for i, form in things:
        longer = [(j, other) for j, other in things if _starts(form, other, known)]
        usual = known.usual.get(form.text)
        named = [(j, other) for j, other in longer if other.text == usual]
        named = named or [(j, other) for j, other in longer if other.first < form.first and not usual]
        roots = {groups.find(j) for j, _ in named or longer}
        if len(roots) == 1:
            groups.join(i, roots.pop())


def _leaves_out(short: Form, long: Form, known: Lexicon) -> bool:
    """Tell whether a name of a place or of a body in one is another without words in its middle: «cour (boréale) d'appel de Brume»."""
    if short.type != long.type or len(short.words) >= len(long.words):
        return False
    if " ".join(short.words) in known.known_types:
        return False
    bare, full = ([word for word in form.words if word not in known.particles] for form in (short, long))
    if len(bare) < 2 or bare[0] != full[0] or bare[-1] != full[-1] or len(full) - len(bare) > LEFT_OUT:
        return False
    rest = iter(full)
    return all(word in rest for word in bare)


def _is_club_of(club: Form, town: Form) -> bool:
    """Tell whether a form is a club's name, and the other the town's that stands for it: «FC Rivenord», «Rivenord»."""
    name = fold(town.text)  # «La Rochelle», with its article
    by = {one.club for one in town.members if one.club == name}
    return bool(by) and town.type == "ORG" and club.members[0].club == name != fold(club.text)


def _stands_in(text: str, known: Lexicon) -> bool:
    """Tell whether a name says the town that something stands in: «palais de justice de Brume».

    An airport is called by the place alone, unless that is a town known for itself.
    """
    seat = known.local_inside.match(text)
    head = fold(text[: seat.start("place")]).split() if seat else []
    while head and head[-1] in known.particles:
        head.pop()
    return bool(head) and " ".join(head) not in known.apposed


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
        return cut != long.text and bool(known.place_links.intersection(fold(cut).split()[:1]))
    if short.type != "ORG" or long.type != "ORG" or len(long.words) <= n or long.words[:n] != short.words:
        return False
    following = long.words[n]
    if following.isdigit() or long.text.islower():
        return (
            False  # «la Ligue» is no «Ligue 1», the «police fluviale» none of «police fluviale de la brume»
        )
    if is_firm(long, known) and n == len(long.words) - 1:
        return True
    if " ".join(long.words) in known.known_types or " ".join(short.words) in known.known_types:
        return short.words[0] in known.short_for
    return (
        following in known.particles
        or following in known.folded_adjectives
        or short.words[0] in known.short_for
    )
