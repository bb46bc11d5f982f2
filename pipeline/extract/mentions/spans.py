"""Finds where names stand in one article: the model's spans, mended by rules, and what the model passed over."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from pipeline.extract.media import kind_of
from pipeline.extract.mentions.clubs import club_names
from pipeline.extract.mentions.evidence import Evidence, beside
from pipeline.extract.mentions.initials import abbreviations
from pipeline.extract.mentions.institutions import named_bodies, opened_names, small_institutions
from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.mentions.mending import (
    BLANKS,
    REACH,
    Name,
    Words,
    covered_by,
    is_given,
    mended,
    unglued,
    with_title,
)
from pipeline.extract.mentions.outlets import outlet_names
from pipeline.extract.mentions.votes import retype
from pipeline.extract.names import fold

# A line that holds a name, with an initial perhaps, and something in brackets.
ROSTER_LINE = re.compile(
    r"^(?P<name>[A-ZÀ-ÞŠŽĆČĐŁ][\w’'-]+(?:[ ][A-ZÀ-ÞŠŽĆČĐŁ](?:\.|[\w’'-]+))?)[ ]?(?:\([^()\n]*\))?[ ]*$",
    re.MULTILINE,
)
ROSTER = 4  # lines
LONG = 4  # tokens after the first: shorter names are left as the model sees them
NOT_IN_A_PERSON = frozenset(["VERB", "AUX", "ADP", "CCONJ", "ADV", "PUNCT"])
CLAUSE = frozenset(["VERB", "AUX", "PRON", "SCONJ"])
SHOUTED = re.compile(r"[^a-zà-ÿ\n]{40,}")  # a passage in capitals
# An address, an account: no name, and no part of one.
ADDRESS = re.compile(r"https?://\S+|(?<!\w)(?:www|pic)\.\S+|(?<!\w)@\w+")
PARTING = re.compile(rf"[{BLANKS}][-–—/][{BLANKS}]|\n|{ADDRESS.pattern}")
# Where a sentence ends and the next begins, the blank between them lost: «l'AFP.La police», «Ada LindLe maire».
GLUED_STOP = re.compile(r"(?<=\w\w)[.!?…](?=[A-ZÀ-Þ][a-zà-ÿ'\s])")
GLUED_WORD = re.compile(r"(?<=[a-zà-ÿ])(?=(?P<word>[A-ZÀ-Þ][a-zà-ÿ]*['a-zà-ÿ]?)(?![\w-]))")


def found_names(text: str, words: Words, lexicon: Lexicon, evidence: Evidence) -> list[Name]:
    """Return the names that the model or the lexicon finds, in the order of the text, none over another."""
    seen = (
        mended(text, *span, lexicon)
        for first, last, kind in model_spans(words, lexicon)
        for run in _runs(words, first, last)
        for part in parted(text, *run, kind, lexicon)
        for span in unglued(text, *part, lexicon)
    )
    names = _prolonged(text, words, apart([name for name in seen if name is not None]), lexicon)
    names = apart([*small_institutions(text, lexicon), *club_names(text, words, evidence.clubs), *names])
    outlets = [*outlet_names(text, names, evidence.media)]
    named = covered_by(outlets)
    names = apart(
        [*outlets, *(name for name in names if not named.intersection(range(name.start, name.end)))]
    )
    explained = [*_abbreviated(text, names, lexicon)]
    covered = covered_by(explained)
    names = apart([*explained, *(name for name in names if not covered & {name.start, name.end - 1})])
    names = apart(
        [
            *names,
            *opened_names(text, names, lexicon),
            *named_bodies(text, words, names, lexicon),
            *_given_names(text, words, names, lexicon),
            *_kin_names(text, words, names, lexicon),
        ]
    )
    names = apart([*_rosters(text, names), *names])
    names = _with_given_names(text, words, names, lexicon)
    names = apart([_with_particles(text, name, lexicon) for name in names])
    names = apart([*_known_names(text, words, names, lexicon), *names])
    names = apart([*names, *_told_names(text, words, names, lexicon, evidence)])
    retype(text, names, lexicon, evidence)
    names = _uncommon(words, names, lexicon)
    names = _unshouted(text, words, names, lexicon)
    addresses = {place for one in ADDRESS.finditer(text) for place in range(*one.span())}
    names = [name for name in names if name.start not in addresses and not _is_aside(text, name, lexicon)]
    return apart([*names, *_said_again(text, words, names, lexicon)])


def _is_aside(text: str, name: Name, lexicon: Lexicon) -> bool:
    """Tell whether a name is no part of what is told: in a picture's credit, or in what signs a page."""
    if text[name.start - 1 : name.start] in ("(", "/") and name.text.islower():
        return True  # «(afp/abc)»
    is_last = len(text) - name.end < REACH and text[name.end :].strip() == ")"
    if is_last and text[name.start - 1 : name.start] == "(" and kind_of(name.text):
        return True  # «(Le Matin)»
    return lexicon.credit.search(text, max(0, name.start - REACH), name.start) is not None


