"""Finds people whom the model passed over, or saw a part of: by given names, titles, particles, family, lists and what stands beside."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.mentions.evidence import Evidence, beside
from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.mentions.mending import (
    BLANKS,
    REACH,
    Name,
    Words,
    apart,
    covered_by,
    is_given,
    with_title,
)
from pipeline.extract.names import fold

# A line that holds a name, with an initial perhaps, and something in brackets.
ROSTER_LINE = re.compile(
    r"^(?P<name>[A-ZÀ-ÞŠŽĆČĐŁ][\w’'-]+(?:[ ][A-ZÀ-ÞŠŽĆČĐŁ](?:\.|[\w’'-]+))?)[ ]?(?:\([^()\n]*\))?[ ]*$",
    re.MULTILINE,
)
ROSTER = 4  # lines
# What a nickname in marks and the surname after it look like: «Ada « la Mouette » Lind», «Ada "Momo" de Lind».
NICKNAME = re.compile(
    rf"[{BLANKS}](?:«[{BLANKS}]?[^«»\n,.!?:;]{{1,25}}[{BLANKS}]?»|“[^“”\n,.!?:;]{{1,25}}”|\"[^\"\n,.!?:;]{{1,25}}\"|[‘'][^‘’'\n,.!?:;]{{1,25}}[’'])"
    rf"[{BLANKS}](?P<surname>(?:[a-zà-ÿ]{{1,3}}[{BLANKS}'’]){{0,2}}[A-ZÀ-ÞŠŽĆČĐŁ][\w’'-]+(?:[{BLANKS}][A-ZÀ-ÞŠŽĆČĐŁ][\w’'-]+)?)"
)
NOT_IN_A_PERSON = frozenset(["VERB", "AUX", "ADP", "CCONJ", "ADV", "PUNCT"])


def prolonged(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """Return the names; a person's that was cut before its last words has them: «Nguyen Thi» before «Lan»."""
    for name in names:
        cut = name.type == "PER" and lexicon.particle_end.search(name.text)
        if cut:  # «Ursula von» before «der Leyen»
            rest = lexicon.after_particle.match(text, name.end)
            name.end = rest.end() if rest else name.start + cut.start()
            name.text = text[name.start : name.end]
    names = apart(names)
    place = {start: i for i, start in enumerate(words.start)}
    limits = [*(name.start for name in names[1:]), len(text)]
    for name, limit in zip(names, limits, strict=False):
        while name.type == "PER" and text[name.end : name.end + 1] in BLANKS:
            i = place.get(name.end + 1)
            if i is None or words.end[i] > limit or not words.form[i][0].isupper() or words.form[i].isupper():
                break
            if words.upos[i] in NOT_IN_A_PERSON or words.form[i] in lexicon.closers:
                break
            if fold(words.form[i]) in lexicon.titles:
                break
            name.end = words.end[i]
            name.text = text[name.start : name.end]
    return names


def one_by_one(names: list[Name], lexicon: Lexicon) -> Iterator[Name]:
    """Yield the names; two full names of persons that stand side by side are two: «d'Ada Lind Bruno Ostrac»."""
    for name in names:
        words = [*re.finditer(r"\S+", name.text)] if name.type == "PER" else []
        given = [is_given(word.group(), lexicon) for word in words]
        surname = [
            word.group()[0].isupper() and fold(word.group()) not in lexicon.particles for word in words
        ]
        second = (
            n
            for n in range(2, len(words) - 1)
            if given[n] and surname[n - 1] and not given[n - 1] and surname[n + 1] and not given[n + 1]
        )
        at = next(second, None) if any(given[:1]) else None
        if at is not None:
            end, cut = words[at - 1].end(), words[at].start()
            yield replace(name, end=name.start + end, text=name.text[:end], inner=None)
            rest = replace(name, start=name.start + cut, text=name.text[cut:], inner=None)
            yield replace(rest, title=None, gender=None)
        else:
            yield name


