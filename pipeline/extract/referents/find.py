"""Finds descriptions that stand alone for one person: «le ministre», «son avocate», «cette mère de trois enfants».

With them, the facts that an article tells of those it names: «Alma Bost, ministre», «la juge Alma Bost».
Belongs here: where they stand and what they show. Does not belong here: whom a description means (judge.py).
"""

from dataclasses import dataclass, field

from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.speakers.described import gender_of
from pipeline.extract.quotes.speakers.phrases import (
    Phrase,
    extend_left,
    extend_right,
    has_native_form,
    is_name,
)
from pipeline.extract.quotes.speakers.roles import named_with, ranks, roles_of
from pipeline.extract.reading import SILENT, Reading

PERSON, BODY = "PER", "ORG"
CONTENT = frozenset({"NOUN", "PROPN", "ADJ"})
BEFORE = 6  # tokens between a determiner and its noun
REACH = 25  # tokens of a description at most
STEM = 5  # letters that two forms of one word share: français, française, France


@dataclass(frozen=True, slots=True)
class Description:
    """A description: tokens first..last, its head, what it shows of whom it means."""

    first: int
    last: int
    head: int
    text: str  # without its determiner and without what it says of the past: «ancien»
    gender: str | None
    determiner: str  # pointing | demonstrative | possessive
    complement: frozenset[str]  # stems of the words that narrow it down
    native: bool  # an inhabitant: «la Bordelaise»
    anyone: bool  # a word for whoever was just named
    former: bool  # it tells what someone was
    names: frozenset[object]  # those who are named inside it, whom it cannot mean


@dataclass(slots=True)
class Facts:
    """What an article says of one it names: the nouns beside the name, each with the stems of its complement."""

    roles: list[tuple[str, frozenset[str], int]] = field(default_factory=list)  # noun, complement, token


def stem(word: str) -> str:
    """Return what two forms of a word have in common, roughly."""
    return word[:STEM]


def who(reading: Reading, number: int) -> object:
    """Return what tells one person or body of the article from another."""
    mention = reading.mentions[number]
    return mention["cluster_id"] or mention["name"] or mention["text"]


def stems(reading: Reading, lex: Lexicon, first: int, last: int) -> frozenset[str]:
    """Return the stems of the words of content from a token to another, both included, those of what someone was left out."""
    return frozenset(
        stem(reading.lower[t])
        for t in range(first, last + 1)
        if reading.upos[t] in CONTENT
        and reading.lower[t] not in lex.former
        and reading.lower[t] not in lex.still
    )


def descriptions_of(reading: Reading, lex: Lexicon) -> list[Description]:
    """Return the descriptions of an article that stand alone, by place."""
    beside = {place[0] for places in roles_of(reading, lex).values() for place in places}
    found: list[Description] = []
    for head in (token for token, upos in enumerate(reading.upos) if token and upos in CONTENT):
        if head in beside or (found and head <= found[-1].last):
            continue
        if not _is_person(reading, lex, head) or _is_predicate(reading, head):
            continue
        one = _description(reading, lex, head)
        if one is not None:
            found.append(one)
    return found


def _is_person(reading: Reading, lex: Lexicon, head: int) -> bool:
    """Tell whether a noun can stand for a person; none in the plural, none inside a name but an inhabitant's."""
    word, form, upos = reading.lower[head], reading.form[head], reading.upos[head]
    if "Number=Plur" in reading.feats[head]:
        return False
    if upos == "ADJ" and head + 1 < len(reading.upos) and reading.upos[head + 1] in CONTENT:
        return False  # what it qualifies is the noun
    if reading.roles_of_segments.get(reading.segment[head]) in SILENT or form.isupper():
        return False
    if _owns(reading, head) and head + 2 < len(reading.upos) and reading.lower[head + 2] in lex.groups:
        return False  # “the prosecutor's office”
    native = has_native_form(reading, lex, head) and upos != "ADJ"
    number = reading.mention_of[head]
    if number >= 0 and reading.mentions[number]["kind"] == "name":
        mention = reading.mentions[number]
        return native and mention["type"] not in {PERSON, BODY} and " " not in mention["text"]
    if native or word in lex.people or word in lex.anyone or word in lex.genders:
        return True
    body = word in lex.groups or word in lex.bodies or word in lex.nameless
    return upos == "NOUN" and not body and word.endswith(lex.suffixes) and word not in lex.not_people


