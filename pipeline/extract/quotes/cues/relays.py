"""Finds who passes someone's words on: «a dit X à l'AFP», «cité par Tass», «dans un entretien au Figaro».

Speaker, relay and publisher are three things: a relay is never the speaker of the same quote.
"""

import re
from dataclasses import dataclass

from pipeline import lang
from pipeline.extract.media import find_media, listed_as
from pipeline.extract.quotes.cues.cue import Cue
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.frames import Frame
from pipeline.extract.quotes.marks.marks import Mark
from pipeline.extract.quotes.speakers.naming import Speaker, name_speaker
from pipeline.extract.quotes.speakers.outlets import Outlets
from pipeline.extract.quotes.speakers.phrases import Phrase, is_name, phrase_at
from pipeline.extract.reading import Reading

SITE = re.compile(  # a site by its address
    rf"(?<![\w@-])[\w-]+\.(?:{lang.load(lang.SHARED, 'sources')['sites']})(?![\w-])"
)
BACK = 6  # how many words before a name may hold what ties it to the words
NEAR = 3
BETWEEN = frozenset({"PART", "ADJ", "NOUN"})


@dataclass(slots=True)
class Relay:
    """An outlet that passes words on, at tokens first..last."""

    name: str
    first: int
    last: int
    mention_id: int | None


def outlet_tokens(reading: Reading, named: list[Mark]) -> dict[int, tuple[int, str]]:
    """Return the known outlets of an article: first token -> (last token, name as it stands); `named` are marks around one."""
    found: dict[int, tuple[int, str]] = {}
    for mark in named:
        inside = reading.tokens_in(mark.start, mark.end)
        found[inside[0]] = (inside[-1], reading.text[mark.start : mark.end])
    text = reading.text.replace("’", "'")
    for start, end in sorted(
        {(hit.start, hit.end) for hit in find_media(text)} | {one.span() for one in SITE.finditer(text)}
    ):
        tokens = reading.tokens_in(start, end)
        glued = text[end : end + 1] == "."  # «l'AFP.Paris» of a page without blanks
        if tokens and (glued or reading.end[tokens[-1]] == end) and not _names_more(reading, tokens[-1]):
            found[tokens[0]] = (tokens[-1], reading.text[start:end])
    return found


def _names_more(reading: Reading, last: int) -> bool:
    """Tell whether the name goes on after an outlet's: «l'Union européenne»."""
    following = last + 1
    if following >= len(reading.start) or reading.text[reading.end[last] : reading.start[following]] != " ":
        return False
    return reading.upos[following] == "ADJ"


def speaking_tokens(reading: Reading, known: Outlets, phrase: Phrase) -> range:
    """Return the tokens of a speaker's phrase that name who speaks: «un témoin, cité par Tass» names one as far as «cité»."""
    ends = known.cited_by | known.interviews | known.places
    for token in range(phrase.head + 1, phrase.last + 1):
        if reading.lower[token] in ends:
            return range(phrase.first, token)
    return range(phrase.first, phrase.last + 1)


def find_relay(
    reading: Reading, known: Outlets, frame: Frame, hits: dict[int, tuple[int, str]], taken: set[int]
) -> Relay | None:
    """Return the relay that a frame names, or None.

    `hits` are the known outlets of the article, as outlet_tokens gives them; `taken` the tokens of speakers,
    which are no relays.
    """
    begins = -1  # position of the outlet whose the next one is
    for pos, token in enumerate(frame.items):
        if token < 0 or token in taken or (token not in hits and reading.mention_of[token] < 0):
            continue
        hit = hits.get(token) or _named_outlet(reading, known, frame, pos)
        if hit is None:
            continue
        if _is_houses(reading, hit[0], hits):
            begins = pos
            continue
        edge = begins if 0 <= begins >= pos - BACK else pos
        before = [i for i in frame.items[max(0, edge - BACK) : edge] if i >= 0]
        if any(reading.lower[i] in known.invitations for i in before[-NEAR:]):
            continue
        asked = token in hits and any(reading.lower[i] in known.interviews for i in before)
        known_one = token in hits and (_programme(reading, known, before) or _belongs(reading, known, before))
        if not asked and not known_one and not _tied(reading, known, before):
            continue
        if token in hits or _interview(reading, known, before) or _titled(reading, known, token, hit[0]):
            return relay_at(reading, token, *hit)
    return None


def _is_houses(reading: Reading, last: int, hits: dict[int, tuple[int, str]]) -> bool:
    """Tell whether an outlet only says whose the one behind it is: “the BBC affiliate Harbour Radio”, “the BBC's local affiliate …”."""
    at = last + 1
    while at < len(reading.upos) and at - last <= NEAR + 1 and reading.upos[at] in BETWEEN:
        at += 1
    behind = at in hits and reading.upos[at - 1] == "NOUN"
    return behind and reading.deprel[last] in {"compound", "nmod", "poss"}


