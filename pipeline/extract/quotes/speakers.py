"""Finds the subject of a cue and the name it stands for.

The subject comes from the word order first (an inverted subject, an agent, a preposition's complement), then from
the dependency tree, then from the nearest noun phrase before the verb. Its name: the name it holds or that is
apposed to it, else the name its mention stands for (descriptions, pronouns), else the description as it stands.
"""

from dataclasses import dataclass
from typing import Any

from pipeline.extract.quotes.cues import Cue
from pipeline.extract.quotes.frames import Frame
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.phrases import (
    CORE,
    Phrase,
    extend_left,
    extend_right,
    head_of,
    is_name,
    zone_end,
)
from pipeline.extract.reading import Reading

FAR = 45  # a subject is looked for within so many items before its verb


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
    last: int = -1
    heard: bool = True  # False: a thing, which does not speak


UNKNOWN_PRONOUN = "pronoun without antecedent"
NOBODY = Speaker(None, None, how="none", reason="no speaker named")


def _stop(frame: Frame, pos: int) -> int:
    """Return the token before which a phrase that begins at the position must end."""
    tokens = []
    for item in frame.items[pos:]:
        if item < 0:
            break
        tokens.append(item)
    return tokens[-1] + 1 if tokens else -1


def _phrase_at(reading: Reading, lex: Lexicon, frame: Frame, pos: int, *, tight: bool) -> Phrase | None:
    """Return the noun phrase that begins at a position of the frame."""
    if pos >= len(frame.items) or frame.items[pos] < 0:
        return None
    first = frame.items[pos]
    stop = _stop(frame, pos)
    last = extend_right(reading, lex, first, stop, tight=tight)
    return Phrase(first, last, head_of(reading, first, last), zone_end(reading, last, stop))


def _after_adjuncts(reading: Reading, lex: Lexicon, frame: Frame, pos: int) -> int:
    """Return the position where an inverted subject begins: after adverbs, days, «dans un communiqué»."""
    items = frame.items
    while pos < len(items) and items[pos] >= 0:
        token = items[pos]
        word, upos = reading.lower[token], reading.upos[token]
        if is_name(reading, token):
            return pos
        if upos in {"ADV", "INTJ"} or _is_date(reading, lex, token):
            pos += 1
            continue
        if (
            upos == "DET"
            and pos + 1 < len(items)
            and items[pos + 1] >= 0
            and _is_date(reading, lex, items[pos + 1])
        ):
            pos += 2
            continue
        if upos == "ADP" and word not in lex.agent:
            phrase = _phrase_at(reading, lex, frame, pos + 1, tight=True)
            if phrase is None:
                return pos
            inner = _second_determiner(reading, phrase)
            ahead = inner if inner is not None else phrase.last + 1
            while pos < len(items) and 0 <= items[pos] < ahead:
                pos += 1
            if pos < len(items) and items[pos] >= 0 and reading.form[items[pos]] == ",":
                pos += 1
            continue
        break
    return pos


