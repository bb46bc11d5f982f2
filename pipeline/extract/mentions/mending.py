"""Mends one name that the model marked: its edges, what opens it, a cut end, a person's title."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.media import kind_of
from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.names import fold

BLANKS = " "  # texts are tidy here
EDGES = BLANKS + "\n«»“”\"'’‘()[]{},;:!?.–—-*•/|…©"
# How far a title or a head noun may reach to the left of a name, in characters.
REACH = 60
INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.?[ -]?){1,4}")  # who is named by these alone has no name
HYPHENED = re.compile(r"[A-ZÀ-Þ]\w*(?:-\w+)*-(?:[dl]['’])?$")  # «Côtes-d'» before «Armor»
PERSON = re.compile(
    rf"(?P<office>[A-ZÀ-Þ]\w+(?:[{BLANKS}][a-zà-ÿ]+)*)[{BLANKS}](?=[A-ZÀ-Þ][\w’'-]+[{BLANKS}][A-ZÀ-Þ])"
)
CAPITAL_WORD = re.compile(rf"[{BLANKS}]?[A-ZÀ-ÖØ-ÞŒŁŠŽĆČĐİ][\w’'-]*")


@dataclass(slots=True)
class Name:
    """A name in the making: its place in the article, its type, and what is known about its bearer."""

    start: int
    end: int
    type: str
    text: str
    method: str
    confidence: float = 0.9
    gender: str | None = None
    title: str | None = None  # the folded courtesy title or rank that stands before
    inner: "Name | None" = None  # the same name without its title or head noun
    listed: str | None = None  # of a medium or a palace: the name that it is listed by
    club: str | None = None  # of a sports club: its town, folded
    seated: bool = False  # the head noun is of something that may stand in the place named


@dataclass(slots=True)
class Words:
    """The tokens of one article as columns, in the order of the text."""

    start: list[int]
    end: list[int]
    form: list[str]
    upos: list[str | None]
    ner: list[str | None]
    segment: list[int]
    sentence: list[int]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without blanks, marks and brackets at its edges; a bracket opened inside is closed inside."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(EDGES))
    kept = text[start:end].rstrip(EDGES)
    end = start + len(kept)
    if kept.count("(") > kept.count(")") and text[end : end + 1] == ")":
        end += 1
    if re.search(r"(?:^|\W)(?:[A-Z]\.){1,4}[A-Z]$", kept) and text[end : end + 1] == ".":
        end += 1  # U.S., W.M.
    return start, end


def covered_by(names: list[Name]) -> set[int]:
    """Return the characters that names stand on."""
    return {place for name in names for place in range(name.start, name.end)}


def apart(names: list[Name]) -> list[Name]:
    """Return the names in order without those that overlap an earlier or longer one."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def unglued(text: str, start: int, end: int, kind: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Yield a person's span without what it was glued to: «la maire de Rivenord Paul Ostrac», «ministre des Ports Paul Ostrac»."""
    for cut in re.finditer(" ", text[start:end]) if kind != "PER" else ():
        head, rest = text[start : start + cut.start()], text[start + cut.end() : end]
        linked = lexicon.link_end.search(head)
        body = head[: linked.start()] if linked else head
        if lexicon.known_types.get(fold(body)) == "ORG" and is_given(rest.partition(" ")[0], lexicon):
            yield start, start + len(body), "ORG"  # «le Parti des ports (de) Ada Lind»
            start, kind = end - len(rest), "PER"
            break
    first, _, rest = text[start:end].partition(" ")
    if (
        kind != "PER"
        and is_given(rest, lexicon)
        and lexicon.known_types.get(fold(first)) == "ORG"
        and first.isupper()
    ):
        yield start, start + len(first), "ORG"  # «à l'AFP Paul»: a stop was lost
        start, kind = end - len(rest), "PER"
    office = PERSON.match(text, start, end)
    if office and lexicon.office_before.search(text[max(0, start - REACH) : start]):
        start, kind = office.end(), "PER"
    words = [*re.finditer(r"[^\s]+", text[start:end])] if kind == "PER" else []
    first = words[0].group() if words else ""
    told = lexicon.known_types.get(fold(first)) == "ORG"
    if told and ((len(words) > 2 and first.isupper()) or (len(words) > 1 and kind_of(first) == "agency")):
        yield start, start + words[0].end(), "ORG"  # «la députée ONU Ada Lind», «dijo a Efe Ada Lind»
        start, words = start + words[1].start(), words[1:]
    if (
        len(words) > 2
        and not is_given(words[0].group(), lexicon)
        and not _is_small(words[0].group(), lexicon)
    ):
        linked = lexicon.link_end.search(
            BLANKS[0] + text[max(0, start - 8) : start].rstrip(BLANKS).rsplit(" ", 1)[-1]
        )
        given = next((word for word in words[1:-1] if is_given(word.group(), lexicon)), None)
        if linked and given:
            yield start, start + given.start(), "LOC"
            start += given.start()
    yield start, end, kind


