"""Finds the name that a speaker's phrase stands for, or the reason why there is none (reasons.py lists them).

In this order: the name that it holds, a name apposed to it, what its mention (a pronoun, a description) stands for,
the owner of the words it names («les propos de X»), the bearer of the role it names («la maire»), the one just named
(«l'élu»), else the description as it stands. Does not belong here: which phrase is a cue's subject (subjects.py).
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.extract.media import find_media
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.speakers.described import just_named_body, meant_body, meant_person
from pipeline.extract.quotes.speakers.phrases import (
    Phrase,
    extend_left,
    extend_right,
    has_native_form,
    head_of,
    is_indefinite,
    is_name,
    zone_end,
)
from pipeline.extract.quotes.speakers.roles import named_with, ranks, roles_of
from pipeline.extract.reading import Reading
from pipeline.extract.reasons import NO_ONE, NOT_NAMED, UNKNOWN_PRONOUN, WRITER

OWNER = 12  # tokens after a noun of saying within which its owner stands
MADE = 5  # tokens from a participle to its agent


@dataclass(slots=True)
class Speaker:
    """Who said it: the words that name them, the fullest name, the mention, how sure, why not known."""

    text: str | None
    name: str | None
    mention_id: int | None = None
    cluster_id: int | None = None
    token: int = -1
    how: str = "name"  # name | apposition | description | pronoun | none
    reason: str | None = None
    mention: int = -1  # place in reading.mentions
    heard: bool = True  # False: a thing, which does not speak


NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "X"})
NOBODY = Speaker(None, None, how="none", reason=NOT_NAMED)


def _apposed(reading: Reading, lex: Lexicon, phrase: Phrase) -> int | None:
    """Return the mention of a name that the phrase carries or that is apposed to it."""
    plain = reading.lower[phrase.head] in lex.not_the_person
    one_of = any(reading.lower[t] in lex.one_of for t in range(phrase.first, phrase.head))
    person = one_of or _is_person(reading, lex, phrase.head)
    for token in range(phrase.head + 1, phrase.zone + 1):
        number = reading.mention_of[token]
        if number < 0 or reading.mentions[number]["kind"] != "name":
            continue
        mention = reading.mentions[number]
        if mention["start_char"] < reading.start[token]:
            continue
        kind = mention["type"]
        before = token - 1 - (token - 1 in reading.silent)
        beside = reading.upos[before] in {"NOUN", "ADJ", "PROPN"} and token <= phrase.last
        comma = reading.form[before] in {",", "("}
        if kind == "PER" and not plain and (beside or (comma and person)):
            return number
        passed_on = any(reading.lower[t] in lex.agent for t in range(phrase.head + 1, token))
        after = reading.behind(number)
        fenced = (
            token == phrase.last + 2 and comma and after < len(reading.form) and reading.form[after] == ","
        )
        if kind == "ORG" and fenced and reading.lower[phrase.head] not in lex.people:
            return number  # «le fabricant, Boréal, affirme»
        if kind in {"ORG", "MISC"} and beside and reading.lower[phrase.head] in lex.groups and not passed_on:
            return number
        if reading.form[before] == "," and token > phrase.last + 2:
            return None
    return None


def _owner(reading: Reading, lex: Lexicon, phrase: Phrase) -> Phrase | None:
    """Return who owns a noun of saying: «les propos de X», «l'annonce faite par le gouvernement»."""
    stop = min(phrase.head + OWNER, len(reading.start))
    for token in range(phrase.head + 1, stop - 1):
        word, upos = reading.lower[token], reading.upos[token]
        if reading.form[token] in {",", ".", ";", ":", "«", "»"} or (
            upos in {"VERB", "AUX"} and "VerbForm=Part" not in reading.feats[token]
        ):
            return None
        if word in lex.not_owners:
            return None
        if word not in lex.close_links and word not in lex.agent:
            continue
        first = token + 1
        last = extend_right(reading, lex, first, max(stop, first + 1), tight=True)
        head = head_of(reading, lex, first, last)
        if is_name(reading, head, ("PER", "ORG", "LOC")) or can_speak(reading, lex, head):
            return Phrase(first, last, head, zone_end(reading, lex, last, max(phrase.zone + 1, last + 2)))
    return None


def _maker(reading: Reading, lex: Lexicon, phrase: Phrase) -> Speaker | None:
    """Return the body that made a document, by the participle behind it: «une étude publiée mardi par X»; no paper that prints it."""
    word = reading.lower[phrase.head]
    made = any(
        reading.lemma[t] in lex.makes for t in (phrase.last, phrase.last + 1) if t < len(reading.lemma)
    )
    if not made or (word not in lex.groups and can_speak(reading, lex, phrase.head)):
        return None
    behind = range(phrase.last + 1, min(phrase.last + 1 + MADE, len(reading.form)))
    owner = _owner(reading, lex, phrase) if any(reading.lower[t] in lex.agent for t in behind) else None
    maker = name_speaker(reading, lex, owner)
    body = maker.mention >= 0 and reading.mentions[maker.mention]["type"] == "ORG"
    return maker if body and not any(find_media(maker.name or "")) else None


