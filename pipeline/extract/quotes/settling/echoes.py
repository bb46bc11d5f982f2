"""Finds who says elsewhere in the article what a title, or a line set apart, only quotes: the same words have one speaker.

Belongs here: which fragment holds the same words. Does not belong here: whether they are speech there.
"""

from pipeline.extract.quotes.cues.fragments import Fragment
from pipeline.extract.quotes.marks.marks import Mark
from pipeline.extract.quotes.settling.kinds import words_in
from pipeline.extract.reading import Reading

PAIR = 2  # words by which a place is looked up
PLACES = 4  # places of a pair that are looked at, so that a text of one word takes linear time


class Echoes:
    """The words of the fragments whose cue names who speaks."""

    def __init__(self, reading: Reading, fragments: list[Fragment]) -> None:
        self.reading = reading
        self.whole: dict[str, Fragment] = {}
        self.places: dict[tuple[str, ...], list[tuple[Fragment, list[str], int]]] = {}
        for fragment in fragments:
            if fragment.mark is None or fragment.cue is None or not fragment.speaker.name:
                continue
            words = self._words(fragment.mark)
            if len(words) == 1:
                self.whole.setdefault(words[0], fragment)
            for at in range(len(words) - 1):
                known = self.places.setdefault(tuple(words[at : at + PAIR]), [])
                if len(known) < PLACES:
                    known.append((fragment, words, at))

    def of(self, mark: Mark) -> Fragment | None:
        """Return the first fragment, other than the mark's own, that holds the words of a mark."""
        words = self._words(mark)
        if len(words) == 1:
            found = self.whole.get(words[0])
            return found if found is not None and found.mark is not mark else None
        for fragment, others, at in self.places.get(tuple(words[:PAIR]), []):
            if fragment.mark is not mark and others[at : at + len(words)] == words:
                return fragment
        return None

    def _words(self, mark: Mark) -> list[str]:
        return [self.reading.lower[token] for token in words_in(self.reading, mark)]
