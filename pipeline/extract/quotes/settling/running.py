"""Finds who speaks in a quote that has no reporting clause of its own.

The surest first: the rest of a quote that runs over several paragraphs; a signature under or after it («— X», «… », X);
the label above it («X (trainer):», «X» on a line); who a colon in the paragraph before announces; who spoke in the
sentence before; whom the sentence before is about; whom the quote's own sentence is about; who is named right after when the words run on; who spoke at the
end of the paragraph before. Two who are equally near leave it without a speaker.
"""

from dataclasses import replace

from pipeline.extract.quotes.cues.attribution import main_verb
from pipeline.extract.quotes.cues.fragments import Fragment, Scene, Sentence
from pipeline.extract.quotes.cues.subjects import can_be_who, subject_of
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.frames import Frame
from pipeline.extract.quotes.speakers.naming import NOBODY, Speaker, is_someone_new, name_speaker
from pipeline.extract.quotes.speakers.phrases import (
    Phrase,
    is_indefinite,
    is_name,
    is_relative,
    is_subject,
    phrase_at,
)
from pipeline.extract.reading import HEADLINES, Reading
from pipeline.extract.reasons import TWO_NEAR

DASHES = frozenset({"—", "–", "-", "―"})
SIGNATURE = 20  # tokens
BACK = 4  # words by which a sentence points back
LABEL = 20  # tokens of a label above a quote
LOOSE = frozenset({"(", ")", ",", "-", "–", "—", "•", ":", "."})
KNOWN = frozenset({"name", "apposition", "described", "pronoun", "running"})
STILL_TOLD = 6  # a speaker stays the subject of verbs without one over so many sentences of a paragraph


def stands_alone(reading: Reading, frame: Frame) -> bool:
    """Tell whether a frame is nothing but its quote."""
    words = [i for i in frame.items if i < 0 or reading.form[i][0].isalnum()]
    return all(i < 0 for i in words)


