"""What the steps hand each other: a sentence with its cues and speakers, and a fragment of speech before it is a row."""

from dataclasses import dataclass, field

from pipeline.extract.quotes.cues.contents import Content
from pipeline.extract.quotes.cues.cue import Cue
from pipeline.extract.quotes.cues.relays import Relay, names_interview
from pipeline.extract.quotes.marks.frames import Frame
from pipeline.extract.quotes.marks.marks import Mark
from pipeline.extract.quotes.speakers.naming import Speaker
from pipeline.extract.quotes.speakers.outlets import Outlets
from pipeline.extract.reading import Reading


@dataclass(slots=True)
class Sentence:
    """A frame with its cues, who speaks by each, and what each reports."""

    number: int
    frame: Frame
    cues: list[Cue]
    speakers: list[Speaker]
    contents: dict[int, list[Content]]  # by the cue's token

    def speaker_of(self, cue: Cue) -> Speaker | None:
        """Return who speaks by a cue, None for a cue that is not in the list."""
        return next((s for c, s in zip(self.cues, self.speakers, strict=True) if c is cue), None)


@dataclass(slots=True)
class Fragment:
    """A fragment of speech, at characters start..end."""

    start: int
    end: int
    kind: str
    speaker: Speaker
    cue: Cue | None
    sentence: Sentence
    pattern: str
    content: tuple[int, int]
    mark: Mark | None = None
    relay: Relay | None = None
    utterance: int = field(default=-1)  # where its utterance begins


@dataclass(slots=True)
class Scene:
    """What the article has told so far: the speaker that runs on and the paragraph it spoke in."""

    speaker: Speaker | None = None
    segment: int = -1
    number: int = -1
    relay: Relay | None = None
    asked: "Asked | None" = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence without any speech that names an outlet as the place of some, which the next sentence may hold."""

    number: int
    relay: Relay
    speakers: frozenset[str] | None  # whose words only; None for an interview

    @classmethod
    def of(cls, reading: Reading, known: Outlets, sentence: Sentence, relay: Relay | None) -> "Asked | None":
        """Return what a sentence with a relay announces: «X s'est confié à l'AFP»."""
        if relay is None:
            return None
        if names_interview(reading, known, sentence.frame):
            return cls(sentence.number, relay, None)
        named = frozenset(s.name for s in sentence.speakers if s.name)
        return cls(sentence.number, relay, named) if named else None

    def relay_for(self, speaker: str | None) -> Relay | None:
        """Return the relay of a speaker's words in the next sentence."""
        return self.relay if self.speakers is None or speaker in self.speakers else None


def cited_through(hits: dict[int, tuple[int, str]], fragments: list[Fragment]) -> list[Fragment]:
    """Return what an outlet is said to say and someone in it says: «selon Le Figaro, X a dit que A»; the outlet passes A on.

    `hits` are the known outlets of the article by their first token.
    """
    found = []
    for outer in fragments:
        phrase = outer.cue.subject if outer.cue else None
        if outer.pattern != "preposition" or outer.kind != "indirect" or phrase is None:
            continue
        inner = [f for f in fragments if f is not outer and outer.start <= f.start and f.end <= outer.end]
        if any(t in hits for t in range(phrase.first, phrase.last + 1)) and any(
            f.speaker.name for f in inner
        ):
            found.append(outer)
    return found
