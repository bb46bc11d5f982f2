"""Noun phrases over tokens: where a speaker's description begins and ends, and which name it carries.

Belongs here: spans. Does not belong here: which phrase is a cue's subject (subjects.py).
"""

from dataclasses import dataclass

from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.reading import Reading

CORE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "X"})
HEADS = ("NOUN", "PROPN", "PRON", "X", "ADJ", "NUM", "DET")
DASHES = frozenset({"–", "—"})
STOPS = frozenset({"VERB", "AUX", "SCONJ"})
ZONE = 30  # an apposition is looked for within so many tokens
ASIDE = 8  # items of a short aside
SEVERAL = 4  # tokens from «un» to those that it is one of
LONGEST = 40  # a description has no more tokens than this


@dataclass(slots=True)
class Phrase:
    """A noun phrase as tokens first..last (included), its head, and the last token where a name may be apposed."""

    first: int
    last: int
    head: int
    zone: int


def _mention_end(reading: Reading, token: int) -> int:
    """Return the last token of the name that covers the token, or the token itself."""
    number = reading.mention_of[token]
    if number < 0 or reading.mentions[number]["kind"] != "name":
        return token
    return reading.behind(number) - 1


def is_name(reading: Reading, token: int, types: tuple[str, ...] = ("PER", "ORG", "LOC", "MISC")) -> bool:
    """Tell whether the token stands in a name of one of the types."""
    number = reading.mention_of[token]
    if number < 0:
        return False
    mention = reading.mentions[number]
    return mention["kind"] == "name" and mention["type"] in types