def _is_person(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a noun means one person: a known role, or no known group in the singular."""
    word = reading.lower[token]
    if word in lex.people:
        return True
    return word not in lex.groups and "Number=Plur" not in reading.feats[token]


def name_speaker(reading: Reading, lex: Lexicon, phrase: Phrase | None) -> Speaker:
    """Return who a phrase stands for; NOBODY without a phrase."""
    if phrase is None:
        return NOBODY
    text = reading.span(phrase.first, phrase.last)
    if reading.lower[phrase.head] in lex.nobody and phrase.first == phrase.last:
        body = (
            just_named_body(reading, lex, phrase) if reading.lower[phrase.head] in lex.body_pronouns else None
        )
        if body is not None:
            return _named(reading, body, phrase, "pronoun")
        return Speaker(text, None, token=phrase.head, how="none", reason=NO_ONE)
    number = reading.mention_of[phrase.head]
    mention: dict[str, Any] | None = reading.mentions[number] if number >= 0 else None
    role = reading.upos[phrase.head] == "NOUN" and reading.lower[phrase.head] in lex.people
    if mention and mention["kind"] == "name" and not (role and mention["type"] != "PER"):
        return _named(reading, _bearer(reading, phrase, number), phrase, "name")
    stands_for = mention is not None and mention["kind"] == "pronoun"  # and has nobody beside it
    apposed = None if stands_for else _named_nearby(reading, lex, phrase)
    if apposed is not None:
        return _named(reading, apposed, phrase, "apposition")
    if mention and mention["kind"] != "name" and mention["name"]:
        how = "described" if mention["kind"] == "description" else "pronoun"
        return _named(reading, number, phrase, how)
    reason = _no_speaker(reading, lex, phrase)
    if reason is not None:
        return Speaker(text, None, token=phrase.head, how="none", reason=reason)
    return _unnamed(reading, lex, phrase, text)


def _bearer(reading: Reading, phrase: Phrase, number: int) -> int:
    """Return the person named right behind a body in one phrase, else the name: «le président du groupe Boréal Ada Lind»."""
    at = reading.behind(number)
    beside = (
        at <= phrase.last and reading.mentions[number]["type"] != "PER" and is_name(reading, at, ("PER",))
    )
    return reading.mention_of[at] if beside else number


def _no_speaker(reading: Reading, lex: Lexicon, phrase: Phrase) -> str | None:
    """Return why a phrase without a name is nobody: a pronoun that means no one known, a determiner, a figure."""
    word, upos = reading.lower[phrase.head], reading.upos[phrase.head]
    hyphen = word[0] == "-" or (phrase.head > 0 and reading.form[phrase.head - 1] == "-")
    if (hyphen and word in lex.inverted) or ((hyphen or upos == "PRON") and word in lex.pronouns):
        return UNKNOWN_PRONOUN
    bare = phrase.first == phrase.last and upos not in NOMINAL
    if bare and {"Person=1", "Number=Sing"} <= set(reading.feats[phrase.head].split("|")):
        return WRITER
    return NO_ONE if bare and word not in lex.crowds and word not in lex.pronouns else None


def _unnamed(reading: Reading, lex: Lexicon, phrase: Phrase, text: str) -> Speaker:
    """Return who a description stands for: the owner of the words, the bearer of the role, else itself."""
    owner = _owner(reading, lex, phrase) if reading.lower[phrase.head] in lex.nouns else None
    if owner is not None:
        return name_speaker(reading, lex, owner)
    maker = _maker(reading, lex, phrase)
    if maker is not None:
        return maker
    meant = _described(reading, lex, phrase)
    if meant is not None:
        return _named(reading, meant, phrase, "described")
    meant = meant_person(reading, lex, phrase, roles_of(reading, lex))
    if meant is None:
        meant = meant_body(reading, lex, phrase)
    if meant is not None:
        return _named(reading, meant, phrase, "described")
    heard = can_speak(reading, lex, phrase.head)
    return Speaker(text, text, None, None, phrase.head, "description", heard=heard)


def _named_nearby(reading: Reading, lex: Lexicon, phrase: Phrase) -> int | None:
    """Return the mention of a name apposed to the phrase, on either side, or owning its words."""
    apposed = _apposed(reading, lex, phrase)
    if apposed is None:
        apposed = _name_before(reading, lex, phrase.head)
    if apposed is None and reading.lower[phrase.head] in lex.people and lex.head_first:
        apposed = named_with(reading, lex, phrase.head, phrase.last)
    return apposed


def _name_before(reading: Reading, lex: Lexicon, token: int) -> int | None:
    """Return the person named right before a comma and the noun: X, maire de Y; X, the Y champion."""
    if reading.lower[token] in lex.groups and reading.lower[token] not in lex.people:
        return None  # “Speaking of X, officials said”, “It was in X, the newspaper reported”
    at = token - 1
    between = {"DET", "ADJ"} if lex.head_first else {"DET", "ADJ", "NOUN", "NUM", "PROPN"}
    reach = 4 if lex.head_first else 7
    while (
        at > 0 and token - at < reach and reading.upos[at] in between and not is_name(reading, at, ("PER",))
    ):
        at -= 1
    if at > 0 and reading.form[at] in {",", "("} and is_name(reading, at - 1, ("PER",)):
        return reading.mention_of[at - 1]
    return None


def _described(reading: Reading, lex: Lexicon, phrase: Phrase) -> int | None:
    """Return the mention of the one that a definite description means: the nearest bearer of the role."""
    if reading.lower[phrase.first] not in lex.definite or "Number=Plur" in reading.feats[phrase.head]:
        return None
    bearers = roles_of(reading, lex).get(reading.lower[phrase.head], [])
    ranked = ranks(reading, lex, phrase.head)
    bearers = [p for p in bearers if ranks(reading, lex, p[0]) == ranked]
    places = [p for p in bearers if _same_office(reading, lex, phrase, p)]
    before = [p for p in places if p[0] <= phrase.head]
    if before:
        return before[-1][2]
    return places[0][2] if places else None


def _same_office(reading: Reading, lex: Lexicon, phrase: Phrase, place: tuple[int, int, int]) -> bool:
    """Tell whether a role with its complement can be the one told before: that says nothing more, or they share a word."""

    def content(tokens: Iterable[int], kinds: Container[str]) -> set[str]:
        named = (t for t in tokens if reading.upos[t] in kinds and not is_name(reading, t, ("PER",)))
        return {reading.lower[t] for t in named}

    def told(head: int, first: int, last: int) -> set[str]:
        behind = content(range(head + 1, last + 1), {"NOUN", "PROPN", "ADJ"})
        if lex.head_first:
            return behind
        return behind | content(
            range(first, head), {"NOUN", "PROPN"}
        )  # “the France coach”, not “the new coach”

    mine = told(phrase.head, phrase.first, phrase.last)
    theirs = told(place[0], extend_left(reading, lex, place[0], 0), place[1])
    return not mine or bool(mine & theirs)


def can_speak(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a noun that is no name stands for people, for a body of them, or for what they wrote."""
    word = reading.lower[token]
    words = (word, word.removesuffix("s"))
    if word in lex.counts and word not in lex.groups:  # «la majorité» is a body where nothing is counted
        below = [*reading.children[token], *(t for c in reading.children[token] for t in reading.children[c])]
        counted = [t for t in below if t > token and reading.upos[t] in {"NOUN", "PROPN"}]
        return any(can_speak(reading, lex, t) for t in counted)
    if any(w in lex.people or w in lex.groups or w in lex.indefinite for w in words):
        return True
    if reading.upos[token] == "PROPN" or token in reading.groups:  # «les « gilets verts »»
        return True
    if is_native(reading, lex, token) and "Number=Sing" in reading.feats[token - 1]:
        return True
    return (
        word not in lex.not_people and word.endswith(lex.suffixes) and reading.upos[token] in {"NOUN", "ADJ"}
    )


def is_native(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a word with a capital behind a determiner is for people by their place: «le Vaudois», «les Danoises»."""
    behind = token > 0 and reading.upos[token - 1] in {"DET", "ADP"} and reading.mention_of[token] < 0
    return behind and has_native_form(reading, lex, token)


def is_someone_new(reading: Reading, lex: Lexicon, speaker: Speaker) -> bool:
    """Tell whether an indefinite description names who speaks: «an associate of X said»; whatever its noun, no one else."""
    return speaker.how == "description" and is_indefinite(reading, lex, speaker.token)


def is_paper(reading: Reading, lex: Lexicon, speaker: Speaker, running: Speaker) -> bool:
    """Tell whether a speaker is a definite text («le communiqué»), which speaks for who spoke before; a study only for one with a name."""
    noun = speaker.token
    bare = noun > 0 and speaker.text == reading.span(noun - 1, noun)
    if not bare or reading.lower[noun - 1] not in lex.definite:
        return False
    study = reading.lower[noun] in lex.papers and running.cluster_id is not None
    return study or reading.lower[noun] in lex.nouns


def _named(reading: Reading, number: int, phrase: Phrase, how: str) -> Speaker:
    mention = reading.mentions[number]
    text = reading.span(phrase.first, phrase.last)
    name = mention["name"] or mention["text"]
    return Speaker(
        text,
        name,
        mention["mention_id"],
        mention["cluster_id"],
        phrase.head,
        how,
        mention=number,
    )
