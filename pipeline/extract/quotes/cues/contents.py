"""What a cue reports, as positions of a frame, and what every rule on it asks: breaks, verbs, trimming."""

from dataclasses import dataclass

from pipeline.extract.quotes.cues.cue import VERBAL, Cue
from pipeline.extract.reading import Reading

REACH = 14  # a complement begins within so many items of its cue
LEAST = 3  # words
TRIM = frozenset({",", ";", ":", "–", "—", "-", "(", ")", ".", "!", "?", "…", "«", "»"})


@dataclass(slots=True)
class Content:
    """Reported words as positions lo..hi (included) of the frame's items."""

    lo: int
    hi: int
    cue: Cue
    pattern: str  # clause | question | infinitive | preposition | parenthesis | colon


def is_break(reading: Reading, items: list[int], pos: int) -> bool:
    """Tell whether a comma, a semicolon or a dash stands at a position."""
    return items[pos] >= 0 and reading.form[items[pos]] in {",", ";", "–", "—"}


def trim(reading: Reading, items: list[int], lo: int, hi: int) -> tuple[int, int]:
    """Return the span without the punctuation at its ends."""
    while lo <= hi and items[lo] >= 0 and reading.form[items[lo]] in TRIM:
        lo += 1
    while hi >= lo and items[hi] >= 0 and reading.form[items[hi]] in TRIM:
        hi -= 1
    return lo, hi


def has_verb(reading: Reading, items: list[int]) -> bool:
    """Tell whether a verb that is no participle is among the items."""
    return any(
        i >= 0 and reading.upos[i] in VERBAL and "VerbForm=Part" not in reading.feats[i] for i in items
    )
