"""Tells who speaks by each cue of a sentence: its subject, who spoke last, or the cue before it.

Belongs here: which of several in a sentence has the word. Does not belong here: where a cue's subject stands (cues/subjects.py),
quotes without a cue (running.py).
"""

from dataclasses import dataclass, replace

from pipeline.extract.quotes.cues.cue import Cue
from pipeline.extract.quotes.cues.fragments import Fragment, Scene, Sentence
from pipeline.extract.quotes.cues.houses import house_of, narrated
from pipeline.extract.quotes.cues.subjects import subject_ahead
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.frames import Frame
from pipeline.extract.quotes.settling.running import left_out
from pipeline.extract.quotes.settling.spoken import still_speaking
from pipeline.extract.quotes.speakers.naming import Speaker, name_speaker
from pipeline.extract.quotes.speakers.phrases import Phrase
from pipeline.extract.reading import Reading
from pipeline.extract.reasons import NO_ONE, UNKNOWN_PRONOUN

SOURCES = 4  # fragments before within which «la même source» has spoken
MEANT = {"name": "described", "apposition": "described"}


@dataclass(frozen=True)
class Voices:
    """Who speaks in an article, as far as it has been read: its sentences and fragments so far, and who runs on."""

    reading: Reading
    lex: Lexicon
    sentences: list[Sentence]
    fragments: list[Fragment]
    scene: Scene

    def of(self, frame: Frame, cues: list[Cue]) -> list[Speaker]:
        """Name each cue's speaker; a gerund or a verb without subject speaks for the cue before it."""
        found: list[Speaker] = []
        for cue in cues:
            before = [(c, s) for c, s in zip(cues, found, strict=False) if c.shape == "finite"]
            earlier = [s for c, s in before if s.name and s.heard and not c.passive]
            speaker = self._by_subject(frame, cue, earlier, opens=not before)
            told, subject = narrated(self.reading, self.lex, frame, cue)
            if told and speaker.how == "none":
                speaker = self._goes_on(subject) or speaker
            if self._drops_subject(cue, speaker):
                speaker = left_out(self.reading, self.lex, frame, self.sentences, self.scene) or speaker
            lost = cue.shape == "nonfinite" or (speaker.how == "none" and cue.subject is None)
            again = speaker.how == "pronoun" and cue.inverted and self._agrees(earlier, speaker)
            found.append(earlier[-1] if earlier and (lost or again) and not cue.passive else speaker)
        for place, cue in enumerate(cues):
            if cue.shape == "nonfinite" and found[place].how == "none":
                found[place] = self._told_later(frame, cues, found, place)
        return found

    def _by_subject(self, frame: Frame, cue: Cue, earlier: list[Speaker], *, opens: bool) -> Speaker:
        """Return who a cue's subject is; the pronoun of a verb that opens the sentence may mean who spoke last.

        A pronoun for things means the body that speaks earlier in the sentence: “The ministry said it wanted “A””.
        """
        speaker = name_speaker(self.reading, self.lex, cue.subject)
        if speaker.token >= 0 and self.reading.lower[speaker.token] in self.lex.body_pronouns:
            body = self._body_before() if opens else next(filter(self._is_body, reversed(earlier)), None)
            speaker = speaker if body is None else replace(body, text=speaker.text, how="pronoun")
        if opens and (speaker.how == "pronoun" or speaker.reason == UNKNOWN_PRONOUN):
            still = still_speaking(self.reading, self.lex, frame, cue, speaker, self.fragments)
            speaker = speaker if still is None else replace(still, text=speaker.text, how="pronoun")
        if self._is_same(cue, speaker):
            last = self._source_before()
            speaker = (
                speaker
                if last is None
                else replace(last, text=speaker.text, how=MEANT.get(last.how, last.how))
            )
        if speaker.reason == NO_ONE or cue.lemma in self.lex.learning:
            speaker = house_of(self.reading, self.lex, frame, cue) or speaker
        elif speaker.mention >= 0:
            self.reading.hear(speaker.mention)
        heard = cue.shape == "preposition" or (cue.inverted and not cue.opinion)
        return replace(speaker, heard=True) if heard else speaker

    def _is_same(self, cue: Cue, speaker: Speaker) -> bool:
        """Tell whether a source is one that spoke before, in other words: «selon la même source», «ajoute cette source»."""
        source = speaker.how == "description" and self.reading.lower[speaker.token] in self.lex.hidden
        if not source or cue.subject is None:
            return False
        before = [self.reading.lower[t] for t in range(cue.subject.first, speaker.token)]
        return any(word in self.lex.same | self.lex.demonstratives for word in before)

    def _source_before(self) -> Speaker | None:
        """Return the last source without a name that spoke shortly before, else who spoke last."""
        spoke = [f.speaker for f in reversed(self.fragments[-SOURCES:]) if f.cue and f.speaker.name]
        hidden = [
            s for s in spoke if s.how == "description" and self.reading.lower[s.token] in self.lex.hidden
        ]
        return next(iter([*hidden, *spoke]), None)

    def _body_before(self) -> Speaker | None:
        """Return the body that spoke or told in the sentence before: “The ministry issued a warning. “A,” it said”."""
        if not self.sentences:
            return None
        last = self.sentences[-1]
        told = [
            s
            for c, s in zip(last.cues, last.speakers, strict=True)
            if c.shape != "nonfinite" and not c.passive and s.name
        ]
        return told[-1] if told and self._is_body(told[-1]) else None

    def _is_body(self, speaker: Speaker) -> bool:
        """Tell whether a speaker is a body by its name, or by its noun where it has none."""
        if speaker.mention >= 0:
            return bool(self.reading.mentions[speaker.mention]["type"] != "PER")  # “France said it wanted A”
        return speaker.token >= 0 and self.reading.lower[speaker.token] in self.lex.groups

    def _told_later(self, frame: Frame, cues: list[Cue], found: list[Speaker], place: int) -> Speaker:
        """Return who speaks by a gerund before its main clause: «Affirmant que …, il a critiqué …»."""
        pairs = zip(cues[place + 1 :], found[place + 1 :], strict=True)
        later = [s for c, s in pairs if c.shape == "finite" and s.name and s.heard and not c.passive]
        if later:
            return later[0]
        main = name_speaker(self.reading, self.lex, subject_ahead(self.reading, self.lex, frame, cues[place]))
        return main if main.name else found[place]

    def _goes_on(self, subject: Phrase | None) -> Speaker | None:
        """Return who speaks by an infinitive that tells what came next: its subject, else who spoke last."""
        if subject is not None:
            return name_speaker(self.reading, self.lex, subject)
        return replace(self.scene.speaker, how="running") if self.scene.speaker else None

    def _drops_subject(self, cue: Cue, speaker: Speaker) -> bool:
        """Tell whether a verb has no subject in a language that leaves it out: «Ha añadido que …»."""
        if (
            not self.lex.drops_subject
            or cue.subject is not None
            or speaker.name
            or cue.passive
            or cue.opinion
        ):
            return False
        verb = cue.shape == "finite" or (cue.shape == "preposition" and cue.inverted)
        return verb and "Person=1" not in self.reading.feats[cue.token]

    def _agrees(self, earlier: list[Speaker], pronoun: Speaker) -> bool:
        """Tell whether «a-t-il ajouté» can mean the one who spoke earlier in the sentence."""
        if not earlier or earlier[-1].token < 0 or earlier[-1].how == "pronoun":
            return False
        numbers = [self.reading.mention_of[s.token] for s in (earlier[-1], pronoun)]
        genders = {self.reading.mentions[n]["gender"] for n in numbers if n >= 0} - {None}
        return len(genders) < len({"F", "M"})
