"""Turns text into a string with one character a word, so that rules on words run as plain regular expressions.

Every word that the rules of a language know has a character of its own, a number has the character of its
value, and all other words share one. Positions in the encoded string are positions in the list of tokens.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

UNKNOWN = "x"
BREAK = "\n"  # a new piece of text: no expression goes across
GROUPED = "\ue800"  # a number of 10,000 and more, or one with decimals
ISO = "\ue801"
NUMERIC = "\ue802"
CLOCK = "\ue803"
SLASHED = "\ue804"
FIRST_WORD = 0xE900
FIRST_NUMBER = 0x10000
FIRST_ORDINAL = 0x20000
LARGEST_NUMBER = 9999

# No quantifier stands inside another without a bound, so that time stays linear on hostile text.
TOKEN = re.compile(
    r"""
    (?P<link>(?<!\w)(?:https?://|www\.|t\.co/|pic\.twitter\.com/)[A-Za-z0-9./_%?=&\#~+:@-]+)
    |(?P<iso>(?<![\d/.-])(?<![^\W\d_])[12]\d{3}-\d{1,2}(?:-\d{1,2}(?:[T\ ]\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)?)?(?![\d-]))
    |(?P<numeric>(?<![\d/.-])\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![/.-]?\d))
    |(?P<clock>(?<![\d:.])\d{1,2}:\d{2}(?::\d{2})?(?![\d:]|[.,]\d))
    |(?P<slashed>(?<![\d/.,-])\d{1,2}/\d{1,2}(?![/\d]))
    |(?P<grouped>\d{1,3}(?:[\ .]\d{3}){1,5}(?!\d)|\d{1,12},\d{1,12})
    |(?P<number>\d+)
    |(?P<break>\n\s*\n)
    |(?P<word>[^\W\d_]+)
    |(?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)
# One character for one, so that offsets stay: apostrophes, dashes and spaces look alike to the rules.
ALIKE = str.maketrans("’ʼʻ՚ꞌ＇′‵ʹ‐‑–—−\u00a0\u202f\u2009", "'" * 9 + "-" * 5 + " " * 3)


@lru_cache(maxsize=16_384)
def plain(word: str) -> str:
    """Return the word without its accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


@dataclass
class Vocabulary:
    """The words a language's rules know; a word written with a capital is known with it alone."""

    codes: dict[str, str] = field(default_factory=dict)
    ordinals: frozenset[str] = frozenset()

    def code(self, word: str) -> str:
        """Return the character of a word of the rules, making one where there is none."""
        if word not in self.codes:
            self.codes[word] = chr(FIRST_WORD + len(self.codes))
        return self.codes[word]

    def close(self) -> None:
        """Let a long word be met without its accents or in capitals, where that means nothing else."""
        for word, code in list(self.codes.items()):
            if len(word) > 3:
                self.codes.setdefault(plain(word), code)
            if word != word.casefold():
                self.codes.setdefault(word.upper(), code)


@dataclass(frozen=True)
class Encoded:
    """A text as its rules see it: `codes[i]` stands for text[starts[i]:ends[i]]."""

    text: str
    codes: str
    starts: list[int]
    ends: list[int]

    def words(self, first: int, last: int) -> list[str]:
        """Return the texts of the tokens first..last-1."""
        return [self.text[self.starts[i] : self.ends[i]] for i in range(first, last)]


def _glued(starts: list[int], ends: list[int], start: int, word: str) -> bool:
    """Tell whether a number of four figures ends where the word begins, which begins no sentence («en 2018Le maire»)."""
    begins = word.istitle() and len(word) > 1
    return ends[-1] == start and ends[-1] - starts[-1] == 4 and not begins


def encode(text: str, vocabulary: Vocabulary, breaks: frozenset[int] = frozenset()) -> Encoded:
    """Return the encoded text; `breaks` are the offsets at which a piece of text begins."""
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    known = vocabulary.codes
    pending = False
    special = {"iso": ISO, "numeric": NUMERIC, "clock": CLOCK, "slashed": SLASHED, "grouped": GROUPED}
    for found in TOKEN.finditer(text.translate(ALIKE)):
        kind = found.lastgroup or ""
        start, end = found.span()
        if start in breaks and starts:
            codes.append(BREAK)
            starts.append(start)
            ends.append(start)
        word = found.group()
        if kind == "word":
            if pending and word.casefold() in vocabulary.ordinals and ends[-1] == start:
                codes[-1] = chr(ord(codes[-1]) - FIRST_NUMBER + FIRST_ORDINAL)
                ends[-1] = end
                pending = False
                continue
            if pending and _glued(starts, ends, start, word) and word not in known:
                codes[-1] = UNKNOWN  # a name such as «1987A»
            code = known.get(word) or known.get(word.casefold()) or UNKNOWN
        elif kind == "link":
            code = UNKNOWN  # its figures are no dates
        elif kind == "mark":
            code = known.get(word, UNKNOWN)
        elif kind == "number":
            code = chr(FIRST_NUMBER + int(word)) if len(word) <= 4 else GROUPED
        elif kind == "break":
            code = BREAK
        else:
            code = special[kind]
        pending = kind == "number" and code != GROUPED
        codes.append(code)
        starts.append(start)
        ends.append(end)
    return Encoded(text, "".join(codes), starts, ends)