def is_subject(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a token heads a subject, or is the second of two who are one."""
    if reading.deprel[token] == "conj" and reading.head[token] >= 0:
        token = reading.head[token]
    return reading.deprel[token] in lex.subject_labels


def _goes_right(reading: Reading, lex: Lexicon, at: int, stop: int, *, tight: bool) -> bool:
    """Tell whether the phrase goes on with the token at: a noun, an adjective, a complement of it."""
    upos, word = reading.upos[at], reading.lower[at]
    if _is_hyphen(reading, lex, at):
        return at + 1 < stop
    if (
        upos in CORE
        or is_name(reading, at)
        or (upos == "PRON" and word in lex.indefinite and word not in lex.relatives)
        or _picks_out(reading, lex, at)
    ):
        return True
    links = lex.close_links if tight else lex.links
    ahead = at + 1 + (at + 1 in reading.silent)
    after = ahead < stop and (
        reading.upos[ahead] in CORE or is_name(reading, ahead) or _determines(reading, ahead)
    )
    if _determines(reading, at) and reading.lower[at - 1] in links:
        return after  # “one of her advisers”
    if word in links:
        return after
    if upos == "CCONJ":
        return after and (reading.upos[ahead] != "ADJ" or _noun_follows(reading, ahead + 1, stop))
    return upos == "ADV" and after and reading.upos[ahead] == "ADJ"


def _picks_out(reading: Reading, lex: Lexicon, at: int) -> bool:
    """Tell whether a word goes on with one out of several: «l'un d'eux», «l'une d'entre elles», «l'un des plus proches amis»."""
    one = next((t for t in range(at - 1, max(at - SEVERAL, -1), -1) if reading.lower[t] in lex.one_of), None)
    if one is None or reading.upos[one] != "PRON" or reading.lower[one + 1] not in lex.close_links:
        return False
    between = [reading.upos[t] for t in range(one + 1, at)]
    return set(between) <= {"ADP"} and (not between or reading.upos[at] in {"ADP", "ADV", "PRON"})


def _is_time(reading: Reading, lex: Lexicon, at: int, stop: int) -> bool:
    """Tell whether a word begins an adjunct of time, and no noun after it is the phrase's: «le dernier sondage»."""
    if reading.lower[at] not in lex.adjuncts or is_name(reading, at):
        return False
    if at + 1 < stop and _is_hyphen(reading, lex, at + 1):
        return False  # “a 39-year-old”
    between = reading.upos[at] == "ADJ" and reading.upos[at - 1] == "DET" and at + 1 < stop
    return not (between and reading.upos[at + 1] == "NOUN" and reading.lower[at + 1] not in lex.adjuncts)


def _noun_follows(reading: Reading, at: int, stop: int) -> bool:
    """Tell whether a noun stands at a token: «historien et haut fonctionnaire»."""
    return at < stop and reading.upos[at] in {"NOUN", "PROPN"}


def extend_right(reading: Reading, lex: Lexicon, first: int, stop: int, *, tight: bool) -> int:
    """Return the last token of the phrase that begins at first, before the token stop; marks around an outlet's name are its."""
    last = _mention_end(reading, first)
    at = last + 1
    while at < stop and at - first < LONGEST:
        if at in reading.silent:
            at += 1
            continue
        if reading.form[at] in DASHES or _is_time(reading, lex, at, stop):
            break
        if not _goes_right(reading, lex, at, stop, tight=tight):
            break
        last = at = max(at, _mention_end(reading, at))
        at += 1
    while (
        last > first and reading.upos[last] in {"DET", "ADP", "CCONJ", "ADV"} and not is_name(reading, last)
    ):
        last -= 1
    last = min(last, stop - 1)
    opened = sum(token in reading.silent for token in range(first, last + 1)) % 2
    return last + 1 if opened and last + 1 in reading.silent else last


def zone_end(reading: Reading, lex: Lexicon, last: int, stop: int) -> int:
    """Return how far beyond the phrase an apposed name may stand: across commas, up to a verb; «chargé de …» is none."""
    at = last + 1
    while (
        at < stop
        and at - last < ZONE
        and (reading.upos[at] not in STOPS or _qualifies(reading, lex, last, at))
    ):
        if reading.form[at] in {".", ";", ":", "»", "«"} and at not in reading.silent:
            break
        at += 1
    return at - 1


def _qualifies(reading: Reading, lex: Lexicon, last: int, token: int) -> bool:
    """Tell whether a participle right behind a phrase narrows it down: «le secrétaire d'État chargé de A, X»."""
    if token != last + 1 or token + 1 >= len(reading.start):
        return False
    past = {"VerbForm=Part", "Tense=Past"} <= set(reading.feats[token].split("|"))
    return past and reading.lower[token + 1] in lex.close_links


def extend_left(reading: Reading, lex: Lexicon, head: int, low: int) -> int:
    """Return the first token of the phrase whose head is given: its determiner and what stands between."""
    number = reading.mention_of[head]
    first = head
    if number >= 0 and reading.mentions[number]["kind"] == "name":
        begin = reading.mentions[number]["start_char"]
        while first - 1 >= low and reading.start[first - 1] >= begin:
            first -= 1
    while first - 1 >= low and head - first < (8 if lex.head_first else 12):
        before = first - 1
        if _is_hyphen(reading, lex, before) and before > low:
            first = before - 1
            continue
        if _determines(reading, before):
            first = before
            continue
        if _determines(reading, first) and first < head:
            break  # what stands before the determiner is no part of it
        if reading.upos[before] in {"ADJ", "NUM"} and reading.form[before].isalnum():
            first = before
            continue
        if not lex.head_first and reading.upos[before] in {"NOUN", "PROPN", "PART", "X"}:
            first = before
            continue
        break
    return first


def _is_hyphen(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a token is the hyphen of one word that the model parts: “a 39-year-old nurse”."""
    if lex.head_first or reading.form[token] != "-" or not 0 < token < len(reading.form) - 1:
        return False
    return reading.end[token - 1] == reading.start[token] and reading.end[token] == reading.start[token + 1]


def _determines(reading: Reading, token: int) -> bool:
    """Tell whether a word is a determiner, a possessive that the model takes for a pronoun too: “his”, “my”."""
    return reading.upos[token] == "DET" or "Poss=Yes" in reading.feats[token]


def has_native_form(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a word has the capital and the ending of a name for people by their place: «Vaudois», «Danoises»."""
    if not reading.form[token][0].isupper():
        return False
    word = reading.lower[token]
    bare = word.removesuffix("s")
    ends = (word.endswith(lex.natives) or bare.endswith(lex.natives)) and not bare.endswith(lex.not_natives)
    return ends and word not in lex.not_people


def is_indefinite(reading: Reading, lex: Lexicon, head: int) -> bool:
    """Tell whether a noun's phrase begins with an indefinite determiner: «une jeune pharmacienne», «an old friend»."""
    return "Definite=Ind" in reading.feats[extend_left(reading, lex, head, 0)]


def is_relative(reading: Reading, token: int) -> bool:
    """Tell whether the model takes a word for a relative pronoun, be it one of questions too (PronType=Int,Rel)."""
    return "Rel" in reading.feats[token].partition("PronType=")[2].partition("|")[0]


def head_of(reading: Reading, lex: Lexicon, first: int, last: int) -> int:
    """Return the phrase's head: its first noun or name, or the last before a preposition; else its first pronoun."""
    if not lex.head_first:
        run = first
        while run < last and not is_name(reading, run, ("PER",)):
            if reading.upos[run + 1] not in CORE | {"PART"} and not _is_hyphen(reading, lex, run + 1):
                break
            run += 1
        nouns = [
            t
            for t in range(first, run + 1)
            if reading.upos[t] in {"NOUN", "PROPN"} and not (t < run and _is_hyphen(reading, lex, t + 1))
        ]
        if nouns:
            return nouns[-1]
        if run > first and _is_hyphen(reading, lex, run - 1):
            return run  # “the 41-year-old”
    elif is_name(reading, first, ("PER",)):
        return first  # «declaró Macron el 19 de mayo», whatever the tagger takes the name for
    for upos in HEADS:
        for token in range(first, last + 1):
            if reading.upos[token] == upos or (upos == "NOUN" and reading.upos[token] == "PROPN"):
                return token
    return first


def _stop(items: list[int], pos: int) -> int:
    """Return the token before which a phrase that begins at the position must end."""
    tokens = []
    for item in items[pos:]:
        if item < 0:
            break
        tokens.append(item)
    return tokens[-1] + 1 if tokens else -1


def phrase_at(reading: Reading, lex: Lexicon, items: list[int], pos: int, *, tight: bool) -> Phrase | None:
    """Return the noun phrase that begins at a position of the frame."""
    if pos >= len(items) or items[pos] < 0:
        return None
    first = items[pos]
    stop = _stop(items, pos)
    last = extend_right(reading, lex, first, stop, tight=tight)
    return Phrase(first, last, head_of(reading, lex, first, last), zone_end(reading, lex, last, stop))


def _past_aside(reading: Reading, items: list[int], pos: int) -> int:
    """Return the position after a short aside that begins at a comma («, ému,»), else the same position."""
    if pos < len(items) and items[pos] >= 0 and reading.form[items[pos]] == ",":
        for ahead in range(pos + 2, min(pos + ASIDE, len(items))):
            if items[ahead] < 0 or reading.upos[items[ahead]] in {"VERB", "AUX"}:
                break
            if reading.form[items[ahead]] == ",":
                return ahead + 1
    return pos


def after_adjuncts(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> int:
    """Return the position where an inverted subject begins: after adverbs, days, «dans un communiqué»."""
    start = pos = _past_aside(reading, items, pos)
    while pos < len(items) and items[pos] >= 0:
        token = items[pos]
        word, upos = reading.lower[token], reading.upos[token]
        if is_name(reading, token):
            return pos
        if reading.form[token] == "," and pos > start:  # «a dit hier, devant la presse, X»
            behind_aside = _past_aside(reading, items, pos)
            if behind_aside == pos:
                break
            pos = behind_aside
            continue
        if upos in {"ADV", "INTJ"} or _is_date(reading, lex, token):
            pos += 1
            continue
        if word in lex.turns and pos + 2 < len(items) and min(items[pos + 1 : pos + 3]) >= 0:
            pos += 3  # «quant à lui»
            continue
        if (
            upos == "DET"
            and pos + 1 < len(items)
            and items[pos + 1] >= 0
            and _is_date(reading, lex, items[pos + 1])
        ):
            pos += 2
            continue
        if upos == "ADP" and (word not in lex.agent or _is_own(reading, items, pos + 1)):
            behind = _past_adjunct(reading, lex, items, pos)
            if behind is None:
                return pos
            pos = behind
            continue
        break
    return pos


def _is_own(reading: Reading, items: list[int], pos: int) -> bool:
    """Tell whether a possessive stands at a position: what it is in, «por su parte», is no agent."""
    return pos < len(items) and items[pos] >= 0 and "Poss=Yes" in reading.feats[items[pos]]


def _past_adjunct(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> int | None:
    """Return the position after a preposition's phrase, a comma or «et» before another preposition with it; None without a phrase."""
    phrase = phrase_at(reading, lex, items, pos + 1, tight=True)
    if phrase is None:
        return None
    inner = _second_name(reading, lex, phrase) or _second_determiner(reading, phrase)
    ahead = inner if inner is not None else phrase.last + 1
    while pos < len(items) and 0 <= items[pos] < ahead:
        pos += 1
    here, after = (items[at] if at < len(items) else -1 for at in (pos, pos + 1))
    if here < 0:
        return pos
    joined = reading.upos[here] == "CCONJ" and after >= 0 and reading.upos[after] == "ADP"
    return pos + (joined or reading.form[here] == ",")  # «au Temps et à d'autres X»


def _is_date(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a word belongs to an adjunct of time: a day's name, a figure."""
    word = reading.lower[token]
    after = token + 1
    if after < len(reading.form) and _is_hyphen(reading, lex, after):
        return False
    if word in lex.demonstratives and after < len(reading.form):  # «cette nuit», and not «cette pharmacienne»
        return reading.lower[after] in lex.adjuncts - lex.demonstratives
    return word in lex.adjuncts or (word.rstrip("er").isdigit() and len(word) <= len("31er"))


def _second_name(reading: Reading, lex: Lexicon, phrase: Phrase) -> int | None:
    """Return where a person's name begins that is no part of the phrase before it («à l'AFP | X», «de son côté | X»)."""
    if reading.lower[phrase.head] in lex.people:
        return None
    for token in range(phrase.first + 1, phrase.last + 1):
        begins = reading.mention_of[token] != reading.mention_of[token - 1] and is_name(
            reading, token, ("PER",)
        )
        if begins and reading.lower[token - 1] not in lex.links:
            return token
    return None


def _second_determiner(reading: Reading, phrase: Phrase) -> int | None:
    """Return where a second noun phrase begins inside one («dans un entretien | le ministre»)."""
    for token in range(phrase.first + 1, phrase.last + 1):
        some = token < phrase.last and reading.upos[token] == "PRON" and reading.upos[token + 1] == "ADP"
        if token - 1 in reading.silent and is_name(reading, token):
            continue
        if not some and reading.upos[token] != "DET":  # «dans la presse locale | un des routiers»
            continue
        if reading.upos[token - 1] not in {"ADP", "DET", "CCONJ"}:
            return token
    return None
