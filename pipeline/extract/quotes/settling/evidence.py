"""What speaks for a candidate to be the one whose words stand alone, as numbers; no feature knows a word.

Belongs here: the features of some words and a candidate, and of nobody. Does not belong here: their weights (chooser.py).
"""

from bisect import bisect_left
from collections.abc import Sequence
from math import log1p

from pipeline.extract.quotes.cues.fragments import Fragment, Sentence
from pipeline.extract.quotes.settling.candidates import Candidate, Cast
from pipeline.extract.reading import HEADLINES

FAR = 12  # sentences; farther is as far
SPOKEN, AHEAD = 6, 2  # fragments before and after whose speakers may speak here
BESIDE = 4  # tokens behind the marks
OPENING = 2  # tokens
Row = dict[str, float]


class Court:
    """An article's words and who may have said them."""

    def __init__(self, cast: Cast, sentences: list[Sentence], fragments: list[Fragment]) -> None:
        self.cast, self.sentences, self.fragments = cast, sentences, fragments
        self.keys = [cast.key_of(fragment.speaker) for fragment in fragments]
        self.said: dict[object, list[int]] = {}  # fragments by who speaks in them
        self.told: dict[object, int] = {}  # how many of them a cue gives
        for place, (key, fragment) in enumerate(zip(self.keys, fragments, strict=True)):
            self.said.setdefault(key, []).append(place)
            self.told[key] = self.told.get(key, 0) + (fragment.speaker.how != "running")

    def rows(self, place: int) -> tuple[list[Candidate], list[Row]]:
        """Return the candidates for a fragment and what speaks for each, the last row for nobody."""
        words = Words(self, place)
        found = [words.features(one) for one in words.candidates]
        rows = [{name: float(value) for name, value in row.items() if value} for row in found]
        return words.candidates, [*rows, words.nobody()]


