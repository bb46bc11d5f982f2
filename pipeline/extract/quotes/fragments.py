"""What the steps hand each other: a sentence with its cues and speakers, and a fragment of speech before it is a row."""

from dataclasses import dataclass, field

from pipeline.extract.quotes.cues import Cue
from pipeline.extract.quotes.frames import Frame
from pipeline.extract.quotes.indirect import Content
from pipeline.extract.quotes.marks import Mark
from pipeline.extract.quotes.naming import Speaker
from pipeline.extract.quotes.relays import Relay


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
    asked: tuple[int, Relay | None] | None = None  # the sentence before told of an interview, and its relay