def names_interview(reading: Reading, known: Outlets, frame: Frame) -> bool:
    """Tell whether a frame speaks of an interview, whose relay holds for the sentence after it too."""
    return any(item >= 0 and reading.lower[item] in known.interviews for item in frame.items)


def cited_source(
    reading: Reading, lex: Lexicon, known: Outlets, frame: Frame, cue: Cue
) -> tuple[Speaker, Relay] | None:
    """Return the source that an outlet cites and the outlet: «selon X, citant Y», «X reported, citing Y»; else None."""
    phrase = cue.subject
    if phrase is None or not is_name(reading, phrase.head, ("ORG", "MISC", "PER")):
        return None
    relay = relay_at(reading, _begin(reading, phrase), phrase.last, reading.span(phrase.head, phrase.last))
    outlet = listed_as(relay.name) or _titled(reading, known, phrase.first, phrase.last)
    if not outlet and not is_name(reading, phrase.head, ("ORG", "MISC")):
        return None
    last = frame.items.index(phrase.last) if phrase.last in frame.items else -1
    after = max(cue.hi, last)
    for pos in range(after + 1, min(after + 1 + BACK, len(frame.items) - 1)):
        item = frame.items[pos]
        if item < 0 or reading.upos[item] == "SCONJ":
            return None
        if reading.lower[item] in known.citing:
            speaker = name_speaker(reading, lex, phrase_at(reading, lex, frame.items, pos + 1, tight=False))
            return (speaker, relay) if speaker.name else None
    return None


def _begin(reading: Reading, phrase: Phrase) -> int:
    """Return the first token of a phrase after its determiner."""
    first = phrase.first
    while first < phrase.head and reading.upos[first] == "DET":
        first += 1
    return first


def _named_outlet(reading: Reading, known: Outlets, frame: Frame, pos: int) -> tuple[int, str] | None:
    """Return a name after a medium's noun («la chaîne X») or after «entretien à»; its last token and text."""
    token = frame.items[pos]
    mention = reading.mentions[reading.mention_of[token]]
    if mention["kind"] != "name":
        return None
    if mention["start_char"] != reading.start[token]:
        return None
    last = reading.tokens_in(mention["start_char"], mention["end_char"])[-1]
    if mention["type"] not in {"ORG", "MISC"} and not _titled(reading, known, token, last):
        return None
    return last, mention["text"]


def _tied(reading: Reading, known: Outlets, before: list[int]) -> bool:
    """Tell whether the words before a name make it a relay."""
    near = [reading.lower[t] for t in before[-NEAR:]]
    wide = [reading.lower[t] for t in before]
    if any(word in known.cited_by for word in wide):
        return True
    if any(word in known.interviews for word in wide) and any(word in known.companions for word in near):
        return True
    medium = any(known.nouns.get(word) in {"media", "agency"} for word in wide)
    return any(word in known.links for word in (wide if medium else near))


def _programme(reading: Reading, known: Outlets, before: list[int]) -> bool:
    """Tell whether the words before an outlet name one of its programmes: «lors du journal de», «la matinale de»."""
    near = [reading.lower[t] for t in before[-NEAR:]]
    return bool(near) and near[-1] in known.of and any(word in known.programmes for word in near)


def _belongs(reading: Reading, known: Outlets, before: list[int]) -> bool:
    """Tell whether the words before an outlet make it the house of the person just named: «X, du Courrier»."""
    words = list(before)
    while words and reading.upos[words[-1]] == "DET":
        words.pop()
    if (
        len(words) < NEAR
        or reading.lower[words[-1]] not in known.of
        or reading.form[words[-2]] not in {",", "("}
    ):
        return False
    return is_name(reading, words[-3], ("PER",))


def _titled(reading: Reading, known: Outlets, first: int, last: int) -> bool:
    """Tell whether a name holds a word of a medium's title."""
    return any(reading.lower[token] in known.titles for token in range(first, last + 1))


def _interview(reading: Reading, known: Outlets, before: list[int]) -> bool:
    """Tell whether the words before an unknown name make it a medium."""
    words = [reading.lower[t] for t in before]
    near = words[-NEAR:]
    return any(w in known.interviews or w in known.cited_by for w in words) or any(
        known.nouns.get(w) in {"media", "agency"} for w in near
    )


def relay_at(reading: Reading, first: int, last: int, text: str) -> Relay:
    """Return the outlet at tokens first..last as a relay, by the name that it is listed under."""
    number = reading.mention_of[first]
    mention = reading.mentions[number] if number >= 0 else None
    same = mention is not None and mention["kind"] == "name" and mention["end_char"] == reading.end[last]
    full = (mention["name"] or text) if same and mention else text
    name = listed_as(text) or listed_as(full) or full
    return Relay(name, first, last, mention["mention_id"] if same and mention else None)