def model_spans(words: Words, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Yield (first token, last token, type) of every name that the model marked; labels without a type are left out."""
    label, first = "", 0
    for i, tag in enumerate([*words.ner, None]):
        if label and tag == "I-" + label:
            continue
        if label:
            opens = first < i - 1 and words.upos[first] == "AUX"  # a question: «Will Lind return?»
            yield first + opens, i - 1, lexicon.labels[label]
        label = ""
        if tag is not None and tag[2:] in lexicon.labels:
            label, first = tag[2:], i


def _runs(words: Words, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the parts of a would-be name that its grammar parts.

    A determiner stands in a name after a preposition alone («de la»), before a small word at the least; a finite verb or
    a pronoun never does in a long one.
    """
    is_long = last - first >= LONG
    for i in range(first + 1, last + 1):
        here, before = words.upos[i], words.upos[i - 1]
        small = words.form[i][:1].islower()
        opens = here == "DET" and before not in ("ADP", "DET")
        if small and (
            (is_long and (here in CLAUSE or opens))
            or (opens and i < last and words.form[i - 1][:1].isupper() and words.form[i + 1][:1].islower())
        ):
            yield words.start[first], words.end[i - 1 if before != "CCONJ" else i - 2]
            return
    yield words.start[first], words.end[last]


def parted(text: str, start: int, end: int, kind: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Yield the parts of a span that a dash between blanks, a line's end, or «et» beside a known name parts.

    «Grenoble - Metz» are two, and so are «AFP et Ondes boréales».
    """
    at = start
    cuts = [
        *PARTING.finditer(text, start, end),
        *GLUED_STOP.finditer(text, start, end),
        *_glued_words(text, start, end, lexicon),
        *_conjunctions(text, start, end, lexicon),
    ]
    for cut in sorted(cuts, key=lambda cut: cut.start()):
        if cut.start() >= at:
            yield at, cut.start(), kind
            at = cut.end()
    yield at, end, kind


def _glued_words(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    """Yield where a word that opens a sentence is glued to the name before it."""
    for cut in GLUED_WORD.finditer(text, start, end):
        if cut["word"] in lexicon.not_names or cut["word"] in lexicon.openers:
            yield cut


def _conjunctions(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    for cut in lexicon.parting.finditer(text, start, end):
        sides = {fold(text[start : cut.start()]), fold(text[cut.end() : end])}
        if sides & lexicon.known_types.keys() and fold(text[start:end]) not in lexicon.known_types:
            yield cut


def apart(names: list[Name]) -> list[Name]:
    """Return the names in order without those that overlap an earlier or longer one."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def _abbreviated(text: str, names: list[Name], lexicon: Lexicon) -> Iterator[Name]:
    """Yield the long names and the short ones that brackets explain; of the type that the model gave the long one.

    What it gave none is an organisation unless its first word says no: «Produit intérieur brut (PIB)» is none.
    """
    kinds = {name.start: name.type for name in names if name.type != "PER"}
    for long, short in abbreviations(text, lexicon.not_names | lexicon.openers):
        kind = kinds.get(long[0], "MISC" if lexicon.abbreviated.match(text, *long) else "ORG")
        for start, end in (long, short):
            yield Name(start, end, kind, text[start:end], "acronym", 0.9)


def _prolonged(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """Return the names; a person's that was cut before its last words has them: «Nguyen Thi» before «Lan»."""
    for name in names:
        cut = name.type == "PER" and lexicon.particle_end.search(name.text)
        if cut and (rest := lexicon.after_particle.match(text, name.end)):
            name.end = rest.end()  # «Ursula von» before «der Leyen»
            name.text = text[name.start : name.end]
    names = apart(names)
    place = {start: i for i, start in enumerate(words.start)}
    limits = [*(name.start for name in names[1:]), len(text)]
    for name, limit in zip(names, limits, strict=False):
        while name.type == "PER" and text[name.end : name.end + 1] in BLANKS:
            i = place.get(name.end + 1)
            if i is None or words.end[i] > limit or not words.form[i][0].isupper() or words.form[i].isupper():
                break
            if words.upos[i] in NOT_IN_A_PERSON or fold(words.form[i]) in lexicon.titles:
                break
            name.end = words.end[i]
            name.text = text[name.start : name.end]
    return names


def _with_given_names(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """Return the names; a surname alone has the capital word before it, unless that opens a sentence or is no name."""
    covered = covered_by(names)
    place = {start: i for i, start in enumerate(words.start)}
    barred = lexicon.not_names | lexicon.openers
    for name in names:
        i = place.get(name.start, 0)
        if (
            name.type != "PER"
            or not name.text.isalpha()
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


def _with_particles(text: str, name: Name, lexicon: Lexicon) -> Name:
    """Return the name; one that was cut after its particles is whole: «Me Ramby de» before «Mello»."""
    before = lexicon.before_particle.search(text, max(0, name.start - REACH), name.start)
    if before is None or " " in name.text or name.type == "ORG":
        return name
    titled = lexicon.title_before.search(text, max(0, before.start() - REACH), before.start())
    if not titled and not is_given(before["given"], lexicon):
        return name
    longer = Name(before.start(), name.end, "PER", text[before.start() : name.end], "given name", 0.8)
    return with_title(text, longer, lexicon)


def _given_names(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> Iterator[Name]:
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


def _kin_names(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> Iterator[Name]:
    """Yield the capital word after a word of family where the model saw no name: «sa femme Monique»."""
    covered = covered_by(names)
    for i, form in enumerate(words.form):
        start, end = words.start[i], words.end[i]
        is_word = form[0].isupper() and form[1:].islower() and form not in lexicon.not_names
        told = is_word and lexicon.kin_before.search(text, max(0, start - REACH), start)
        if told and start not in covered:
            yield Name(start, end, "PER", text[start:end], "kin", 0.8)


def _told_names(
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


def _uncommon(words: Words, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """Return the names without common nouns that only open sentences: «Polluters will pay», and «the polluters» elsewhere."""
    forms = set(words.form)
    doubtful = {
        name.text
        for name in names
        if name.text[0].isupper()
        and name.text.lower() in forms
        and fold(name.text) not in lexicon.known_types
    }
    if not doubtful:
        return names
    inside = {
        form
        for i, form in enumerate(words.form)
        if form in doubtful
        and i
        and words.sentence[i - 1] == words.sentence[i]
        and words.form[i - 1][-1].isalnum()
    }
    return [name for name in names if name.text not in doubtful - inside]


def _unshouted(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """Return the names without those of a passage in capitals whose words stand nowhere else in small letters.

    There every word looks like a name: «RETROUVÉS SAINS ET SAUFS».
    """
    lines = [found.span() for found in SHOUTED.finditer(text)]
    if not lines:
        return names
    told = {fold(form) for form in words.form if not form.isupper()}
    kept = []
    for name in names:
        at = bisect_right(lines, (name.start, len(text))) - 1
        is_shouted = at >= 0 and name.start < lines[at][1]
        known = fold(name.text) in lexicon.known_types or is_given(name.text.split()[0], lexicon)
        if not is_shouted or known or all(word in told for word in fold(name.text).split()):
            kept.append(name)
    return kept


def _rosters(text: str, names: list[Name]) -> Iterator[Name]:
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


def _known_names(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> Iterator[Name]:
    """Yield the names that the authorities know where the model saw none, or only a part of one."""
    covered = covered_by(names)
    starts = {name.start: name for name in names}
    for i, token in enumerate(words.form):
        start, form = words.start[i], token.split("-")[0]
        if form not in lexicon.known or (start in covered and start not in starts):
            continue
        least = len(starts[start].text) + 1 if start in starts else 0
        for alias, kind in lexicon.known[form]:
            end = start + len(alias)
            if len(alias) < least:
                break
            if _is_spelt(text[start:end], alias) and _stands_alone(text, start, end, covered, lexicon):
                yield Name(start, end, kind, text[start:end], "authority", 0.8)
                break


def _is_spelt(piece: str, alias: str) -> bool:
    """Tell whether a piece of text is a spelling; capitals inside a name of several words are a matter of house style."""
    return piece == alias or (
        " " in alias and piece[:1] == alias[:1] and piece.casefold() == alias.casefold()
    )


def _stands_alone(text: str, start: int, end: int, covered: set[int], lexicon: Lexicon) -> bool:
    """Tell whether a spelling is no part of a longer word or of a longer name."""
    after = text[end : end + 2]
    if after[:1].isalnum() or after[:1] == "-" or text[start - 1 : start] == "-":
        return False
    if end in covered or (after[:1] in BLANKS and after[1:].isupper() and end + 1 not in covered):
        return False
    if lexicon.title_before.search(text, max(0, start - REACH), start):
        return True
    left = re.search(rf"([\w’'-]+)[{BLANKS}]$", text[max(0, start - 30) : start])
    return not (left and left.group(1)[0].isupper() and start - 2 not in covered and len(left.group(1)) > 2)


def _said_again(text: str, words: Words, names: list[Name], lexicon: Lexicon) -> Iterator[Name]:
    """Yield names that the model saw elsewhere in the article and not here; of people also the last word alone."""
    covered = covered_by(names)
    sought: dict[str, Counter[tuple[str, str]]] = {}
    for name in names:
        first = name.text.split(" ")[0]
        if (
            name.type == "ORG"
            and first != name.text
            and first[0].isupper()
            and fold(first) in lexicon.short_for
        ):
            sought.setdefault(first, Counter())[first, "ORG"] += 1
        title = lexicon.title_inside.match(name.text) if name.type == "PER" else None
        bare = name.text[title.end() :] if title else name.text
        last = bare.rsplit(" ", 1)[-1]
        parts = {bare, last} if name.type == "PER" and len(last) > 2 else {bare}
        given = bare.split(" ")[0]
        if name.type == "PER" and not title and given != bare and fold(given) not in lexicon.known_types:
            parts |= {given} if fold(given).replace(" ", "-") in lexicon.first_names else set()
        for one in sorted(parts):
            if one and one[0].isupper() and one not in lexicon.not_names:
                sought.setdefault(re.split(r"[ '’-]", one)[0], Counter())[one, name.type] += 1
    for i, form in enumerate(words.form):
        start = words.start[i]
        if start in covered or form.rstrip("'’") not in sought:
            continue
        for spelling, kind in sorted(sought[form.rstrip("'’")], key=lambda key: (-len(key[0]), key)):
            end = start + len(spelling)
            if text.startswith(spelling, start) and _stands_alone(text, start, end, covered, lexicon):
                yield with_title(text, Name(start, end, kind, spelling, "repeated", 0.8), lexicon)
                break