def _owns(reading: Reading, head: int) -> bool:
    """Tell whether a noun stands in the genitive, and what follows is another: “the minister's wife”."""
    return (
        head + 1 < len(reading.upos)
        and reading.deprel[head + 1] == "case"
        and reading.upos[head + 1] == "PART"
    )


def _is_predicate(reading: Reading, head: int) -> bool:
    """Tell whether a noun says what someone is: «X est le maire»."""
    return any(reading.deprel[child] == "cop" for child in reading.children[head])


def _description(reading: Reading, lex: Lexicon, head: int) -> Description | None:
    """Return the description that a noun heads, if its determiner points at one."""
    first = extend_left(reading, lex, head, max(0, head - BEFORE))
    determiner = _determiner(reading, lex, first, head)
    if determiner is None:
        return None
    last = _last(reading, lex, head)
    if named_with(reading, lex, head, last) is not None:
        return None  # it does not stand alone
    tokens = [*range(first, head), *range(head + 1, last + 1)]
    inside = {reading.mention_of[t] for t in tokens if is_name(reading, t)}
    phrase = Phrase(first, last, head, last)
    word = reading.lower[head]
    return Description(
        first,
        last,
        head,
        _text(reading, lex, first, last),
        gender_of(reading, lex, phrase),
        determiner,
        stems(reading, lex, first, head - 1) | stems(reading, lex, head + 1, last),
        has_native_form(reading, lex, head),
        word in lex.anyone,
        any(reading.lower[t] in lex.former for t in range(first, head)),
        frozenset(who(reading, number) for number in inside),
    )


def _text(reading: Reading, lex: Lexicon, first: int, last: int) -> str:
    """Return a description's words without its determiner and without what it says of the past."""
    skipped = lex.pointing | lex.possessives | lex.former | lex.still
    start = next((t for t in range(first, last + 1) if reading.lower[t] not in skipped), first)
    return reading.span(start, last)


def _last(reading: Reading, lex: Lexicon, head: int) -> int:
    """Return the last token of a description: it ends before a second noun phrase («et le maire»), and with its sentence."""
    if _owns(reading, head):
        return head
    last = extend_right(reading, lex, head, min(len(reading.start), head + REACH), tight=True)
    for at in range(head + 1, last + 1):
        second = reading.upos[at] == "DET" and reading.lower[at - 1] not in lex.close_links
        if second or reading.sentence[at] != reading.sentence[head]:
            return at - 2 if second and reading.upos[at - 1] == "CCONJ" else at - 1
    return last


def _determiner(reading: Reading, lex: Lexicon, first: int, head: int) -> str | None:
    """Return how a noun phrase points: pointing, demonstrative, possessive; None for one that does not."""
    word = reading.lower[first]
    if first < head and word in lex.demonstratives:
        return "demonstrative"
    if first < head and word in lex.possessives:
        return "possessive"
    if first < head and word in lex.pointing:
        return "pointing"
    if first and reading.lower[first - 1] in lex.contracted:
        return "pointing"
    return _owned(reading, first)


def _owned(reading: Reading, first: int) -> str | None:
    """Return how a phrase points that begins with the name of whose it is: “Lind's lawyer”, “Norway's president”."""
    number = reading.mention_of[first]
    if number < 0 or reading.mentions[number]["kind"] != "name":
        return None
    last = reading.behind(number) - 1  # the mark of the genitive may be read as part of the name
    marks = [t for t in (last, last + 1) if t < len(reading.upos) and reading.upos[t] == "PART"]
    if not any(reading.deprel[t] == "case" for t in marks):
        return None
    return "possessive" if reading.mentions[number]["type"] == PERSON else "pointing"


def facts_of(reading: Reading, lex: Lexicon) -> dict[object, Facts]:
    """Return what the article says of each it names, by who they are."""
    facts: dict[object, Facts] = {}
    for word, places in roles_of(reading, lex).items():
        for token, last, number in places:
            known = facts.setdefault(who(reading, number), Facts())
            first = extend_left(reading, lex, token, max(0, token - BEFORE))
            told = stems(reading, lex, first, token - 1) | stems(reading, lex, token + 1, last)
            office = f"{reading.lower[token - 1]} {word}" if ranks(reading, lex, token) else word
            known.roles.append((office, told - _own(reading, number), token))
    return facts


def _own(reading: Reading, number: int) -> frozenset[str]:
    """Return the stems of a name."""
    mention = reading.mentions[number]
    over = reading.tokens_over(mention["start_char"], mention["end_char"])
    return frozenset(stem(reading.lower[token]) for token in over)
