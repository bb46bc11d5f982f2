"""Finds whom a definite description means («l'élu», «la magistrate», «le quotidien») when no role stands beside the name.

Three ways, the surest first: one bearer alone of a role that the word takes in («l'élu» for a mayor); the only one of
the right kind, gender and number in the nearest sentence before that names anyone, its subject where it names several;
in a title, the person that the body is about. Two who are equally near leave the description as it stands.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.speakers.phrases import Phrase, has_native_form, is_name, is_subject
from pipeline.extract.reading import HEADLINES, SILENT, Reading

NEAR = 150  # tokens outside marks: how far back a description looks
FARTHEST = 600  # tokens, with those in marks
SENTENCES = 4  # that name someone of the kind are read at most, and none beyond the paragraph before
SHORT = 3  # tokens of a complement: «le quotidien de Lyon»
LATEST = 30  # organisations of one word that a description may mean
LONG = 3000  # tokens that tell whom a text is about
OFTEN = 2  # times as often as any other is named whom an article is about
PARAGRAPHS = 2  # its own and the one before


def meant_person(
    reading: Reading, lex: Lexicon, phrase: Phrase, bearers: dict[str, list[tuple[int, int, int]]]
) -> int | None:
    """Return the mention of the person that a definite description means, or None.

    `bearers` are the nouns that stand beside a name in the article, as roles.py finds them.
    """
    if not _points_back(reading, lex, phrase) or reading.lower[phrase.head] in lex.groups:
        return None
    gender = gender_of(reading, lex, phrase)
    words = lex.kin.get(reading.lower[phrase.head], frozenset())
    places = [p[2] for word in words for p in bearers.get(word, []) if _agrees(reading, p[2], gender)]
    found = {reading.who(number) for number in places}
    if len(found) == 1:
        return places[0]
    if places or not _anyone(reading, lex, phrase):
        return _headline(reading, phrase, gender) if not places else None
    near, ambiguous = _nearest(reading, lex, phrase, ("PER",), gender)
    if near is not None or ambiguous:
        return near
    meant = _headline(reading, phrase, gender)
    return meant if meant is not None else _told_about(reading, phrase, gender)


def meant_body(reading: Reading, lex: Lexicon, phrase: Phrase) -> int | None:
    """Return the mention of the organisation that a bare definite noun means («le journal», «la fédération»), or None.

    The one whose name holds the noun; else the nearest where names rarely hold it, or the nearest that has spoken.
    """
    word = reading.lower[phrase.head]
    if word not in lex.bodies or not _points_back(reading, lex, phrase) or phrase.last > phrase.head + SHORT:
        return None
    named = bodies_of(reading).get(word, [])
    before = bisect_left(named, reading.start[phrase.first], key=lambda n: reading.mentions[n]["start_char"])
    holding = named[max(0, before - LATEST) : before]
    found = {reading.who(number) for number in holding}
    if found:
        return holding[-1] if len(found) == 1 else None
    if phrase.last > phrase.head + 1 and not is_name(reading, phrase.last, ("LOC",)):
        return None
    if word not in lex.nameless and word not in lex.spoken_bodies:
        return None
    near = _nearest(reading, lex, phrase, ("ORG", "MISC"), None)[0]
    if near is None or word in lex.nameless:
        return near
    return near if reading.who(near) in reading.speakers else None


def bodies_of(reading: Reading) -> dict[str, list[int]]:
    """Return the mentions of organisations by each small word of their names, by place; looked for once."""
    if reading.bodies is None:
        reading.bodies = {}
        for number, mention in enumerate(reading.mentions):
            if mention["kind"] == "name" and mention["type"] in {"ORG", "MISC"}:
                for word in set(mention["text"].lower().split()):
                    reading.bodies.setdefault(word, []).append(number)
    return reading.bodies


def just_named_body(reading: Reading, lex: Lexicon, phrase: Phrase) -> int | None:
    """Return the organisation that a pronoun for things means where it speaks: “…,” it adds."""
    return _nearest(reading, lex, phrase, ("ORG",), None)[0]


def _points_back(reading: Reading, lex: Lexicon, phrase: Phrase) -> bool:
    """Tell whether a phrase is one thing already named: a definite article that owns nothing, no plural."""
    return reading.lower[phrase.first] in lex.pointing and "Number=Plur" not in reading.feats[phrase.head]


def _anyone(reading: Reading, lex: Lexicon, phrase: Phrase) -> bool:
    """Tell whether a description fits whoever was just named: «l'élu», «l'ancienne institutrice», «le Lyonnais»."""
    word = reading.lower[phrase.head]
    before = {reading.lower[t] for t in range(phrase.first, phrase.head)}
    complement = any(
        reading.lower[t] in lex.close_links
        for t in range(phrase.head + 1, min(phrase.head + 3, phrase.last + 1))
    )
    if before & lex.former:
        return True
    if complement:
        return False
    native = phrase.first < phrase.head and has_native_form(reading, lex, phrase.head)
    return word in lex.anyone or native


def gender_of(reading: Reading, lex: Lexicon, phrase: Phrase) -> str | None:
    """Return M or F when the head of a phrase, its meaning or its determiner shows it."""
    if reading.lower[phrase.head] in lex.genders:
        return lex.genders[reading.lower[phrase.head]]
    elided = reading.form[phrase.first][-1] in "'’"
    if elided and reading.lower[phrase.head].endswith(lex.epicene):
        return None
    if not elided and reading.upos[phrase.first] == "DET" and "Gender=Fem" in reading.feats[phrase.first]:
        return "F"  # «cette avocate», whatever the tagger says of the noun
    for token in (phrase.head, phrase.first):
        feats = reading.feats[token]
        if "Gender=Masc" in feats:
            return "M"
        if "Gender=Fem" in feats:
            return "F"
    return None


def _agrees(reading: Reading, number: int, gender: str | None) -> bool:
    """Tell whether a mention can be of the gender."""
    return gender is None or reading.mentions[number]["gender"] in {None, gender}


def _sentences_back(reading: Reading, first: int) -> Iterator[list[int]]:
    """Yield the tokens outside marks of the sentences before a token, the nearest first.

    They go back to the paragraph before the token's own, paragraphs that are nothing but quotes not counted.
    """
    here, seen = -1, 0
    tokens: list[int] = []
    paragraphs = {reading.segment[first]}
    for token in range(first - 1, max(-1, first - FARTHEST), -1):
        if reading.quoted(token):
            continue
        seen += 1
        if reading.form[token].isalnum():
            paragraphs.add(reading.segment[token])
        if len(paragraphs) > PARAGRAPHS or seen > NEAR:
            break
        if reading.sentence[token] != here and tokens:
            yield tokens
            tokens = []
        here = reading.sentence[token]
        tokens.append(token)
    if tokens:
        yield tokens


def _nearest(
    reading: Reading, lex: Lexicon, phrase: Phrase, types: tuple[str, ...], gender: str | None
) -> tuple[int | None, bool]:
    """Return the only mention of the kind in the nearest sentence that has any, its subject among several.

    With it, whether any sentence in reach has one.
    """
    for count, tokens in enumerate(_sentences_back(reading, phrase.first)):
        if count == SENTENCES:
            break
        numbers: dict[int, bool] = {}
        for token in tokens:
            number = reading.mention_of[token]
            if number < 0 or not _can_be_meant(reading, lex, token, types, gender):
                continue
            subject = is_subject(reading, lex, token)
            numbers[number] = numbers.get(number, False) or subject
        if numbers:
            alone = _only(reading, list(numbers))
            spoken = [n for n in numbers if n in reading.spoken]
            if alone is None and spoken:
                return _only(reading, spoken), True
            subjects = [n for n, s in numbers.items() if s]
            return (alone if alone is not None else _only(reading, subjects)), True
    return None, False


def _can_be_meant(
    reading: Reading, lex: Lexicon, token: int, types: tuple[str, ...], gender: str | None
) -> bool:
    """Tell whether a token stands in a name or pronoun of the kind and gender, in a paragraph of the story."""
    number = reading.mention_of[token]
    mention = reading.mentions[number]
    if mention["kind"] == "description" or mention["type"] not in types or not mention["name"]:
        return False
    if reading.lower[token] in lex.people and mention["text"] == reading.form[token]:
        return False  # a role with a capital is no name
    if mention["kind"] == "pronoun" and "Number=Plur" in reading.feats[token]:
        return False  # «ils» is no one man
    silent = reading.roles_of_segments.get(reading.segment[token]) in SILENT
    return not silent and _agrees(reading, number, gender)


def _only(reading: Reading, numbers: list[int]) -> int | None:
    """Return the first of some mentions if all mean the same."""
    return numbers[0] if len({reading.who(n) for n in numbers}) == 1 else None


def _headline(reading: Reading, phrase: Phrase, gender: str | None) -> int | None:
    """Return whom the body is about, for a description in a title."""
    role = reading.roles_of_segments.get(reading.segment[phrase.head])
    return protagonist(reading, gender) if role in HEADLINES else None


def _told_about(reading: Reading, phrase: Phrase, gender: str | None) -> int | None:
    """Return whom the paragraphs before a description are about."""
    segment = reading.segment[phrase.first]
    if segment not in reading.abouts:
        first = bisect_left(reading.segment, segment)
        reading.abouts[segment] = protagonist(reading, None, first)
    number = reading.abouts[segment]
    return number if number is not None and _agrees(reading, number, gender) else None


def protagonist(reading: Reading, gender: str | None = None, stop: int | None = None) -> int | None:
    """Return the person named in the body (up to a token) at least twice as often as any other, or None."""
    end = len(reading.start) if stop is None else stop
    counts: Counter[object] = Counter()
    first: dict[object, int] = {}
    seen: set[int] = set()
    for token in range(max(0, end - LONG), end):
        number = reading.mention_of[token]
        if number in seen or not is_name(reading, token, ("PER",)) or reading.quoted(token):
            continue
        if reading.roles_of_segments.get(reading.segment[token]) in SILENT:
            continue
        seen.add(number)
        who = reading.who(number)
        counts[who] += 1
        first.setdefault(who, number)
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < OFTEN * ranked[1][1]):
        return None
    number = first[ranked[0][0]]
    return number if _agrees(reading, number, gender) else None
