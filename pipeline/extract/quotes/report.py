"""Puts the parts together for one article: marks, frames, cues, speakers, kinds.

Belongs here: the order of the steps, and which of them has the word: who speaks by a cue, and who runs on where its subject
does not speak. Does not belong here: any rule about words.
"""

from collections import Counter
from dataclasses import replace

from pipeline.extract.quotes.cues.attribution import Link, link_marks
from pipeline.extract.quotes.cues.beside import learnt_by, weighs
from pipeline.extract.quotes.cues.contents import LEAST, Content, has_verb
from pipeline.extract.quotes.cues.cue import Cue
from pipeline.extract.quotes.cues.find import find_cues
from pipeline.extract.quotes.cues.fragments import Fragment, Scene, Sentence
from pipeline.extract.quotes.cues.houses import house_of
from pipeline.extract.quotes.cues.indirect import report_of
from pipeline.extract.quotes.cues.inside import (
    BREAKS,
    clause_inside,
    pieces_around,
    verb_inside,
    verb_quoted,
)
from pipeline.extract.quotes.cues.marked import before_marks, clauses_beside_marks
from pipeline.extract.quotes.cues.subjects import named_before, subject_of, teller_of
from pipeline.extract.quotes.lexicon import Lexicon, lexicon
from pipeline.extract.quotes.marks.dialogue import all_marks
from pipeline.extract.quotes.marks.frames import Frame, make_frames
from pipeline.extract.quotes.marks.marks import Mark, nest
from pipeline.extract.quotes.rows import Row, quote_rows, term_rows
from pipeline.extract.quotes.settling.chooser import choose
from pipeline.extract.quotes.settling.echoes import Echoes
from pipeline.extract.quotes.settling.kinds import (
    is_law,
    is_sentence,
    kind_of_term,
    listed_behind,
    named_by,
    unattributed,
)
from pipeline.extract.quotes.settling.labelled import Labelled
from pipeline.extract.quotes.settling.passing import Relays
from pipeline.extract.quotes.settling.running import takes_up
from pipeline.extract.quotes.settling.settle import join, settle
from pipeline.extract.quotes.settling.speech import Evidence, is_speech
from pipeline.extract.quotes.settling.voices import Voices
from pipeline.extract.quotes.speakers.asides import quotations
from pipeline.extract.quotes.speakers.naming import (
    NOBODY,
    Speaker,
    can_speak,
    is_paper,
    is_someone_new,
    name_speaker,
)
from pipeline.extract.quotes.speakers.outlets import outlets
from pipeline.extract.quotes.speakers.silent import groups, mark_tokens, mastheads, nicknames
from pipeline.extract.reading import HEADLINES, Reading
from pipeline.extract.reasons import NO_ONE, UNKNOWN_PRONOUN, WRITER

STILL_RUNNING = 2  # a speaker runs on over so many sentences of a paragraph
LOOSE = frozenset({"none", "preposition", "closing", "after"})  # a clause inside the marks overrules these
DIRECT = frozenset({"after", "colon", "subject_after"})