def _is_small(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word is a title, a particle or an initial."""
    folded = fold(word)
    return len(folded) < 3 or folded in lexicon.titles or folded in lexicon.particles


def is_given(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word is a known given name, or begins with one and a hyphen."""
    parts = fold(word).split()
    return word[:1].isupper() and (
        "-".join(parts) in lexicon.first_names or (len(parts) > 1 and parts[0] in lexicon.first_names)
    )


def mended(text: str, start: int, end: int, kind: str, lexicon: Lexicon) -> Name | None:
    """Return the name at a span of the model: edges, openers and titles set right; None if it is no name."""
    start, end = trim(text, start, end)
    if text[start : start + 1].islower() and (prefix := lexicon.prefixes.match(text, start, end)):
        start = prefix.end()  # «ex-Lind», and not «Ex-Libris»
    if lexicon.titled.fullmatch(text, start, end):
        kind = "PER"  # «Mme Lind», whatever the model takes her for
    if kind == "PER":
        start = _person_start(text, start, end, lexicon)
    else:
        start, end, kind = _unled(text, start, end, kind, lexicon)
        end = _ended(text, start, end, kind, lexicon)
    start, end = trim(text, start, _completed(text, start, end, lexicon))
    if kind == "PER":
        end = start + len(_closed(_person(text[start:end], lexicon), lexicon))
        if rest := lexicon.cut_letters.match(text, end):
            end = rest.end()
    piece = text[start:end]
    if (ending := lexicon.endings.search(piece)) and fold(piece) not in lexicon.known_types:
        end, piece = start + ending.start(), piece[: ending.start()]
    if _is_no_name(piece, lexicon):
        return None
    kind = "MISC" if lexicon.thing_inside.match(piece) else kind
    before = text[max(0, start - REACH) : start]
    if kind != "PER" and _is_common(piece, before, lexicon):
        return None
    if kind != "PER" and _is_inhabitant(piece, before, lexicon):
        return None
    return with_title(text, Name(start, end, kind, piece, "model"), lexicon)


def _person_start(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where a person's name starts after what only opens its sentence, a common noun, a country's adjective."""
    start = _of_country(text, start, end, lexicon)
    start = _uncommon_start(text, _unopened(text, start, end, lexicon), end, lexicon)
    led = lexicon.article_before.match(text, start, end) if lexicon.doubtful_openers else None
    return led.end() if led else start  # «El Elíseo», where a sentence begins


def _of_country(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where a person's name starts after the adjective of a country: «Canadian Ada Lind»."""
    first, _, rest = text[start:end].partition(" ")
    told = " " in rest and fold(first) in lexicon.folded_adjectives and is_given(rest.split(" ")[0], lexicon)
    return start + len(first) + 1 if told and not is_given(first, lexicon) else start


def _unopened(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where a name starts after the word that only opens its sentence: «Selon Lefort»."""
    first, blank, rest = text[start:end].partition(" ")
    is_opener = first in lexicon.openers or first.capitalize() in lexicon.openers
    half = HYPHENED.search(text, max(0, start - REACH), start)
    whole = half.start() if half else start
    if (half or fold(first) in lexicon.particles) and lexicon.title_before.search(
        text, max(0, whole - REACH), whole
    ):
        return whole  # «M. De Linde», «M. Son-Linde»
    article, gap, bare = rest.partition(" ")
    if is_opener and article in lexicon.articles and bare[:1].isupper():
        first, blank, rest = f"{first}{blank}{article}", gap, bare  # «Según el Ministerio»
    return start + len(first) + len(blank) if is_opener and rest[:1].isupper() else start


def _uncommon_start(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where a person's name starts after words in small letters that are no title and no particle: «l'élu Lind»."""
    if affair := lexicon.affair.match(text, start, end):
        start = affair.end()
    first, blank, rest = text[start:end].partition(" ")
    is_part = fold(first).split()[:1] and fold(first).split()[0] in lexicon.particles
    if first.isalpha() and first.islower() and rest[:1].isupper() and not is_part:
        return start if lexicon.title_inside.match(text, start) else start + len(first) + len(blank)
    return start


def _closed(piece: str, lexicon: Lexicon) -> str:
    """Return a person's name without the word after it that opens a sentence, a stop before it lost: «Ada Lind Mais»."""
    rest, _, last = piece.rpartition(" ")
    return rest if rest and last in lexicon.closers else piece


def _unled(text: str, start: int, end: int, kind: str, lexicon: Lexicon) -> tuple[int, int, str]:
    """Return the span and type of a thing's name with the half before its hyphen and without the nouns that lead to it."""
    if before := HYPHENED.search(text, max(0, start - REACH), start):
        start = before.start()
    start = _unopened(text, start, end, lexicon)
    if article := lexicon.article_inside.match(text, start, end):
        start = article.end()  # «l'université de Brume»
    if led := lexicon.contracted.match(text, start, end):
        start = led.end()
    if cut := lexicon.cut.match(text, start, end):
        start = cut.end()
    if head := lexicon.strip.match(text, start, end):
        start = head.end()
        place = CAPITAL_WORD.match(text, start)
        if place and lexicon.known_types.get(fold(place.group())) == "LOC" and kind == "ORG":
            end, kind = place.end(), "LOC"  # what follows is another name
    lead = lexicon.lead.match(text, start, end) if kind == "ORG" else None
    if lead and not lexicon.head_inside.match(text, start, end):
        start = lead.end()
    return start, end, kind


def _is_inhabitant(piece: str, before: str, lexicon: Lexicon) -> bool:
    """Tell whether a would-be place or body is who comes from somewhere: «le Lyonnais»."""
    told = lexicon.inhabitant.fullmatch(piece) or fold(piece) in lexicon.folded_adjectives
    return bool(told and lexicon.inhabitant_before.search(before)) and fold(piece) not in lexicon.known_types


def _ended(text: str, start: int, end: int, kind: str, lexicon: Lexicon) -> int:
    """Return where a place's name ends that a small noun opens: with a capital word, where it has any («rue de la Gare fermée»)."""
    if kind != "LOC" or not text[start:end][:1].islower() or not lexicon.place_head.match(text, start, end):
        return end
    capitals = [*CAPITAL_WORD.finditer(text, start, end)]
    return capitals[-1].end() if capitals else end


def _is_no_name(piece: str, lexicon: Lexicon) -> bool:
    """Tell whether a piece is no name: no letters, initials alone, a road's number, a word of the language."""
    if not any(c.isalpha() for c in piece) or piece in lexicon.not_names or lexicon.code.match(piece):
        return True
    if piece.split(maxsplit=1)[0] in lexicon.credit_words:
        return True
    first, _, rest = piece.partition(" ")
    if rest in lexicon.not_names and fold(first) in lexicon.articles:
        return True
    if rest.islower() and fold(first) in lexicon.articles and fold(piece) not in lexicon.known_types:
        return True  # «La police», where a sentence begins
    if "." in piece and INITIALS.fullmatch(piece) and fold(piece) not in lexicon.known_types:
        return True
    if not piece.islower() or "." in piece:
        return False
    return not _is_assembly(piece, lexicon) if " " in piece else fold(piece) not in lexicon.known_types


def _is_assembly(piece: str, lexicon: Lexicon) -> bool:
    """Tell whether a piece in small letters is a body with one adjective for its name: «parlement sarde»."""
    first, *rest = fold(piece).split()
    return len(rest) == 1 and first in lexicon.short_for


def _person(piece: str, lexicon: Lexicon) -> str:
    """Return a person's name up to where it ends: at a comma, a figure, a word in small letters, at «de» and a country."""
    reached = 0
    for word in re.finditer(r"\S+", piece):
        small = word.group()[0].islower()
        if reached and word.group().isdecimal():
            return piece[:reached]  # «Ada Lind 7», in a list of marks
        if (
            small
            and fold(word.group()).split()[:1]
            and fold(word.group()).split()[0] not in lexicon.particles
            and reached
        ):
            titles = lexicon.title_inside.match(piece)
            if not titles or titles.end() < word.start():
                return piece[:reached]
        if not small:
            if (
                reached
                and lexicon.known_types.get(fold(word.group())) == "LOC"
                and piece[reached : word.start()].strip()
            ):
                return piece[:reached]
            reached = word.end()
            if word.group().endswith(","):
                return piece[: reached - 1]
    return piece


def _completed(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Return the end of a name that was cut after «de», «d'» or a hyphen: with the capital words after, or before the link."""
    rest = text[end : end + REACH]
    if rest[:1] == "-" and (word := re.match(r"-[A-ZÀ-Þ]\w*", rest)):
        return end + word.end()
    if side := lexicon.sides.match(rest):
        return end + side.end()
    tail = text[start:end] + ("'" if rest[:1] in ("'", "’") else "")
    link = lexicon.link_end.search(tail.replace("’", "'"))
    if not link and (trailing := lexicon.trailing.search(tail)):
        return start + trailing.start()
    if not link:
        return end
    bare = rest.lstrip("'’")
    word = CAPITAL_WORD.match(bare)
    return end + len(rest) - len(bare) + word.end() if word else start + link.start()


def _is_common(piece: str, before: str, lexicon: Lexicon) -> bool:
    """Tell whether a would-be organisation is a common noun: «gouvernement hongrois», or what a minister looks after."""
    if lexicon.office_before.search(before):
        return True
    if not lexicon.common_inside.match(piece):
        return False
    words = piece.split()
    if len(words) == 1:
        return piece[0].islower()
    return all(word in lexicon.plain_adjectives for word in words[1:])


def with_title(text: str, name: Name, lexicon: Lexicon) -> Name:
    """Return the name with the courtesy title before it taken in: such a name is a person's."""
    before = lexicon.title_before.search(text[max(0, name.start - 20) : name.start])
    if before:
        start = name.start - len(before.group())
        return Name(start, name.end, "PER", text[start : name.end], name.method, name.confidence)
    return name
