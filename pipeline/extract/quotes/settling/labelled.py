"""Finds whom the label of a turn means: «Name : …», «R : …».

Belongs here: the person behind a label. Does not belong here: where turns begin and end (dialogue.py).
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pipeline.extract.quotes.marks.dialogue import Labels, labels
from pipeline.extract.quotes.marks.frames import SILENT_ROLES
from pipeline.extract.quotes.marks.marks import Mark
from pipeline.extract.quotes.speakers.naming import NOBODY, Speaker
from pipeline.extract.reading import Reading


class Labelled:
    """Whom the labels of an article's turns mean."""

    def __init__(self, reading: Reading, turns: Sequence[Mark]) -> None:
        self.known, places = labels(reading.language), reading.roles_of_segments
        self.people = (
            [
                m
                for m in reading.mentions
                if m["type"] == "PER"
                and m["kind"] == "name"
                and places.get(_segment(reading, m)) not in SILENT_ROLES
            ]
            if turns
            else []
        )
        people = _presented(self.people, turns, self.known) or self.people
        counts = Counter(m["name"] for m in people)
        self.answers = max(people, key=lambda m: counts[m["name"]], default=None)

    def speaker(self, mark: Mark, label: str) -> Speaker:
        """Return who the label of a turn names: a person of the article, else the label itself as it stands.

        A label that names no one means, where it opens an answer («R :»), the person named most before the first turn whom
        no answer speaks of, else the one named most; nobody where it opens a question.
        """
        if label in self.known.questions:
            return NOBODY
        if label in self.known.answers:
            return _as_speaker(self.answers, self.answers["name"]) if self.answers else NOBODY
        inside = [m for m in self.people if m["start_char"] < mark.start and m["text"] in label]
        best = inside[-1] if inside else _bearer(label, self.people)
        if best is None:
            return Speaker(label, label)
        return _as_speaker(best, max(best["name"], label, key=len))


def _presented(people: list[dict[str, Any]], turns: Sequence[Mark], known: Labels) -> list[dict[str, Any]]:
    """Return the persons whom an interview presents before its turns; of whom its answers speak is another."""
    answers = sorted((turn.start, turn.end) for turn in turns if turn.label in known.answers)
    ends = [end for _, end in answers]
    told = set()
    for mention in people:
        last = mention["end_char"] - 1  # the label may stand in the name: «R. X volverá»
        at = bisect_right(ends, last)
        if at < len(answers) and answers[at][0] <= last:
            told.add(mention["cluster_id"])
    first = min((turn.start for turn in turns), default=0)
    return [m for m in people if m["start_char"] < first and m["cluster_id"] not in told]


def _segment(reading: Reading, mention: dict[str, Any]) -> int:
    """Return the number of the segment that a mention stands in, or -1."""
    tokens = reading.tokens_in(mention["start_char"], mention["end_char"])
    return reading.segment[tokens[0]] if tokens else -1


def _as_speaker(mention: dict[str, Any], name: str) -> Speaker:
    return Speaker(mention["text"], name, mention["mention_id"], mention["cluster_id"], how="running")


def _bearer(label: str, people: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the one person whom a label means: by the last word of the name, whatever its size, or by initials."""
    last = label.rsplit(maxsplit=1)[-1].casefold()
    found = [
        m
        for m in people
        if m["name"].split()[-1].casefold() == last or "".join(word[0] for word in m["name"].split()) == label
    ]
    return found[0] if found and len({m["name"] for m in found}) == 1 else None