def _is_date(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a word belongs to an adjunct of time: a day's name, a figure."""
    word = reading.lower[token]
    return word in lex.adjuncts or (word.rstrip("er").isdigit() and len(word) <= len("31er"))


def _second_determiner(reading: Reading, phrase: Phrase) -> int | None:
    """Return where a second noun phrase begins inside one («dans un entretien | le ministre»)."""
    for token in range(phrase.first + 1, phrase.last + 1):
        if reading.upos[token] == "DET" and reading.upos[token - 1] not in {"ADP", "DET", "CCONJ"}:
            return token
    return None


def _inverted(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> Phrase | None:
    for pos in range(cue.lo, min(cue.hi + 2, len(frame.items))):
        token = frame.items[pos]
        if token >= 0 and reading.lower[token] in lex.inverted and reading.form[token][0] in "-–":
            if reading.lower[token] == "-t":
                continue
            return Phrase(token, token, token, token)
    pos = _after_adjuncts(reading, lex, frame, cue.hi + 1)
    phrase = _phrase_at(reading, lex, frame, pos, tight=True)
    if phrase is None or (
        reading.upos[phrase.first] not in CORE | {"PRON"} and not is_name(reading, phrase.first)
    ):
        return None
    return phrase


def _agent(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> Phrase | None:
    """Return the agent of a passive: the phrase after «par», within reach of the verb."""
    for pos in range(cue.hi + 1, min(cue.hi + 12, len(frame.items) - 1)):
        item = frame.items[pos]
        if item < 0:
            continue
        if reading.lower[item] in lex.agent:
            return _phrase_at(reading, lex, frame, pos + 1, tight=True)
        if reading.upos[item] in {"VERB", "AUX"}:
            return None
    return None


def _by_tree(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> int | None:
    """Return the subject's head by the dependency tree, climbing from a verb without one to the verb above it."""
    verb, low, high = cue.token, frame.items[cue.lo], frame.start
    for _ in range(4):
        near = [c for c in reading.children[verb] if reading.deprel[c] in lex.subject_labels]
        near = [c for c in near if reading.start[c] >= high and c < low]
        if near:
            return near[-1]
        above = reading.head[verb]
        if above < 0 or reading.start[above] < frame.start:
            return None
        label = reading.deprel[verb]
        if not (label.startswith(("xcomp", "conj", "advcl", "aux", "ccomp", "dep", "obl"))):
            return None
        if label == "ccomp" and cue.shape == "finite":
            return None
        verb = above
    return None


def _skip_aside(reading: Reading, frame: Frame, pos: int) -> int:
    """Return the position before an aside between commas that ends at pos."""
    items = frame.items
    for back in range(pos - 1, max(-1, pos - FAR), -1):
        if items[back] >= 0 and reading.form[items[back]] in {",", "(", "–", "—"}:
            return back - 1
    return -1


def _by_order(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> int | None:
    """Return the nearest possible subject before the verb, an aside between commas skipped."""
    items, pos, hops = frame.items, cue.lo - 1, 0
    low_limit = max(-1, pos - FAR)
    while pos > low_limit and hops < 3:
        item = items[pos]
        if item < 0:
            return None
        word, upos = reading.lower[item], reading.upos[item]
        if word in lex.clitics or upos == "ADV":
            pos -= 1
        elif reading.form[item] in {",", ")", "–", "—"}:
            pos = _skip_aside(reading, frame, pos)
            hops += 1
        elif upos in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"} or is_name(reading, item):
            return _chain_head(reading, lex, items, pos)
        elif upos in {"VERB", "AUX"} and "VerbForm=Part" in reading.feats[item]:
            pos -= 1
        else:
            return None
    return None


def _chain_head(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> int:
    """Return the head of the noun phrase that ends at the position: walk left over complements."""
    head = items[pos]
    while pos >= 0 and items[pos] >= 0:
        token = items[pos]
        upos, word = reading.upos[token], reading.lower[token]
        if upos in {"NOUN", "PROPN", "PRON"}:
            head = token
        elif upos == "ADP" and word not in lex.close_links:
            return head
        elif upos == "DET":
            before = items[pos - 1] if pos else -1
            if before < 0 or reading.lower[before] not in lex.close_links:
                return head
        elif upos not in {"ADJ", "NUM", "ADP"}:
            return head
        pos -= 1
    return head


def _antecedent(reading: Reading, lex: Lexicon, frame: Frame, token: int) -> int | None:
    """Return the head that a relative pronoun stands for."""
    pos = frame.items.index(token) if token in frame.items else -1
    pos -= 1
    while (
        pos >= 0
        and frame.items[pos] >= 0
        and (reading.form[frame.items[pos]] == "," or reading.upos[frame.items[pos]] == "ADV")
    ):
        pos -= 1
    if pos < 0 or frame.items[pos] < 0:
        return None
    return _chain_head(reading, lex, frame.items, pos)


def subject_of(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> Phrase | None:
    """Return the phrase that names who speaks by the cue, or None."""
    if cue.shape == "preposition":
        return _phrase_at(reading, lex, frame, cue.hi + 1, tight=False)
    if cue.passive:
        return _agent(reading, lex, frame, cue)
    if cue.inverted:
        phrase = _inverted(reading, lex, frame, cue)
        if phrase:
            return phrase
    head = _by_tree(reading, lex, frame, cue)
    if head is None:
        head = _by_order(reading, lex, frame, cue)
    if head is not None and reading.lower[head] in lex.relatives and reading.upos[head] == "PRON":
        head = _antecedent(reading, lex, frame, head)
    if head is None:
        return None
    first = extend_left(reading, head, 0)
    stop = frame.items[cue.lo] if head < frame.items[cue.lo] else len(reading.start)
    last = extend_right(reading, lex, head, stop, tight=False)
    return Phrase(first, last, head, zone_end(reading, last, stop))


def _apposed(reading: Reading, lex: Lexicon, phrase: Phrase) -> int | None:
    """Return the mention of a name that the phrase carries or that is apposed to it."""
    plain = reading.lower[phrase.head] in lex.not_the_person
    for token in range(phrase.head + 1, phrase.zone + 1):
        number = reading.mention_of[token]
        if number < 0 or reading.mentions[number]["kind"] != "name":
            continue
        mention = reading.mentions[number]
        if mention["start_char"] < reading.start[token]:
            continue
        kind = mention["type"]
        before = token - 1
        beside = reading.upos[before] in {"NOUN", "ADJ", "PROPN"} and token <= phrase.last
        comma = reading.form[before] in {",", "("}
        if kind == "PER" and not plain and (beside or (comma and _is_person(reading, lex, phrase.head))):
            return number
        if kind in {"ORG", "MISC"} and beside and reading.lower[phrase.head] in lex.groups:
            return number
        if reading.form[before] == "," and token > phrase.last + 2:
            return None
    return None


def _owner(reading: Reading, phrase: Phrase) -> int | None:
    """Return the person whose words a noun of saying means: les propos de X."""
    for token in range(phrase.head + 1, phrase.zone + 1):
        if is_name(reading, token, ("PER",)):
            return reading.mention_of[token]
    return None


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
    number = reading.mention_of[phrase.head]
    mention: dict[str, Any] | None = reading.mentions[number] if number >= 0 else None
    role = reading.upos[phrase.head] == "NOUN" and reading.lower[phrase.head] in lex.people
    if mention and mention["kind"] == "name" and not (role and mention["type"] != "PER"):
        return _named(text, mention, phrase, "name")
    apposed = _apposed(reading, lex, phrase)
    if apposed is None and reading.lower[phrase.head] in lex.nouns:
        apposed = _owner(reading, phrase)
    if apposed is not None:
        return _named(text, reading.mentions[apposed], phrase, "apposition")
    if mention and mention["kind"] != "name":
        if mention["name"]:
            return _named(text, mention, phrase, mention["kind"])
        if mention["kind"] == "pronoun":
            return Speaker(text, None, mention["mention_id"], None, phrase.head, "none", UNKNOWN_PRONOUN)
    if reading.upos[phrase.head] == "PRON" and reading.lower[phrase.head] in lex.pronouns:
        return Speaker(text, None, None, None, phrase.head, "none", UNKNOWN_PRONOUN)
    heard = can_speak(reading, lex, phrase.head)
    return Speaker(text, text, None, None, phrase.head, "description", None, phrase.last, heard)


def can_speak(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a noun that is no name stands for people, for a body of them, or for what they wrote."""
    word = reading.lower[token]
    words = (word, word.removesuffix("s"))
    if any(w in lex.people or w in lex.groups or w in lex.indefinite for w in words):
        return True
    if reading.upos[token] == "PROPN":
        return True
    return (
        word not in lex.not_people and word.endswith(lex.suffixes) and reading.upos[token] in {"NOUN", "ADJ"}
    )


def _named(text: str, mention: dict[str, Any], phrase: Phrase, how: str) -> Speaker:
    name = mention["name"] or mention["text"]
    return Speaker(
        text, name, mention["mention_id"], mention["cluster_id"], phrase.head, how, None, phrase.last
    )