class Stage:
    """An article's sentences and fragments, as the rules on standing quotes look at them."""

    def __init__(
        self, reading: Reading, lex: Lexicon, sentences: list[Sentence], fragments: list[Fragment]
    ) -> None:
        self.reading, self.lex, self.sentences, self.fragments = reading, lex, sentences, fragments
        self.said: dict[int, list[int]] = {}
        for place, fragment in enumerate(fragments):
            self.said.setdefault(fragment.sentence.number, []).append(place)

    def find(self, place: int, chained: dict[int, Speaker]) -> tuple[Speaker, str]:
        """Return who speaks in a fragment and the pattern that told; NOBODY when nothing does.

        `chained` are the speakers of quotes over several paragraphs, by the id of the first mark; whom this finds
        for a first paragraph is added.
        """
        fragment = self.fragments[place]
        mark = fragment.mark
        root = id(mark.chain or mark) if mark is not None else 0
        if mark is not None and fragment.cue is None and root in chained:
            return chained[root], "chain"
        speaker, pattern = self._find(fragment, place)
        if speaker.name and mark is not None:
            chained.setdefault(root, speaker)
        return speaker, pattern

    def _find(self, fragment: Fragment, place: int) -> tuple[Speaker, str]:
        frame = fragment.sentence.frame
        if fragment.pattern == "colon" and not fragment.speaker.name:
            topic = self.topic(fragment.sentence)
            return (topic if topic.name else self._opens(frame)), "colon"
        if fragment.pattern == "colon" or (fragment.mark and fragment.mark.note in {"turn", "dash"}):
            new = fragment.pattern == "colon" and is_someone_new(self.reading, self.lex, fragment.speaker)
            return fragment.speaker, "label" if new else "running"  # «Une voisine : « A »»
        alone = stands_alone(self.reading, frame)
        signed, pattern = self._beside(fragment, alone=alone)
        if signed.name:
            return signed, pattern
        number = fragment.sentence.number
        before = self.sentences[number - 1] if number else None
        if fragment.speaker.name or not alone:
            return self._goes_on(fragment, before, alone=alone)
        back = self._pointed_back(fragment.sentence)
        if back.name:
            return back, "ahead"
        if before is None or before.frame.segment != frame.segment:
            return self._opening(fragment, place)
        told = self.topic(before)
        if told.name and (told.how in KNOWN or self._is_person(told)):
            return told, "told"
        ahead = self._next(place)
        return (
            ahead if ahead.name or fragment.kind != "direct" else self._topic_after(fragment.sentence)
        ), "ahead"

    def _goes_on(self, fragment: Fragment, before: Sentence | None, *, alone: bool) -> tuple[Speaker, str]:
        """Return who spoke last, or whom the sentence before, or around, tells of instead."""
        if alone:
            other, how = self._someone_else(fragment, before) if before else (NOBODY, "none")
            return (other, how) if other.name else (fragment.speaker, "running")
        named = fragment.speaker.name is not None and fragment.cue is None
        own = self._own(fragment.sentence.frame, fragment) if named else NOBODY
        return (own, "own") if own.name else (fragment.speaker, "running")

    def _someone_else(self, fragment: Fragment, before: Sentence) -> tuple[Speaker, str]:
        """Return whom a silent sentence between the last speech and this one is about, or who has the word at the end of one that speaks."""
        if before.frame.segment != fragment.sentence.frame.segment:
            return NOBODY, "none"
        if before.number in self.said:
            return self._taken_over(before), "taken_over"
        people = {s.name: s for s in self._subjects(before.frame)}
        if len(people) != 1 or fragment.speaker.name in people:
            return NOBODY, "none"
        return next(iter(people.values())), "told"

    def _taken_over(self, before: Sentence) -> Speaker:
        """Return who has the word at the end of a sentence, by name and a verb behind its last marks: « A », dit X, mais Y insiste."""
        last = max((pos for pos, item in enumerate(before.frame.items) if item < 0), default=-1)
        for cue, speaker in zip(reversed(before.cues), reversed(before.speakers), strict=True):
            if cue.shape != "finite" or cue.passive or cue.inverted or not 0 <= last < cue.lo:
                continue
            told = speaker.how == "name" and self._is_person(speaker) and not self._is_subordinate(cue.token)
            behind = cue.subject is not None and cue.subject.first in before.frame.items[last:]
            return speaker if told and behind else NOBODY
        return NOBODY

    def _own(self, frame: Frame, fragment: Fragment) -> Speaker:
        """Return the one person named who does something in the sentence before a mark, if not who spoke last: «X aimerait « A »»."""
        before = [i for i in frame.items if i >= 0 and self.reading.start[i] < fragment.start]
        before = [i for i in before if self.reading.upos[max(0, self.reading.head[i])] == "VERB"]
        before = [i for i in before if not self.reading.deprel[i].endswith("pass")]
        people = {s.name: s for s in self._subjects(frame, before)}
        own = next(iter(people.values())) if len(people) == 1 else NOBODY
        return own if own.cluster_id is not None and own.name != fragment.speaker.name else NOBODY

    def _opens(self, frame: Frame) -> Speaker:
        """Return the person whose noun phrase begins a sentence, when no verb of it is known."""
        phrase = phrase_at(self.reading, self.lex, frame.items, 0, tight=True)
        speaker = name_speaker(self.reading, self.lex, phrase)
        return speaker if self._is_person(speaker) else NOBODY

    def _beside(self, fragment: Fragment, *, alone: bool) -> tuple[Speaker, str]:
        """Return who signs a quote, whose label stands above it, or whom a colon above announces."""
        number = fragment.sentence.number
        signed = self._signature(fragment, number, alone=alone)
        if signed.name:
            return signed, "signature"
        if not number or not alone:
            return NOBODY, "none"
        labelled = self._label(number)
        if labelled.name:
            return labelled, "label"
        before = self.sentences[number - 1]
        return (self.topic(before) if _announces(self.reading, before.frame) else NOBODY), "announced"

    def _opening(self, fragment: Fragment, place: int) -> tuple[Speaker, str]:
        """Return who speaks in a quote that begins a paragraph: the next words, else the paragraph before."""
        ahead = self._next(place)
        if ahead.name:
            return ahead, "ahead"
        if fragment.kind != "direct":
            return NOBODY, "none"
        earlier = self._paragraph_before(fragment.sentence)
        later = self._topic_after(fragment.sentence)
        if earlier.name and later.name and earlier.name != later.name:
            return Speaker(None, None, how="none", reason=TWO_NEAR), "none"
        return (earlier, "carried") if earlier.name else (later, "ahead")

    def _paragraph_before(self, sentence: Sentence) -> Speaker:
        """Return who spoke in the last sentence of the paragraph before, or whom alone that sentence is about."""
        number = sentence.number
        while number and self.sentences[number - 1].frame.segment == sentence.frame.segment:
            number -= 1
        before = self.sentences[number - 1] if number else None
        if before is None or before.frame.role in HEADLINES:
            return NOBODY
        if sentence.frame.segment - before.frame.segment > 1:
            return NOBODY
        spoken = [self.fragments[p].speaker for p in self.said.get(before.number, ())]
        named = {s.name for s in spoken if s.name}
        if len(named) == 1:
            speaker = next(s for s in spoken if s.name)
            return speaker if speaker.mention_id is not None or self._is_person(speaker) else NOBODY
        topic = NOBODY if named else self.topic(before)
        return topic if topic.how in KNOWN and self._is_person(topic) else NOBODY

    def _topic_after(self, sentence: Sentence) -> Speaker:
        """Return the person whom the next sentence of the paragraph is about, if that holds no speech."""
        after = self.sentences[sentence.number + 1 : sentence.number + 2]
        if not after or after[0].frame.segment != sentence.frame.segment or after[0].frame.marks():
            return NOBODY
        topic = self.topic(after[0])
        return topic if self._is_person(topic) and topic.how != "pronoun" else NOBODY

    def _pointed_back(self, sentence: Sentence) -> Speaker:
        """Return whose the words are by the sentence after them: «Ces mots de X …», «C'est ainsi que X décrit …»."""
        after = self.sentences[sentence.number + 1 : sentence.number + 2]
        if not after or after[0].frame.segment != sentence.frame.segment:
            return NOBODY
        items = after[0].frame.items
        if min(items[:2]) < 0 or len(items) < BACK:
            return NOBODY
        reading, lex = self.reading, self.lex
        if reading.lower[items[0]] in lex.these and reading.lower[items[1]].removesuffix("s") in lex.said:
            owner = name_speaker(reading, lex, phrase_at(reading, lex, items, 0, tight=False))
            return owner if owner.how != "description" else NOBODY
        opening = " ".join(reading.lower[i] for i in items[:BACK] if i >= 0).replace("’", "'")
        if not any(opening.startswith(words) for words in lex.thus):
            return NOBODY
        people = {s.name: s for s in self._subjects(after[0].frame)}
        return next(iter(people.values()), NOBODY)

    def _is_person(self, speaker: Speaker) -> bool:
        """Tell whether a speaker is a person named in the article or a noun for people with its article."""
        if speaker.name is None:
            return False
        if speaker.mention >= 0:
            return bool(self.reading.mentions[speaker.mention]["type"] == "PER")
        return speaker.token >= 0 and self.reading.lower[speaker.token] in self.lex.people

    def _signature(self, fragment: Fragment, number: int, *, alone: bool) -> Speaker:
        """Return who signs a quote: a dash and a name on the line below, or a name alone after the marks."""
        reading, items = self.reading, fragment.sentence.frame.items
        if fragment.mark is not None and not alone and items[-1] >= 0:
            words = [i for i in items if i >= 0 and reading.form[i] not in LOOSE]
            rest = [i for i in words if reading.start[i] >= fragment.mark.end]
            if len([i for i in items if i < 0]) == 1 and len(rest) == len(words):
                return self._bare_name(rest)
        set_apart = alone or self._fills_paragraph(number)
        after = self.sentences[number + 1].frame if set_apart and number + 1 < len(self.sentences) else None
        if after is None or len(after.items) > SIGNATURE or self._has_verb(after.items) or after.items[0] < 0:
            return NOBODY
        dashed = reading.form[after.items[0]] in DASHES
        if dashed and alone and len(after.items) > 1:
            return name_speaker(reading, self.lex, phrase_at(reading, self.lex, after.items, 1, tight=False))
        return NOBODY if dashed else self._name_below(number, after)

    def _fills_paragraph(self, number: int) -> bool:
        """Tell whether a sentence is a paragraph of its own."""
        near = [at for at in (number - 1, number + 1) if 0 <= at < len(self.sentences)]
        here = self.sentences[number].frame.segment
        return all(self.sentences[at].frame.segment != here for at in near)

    def _name_below(self, number: int, below: Frame) -> Speaker:
        """Return whose name stands on the line below a quote set apart, alone or before a comma: «X, maire de Y»."""
        reading, first = self.reading, below.items[0]
        alone = below.segment != self.sentences[number].frame.segment and self._fills_paragraph(number + 1)
        if not alone or _announces(reading, below):
            return NOBODY
        if not is_name(reading, first, ("PER",)):
            return self._someone_below(below)
        rest = [i for i in below.items if i < 0 or reading.mention_of[i] != reading.mention_of[first]]
        if (rest and (rest[0] < 0 or reading.form[rest[0]] != ",")) or (number and self._label(number).name):
            return NOBODY
        return name_speaker(reading, self.lex, Phrase(first, first, first, first))

    def _someone_below(self, below: Frame) -> Speaker:
        """Return who is described on the line below, for the first time and by nothing else: «Un ministre»."""
        phrase = phrase_at(self.reading, self.lex, below.items, 0, tight=True)
        whole = phrase is not None and phrase.last == below.items[-1]
        if phrase is None or not whole or not is_indefinite(self.reading, self.lex, phrase.head):
            return NOBODY
        return (
            name_speaker(self.reading, self.lex, phrase)
            if can_be_who(self.reading, self.lex, phrase)
            else NOBODY
        )

    def _has_verb(self, items: list[int]) -> bool:
        return any(i >= 0 and self.reading.upos[i] in {"VERB", "AUX"} for i in items)

    def _bare_name(self, items: list[int]) -> Speaker:
        """Return the person whose name is all there is in the items, brackets and commas aside."""
        reading = self.reading
        words = [i for i in items if reading.form[i] not in LOOSE]
        if not words or not all(is_name(reading, i, ("PER",)) for i in words):
            return NOBODY
        if len({reading.mention_of[i] for i in words}) > 1:
            return NOBODY
        return name_speaker(reading, self.lex, Phrase(words[0], words[-1], words[0], words[-1]))

    def _label(self, number: int) -> Speaker:
        """Return the person named on the line above: «X», «X (trainer):», «Statement from X:»."""
        reading, above = self.reading, self.sentences[number - 1].frame
        if above.segment == self.sentences[number].frame.segment or above.marks():
            return NOBODY
        bare = self._bare_name(above.items)
        if bare.name:
            return bare
        if len(above.items) > LABEL or self._has_verb(above.items) or not _announces(reading, above):
            return NOBODY
        numbers = {reading.mention_of[i] for i in above.items if is_name(reading, i, ("PER",))}
        opening = is_name(reading, above.items[0], ("PER",))
        if len(numbers) == 1 or opening:
            first = next(i for i in above.items if is_name(reading, i, ("PER",)))
            return name_speaker(reading, self.lex, Phrase(first, first, first, first))
        if not numbers and number > 1 and reading.form[above.items[0]] == "(":
            return self._bare_name([i for i in self.sentences[number - 2].frame.items if i >= 0])
        return NOBODY

    def topic(self, sentence: Sentence) -> Speaker:
        """Return whom a sentence is about: the speaker of its last cue, else its only or last subject."""
        pairs = zip(sentence.cues, sentence.speakers, strict=True)
        known = [s for c, s in pairs if s.name and s.heard and not c.passive]
        if known:
            return known[-1]
        people = self._subjects(sentence.frame)
        if people and (len({p.name for p in people}) == 1 or people[-1].how == "pronoun"):
            return people[-1]
        if people:
            return NOBODY
        verb = main_verb(self.reading, sentence.frame.items, len(sentence.frame.items))
        if verb is None:
            return self._opens(sentence.frame)
        speaker = name_speaker(
            self.reading, self.lex, subject_of(self.reading, self.lex, sentence.frame, verb)
        )
        return speaker if speaker.heard else NOBODY

    def told_of(self, sentence: Sentence) -> Speaker:
        """Return the one person who is named as the subject of a sentence."""
        people = {s.name: s for s in self._subjects(sentence.frame) if s.how == "name"}
        return next(iter(people.values())) if len(people) == 1 else NOBODY

    def _subjects(self, frame: Frame, items: list[int] | None = None) -> list[Speaker]:
        """Return the persons who are subjects in a frame or in some of its items, by name or pronoun, in order."""
        reading, found = self.reading, []
        for item in frame.items if items is None else items:
            if item < 0 or reading.mention_of[item] < 0 or not is_subject(reading, self.lex, item):
                continue
            if self._is_subordinate(max(reading.head[item], 0)):
                continue
            mention = reading.mentions[reading.mention_of[item]]
            if mention["type"] == "PER" and mention["name"] and mention["kind"] != "description":
                found.append(name_speaker(reading, self.lex, Phrase(item, item, item, item)))
        return [s for s in found if s.name]

    def _is_subordinate(self, verb: int) -> bool:
        """Tell whether a verb stands in a clause that a relative pronoun or a conjunction opens."""
        reading = self.reading
        if not reading.deprel[verb].startswith(("acl", "relcl", "advcl")):
            return False
        opened = [c for c in reading.children[verb] if c < verb]
        return any(reading.upos[c] == "SCONJ" or is_relative(reading, c) for c in opened)

    def _next(self, place: int) -> Speaker:
        """Return who speaks in the next sentence of the paragraph, when that is speech too."""
        if place + 1 >= len(self.fragments):
            return NOBODY
        here, ahead = self.fragments[place], self.fragments[place + 1]
        near = ahead.sentence.number == here.sentence.number + 1
        same = ahead.sentence.frame.segment == here.sentence.frame.segment
        return (
            ahead.speaker if near and same and ahead.kind == "direct" and ahead.pattern == "after" else NOBODY
        )


