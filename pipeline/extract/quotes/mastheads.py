"""Tells the marks that hold nothing but an outlet's name («dans « Le Monde »», «le quotidien ‘Brumal’») from those that quote.

Such a name is read as if it stood without its marks: it relays, it speaks, and it cuts no clause in two.
"""

from pipeline.extract.media import common_spellings, kind_of
from pipeline.extract.quotes.marks import Mark
from pipeline.extract.quotes.outlets import Outlets
from pipeline.extract.reading import Reading

LONGEST = 6  # words
NEAR = 2  # words before the marks among which the noun of a medium stands: «le quotidien régional « X »»


def mastheads(reading: Reading, known: Outlets, marks: list[Mark]) -> list[Mark]:
    """Return the marks that hold an outlet's name and nothing else."""
    around = {mark.parent for mark in marks}
    return [
        mark
        for place, mark in enumerate(marks)
        if place not in around and mark.note is None and _names_outlet(reading, known, mark)
    ]


def _names_outlet(reading: Reading, known: Outlets, mark: Mark) -> bool:
    """Tell whether a mark holds an outlet's name: one that is no common word, or one that stands as an outlet's does."""
    name = reading.text[mark.start : mark.end]
    words = [reading.lower[t] for t in reading.tokens_in(mark.start, mark.end)]
    if not words or len(words) > LONGEST or not (name[0].isupper() or name[0].isdigit()):
        return False
    listed = kind_of(name) is not None
    if listed and name not in common_spellings():
        return True
    first = reading.tokens_in(mark.outer_start, mark.outer_end)[0]
    before = [reading.lower[t] for t in range(max(0, first - NEAR), first)]
    if any(known.nouns.get(word) in {"media", "agency"} for word in before):
        return all(word[:1].isupper() or len(word) < len("dans") for word in name.split())
    titled = listed or any(word in known.titles for word in words)
    return titled and any(word in known.links for word in before[-1:])


def mark_tokens(reading: Reading, marks: list[Mark]) -> frozenset[int]:
    """Return the tokens that are the marks themselves."""
    sides = [(mark.outer_start, mark.start) for mark in marks] + [
        (mark.end, mark.outer_end) for mark in marks
    ]
    return frozenset(token for start, end in sides for token in reading.tokens_in(start, end))
