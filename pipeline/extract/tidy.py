"""Writes a text in one way, so that models and rules see one spelling whatever its blanks, apostrophes and hyphens."""

import re
from bisect import bisect_left
from itertools import accumulate

import numpy as np

# Any white space that ends no line; a lone plain space is as it should be.
_BLANK = "[^\\S\n\r\v\f\x1c-\x1e\x85\u2028\u2029]"
_APOSTROPHES, _HYPHENS, _NOTHING = "’ʼ‛´`′", "‐‑", r"\u00ad\u200b-\u200d\u2060\ufeff"
# One set of characters first, for which a text is searched at once; then what each of them must be and stand beside.
ODD = re.compile(
    rf"[\s{_APOSTROPHES}{_HYPHENS}{_NOTHING}](?:(?P<apostrophe>(?<=\w[{_APOSTROPHES}])(?=\w))"
    rf"|(?P<hyphen>(?<=[{_HYPHENS}]))|(?P<nothing>(?<=[{_NOTHING}]))|(?P<blank>(?<={_BLANK})(?:{_BLANK}+|(?<! ))))"
)
MEANT = {"blank": " ", "apostrophe": "'", "hyphen": "-", "nothing": ""}


def tidy(text: str) -> str:
    r"""Return the text with one plain space, apostrophe and hyphen for any, and nothing for what cannot be seen.

    >>> tidy("Emmanuel\u00a0 Ostrac à l’Huma\u00adnité")
    "Emmanuel Ostrac à l'Humanité"
    """
    return ODD.sub(_meant, text)


def _meant(found: re.Match[str]) -> str:
    return MEANT[str(found.lastgroup)]


class Tidy:
    """A tidy text, and where its places stand in the text as it came."""

    def __init__(self, text: str) -> None:
        found = [*ODD.finditer(text)]
        shorter = (len(one.group()) - len(_meant(one)) for one in found)
        self.is_new = bool(found)
        befores = [0, *(one.end() for one in found)]
        kept = (text[end : one.start()] + _meant(one) for end, one in zip(befores, found, strict=False))
        self.text = "".join(kept) + text[befores[-1] :]
        self._lost = [0, *accumulate(shorter)]
        self._ends = [one.end() for one in found]
        self._tidy_ends = [end - lost for end, lost in zip(self._ends, self._lost[1:], strict=True)]

    def place(self, at: int) -> int:
        """Return where a character of the tidy text stands in the text as it came."""
        return at + self._lost[bisect_left(self._tidy_ends, at + 1)]

    def places(self) -> np.ndarray:
        """Return where each character of the tidy text stands in the text as it came."""
        at = np.arange(len(self.text))
        places: np.ndarray = at + np.array(self._lost)[np.searchsorted(self._tidy_ends, at, side="right")]
        return places

    def tidied(self, at: int) -> int:
        """Return where a place of the text as it came stands in the tidy one."""
        return at - self._lost[bisect_left(self._ends, at + 1)]