def with_given_names(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """Return the names; a surname alone has the capital word before it, unless that opens a sentence or is no name."""
    covered = covered_by(names)
    place = {start: i for i, start in enumerate(words.start)}
    barred = lexicon.not_names | lexicon.openers
    for name in names:
        i = place.get(name.start, 0)
        if (
            name.type != "PER"
            or not _is_surname(name.text, lexicon)
            or len(name.text) < 3
            or i < 2
            or words.upos[i - 1] != "PROPN"
        ):
            continue
        form, start = words.form[i - 1], words.start[i - 1]
        opens = words.sentence[i - 2] != words.sentence[i] or words.segment[i - 2] != words.segment[i]
        is_name = form[0].isupper() and form[1:].islower() and form.isalpha() and form not in barred
        known = fold(form) in lexicon.titles or fold(form) in lexicon.folded_adjectives
        if (
            is_name
            and not opens
            and not known
            and start not in covered
            and words.end[i - 1] + 1 == name.start
        ):
            name.start, name.text = start, text[start : name.end]
    return names


def _is_surname(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name is one word, or one after its particles: «Van Linde»."""
    *ahead, last = name.split(" ")
    return last.isalpha() and lexicon.particles.issuperset(map(fold, ahead))


def with_nicknames(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """Return the names; a given name, a nickname in marks and the surname after it are one: «Ada « la Mouette » Lind»."""
    place = {start: i for i, start in enumerate(words.start)}
    longer: list[Name] = []
    for name in names:
        found = NICKNAME.match(text, name.end) if name.type == "PER" and " " not in name.text else None
        i = place.get(found.start("surname")) if found else None
        if found is None or i is None or words.sentence[i] != words.sentence[place.get(name.start, i)]:
            continue
        if {*found["surname"].split()} & (lexicon.openers | lexicon.not_names):
            continue
        whole = text[name.start : found.end()]
        longer.append(Name(name.start, found.end(), "PER", whole, name.method, name.confidence))
    covered = covered_by(longer)
    return apart([*longer, *(name for name in names if not covered.intersection((name.start, name.end - 1)))])


def with_particles(text: str, name: Name, lexicon: Lexicon) -> Name:
    """Return the name; one that was cut after its particles is whole, a person's though the model sees a body: «Me Ramby de» before «Mello»."""
    before = lexicon.before_particle.search(text, max(0, name.start - REACH), name.start)
    body = name.type == "ORG" and (name.method != "model" or fold(name.text) in lexicon.known_types)
    if before is None or " " in name.text or body:
        return name
    titled = lexicon.title_before.search(text, max(0, before.start() - REACH), before.start())
    if not titled and not is_given(before["given"], lexicon):
        return name
    longer = Name(before.start(), name.end, "PER", text[before.start() : name.end], "given name", 0.8)
    return with_title(text, longer, lexicon)


def whole_surnames(text: str, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """Return the names, a surname with the particle that the full name of its bearer has: «Le Lind», where Ada Le Lind is."""
    whole: dict[str, str] = {}
    for name in names:
        words = name.text.split(" ") if name.type == "PER" else []
        if len(words) > 2 and words[-2][:1].isupper() and fold(words[-2]) in lexicon.particles:
            whole[words[-1]] = f"{words[-2]} {words[-1]}"
    return [_whole(text, name, whole.get(name.text, "")) for name in names]


def _whole(text: str, name: Name, surname: str) -> Name:
    start = name.end - len(surname)
    if not surname or start < 0 or not text.startswith(surname, start) or text[start - 1 : start].isalnum():
        return name
    return Name(start, name.end, "PER", surname, name.method, name.confidence)


def titled_names(text: str, names: list[Name], lexicon: Lexicon) -> Iterator[Name]:
    """Yield the names after a courtesy title where the model saw none («Me Beau») or none of its particle («M. de Linde»)."""
    at = {place: name for name in names for place in range(name.start, name.end)}
    barred = lexicon.not_names | lexicon.openers
    for found in lexicon.titled.finditer(text):
        first, last = found.span("name")
        end = at.get(last - 1)
        is_free = end is None or (
            end.start > first and end.end == last and not any(map(at.get, range(first, end.start)))
        )
        if first not in at and is_free and not barred.intersection(found["name"].split()):
            yield Name(found.start(), last, "PER", found.group(), "title", 0.8)


def given_names(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> Iterator[Name]:
    """Yield a known given name and the capital word after it where the model saw no name: «Ada Lind», «Ada Le Lind»."""
    covered = covered_by(names)
    for i in range(len(words.form) - 1):
        first, last = words.form[i], i + 1
        if not first[0].isupper() or first.isupper() or words.start[i] in covered:
            continue
        if fold(first).replace(" ", "-") not in lexicon.first_names:
            continue
        if fold(words.form[last]) in lexicon.particles and last + 1 < len(words.form):
            last += 1
        start, end = words.start[i], words.end[last]
        is_line = end - start == sum(len(words.form[at]) + 1 for at in range(i, last + 1)) - 1
        is_name = all(words.form[at][0].isupper() for at in range(i, last + 1))
        if not is_line or not is_name or end - 1 in covered or words.form[last] in lexicon.not_names:
            continue
        if words.upos[last] in ("PROPN", "X", "NOUN"):
            yield with_title(text, Name(start, end, "PER", text[start:end], "given name", 0.7), lexicon)


def kin_names(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> Iterator[Name]:
    """Yield the capital word after a word of family where the model saw no name: «sa femme Monique»."""
    covered = covered_by(names)
    for i, form in enumerate(words.form):
        start, end = words.start[i], words.end[i]
        is_word = form[0].isupper() and form[1:].islower() and form not in lexicon.not_names
        is_free = is_word and start not in covered
        if is_free and lexicon.kin_before.search(text, max(0, start - REACH), start):
            yield Name(start, end, "PER", text[start:end], "kin", 0.8)


def told_names(
    text: str, words: Words, names: list[Name], lexicon: Lexicon, evidence: Evidence
) -> Iterator[Name]:
    """Yield two capital words that the words beside them tell a person, and one that they tell a place, where none was seen."""
    covered = covered_by(names)
    barred = lexicon.not_names | lexicon.openers
    capital = [form[0].isupper() and not form.isupper() and form.isalpha() for form in words.form]
    for i, is_capital in enumerate(capital):
        start, end = words.start[i], words.end[i]
        if not is_capital or start in covered or (i and capital[i - 1] and words.end[i - 1] + 1 == start):
            continue
        last = i + 1 if capital[i + 1 : i + 2] == [True] and words.start[i + 1] == end + 1 else i
        kind = "PER" if last > i else "LOC"
        end = words.end[last]
        if end - 1 in covered or {words.form[i], words.form[last]} & barred or words.upos[last] != "PROPN":
            continue
        if fold(text[start:end]) not in lexicon.folded_adjectives and kind in beside(
            text, start, end, evidence
        ):
            yield Name(start, end, kind, text[start:end], "beside", 0.6)


def rosters(text: str, names: list[Name]) -> Iterator[Name]:
    """Yield the people of a list with a name a line, such as a team's, when half of its lines or more are seen as people's."""
    people = {name.start for name in names if name.type == "PER"}
    lines = [*ROSTER_LINE.finditer(text)]
    run: list[re.Match[str]] = []
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        run.append(line)
        if (
            following is None
            or text[line.end() : following.start()].strip()
            or "\n\n\n" in text[line.end() : following.start()]
        ):
            if len(run) >= ROSTER and 2 * sum(one.start("name") in people for one in run) >= len(run):
                for one in run:
                    yield Name(one.start("name"), one.end("name"), "PER", one["name"], "roster", 0.7)
            run = []