class ArticleReport:
    """The quotes of one article."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.lex: Lexicon = lexicon(reading.language)
        known = outlets(reading.language)
        marks = all_marks(reading, self.lex)
        many = groups(reading, self.lex, marks)
        reading.groups = frozenset(reading.tokens_in(mark.start, mark.end)[0] for mark in many)
        papers, bynames = mastheads(reading, known, marks), [*nicknames(reading, marks), *many]
        silent = [*papers, *bynames]
        reading.silent = mark_tokens(reading, silent)
        plain = set(map(id, silent))
        self.marks: list[Mark] = nest([mark for mark in marks if id(mark) not in plain]) if silent else marks
        reading.quotations = quotations(reading, self.lex, self.marks)
        self.labelled = Labelled(reading, [mark for mark in self.marks if mark.note == "turn"])
        self.frames = make_frames(reading, self.marks)
        self.inner: dict[int, list[Frame]] = {}
        for frame in self.frames:
            if frame.host >= 0:
                self.inner.setdefault(frame.host, []).append(frame)
        self.sentences: list[Sentence] = []
        self.fragments: list[Fragment] = []
        self.terms: list[tuple[Mark, str]] = [(mark, "title") for mark in papers]
        self.terms.extend((mark, "term") for mark in bynames)
        self.titled: list[tuple[Mark, Sentence]] = []  # terms of titles, which the body may say
        self.scene = Scene()
        self.voices = Voices(reading, self.lex, self.sentences, self.fragments, self.scene)
        self.worded = Counter(map(self._worded, self.marks))
        self.relays = Relays(reading, self.lex, known, papers)

    def run(self) -> None:
        """Read the frames in order, the ones inside quotes after them, and settle what stands alone."""
        for frame in self.frames:
            if frame.host < 0:
                self._frame(frame)
        settle(self.reading, self.lex, self.sentences, self.fragments)
        self.choose()
        join(self.reading, self.fragments)
        self.relays.carry(self.fragments)
        self._titles()
        spoken = {id(f.mark) for f in self.fragments if f.mark}
        for frame in self.frames:
            if frame.host >= 0 and id(self.marks[frame.host]) in spoken:
                self._inner_frame(frame)
        self.fragments.sort(key=lambda f: (f.start, -f.end))

    def choose(self) -> None:
        """Choose who speaks where no cue says it."""
        choose(self.reading, self.lex, self.sentences, self.fragments)

    def _titles(self) -> None:
        """Take words in marks of a title for speech where the body says who said them."""
        echoes = Echoes(self.reading, [f for f in self.fragments if f.sentence.frame.role not in HEADLINES])
        titled = {id(mark): sentence for mark, sentence in self.titled}
        plain = {self._worded(mark) for mark, _ in self.terms if id(mark) not in titled}
        kept: list[tuple[Mark, str]] = []
        for mark, kind in self.terms:
            words, sentence = self._worded(mark), titled.get(id(mark))
            least = LEAST - (sentence is not None and sentence.frame.role not in HEADLINES)
            echo = echoes.of(mark) if len(words.split()) >= least and words not in plain else None
            if sentence is None or echo is None:
                kept.append((mark, kind))
                continue
            speaker, span = replace(echo.speaker, how="running"), (mark.start, mark.end)
            said = (*span, "mixed", speaker, None, sentence, "echo", span, mark, echo.relay, mark.start)
            self.fragments.append(Fragment(*said))
        self.terms = kept

    def sentence(self, frame: Frame) -> Sentence:
        """Return a frame with its cues, their speakers and what they report."""
        cues = find_cues(self.reading, self.lex, frame)
        for cue in cues:
            cue.subject = teller_of(self.reading, self.lex, frame, cue)
        contents = {}
        for cue in cues:
            contents[cue.token] = report_of(self.reading, self.lex, frame, cues, cue)
        for cue in cues:
            learnt = learnt_by(self.reading, self.lex, frame, cues, cue)
            if learnt is not None:
                contents[learnt.token] = []  # the source behind it says so
        pairs = zip(cues, self.voices.of(frame, cues), strict=True)
        kept = [(c, s) for c, s in pairs if s.heard or not self._tells_of_things(c)]
        return Sentence(len(self.sentences), frame, [c for c, _ in kept], [s for _, s in kept], contents)

    def _tells_of_things(self, cue: Cue) -> bool:
        """Tell whether a cue also has things for subjects, and is no speech then."""
        return cue.opinion or cue.lemma in self.lex.things_too or cue.lemma in self.lex.beside

    def _frame(self, frame: Frame) -> None:
        sentence = self.sentence(frame)
        self.sentences.append(sentence)
        links = link_marks(self.reading, self.lex, frame, sentence.cues)
        found = [fragment for link in links for fragment in self._quoted(sentence, link)]
        found.extend(self._reported(sentence, {id(f.cue): f.pattern for f in found}))
        self.relays.give(sentence, found, self.scene)
        self.fragments.extend(found)
        named = [f.speaker for f in found if f.speaker.name]
        if named:
            self.scene.speaker, self.scene.segment, self.scene.number = (
                named[-1],
                frame.segment,
                sentence.number,
            )

    def _inner_frame(self, frame: Frame) -> None:
        """Report what a quoted speaker says that others said; what only stands in marks there is a term."""
        sentence = self.sentence(frame)
        used: dict[int, str] = {}
        for link in link_marks(self.reading, self.lex, frame, sentence.cues):
            speaker = sentence.speaker_of(link.cue) if link.cue else None
            kind = named_by(self.reading, frame, link.pos, self.marks[link.mark])
            said = speaker is not None and (bool(speaker.name) or link.pattern in {"colon", "after"})
            if kind is None and speaker is not None and said:
                self.fragments.append(self._fragment(sentence, link, speaker))
                used[id(link.cue)] = link.pattern
            else:
                self.terms.append((self.marks[link.mark], kind or "term"))
        third = {"name", "apposition", "description", "described"}
        inner = self._reported(sentence, used)
        self.fragments.extend(f for f in inner if f.speaker.how in third and f.pattern == "clause")

    def _reported(self, sentence: Sentence, used: dict[int, str]) -> list[Fragment]:
        """Return the indirect speech of a sentence; `used` gives the pattern of the cues that carry marks, by id.

        Beside their marks those report a clause of its own: «X estime que A : « B »», «… que « A » et que B».
        """
        found = []
        for cue, speaker in zip(sentence.cues, sentence.speakers, strict=True):
            if not self._speaks(cue, speaker, sentence.frame) or weighs(self.reading, sentence.frame, cue):
                continue
            contents = sentence.contents.get(cue.token, [])
            if id(cue) in used:
                contents = clauses_beside_marks(self.reading, self.lex, sentence.frame, contents)
            else:
                contents = [before_marks(self.reading, sentence.frame, content) for content in contents]
            for content in contents:
                named = [~i for i in sentence.frame.items[content.lo : content.hi + 1] if i < 0]
                law = speaker.how == "description" and is_law(self.reading, speaker.token)
                if named and (law or self._is_name(sentence.frame, content, named)):
                    continue
                span = self._span(sentence.frame, content)
                found.append(Fragment(*span, "indirect", speaker, cue, sentence, content.pattern, span))
        return found

    def _is_name(self, frame: Frame, content: Content, named: list[int]) -> bool:
        """Tell whether what stands before a verb is a term in marks and no clause: «Son livre, « A », raconte …»."""
        if content.pattern != "parenthesis":
            return False
        terms = {id(mark) for mark, _ in self.terms}
        alone = all(id(self.marks[i]) in terms for i in named)
        return alone and not has_verb(self.reading, frame.items[content.lo : content.hi + 1])

    def _speaks(self, cue: Cue, speaker: Speaker, frame: Frame) -> bool:
        """Tell whether a cue without marks reports someone's words."""
        if speaker.name is None:
            unknown = speaker.reason in {WRITER, UNKNOWN_PRONOUN}
            return unknown or (cue.passive and cue.shape == "finite") or self._is_gerund(cue, frame)
        # a thing does not speak; what a verb of persons alone has for a subject is one whose noun is not listed
        told = cue.shape == "finite" and "VerbForm=Inf" not in self.reading.feats[cue.token]
        return speaker.heard or (told and cue.lemma not in self.lex.things_too | self.lex.beside)

    def _is_gerund(self, cue: Cue, frame: Frame) -> bool:
        """Tell whether a cue says how someone else does what is told: «en expliquant que A», which no thing does."""
        first = frame.items[cue.lo]
        return cue.shape == "nonfinite" and first >= 0 and self.reading.lower[first] in self.lex.gerund

    def _quoted(self, sentence: Sentence, link: Link) -> list[Fragment]:
        mark, frame = self.marks[link.mark], sentence.frame
        running = self._running(sentence)
        kind, told = self._evidence(sentence, link, running=running is not None)
        if mark.note not in {"turn", "dash"} and not self.is_speech(frame, told):
            self.terms.append((mark, kind))
            if frame.role in HEADLINES or len(frame.items) == 1:
                self.titled.append((mark, sentence))
            return []
        inside = self._told_inside(link) if self._is_loose(link) else []
        if inside and not self._retold(sentence, link, inside[0]):
            return inside
        if link.cue is None and mark.note != "turn":
            link.cue = verb_inside(self.reading, self.lex, frame, link, mark)
            link.cue = link.cue or verb_quoted(self.reading, self.lex, frame, link, self.marks)
            link.pattern = "verb_inside" if link.cue else link.pattern
        return [self._fragment(sentence, link, self._who(sentence, link, running))]

    def _is_loose(self, link: Link) -> bool:
        """Tell whether a reporting clause inside marks may say who speaks in them."""
        loose = link.cue is None or link.pattern in LOOSE
        return loose and self.marks[link.mark].note != "turn"

    def _worded(self, mark: Mark) -> str:
        """Return the words of a mark, small."""
        return self.reading.text[mark.start : mark.end].casefold()

    def is_speech(self, frame: Frame, told: Evidence) -> bool:
        """Tell whether words in quotation marks are speech."""
        return is_speech(self.reading, self.lex, frame, told)

    def _evidence(self, sentence: Sentence, link: Link, *, running: bool) -> tuple[str, Evidence]:
        """Return which kind of term marks would be, and what the rules know of them."""
        reading, frame, mark = self.reading, sentence.frame, self.marks[link.mark]
        speaker = self._by_cue(sentence, link.cue) if link.cue is not None else None
        known = speaker is not None and bool(speaker.name) and speaker.heard
        told = link.cue is not None and not link.cue.passive and known
        named = named_by(reading, frame, link.pos, mark, told=told, behind=link.pattern == "after")
        listed = self._listed(frame, link)
        loose = self._hangs_on_nobody(sentence, link)
        shaped = unattributed(reading, frame, mark, running=running) if loose else None
        kind = named or listed or shaped or kind_of_term(reading, mark)
        noun = speaker.token if speaker is not None and speaker.how == "description" else -1
        if not named and noun >= 0 and is_law(reading, noun):
            named = kind = "term"
        again = self.worded[self._worded(mark)] > 1
        return kind, Evidence(
            link, mark, speaker, running, bool(named), bool(listed), loose, bool(shaped), again
        )

    def _retold(self, sentence: Sentence, link: Link, piece: Fragment) -> bool:
        """Tell whether a speaker behind the marks tells in them what somebody else said: « A, m'a dit X. B », raconte Y."""
        name = self._by_cue(sentence, link.cue).name if link.cue and link.pattern == "after" else None
        return name is not None and name != piece.speaker.name

    def _told_inside(self, link: Link) -> list[Fragment]:
        """Return the pieces of a quote that holds its own reporting clause: « A, a dit X, B »."""
        mark = self.marks[link.mark]
        for frame in self.inner.get(link.mark, []):
            told = self.sentence(frame)
            for cue, speaker in zip(told.cues, told.speakers, strict=True):
                before = frame.items[cue.lo - 1] if cue.lo else -1
                if not (cue.inverted and cue.shape == "finite" and speaker.heard and cue.subject):
                    continue
                if before < 0 or self.reading.form[before] not in BREAKS or cue.opinion or not speaker.name:
                    continue
                thing = speaker.how == "description" and not can_speak(self.reading, self.lex, speaker.token)
                if thing and cue.lemma in self.lex.beside:
                    continue
                return pieces_around(self.reading, told, cue, speaker, mark)
            unlisted = clause_inside(self.reading, self.lex, frame)
            if unlisted is not None:
                who = name_speaker(self.reading, self.lex, unlisted.subject)
                return pieces_around(self.reading, told, unlisted, replace(who, heard=True), mark)
        return []

    def _fragment(self, sentence: Sentence, link: Link, speaker: Speaker) -> Fragment:
        mark = self.marks[link.mark]
        contents = sentence.contents.get(link.cue.token, []) if link.cue else []
        span = (mark.start, mark.end)
        for content in [c for c in contents if c.lo <= link.pos <= c.hi]:
            low, high = self._span(sentence.frame, content)
            span = (min(low, mark.start), max(high, mark.end))
        direct = link.pattern in DIRECT or is_sentence(self.reading, mark)
        kind = "direct" if direct else "mixed"
        return Fragment(mark.start, mark.end, kind, speaker, link.cue, sentence, link.pattern, span, mark)

    def _listed(self, frame: Frame, link: Link) -> str | None:
        """Return the kind of the term that a mark stands beside in a list: « A », « B » et « C »."""
        at = listed_behind(self.reading, frame, link.pos)
        mark, kind = self.terms[-1] if self.terms else (None, None)
        return kind if at is not None and mark is self.marks[~frame.items[at]] else None

    def _by_cue(self, sentence: Sentence, cue: Cue) -> Speaker:
        """Return who speaks by a cue, listed or made for its place."""
        known = sentence.speaker_of(cue)
        if known is not None:
            return known
        reading, lex, frame = self.reading, self.lex, sentence.frame
        known = name_speaker(reading, lex, subject_of(reading, lex, frame, cue))
        return (house_of(reading, lex, frame, cue) or known) if known.reason == NO_ONE else known

    def _hangs_on_nobody(self, sentence: Sentence, link: Link) -> bool:
        """Tell whether no cue, or a passive or an infinitive that nobody speaks by, ties a mark to a speaker."""
        if link.cue is None:
            return link.pattern != "colon" and self.marks[link.mark].note not in {"turn", "dash"}
        known = sentence.speaker_of(link.cue)
        loose = link.pattern == "complement" and (link.cue.passive or link.cue.shape == "nonfinite")
        return loose and (known is None or not known.name)

    def _who(self, sentence: Sentence, link: Link, running: Speaker | None) -> Speaker:
        """Return who speaks in a mark: the label of its turn, the subject of its cue, else who runs on."""
        mark = self.marks[link.mark]
        if mark.label is not None:
            return self.labelled.speaker(mark, mark.label)
        if link.cue is not None:
            told = self._who_by_cue(sentence, link, link.cue, running)
            if told is not None:
                return told
        elif link.pattern == "colon":
            named = named_before(self.reading, self.lex, sentence.frame, link.pos)
            if named is not None:
                return named
        if mark.note == "turn":
            return named_before(self.reading, self.lex, sentence.frame, link.pos) or NOBODY
        return replace(running, how="running") if running is not None else NOBODY

    def _who_by_cue(
        self, sentence: Sentence, link: Link, cue: Cue, running: Speaker | None
    ) -> Speaker | None:
        """Return who speaks by a mark's cue, None where it is left to who runs on."""
        known = self._by_cue(sentence, cue)
        if (
            known.how == "description"
            and running is not None
            and is_paper(self.reading, self.lex, known, running)
        ):
            return replace(running, how="running")
        beside = link.pattern == "subject_after" and known.how == "description"
        new = link.pattern in DIRECT and is_someone_new(self.reading, self.lex, known)
        told = not self.lex.head_first and link.pattern == "complement" and known.how == "description"
        told = told and self._speaks(cue, known, sentence.frame) and not cue.opinion
        if cue.sure and (beside or new or told):
            return replace(known, heard=True)
        if link.pattern == "colon" and not (known.name and known.heard):
            known = named_before(self.reading, self.lex, sentence.frame, link.pos) or known
        if known.name and known.heard:
            return known
        if running is None or cue.passive or known.reason in {UNKNOWN_PRONOUN, NO_ONE, WRITER}:
            return known if known.heard else NOBODY
        return None

    def _running(self, sentence: Sentence) -> Speaker | None:
        """Return who spoke just before in the paragraph, or anywhere for an infinitive that takes it up: «Et d'ajouter : …»."""
        scene, frame = self.scene, sentence.frame
        here = scene.segment == frame.segment or takes_up(self.reading, frame)
        return scene.speaker if here and sentence.number - scene.number <= STILL_RUNNING else None

    def _span(self, frame: Frame, content: Content) -> tuple[int, int]:
        first, last = frame.items[content.lo], frame.items[content.hi]
        start = self.marks[~first].outer_start if first < 0 else self.reading.start[first]
        end = self.marks[~last].outer_end if last < 0 else self.reading.end[last]
        return start, end


def report(reading: Reading) -> tuple[list[Row], list[Row]]:
    """Return the quote rows and the quoted-term rows of one article."""
    article = ArticleReport(reading)
    article.run()
    return quote_rows(reading, article.fragments), term_rows(reading, article.terms)
