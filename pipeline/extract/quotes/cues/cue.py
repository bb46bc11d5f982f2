"""What introduces speech, once found: its place, lemma, class and shape."""

from dataclasses import dataclass

from pipeline.extract.quotes.lexicon import OPINION
from pipeline.extract.quotes.speakers.phrases import Phrase

VERBAL = frozenset({"VERB", "AUX"})
COMMAS = frozenset({",", "–", "—", "-", ")", ";", "!", "?", "…"})
GROUP = 7  # a verb group has no more words than this before its main verb


@dataclass(slots=True)
class Cue:
    """A cue at the positions lo..hi (included) of its frame's items."""

    lo: int
    hi: int
    token: int  # the word that carries the lemma
    lemma: str
    cls: str
    shape: str  # finite | nonfinite | participle | preposition | noun
    inverted: bool = False  # its subject follows it
    passive: bool = False
    sure: bool = True  # False: any verb, taken for a cue by its place beside a quote
    subject: Phrase | None = None  # subjects.py finds it

    @property
    def opinion(self) -> bool:
        """Whether the cue speaks only through words in marks."""
        return self.cls == OPINION
