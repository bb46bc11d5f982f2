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
    after_adjuncts,
    extend_left,
    extend_right,
    head_of,
    is_name,
    phrase_at,
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
    mention: int = -1  # place in reading.mentions
    heard: bool = True  # False: a thing, which does not speak


UNKNOWN_PRONOUN = "pronoun without antecedent"
NO_ONE = "the subject is no one in particular"
NOBODY = Speaker(None, None, how="none", reason="no speaker named")


def _inverted(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> Phrase | None:
    for pos in range(cue.lo, min(cue.hi + 2, len(frame.items))):
        token = frame.items[pos]
        if token >= 0 and reading.lower[token] in lex.inverted and reading.form[token][0] in "-–":
            if reading.lower[token] == "-t":
                continue
            return Phrase(token, token, token, token)
    pos = after_adjuncts(reading, lex, frame.items, cue.hi + 1)
    phrase = phrase_at(reading, lex, frame.items, pos, tight=True)
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
            return phrase_at(reading, lex, frame.items, pos + 1, tight=True)
        if reading.upos[item] in {"VERB", "AUX"}:
            return None
    return None


def _by_tree(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> int | None:
    """Return the subject's head by the dependency tree, climbing from a verb without one to the verb above it."""
    verb, low, high = cue.token, frame.items[cue.lo], frame.start
    for _ in range(4):
        near = [c for c in reading.children[verb] if reading.deprel[c] in lex.subject_labels]
        near = [
            c for c in near if reading.start[c] >= high and c < low and reading.lower[c] not in lex.adjuncts
        ]
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
        if word in lex.clitics or upos == "ADV" or word in lex.adjuncts:
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


def _beside(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> int | None:
    """Return the head of a noun phrase right before the verb group, unless a preposition governs it."""
    items, pos = frame.items, cue.lo - 1
    while (
        pos >= 0
        and items[pos] >= 0
        and (reading.lower[items[pos]] in lex.clitics or reading.upos[items[pos]] == "ADV")
    ):
        pos -= 1
    if pos < 0 or items[pos] < 0 or not is_name(reading, items[pos], ("PER", "ORG")):
        return None
    head = _chain_head(reading, lex, items, pos)
    first = extend_left(reading, lex, head, 0)
    before = items[pos - 1] if pos else -1
    while before >= 0 and before >= first:
        pos -= 1
        before = items[pos - 1] if pos else -1
    governed = before >= 0 and reading.upos[before] == "ADP"
    return None if governed or reading.upos[head] == "PRON" else head


def _antecedent(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue, token: int) -> int | None:
    """Return the head that a relative pronoun stands for: by the tree, else what stands before it."""
    above = reading.head[cue.token]
    if 0 <= above < token and reading.deprel[cue.token].startswith(("acl", "relcl")):
        while (
            is_name(reading, above, ("LOC",))
            and frame.start <= reading.start[max(reading.head[above], 0)] < reading.start[above]
        ):
            above = reading.head[above]
        return above
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
        return phrase_at(reading, lex, frame.items, cue.hi + 1, tight=False)
    if cue.passive:
        return _agent(reading, lex, frame, cue)
    if cue.inverted:
        phrase = _inverted(reading, lex, frame, cue)
        if phrase:
            return phrase
    head = _beside(reading, lex, frame, cue)
    if head is None:
        head = _by_tree(reading, lex, frame, cue)
    if head is None:
        head = _by_order(reading, lex, frame, cue)
    if head is not None and reading.lower[head] in lex.relatives and reading.upos[head] == "PRON":
        head = _antecedent(reading, lex, frame, cue, head)
    if head is None:
        return None
    first = extend_left(reading, lex, head, 0)
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


def _owner(reading: Reading, lex: Lexicon, phrase: Phrase) -> Phrase | None:
    """Return who owns a noun of saying: «les propos de X», «l'annonce du gouvernement»."""
    for token in range(phrase.head + 1, phrase.last):
        if reading.lower[token] not in lex.close_links:
            continue
        first = token + 1
        last = extend_right(reading, lex, first, phrase.last + 1, tight=True)
        head = head_of(reading, lex, first, last)
        if is_name(reading, head, ("PER", "ORG", "LOC")) or can_speak(reading, lex, head):
            return Phrase(first, last, head, zone_end(reading, last, phrase.zone + 1))
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
    if reading.lower[phrase.head] in lex.nobody and phrase.first == phrase.last:
        return Speaker(text, None, token=phrase.head, how="none", reason=NO_ONE)
    number = reading.mention_of[phrase.head]
    mention: dict[str, Any] | None = reading.mentions[number] if number >= 0 else None
    role = reading.upos[phrase.head] == "NOUN" and reading.lower[phrase.head] in lex.people
    if mention and mention["kind"] == "name" and not (role and mention["type"] != "PER"):
        return _named(reading, number, phrase, "name")
    apposed = _named_nearby(reading, lex, phrase)
    if apposed is not None:
        return _named(reading, apposed, phrase, "apposition")
    if mention and mention["kind"] != "name" and mention["name"]:
        return _named(reading, number, phrase, mention["kind"])
    if reading.upos[phrase.head] == "PRON" and reading.lower[phrase.head] in lex.pronouns:
        return Speaker(text, None, token=phrase.head, how="none", reason=UNKNOWN_PRONOUN)
    return _unnamed(reading, lex, phrase, text)


def _unnamed(reading: Reading, lex: Lexicon, phrase: Phrase, text: str) -> Speaker:
    """Return who a description stands for: the owner of the words, the bearer of the role, else itself."""
    owner = _owner(reading, lex, phrase) if reading.lower[phrase.head] in lex.nouns else None
    if owner is not None:
        return name_speaker(reading, lex, owner)
    meant = _described(reading, lex, phrase)
    if meant is not None:
        return _named(reading, meant, phrase, "described")
    heard = can_speak(reading, lex, phrase.head)
    return Speaker(text, text, None, None, phrase.head, "description", None, phrase.last, heard=heard)


def _named_nearby(reading: Reading, lex: Lexicon, phrase: Phrase) -> int | None:
    """Return the mention of a name apposed to the phrase, on either side, or owning its words."""
    apposed = _apposed(reading, lex, phrase)
    if apposed is None:
        apposed = _name_before(reading, phrase.head)
    return apposed


def role_names(reading: Reading, lex: Lexicon) -> dict[str, list[tuple[int, int, int]]]:
    """Return the nouns for people that stand beside a name in the article.

    Noun -> its places: the noun's token, the last token of its complement, the mention of the name.
    """
    found: dict[str, list[tuple[int, int, int]]] = {}
    size = len(reading.start)
    for token in range(size):
        word = reading.lower[token]
        if reading.upos[token] != "NOUN" or not (word in lex.people or word.endswith(lex.suffixes)):
            continue
        last = extend_right(reading, lex, token, min(size, token + 20), tight=False)
        number = _apposed(reading, lex, Phrase(token, last, token, min(last + 2, size - 1)))
        if number is None:
            number = _name_before(reading, token)
        if number is not None:
            found.setdefault(word, []).append((token, last, number))
    return found


def _name_before(reading: Reading, token: int) -> int | None:
    """Return the person named right before a comma and the noun: X, maire de Y."""
    at = token - 1
    while at > 0 and token - at < 4 and reading.upos[at] in {"DET", "ADJ"}:
        at -= 1
    if at > 0 and reading.form[at] in {",", "("} and is_name(reading, at - 1, ("PER",)):
        return reading.mention_of[at - 1]
    return None


def _described(reading: Reading, lex: Lexicon, phrase: Phrase) -> int | None:
    """Return the mention of the one that a definite description means: the nearest bearer of the role."""
    if reading.lower[phrase.first] not in lex.definite or "Number=Plur" in reading.feats[phrase.head]:
        return None
    if reading.roles is None:
        reading.roles = role_names(reading, lex)
    places = [
        p for p in reading.roles.get(reading.lower[phrase.head], []) if _same_office(reading, phrase, p)
    ]
    before = [p for p in places if p[0] <= phrase.head]
    if before:
        return before[-1][2]
    return places[0][2] if places else None


def _same_office(reading: Reading, phrase: Phrase, place: tuple[int, int, int]) -> bool:
    """Tell whether two complements of a role agree: one is missing, or they share a word."""

    def content(first: int, last: int) -> set[str]:
        tokens = range(first + 1, last + 1)
        return {
            reading.lower[t]
            for t in tokens
            if reading.upos[t] in {"NOUN", "PROPN", "ADJ"} and not is_name(reading, t, ("PER",))
        }

    mine, theirs = content(phrase.head, phrase.last), content(place[0], place[1])
    return not mine or not theirs or bool(mine & theirs)


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
        last=phrase.last,
        mention=number,
    )
