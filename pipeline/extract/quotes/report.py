"""Puts the parts together for one article: marks, frames, cues, speakers, kinds; and makes the rows.

Belongs here: the order of the steps and the speaker that runs on from sentence to sentence. Does not belong here:
any rule about words.
"""

from dataclasses import dataclass, replace

from pipeline.extract.quotes.attribution import Link, link_marks
from pipeline.extract.quotes.confidence import confidence
from pipeline.extract.quotes.cues import Cue, find_cues
from pipeline.extract.quotes.frames import Frame, make_frames
from pipeline.extract.quotes.indirect import Content, report_of
from pipeline.extract.quotes.kinds import is_sentence, named_by, unattributed
from pipeline.extract.quotes.lexicon import Lexicon, lexicon
from pipeline.extract.quotes.marks import Mark, find_marks
from pipeline.extract.quotes.outlets import outlets
from pipeline.extract.quotes.relays import Relay, find_relay, outlet_tokens
from pipeline.extract.quotes.speakers import NOBODY, UNKNOWN_PRONOUN, Speaker, name_speaker, subject_of
from pipeline.extract.reading import Reading
from pipeline.ids import content_id

Row = dict[str, object]
STILL_RUNNING = 2  # a speaker runs on over so many sentences of a paragraph


@dataclass(slots=True)
class Fragment:
    """A fragment of speech before it becomes a row."""

    start: int
    end: int
    kind: str
    speaker: Speaker
    cue: Cue | None
    frame: Frame
    pattern: str
    content: tuple[int, int]
    utterance: int  # the character where its utterance begins
    mark: int = -1
    relay: Relay | None = None


@dataclass(slots=True)
class Scene:
    """What the article has told so far: the speaker that runs on and the paragraph it spoke in."""

    speaker: Speaker | None = None
    segment: int = -1
    frame: int = -1
    relay: Relay | None = None


@dataclass(slots=True)
class Sentence:
    """A frame with its cues, who speaks by each, and what each reports."""

    number: int
    frame: Frame
    cues: list[Cue]
    speakers: list[Speaker]
    contents: dict[int, Content]  # by the cue's token

    def speaker_of(self, cue: Cue) -> Speaker | None:
        """Return who speaks by a cue, None for a cue that is not in the list."""
        return next((s for c, s in zip(self.cues, self.speakers, strict=True) if c is cue), None)


