"""Finds the nouns that an article sets beside a name to say who someone is.

«le ministre Alma Bost», «le maire de Kerbrec, Hervé Lanoë, …», «Hervé Lanoë, maire de Kerbrec», «Hervé Lanoë est maire».
Belongs here: what the article says outright. Does not belong here: whom a noun alone means (referents).
"""

from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.speakers.phrases import extend_left, extend_right, is_name, is_subject
from pipeline.extract.reading import Reading

REACH = 20  # tokens of a role with its complement
OFFICE = 16  # tokens of a long office after its first complement
OFFICE_WORDS = frozenset({"CCONJ", "ADP", "ADV", "DET", "NOUN", "ADJ", "PROPN"})
BRACKET = 5  # tokens
BETWEEN = 8  # tokens from a noun back to the comma after the name
CLOSING = frozenset({",", ".", ")", "(", ";", "»", "–", "—", "!", "?", "…", "¶"})
OPENING = frozenset({",", "(", "–", "—"})
NOUNS = frozenset({"NOUN", "PROPN"})

Place = tuple[int, int, int]  # the noun's token, the last token of its complement, the mention of the name


def roles_of(reading: Reading, lex: Lexicon) -> dict[str, list[Place]]:
    """Return role_places of the article, looked for once."""
    if reading.roles is None:
        reading.roles = role_places(reading, lex)
    return reading.roles


def role_places(reading: Reading, lex: Lexicon) -> dict[str, list[Place]]:
    """Return the nouns for people that stand beside a person's name, by the noun."""
    found: dict[str, list[Place]] = {}
    for token in (token for token, upos in enumerate(reading.upos) if upos in NOUNS):
        if not _is_role(reading, lex, token):
            continue
        last = extend_right(reading, lex, token, min(len(reading.start), token + REACH), tight=False)
        number = named_with(reading, lex, token, last)
        if number is None:
            number = _name_before(reading, lex, token, last)
        if number is None:
            number = _name_of_predicate(reading, lex, token)
        if number is not None:
            found.setdefault(reading.lower[token], []).append((token, last, number))
    return found


def named_with(reading: Reading, lex: Lexicon, token: int, last: int) -> int | None:
    """Return the person named at the end of a noun's phrase or between commas after it: «le Lyonnais X»."""
    number = _name_within(reading, lex, token, last)
    return _name_after(reading, lex, last) if number is None else number


def ranks(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether the word before a noun makes another office of it: «premier ministre»."""
    return token > 0 and reading.lower[token - 1] in lex.ranking


def _is_role(reading: Reading, lex: Lexicon, token: int) -> bool:
    word = reading.lower[token]
    if word not in lex.people:
        common = reading.upos[token] == "NOUN" and reading.form[token][0].islower()
        if not common or not word.endswith(lex.suffixes) or word in lex.not_people:
            return False
    return reading.upos[token] in NOUNS and not is_name(reading, token, ("PER",))


def _name_within(reading: Reading, lex: Lexicon, token: int, last: int) -> int | None:
    """Return the person named at the end of the noun's own phrase: «le ministre de l'Intérieur X»."""
    for at in range(token + 1, last + 1):
        if not is_name(reading, at, ("PER",)):
            if reading.upos[at] in NOUNS and _is_role(reading, lex, at) and not _second_role(reading, at):
                return None  # a role nearer to the name
            continue
        tied = reading.lower[at - 1] in lex.links or reading.upos[at - 1] in {"ADP", "DET", "CCONJ"}
        return None if tied else reading.mention_of[at]
    return None


def _second_role(reading: Reading, token: int) -> bool:
    """Tell whether a noun is another role of the one person: «le journaliste et sociologue X», not «le maire et le préfet X»."""
    at = token - 1
    while at > 0 and reading.upos[at] == "ADJ":
        at -= 1
    return reading.upos[at] == "CCONJ"


def _closed(reading: Reading, at: int) -> bool:
    """Tell whether what stands before a token ends there: a comma, a full stop, the end of a paragraph."""
    if at >= len(reading.start):
        return True
    return reading.form[at] in CLOSING or reading.segment[at] != reading.segment[at - 1]


def _name_after(reading: Reading, lex: Lexicon, last: int) -> int | None:
    """Return the person named behind a long office, between commas or at its end: «le ministre de A et de B, X, …», «… chargé de A X»."""
    at, size = last + 1, len(reading.start)
    while at < size and at - last < OFFICE and not is_name(reading, at, ("PER",)):
        if reading.form[at] == "(":
            at = _past_bracket(reading, at)
        elif reading.upos[at] in OFFICE_WORDS or "VerbForm=Part" in reading.feats[at]:
            at += 1
        else:
            break
    if at < size and is_name(reading, at, ("PER",)):
        return reading.mention_of[at] if _ends_office(reading, lex, last, at) else None
    if at + 1 >= size or reading.form[at] not in OPENING or not is_name(reading, at + 1, ("PER",)):
        return None
    number = reading.mention_of[at + 1]
    return number if _closed(reading, reading.behind(number)) else None


def _ends_office(reading: Reading, lex: Lexicon, last: int, at: int) -> bool:
    """Tell whether a name stands right behind the words of an office that go on after a token, and no role is nearer to it."""
    inner = range(last + 1, at)
    nearer = any(reading.lower[t].removesuffix("s") in lex.people for t in inner)
    same = reading.segment[at] == reading.segment[last]
    return bool(inner) and same and not nearer and reading.upos[at - 1] in NOUNS | {"ADJ"}


def _past_bracket(reading: Reading, at: int) -> int:
    """Return the token behind a short bracket that opens at a token: «(RN)»; the next one where it is long."""
    ahead = range(at + 1, min(at + BRACKET, len(reading.form)))
    return next((t + 1 for t in ahead if reading.form[t] == ")"), at + 1)


def _name_before(reading: Reading, lex: Lexicon, token: int, last: int) -> int | None:
    """Return the person named right before a comma and the noun: X, maire de Y; X, 50 ans, maire; X, the Y champion."""
    first = extend_left(reading, lex, token, max(0, token - BETWEEN))
    at = first - 1
    if at < 1 or reading.form[at] not in OPENING or not is_name(reading, at - 1, ("PER",)):
        return None
    number = reading.mention_of[at - 1]
    bare = reading.lower[first] not in lex.definite
    return number if bare or _closed(reading, last + 1) else None


def _name_of_predicate(reading: Reading, lex: Lexicon, token: int) -> int | None:
    """Return the person of whom the noun is said: «X est maire de Y»."""
    children = reading.children[token]
    if not any(reading.deprel[child] == "cop" for child in children):
        return None
    subjects = [c for c in children if is_subject(reading, lex, c) and is_name(reading, c, ("PER",))]
    return reading.mention_of[subjects[0]] if subjects else None
