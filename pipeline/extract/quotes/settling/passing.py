"""Gives the fragments of a sentence the outlet that passes them on: named in it, told by the sentence before, or kept from the same speaker's words.

Belongs here: which relay a fragment gets. Does not belong here: what names one (relays.py).
"""

from itertools import pairwise

from pipeline.extract.quotes.cues.fragments import Asked, Fragment, Scene, Sentence, cited_through
from pipeline.extract.quotes.cues.relays import (
    Relay,
    cited_source,
    find_relay,
    outlet_tokens,
    relay_at,
    speaking_tokens,
)
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.marks import Mark
from pipeline.extract.quotes.speakers.outlets import Outlets
from pipeline.extract.quotes.speakers.phrases import Phrase
from pipeline.extract.reading import Reading


class Relays:
    """The relays of one article; `named` are its marks around an outlet's name."""

    def __init__(self, reading: Reading, lex: Lexicon, known: Outlets, named: list[Mark]) -> None:
        self.reading, self.lex, self.known = reading, lex, known
        self.hits = outlet_tokens(reading, named)

    def give(self, sentence: Sentence, fragments: list[Fragment], scene: Scene) -> None:
        """Give the fragments of a frame the relay that it names, or the one that the same speaker's words had, in place."""
        for outer in cited_through(self.hits, fragments):
            fragments.remove(outer)
        relay = self._named(sentence, fragments)
        if not fragments:
            scene.asked = Asked.of(self.reading, self.known, sentence, relay)
            return
        if relay is None and scene.asked and scene.asked.number == sentence.number - 1:
            relay = scene.asked.relay_for(fragments[0].speaker.name)
        for fragment in fragments:
            same = scene.speaker is not None and fragment.speaker.name == scene.speaker.name
            if relay:
                fragment.relay = relay
            elif same and (scene.segment == sentence.frame.segment or scene.number == sentence.number - 1):
                fragment.relay = scene.relay
            cue = fragment.cue
            cited = cue and cited_source(self.reading, self.lex, self.known, sentence.frame, cue)
            if cited:
                fragment.speaker, fragment.relay = cited
        scene.relay = fragments[-1].relay

    def carry(self, fragments: list[Fragment]) -> None:
        """Give words that got their speaker last the relay of the same speaker's words right before, in place."""
        for before, here in pairwise(fragments):
            late = here.cue is None and here.relay is None
            near = here.sentence.number - before.sentence.number <= 1
            if late and near and here.speaker.name and here.speaker.name == before.speaker.name:
                here.relay = before.relay

    def _named(self, sentence: Sentence, fragments: list[Fragment]) -> Relay | None:
        """Return the relay that a sentence names, or the one where its first fragment's cue stands."""
        phrases = [f.cue.subject for f in fragments if f.cue]
        taken = {t for phrase in phrases for t in self._speaking(phrase)}
        frames = [sentence.frame, *(f.sentence.frame for f in fragments[:1] if f.sentence is not sentence)]
        found = [find_relay(self.reading, self.known, f, self.hits, taken) for f in frames]
        return next((r for r in [*found, self._told_behind(sentence, fragments)] if r), None)

    def _told_behind(self, sentence: Sentence, fragments: list[Fragment]) -> Relay | None:
        """Return the outlet that tells, behind it, what someone else said: «A », a dit X, rapporte Le Monde."""
        used = {id(f.cue): f.speaker.token for f in fragments}
        for cue in sentence.cues:
            named = self._speaking(cue.subject)
            told = cue.inverted and used.get(id(cue), -1) not in named
            hit = next((t for t in named if t in self.hits), -1) if told else -1
            if hit >= 0:
                return relay_at(self.reading, hit, *self.hits[hit])
        return None

    def _speaking(self, phrase: Phrase | None) -> range:
        """Return the tokens of a phrase that name who speaks."""
        return speaking_tokens(self.reading, self.known, phrase) if phrase else range(0)
