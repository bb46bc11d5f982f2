"""Tells the marks that only name from those that quote.

An outlet's («dans « Le Monde »»), a nickname's («Ada « la Mouette » Lind»), a group's («les « gilets verts »»). Such a name is read as if it stood without its marks: it relays, it speaks, and it cuts no clause in two.
"""

from collections import Counter

from pipeline.extract.media import common_spellings, kind_of
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.marks import Mark
from pipeline.extract.quotes.speakers.outlets import Outlets
from pipeline.extract.quotes.speakers.phrases import is_subject
from pipeline.extract.reading import Reading

LONGEST = 6  # words
MOST_OF_A_GROUP = 3  # words
SMALL = 3  # letters of a word that a name may hold without a capital: «de», «des»


def mastheads(reading: Reading, known: Outlets, marks: list[Mark]) -> list[Mark]:
    """Return the marks that hold an outlet's name and nothing else."""
    return [mark for mark in _innermost(marks) if _names_outlet(reading, known, mark)]


def nicknames(reading: Reading, marks: list[Mark]) -> list[Mark]:
    """Return the marks that stand inside one person's name."""
    return [mark for mark in _innermost(marks) if _is_inside_a_name(reading, mark)]


def groups(reading: Reading, lex: Lexicon, marks: list[Mark]) -> list[Mark]:
    """Return the marks that hold what many are called, more than once in an article, if they say something: «les « gilets verts »»."""
    called = [mark for mark in _innermost(marks) if _calls_many(reading, mark)]
    often = Counter(_worded(reading, mark) for mark in called)
    speaking = {_worded(reading, mark) for mark in called if _says(reading, lex, mark)}
    return [
        mark for mark in called if often[_worded(reading, mark)] > 1 and _worded(reading, mark) in speaking
    ]


def _worded(reading: Reading, mark: Mark) -> str:
    return reading.text[mark.start : mark.end].casefold()


def _says(reading: Reading, lex: Lexicon, mark: Mark) -> bool:
    """Tell whether marks are the subject of a verb of saying."""
    noun = reading.tokens_in(mark.start, mark.end)[0]
    verb = reading.head[noun]
    return verb >= 0 and is_subject(reading, lex, noun) and reading.lemma[verb] in lex.classes


def _calls_many(reading: Reading, mark: Mark) -> bool:
    """Tell whether marks hold a noun with its adjectives, in the plural, behind a determiner."""
    words, around = (
        reading.tokens_in(mark.start, mark.end),
        reading.tokens_in(mark.outer_start, mark.outer_end),
    )
    if not 0 < len(words) <= MOST_OF_A_GROUP or not around or around[0] == 0:
        return False
    determiner = around[0] - 1
    bare = all(reading.upos[t] in {"NOUN", "ADJ"} for t in words) and reading.upos[words[0]] == "NOUN"
    plural = "Number=Plur" in reading.feats[determiner] and "Number=Plur" in reading.feats[words[0]]
    return bare and plural and reading.upos[determiner] == "DET"


def _innermost(marks: list[Mark]) -> list[Mark]:
    """Return the quotation marks, closed ones, that hold no others."""
    around = {mark.parent for mark in marks}
    return [mark for place, mark in enumerate(marks) if place not in around and mark.note is None]


def _is_inside_a_name(reading: Reading, mark: Mark) -> bool:
    inside = reading.tokens_in(mark.outer_start, mark.outer_end)
    number = reading.mention_of[inside[0]] if inside else -1
    if number < 0 or reading.mentions[number]["type"] != "PER":
        return False
    mention = reading.mentions[number]
    return bool(mention["start_char"] < mark.outer_start and mark.outer_end < mention["end_char"])


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
    noun = first - 1 - (first > 1 and reading.upos[first - 1] == "ADJ")  # «le quotidien régional « X »»
    before = reading.lower[first - 1] if first else ""
    if noun >= 0 and known.nouns.get(reading.lower[noun]) in {"media", "agency"}:
        return all(word[:1].isupper() or len(word) <= SMALL for word in name.split())
    titled = listed or any(word in known.titles for word in words)
    return titled and before in known.links


def mark_tokens(reading: Reading, marks: list[Mark]) -> frozenset[int]:
    """Return the tokens that are the marks themselves."""
    sides = [(mark.outer_start, mark.start) for mark in marks] + [
        (mark.end, mark.outer_end) for mark in marks
    ]
    return frozenset(token for start, end in sides for token in reading.tokens_in(start, end))
