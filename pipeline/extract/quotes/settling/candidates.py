"""Whom the words that stand alone may be of: the persons and bodies that an article names, and the people near who have no name.

Belongs here: who they are and where they stand. Does not belong here: what speaks for one of them (evidence.py), which of
them it is (chooser.py).
"""

from bisect import bisect_left
from dataclasses import dataclass, field

from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.speakers.naming import Speaker, can_speak, name_speaker
from pipeline.extract.quotes.speakers.phrases import Phrase, extend_left, extend_right, is_subject
from pipeline.extract.reading import HEADLINES, SILENT, Reading

KINDS = {"PER": "person", "ORG": "body"}
CROWD = (
    60  # mentions before some words, of an article that names more than so many, whose bearers are looked at
)
AHEAD = 20  # and after them
NEAR = 4  # sentences before within which someone without a name may be who speaks
NOUNS = 30  # nouns for people before some words, and after them, that are looked at
BEFORE, REACH, ZONE = 6, 25, 4  # tokens of a noun's phrase


@dataclass(slots=True)
class Candidate:
    """One who may speak, and the places where they are named, meant or described."""

    key: object
    kind: str  # person | body | unnamed | other
    places: list[int] = field(default_factory=list)  # first tokens, in order, outside marks
    subjects: set[int] = field(default_factory=set)  # those of them that are subjects
    quoted: list[int] = field(default_factory=list)  # first tokens of names within marks
    numbers: list[int] = field(default_factory=list)  # mentions, one a place
    names: int = 0
    first: int = -1  # token of the first name
    headline: bool = False
    speaker: Speaker | None = None  # of one without a name


class Cast:
    """The candidates of an article, collected once."""

    def __init__(self, reading: Reading, lex: Lexicon) -> None:
        self.reading, self.lex = reading, lex
        self.told = reading.told_sentences()
        self.named: dict[object, Candidate] = {}
        self.order: list[tuple[int, object]] = []  # places of all of them, in order
        self._collect()
        persons = [c.names for c in self.named.values() if c.kind == "person"]
        self.total, self.most = sum(persons) or 1, max(persons, default=1)
        nouns = (token for token, upos in enumerate(reading.upos) if upos == "NOUN")
        self.nouns = [token for token in nouns if self._is_people(token)]
        self.known: dict[int, Speaker | None] = {}

    def _collect(self) -> None:
        """Fill in the persons and bodies that are named, with the pronouns and descriptions that mean them."""
        reading, last = self.reading, -1
        for token in range(len(reading.start)):
            number = reading.mention_of[token]
            if number < 0 or number == last:
                continue
            last = number
            mention, role = reading.mentions[number], reading.roles_of_segments.get(reading.segment[token])
            if mention["cluster_id"] is None or mention["type"] not in KINDS or role in SILENT:
                continue
            key = mention["cluster_id"]
            one = self.named.setdefault(key, Candidate(key, KINDS[mention["type"]]))
            if mention["kind"] == "name":
                one.first = token if one.first < 0 else one.first
                one.names += 1
                one.headline = one.headline or role in HEADLINES
            if reading.quoted(token):
                one.quoted.append(token)
                continue
            one.places.append(token)
            one.numbers.append(number)
            self.order.append((token, key))
            if any(is_subject(reading, self.lex, t) for t in range(token, reading.behind(number))):
                one.subjects.add(token)

    def _is_people(self, token: int) -> bool:
        """Tell whether a noun outside marks is one for people of which nobody knows whom it means."""
        reading, number = self.reading, self.reading.mention_of[token]
        known = number >= 0 and (
            reading.mentions[number]["kind"] != "description"
            or reading.mentions[number]["cluster_id"] is not None
        )
        return not known and can_speak(reading, self.lex, token) and not reading.quoted(token)

    def in_view(self, token: int, speakers: list[Speaker]) -> list[Candidate]:
        """Return who may be the speaker of words at a token: those named, people near, those who speak near."""
        found = {c.key: c for c in self._named_around(token)}
        here = self.told[token]
        at = bisect_left(self.nouns, token)
        near = [t for t in self.nouns[max(0, at - NOUNS) : at + NOUNS] if -NEAR <= self.told[t] - here <= 1]
        unnamed: dict[object, Candidate] = {}
        for noun in near:
            speaker = self._described(noun)
            if speaker is not None:
                self._meet(unnamed, noun, speaker, before=noun < token)
        for speaker in speakers:
            key = self.key_of(speaker)
            if key is not None and key not in found and key not in unnamed:
                places = [speaker.token] if speaker.token >= 0 else []
                kind = "unnamed" if speaker.cluster_id is None else "other"
                unnamed[key] = Candidate(key, kind, places, speaker=speaker)
        return [*found.values(), *unnamed.values()]

    def _named_around(self, token: int) -> list[Candidate]:
        """Return those who are named; in a crowd those around a token, so that a long article takes linear time."""
        if len(self.named) <= CROWD:
            return list(self.named.values())
        at = bisect_left(self.order, token, key=lambda place: place[0])
        keys = dict.fromkeys(key for _, key in self.order[max(0, at - CROWD) : at + AHEAD])
        return [self.named[key] for key in keys]

    def _meet(self, unnamed: dict[object, Candidate], noun: int, speaker: Speaker, *, before: bool) -> None:
        """Add a noun to those without a name; the last phrase before the words is what they are called."""
        key = self.key_of(speaker)
        one = unnamed.setdefault(key, Candidate(key, "unnamed", speaker=speaker))
        one.places.append(noun)
        one.speaker = speaker if before else one.speaker
        if is_subject(self.reading, self.lex, noun):
            one.subjects.add(noun)

    def _described(self, noun: int) -> Speaker | None:
        """Return the people whom a noun describes, None where they have a name or do not speak."""
        if noun not in self.known:
            reading, lex = self.reading, self.lex
            first = extend_left(reading, lex, noun, max(0, noun - BEFORE))
            last = extend_right(reading, lex, noun, min(len(reading.start), noun + REACH), tight=True)
            phrase = Phrase(first, last, noun, min(last + ZONE, len(reading.start) - 1))
            speaker = name_speaker(reading, lex, phrase)
            self.known[noun] = speaker if speaker.how == "description" and speaker.heard else None
        return self.known[noun]

    def key_of(self, speaker: Speaker) -> object:
        """Return what tells a speaker from others: the cluster, of people without a name their noun; None of nobody."""
        if speaker.name is None or speaker.cluster_id is not None:
            return speaker.cluster_id
        noun = self.reading.lower[speaker.token] if speaker.token >= 0 else speaker.name
        return speaker.name if speaker.how == "pronoun" else noun