class ArticleReport:
    """The quotes of one article."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.lex: Lexicon = lexicon(reading.language)
        paragraphs = [(start, end) for _, start, end, _ in reading.segments]
        self.marks: list[Mark] = find_marks(reading.text, paragraphs)
        self.frames = make_frames(reading, self.marks)
        self.fragments: list[Fragment] = []
        self.terms: list[tuple[Mark, str]] = []
        self.scene = Scene()
        self.outlets = outlets(reading.language)
        self.outlet_tokens = outlet_tokens(reading, self.outlets)

    def run(self) -> None:
        """Read the frames in order."""
        for number, frame in enumerate(self.frames):
            if frame.host < 0:
                self._frame(number, frame)

    def _frame(self, number: int, frame: Frame) -> None:
        sentence = self._sentence(number, frame)
        found: list[Fragment] = []
        for link in link_marks(self.reading, self.lex, frame, sentence.cues):
            fragment = self._quoted(sentence, link)
            if fragment:
                found.append(fragment)
        used = {id(f.cue) for f in found}
        for cue, speaker in zip(sentence.cues, sentence.speakers, strict=True):
            content = sentence.contents.get(cue.token)
            if content and id(cue) not in used and self._speaks(cue, speaker):
                found.append(self._indirect(frame, content, speaker))
        self._relay(sentence, found)
        self.fragments.extend(found)
        named = [f.speaker for f in found if f.speaker.name]
        if named:
            self.scene.speaker, self.scene.segment, self.scene.frame = named[-1], frame.segment, number

    def _speaks(self, cue: Cue, speaker: Speaker) -> bool:
        """Tell whether a cue without marks reports someone's words."""
        if speaker.name is None:
            return cue.passive and cue.shape == "finite"
        return speaker.heard or cue.lemma not in self.lex.things_too

    def _sentence(self, number: int, frame: Frame) -> Sentence:
        cues = find_cues(self.reading, self.lex, frame)
        for cue in cues:
            cue.subject = subject_of(self.reading, self.lex, frame, cue)
        contents = {}
        for cue in cues:
            content = report_of(self.reading, self.lex, frame, cues, cue)
            if content:
                contents[cue.token] = content
        return Sentence(number, frame, cues, self._speakers(cues), contents)

    def _speakers(self, cues: list[Cue]) -> list[Speaker]:
        """Name each cue's speaker; a gerund or a verb without subject speaks for the cue before it."""
        found: list[Speaker] = []
        for cue in cues:
            speaker = name_speaker(self.reading, self.lex, cue.subject)
            before = zip(cues, found, strict=False)
            earlier = [s for c, s in before if c.shape == "finite" and s.name and s.heard and not c.passive]
            lost = cue.shape == "nonfinite" or (speaker.how == "none" and cue.subject is None)
            again = speaker.how == "pronoun" and cue.inverted and self._agrees(earlier, speaker)
            found.append(earlier[-1] if earlier and (lost or again) and not cue.passive else speaker)
        return found

    def _agrees(self, earlier: list[Speaker], pronoun: Speaker) -> bool:
        """Tell whether «a-t-il ajouté» can mean the one who spoke earlier in the sentence."""
        if not earlier or earlier[-1].token < 0 or earlier[-1].how == "pronoun":
            return False
        numbers = [self.reading.mention_of[s.token] for s in (earlier[-1], pronoun)]
        genders = {self.reading.mentions[n]["gender"] for n in numbers if n >= 0} - {None}
        return len(genders) < len({"F", "M"})

    def _relay(self, sentence: Sentence, fragments: list[Fragment]) -> None:
        """Give the fragments of a frame the relay that it names, or the one that the same speaker's words had."""
        if not fragments:
            return
        phrases = [cue.subject for cue in sentence.cues if cue.subject]
        taken = {t for phrase in phrases for t in range(phrase.first, phrase.last + 1)}
        relay = find_relay(self.reading, self.outlets, sentence.frame, self.outlet_tokens, taken)
        for fragment in fragments:
            same = self.scene.speaker is not None and fragment.speaker.name == self.scene.speaker.name
            if relay:
                fragment.relay = relay
            elif same and self.scene.segment == sentence.frame.segment:
                fragment.relay = self.scene.relay
        self.scene.relay = fragments[-1].relay

    def _quoted(self, sentence: Sentence, link: Link) -> Fragment | None:
        mark, frame = self.marks[link.mark], sentence.frame
        running = self._running(sentence)
        kind = named_by(self.reading, frame, link.pos, mark)
        if kind is None and self._hangs_on_nobody(sentence, link):
            kind = unattributed(self.reading, frame, mark, running=running is not None)
        if kind:
            self.terms.append((mark, kind))
            return None
        speaker = self._who(sentence, link, running)
        content = sentence.contents.get(link.cue.token) if link.cue else None
        span = (mark.start, mark.end)
        if content and content.lo <= link.pos <= content.hi:
            low, high = self._span(frame, content)
            span = (min(low, mark.start), max(high, mark.end))
        direct = link.pattern in {"after", "colon", "subject_after"} or is_sentence(self.reading, mark)
        return Fragment(
            mark.start,
            mark.end,
            "direct" if direct else "mixed",
            speaker,
            link.cue,
            frame,
            link.pattern,
            span,
            link.cue.lo if link.cue else mark.start,
            link.mark,
        )

    def _hangs_on_nobody(self, sentence: Sentence, link: Link) -> bool:
        """Tell whether no cue, or a passive or an infinitive that nobody speaks by, ties a mark to a speaker."""
        if link.cue is None:
            return link.pattern != "colon"
        known = sentence.speaker_of(link.cue)
        loose = link.pattern == "complement" and (link.cue.passive or link.cue.shape == "nonfinite")
        return loose and (known is None or not known.name)

    def _who(self, sentence: Sentence, link: Link, running: Speaker | None) -> Speaker:
        """Return who speaks in a mark: the subject of its cue, else who runs on."""
        if link.cue is not None:
            known = sentence.speaker_of(link.cue)
            if known is None:
                subject = subject_of(self.reading, self.lex, sentence.frame, link.cue)
                known = name_speaker(self.reading, self.lex, subject)
            if known.name and known.heard:
                return known
            if running is None or link.cue.passive or known.reason == UNKNOWN_PRONOUN:
                return known if known.heard else NOBODY
        return replace(running, how="running") if running is not None else NOBODY

    def _running(self, sentence: Sentence) -> Speaker | None:
        scene = self.scene
        near = scene.segment == sentence.frame.segment and sentence.number - scene.frame <= STILL_RUNNING
        return scene.speaker if near else None

    def _indirect(self, frame: Frame, content: Content, speaker: Speaker) -> Fragment:
        start, end = self._span(frame, content)
        return Fragment(
            start, end, "indirect", speaker, content.cue, frame, content.pattern, (start, end), start
        )

    def _span(self, frame: Frame, content: Content) -> tuple[int, int]:
        first, last = frame.items[content.lo], frame.items[content.hi]
        start = self.marks[~first].outer_start if first < 0 else self.reading.start[first]
        end = self.marks[~last].outer_end if last < 0 else self.reading.end[last]
        return start, end

    def rows(self) -> tuple[list[Row], list[Row]]:
        """Return the rows of quotes and of quoted terms."""
        quotes = [self._row(fragment) for fragment in self.fragments]
        terms: list[Row] = [
            {
                "quoted_term_id": content_id("quoted_term", self.reading.article_id, mark.start, mark.end),
                "article_id": self.reading.article_id,
                "start_char": mark.start,
                "end_char": mark.end,
                "text": self.reading.text[mark.start : mark.end],
                "kind": kind,
            }
            for mark, kind in self.terms
        ]
        return quotes, terms

    def _row(self, fragment: Fragment) -> Row:
        reading, cue, speaker = self.reading, fragment.cue, fragment.speaker
        items = fragment.frame.items
        cue_start = reading.start[items[cue.lo]] if cue else None
        cue_end = reading.end[items[cue.hi]] if cue else None
        return {
            "quote_id": content_id("quote", reading.article_id, fragment.start, fragment.end),
            "utterance_id": content_id("utterance", reading.article_id, fragment.start),
            "article_id": reading.article_id,
            "start_char": fragment.start,
            "end_char": fragment.end,
            "text": reading.text[fragment.start : fragment.end],
            "kind": fragment.kind,
            "content_start_char": fragment.content[0],
            "content_end_char": fragment.content[1],
            "cue": reading.text[cue_start:cue_end] if cue else None,
            "cue_lemma": cue.lemma if cue else None,
            "cue_class": cue.cls if cue else None,
            "cue_start_char": cue_start,
            "cue_end_char": cue_end,
            "speaker_text": speaker.text,
            "speaker_name": speaker.name,
            "speaker_mention_id": speaker.mention_id,
            "relay_name": fragment.relay.name if fragment.relay else None,
            "relay_mention_id": fragment.relay.mention_id if fragment.relay else None,
            "language": reading.language,
            "method": fragment.pattern,
            "confidence": confidence(fragment.pattern, cue, speaker),
            "reason": speaker.reason if speaker.name is None else None,
        }


def report(reading: Reading) -> tuple[list[Row], list[Row]]:
    """Return the quote rows and the quoted-term rows of one article."""
    article = ArticleReport(reading)
    article.run()
    return article.rows()