def _announces(reading: Reading, frame: Frame) -> bool:
    """Tell whether a sentence ends in a colon."""
    return bool(frame.items) and frame.items[-1] >= 0 and reading.form[frame.items[-1]] == ":"


def takes_up(reading: Reading, frame: Frame) -> bool:
    """Tell whether a sentence begins with a conjunction and an infinitive after a preposition: «Et d'ajouter : …»."""
    opening = frame.items[:3]
    if len(opening) < 3 or min(opening) < 0:
        return False
    joins, links, verb = opening
    infinitive = "VerbForm=Inf" in reading.feats[verb]
    return reading.upos[joins] == "CCONJ" and reading.upos[links] == "ADP" and infinitive


def left_out(
    reading: Reading, lex: Lexicon, frame: Frame, sentences: list[Sentence], scene: Scene
) -> Speaker | None:
    """Return whom a verb without its subject means: who spoke last in the paragraph, else whom the sentence before is about."""
    before = sentences[-1] if sentences and sentences[-1].frame.segment == frame.segment else None
    stage = Stage(reading, lex, [], [])
    if scene.segment == frame.segment and len(sentences) - scene.number <= STILL_TOLD:
        silent = before is not None and before.number != scene.number
        told = stage.told_of(before) if before is not None and silent else NOBODY
        return told if told.name else scene.speaker and replace(scene.speaker, how="running")
    topic = stage.topic(before) if before is not None else NOBODY
    return topic if topic.name else None
