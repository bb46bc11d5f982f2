"""Tells whether the clause of a verb of saying is over where some words begin.

Belongs here: where a clause ends by the tree. Does not belong here: which cue some words hang on (attribution.py).
"""

from pipeline.extract.quotes.cues.cue import Cue
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.reading import Reading

CLIMBED = 12  # heads above a verb
THAT = 2  # items after a cue within which a complementizer begins what it reports


def is_over(reading: Reading, lex: Lexicon, between: list[int], cue: Cue) -> bool:
    """Tell whether the clause that a cue stands below has begun since, with its subject: «pour ce qu'il voulait dire, X a refusé tout « A »»."""
    if any(i >= 0 and reading.lower[i] in lex.complementizers for i in between[:THAT]):
        return False
    above: set[int] = set()
    token = cue.token
    while reading.head[token] >= 0 and len(above) < CLIMBED:
        token = reading.head[token]
        above.add(token)
    return any(
        reading.deprel[child] in lex.subject_labels and cue.token < child < verb
        for verb in above.intersection(between)
        for child in reading.children[verb]
    )