class Words:
    """A fragment, as its candidates are measured against it."""

    def __init__(self, court: Court, place: int) -> None:
        self.court, self.place, self.reading = court, place, court.cast.reading
        self.fragment = court.fragments[place]
        reading, fragment = self.reading, self.fragment
        self.low = min(bisect_left(reading.start, fragment.start), len(reading.start) - 1)
        self.high = bisect_left(reading.start, fragment.end)
        self.frame, number = fragment.sentence.frame, fragment.sentence.number
        self.own = _span(self.frame.items)
        around = court.sentences
        before = around[number - 1].frame if number else None
        after = around[number + 1].frame if number + 1 < len(around) else None
        self.before, self.after = (_span(frame.items) if frame else (0, -1) for frame in (before, after))
        self.before_here = before is not None and before.segment == self.frame.segment
        self.after_here = after is not None and after.segment == self.frame.segment
        self.alone = not any(reading.form[i][0].isalnum() for i in self.frame.items if i >= 0)
        self.first = any("Person=1" in reading.feats[t] for t in range(self.low, self.high))
        self.titled = self.frame.role in HEADLINES
        near = court.fragments[max(0, place - SPOKEN) : place + AHEAD]
        self.candidates = court.cast.in_view(self.low, [fragment.speaker, *(one.speaker for one in near)])
        people = [c for c in self.candidates if c.kind == "person"]
        self.latest_person = max((self._last(c) for c in people), default=-1)
        self.latest = max((self._last(c) for c in self.candidates), default=-1)
        self.own_people = sum(bool(_within(c.places, self.own)) for c in people)
        self.before_people = sum(bool(_within(c.places, self.before)) for c in people)
        body = [c for c in people if c.first >= 0 and not self._in_headline(c.first)]
        self.opener = min(body, key=lambda c: c.first, default=None)

    def _in_headline(self, token: int) -> bool:
        return self.reading.roles_of_segments.get(self.reading.segment[token]) in HEADLINES

    def _last(self, one: Candidate) -> int:
        """Return the last place of a candidate before the words, -1 without one."""
        at = bisect_left(one.places, self.low)
        return one.places[at - 1] if at else -1

    def features(self, one: Candidate) -> Row:
        """Return what speaks for and against a candidate, by name."""
        return {
            **self._kind(one),
            **self._distance(one),
            **self._own_sentence(one),
            **self._sentences_around(one),
            **self._speech(one),
            **(self._title(one) if self.titled else {}),
        }

    def _kind(self, one: Candidate) -> Row:
        """Return what the candidate is, how much the article is about it, and whether the rules have chosen it."""
        fragment, cast = self.fragment, self.court.cast
        person = one.kind == "person"
        found = {
            one.kind: 1.0,
            f"first_{one.kind}": self.first,
            f"alone_{one.kind}": self.alone,
            f"no_one_{one.kind}": fragment.cue is not None,
            "often": log1p(one.names),
            "share": person * one.names / cast.total,
            "most": person and one.names == cast.most,
            "headline": one.headline,
            "inside": bool(_within(one.quoted, (self.low, self.high - 1))),
        }
        if one.key == self.court.keys[self.place]:
            found |= {"rule": 1.0, f"rule_{fragment.pattern if fragment.cue is None else 'cue'}": 1.0}
        return found

    def _distance(self, one: Candidate) -> Row:
        """Return how far before the words the candidate was, and where in the paragraph."""
        told, reading, last = self.court.cast.told, self.reading, self._last(one)
        sentences = min(FAR, told[self.low] - told[last]) if last >= 0 else FAR
        here = reading.segment[self.low]
        return {
            "distance": log1p(sentences),
            "not_before": last < 0,
            "latest_person": one.kind == "person" and 0 <= last == self.latest_person,
            "latest": 0 <= last == self.latest,
            "in_paragraph": last >= 0 and reading.segment[last] == here,
            "new_in_paragraph": 0 <= one.first < self.low and reading.segment[one.first] == here,
        }

    def _own_sentence(self, one: Candidate) -> Row:
        """Return where in the sentence of the words the candidate stands."""
        reading, cue = self.reading, self.fragment.cue
        before = _within(one.places, (self.own[0], self.low - 1))
        after = _within(one.places, (self.high, self.own[1]))
        return {
            "own_before": bool(before),
            "own_after": bool(after),
            "own_subject_after": any(t in one.subjects for t in after),
            "own_only": one.kind == "person" and self.own_people == 1 and bool(before or after),
            "own_opens": bool(before) and before[0] - self.own[0] <= OPENING,
            "own_new": bool(before) and self.own[0] <= one.first <= self.own[1],
            "own_behind_preposition": bool(before) and all(self._behind_preposition(t) for t in before),
            "right_behind": bool(after) and after[0] - self.high <= BESIDE,
            "colon": self.fragment.pattern == "colon" and bool(before),
            "cue_subject": cue is not None
            and any(t in one.subjects and (t < cue.token or reading.head[t] == cue.token) for t in before),
        }

    def _behind_preposition(self, token: int) -> bool:
        return token > 0 and self.reading.upos[token - 1] == "ADP"

    def _sentences_around(self, one: Candidate) -> Row:
        """Return whether the sentences before and after tell of the candidate; those of another paragraph apart."""
        before, after = _within(one.places, self.before), _within(one.places, self.after)
        only = one.kind == "person" and bool(before) and self.before_people == 1
        here, next_here = ("" if inside else "other_" for inside in (self.before_here, self.after_here))
        opinion = self.court.cast.lex.openings
        told = [*_within(one.places, (self.own[0], self.low - 1)), *before]
        return {
            f"{here}before": bool(before),
            f"{here}before_subject": any(t in one.subjects for t in before),
            f"{here}before_only": only,
            "before_new": bool(before) and self.before[0] <= one.first <= self.before[1],
            "before_behind_preposition": bool(before) and all(map(self._behind_preposition, before)),
            f"{next_here}after": bool(after),
            f"{next_here}after_subject": any(t in one.subjects for t in after),
            "opinion": any(t > 0 and self.reading.lower[t - 1] in opinion for t in told),
        }

    def _speech(self, one: Candidate) -> Row:
        """Return when the candidate spoke before, and speaks next."""
        court, place = self.court, self.place
        said = court.said.get(one.key, [])
        before = bisect_left(said, place)
        last, following = (
            place - 1 in said[max(0, before - 1) : before],
            place + 1 in said[before : before + 2],
        )
        near = place and self.fragment.sentence.number - court.fragments[place - 1].sentence.number <= 1
        here = place and court.fragments[place - 1].sentence.frame.segment == self.frame.segment
        ahead = court.fragments[place + 1].sentence if following else self.fragment.sentence
        next_here = following and ahead.frame.segment == self.frame.segment
        apart = "" if here else "other_"
        return {
            f"{apart}spoke_last": last,
            f"{apart}spoke_just_now": last and near,
            "spoke_before_last": not last and place > 1 and court.keys[place - 2] == one.key,
            "speaks_next": next_here and ahead.number - self.fragment.sentence.number <= 1,
            "other_speaks_next": following and not next_here,
            "spoke_and_speaks": last and following,
            "spoke_often": log1p(before),
            "speaks_by_cues": log1p(court.told.get(one.key, 0)),
            "new_and_silent": one.kind == "person"
            and not said
            and one.first >= 0
            and max(self.before[0], 0) <= one.first <= self.own[1],
        }

    def _title(self, one: Candidate) -> Row:
        """Return what tells whose words a title quotes: who opens the body, and who speaks in it."""
        return {
            "title_opener": one is self.opener,
            "title_speaks": log1p(self.court.told.get(one.key, 0)),
            "title_most": one.kind == "person" and one.names == self.court.cast.most,
            "title_headline": one.headline,
        }

    def nobody(self) -> Row:
        """Return what speaks for nobody to have said the words."""
        fragment, place = self.fragment, self.place
        spoken = place > 0 and self.court.fragments[place - 1].sentence.frame.segment == self.frame.segment
        row: dict[str, float] = {
            "nobody": 1.0,
            "nobody_chosen": self.court.keys[place] is None,
            f"nobody_{fragment.kind}": 1.0,
            "nobody_length": log1p(self.high - self.low),
            "nobody_after_speech": spoken,
            "nobody_cue": fragment.cue is not None,
            "nobody_first": self.first,
            "nobody_alone": self.alone,
            "nobody_titled": self.titled,
        }
        return {name: float(value) for name, value in row.items() if value}


def _span(items: Sequence[int]) -> tuple[int, int]:
    """Return the first and the last token of a sentence's items, marks left out."""
    tokens = [item for item in items if item >= 0]
    return (tokens[0], tokens[-1]) if tokens else (0, -1)


def _within(places: list[int], span: tuple[int, int]) -> list[int]:
    """Return the places from the first token of a span to its last."""
    return places[bisect_left(places, span[0]) : bisect_left(places, span[1] + 1)]
