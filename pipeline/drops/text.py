"""Bytes to text: encoding, BOM, NFC, newlines. The only place that changes characters.

Does not belong here: which characters bytes are (encodings.py), what the text means (extract/), where the bytes come
from (seeds.py, formats/).
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from pipeline.drops.encodings import Read, UndecodableError, read_bytes

MOJIBAKE = re.compile("[ÃÂâÅ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
MAX_CONTROL_SHARE = 0.002
MOST_MARKS_IN_A_ROW = 100  # normalising takes the square of their number
LAST_PLANE_WITH_MARKS = 0x1FFFF
NEWLINE = re.compile(r"\r\n|\n\r|\r")


class Decoded(NamedTuple):
    """A text, how it was encoded, what was mended in it (None: nothing), in how many places its bytes were bad."""

    text: str
    encoding: str
    repaired: str | None = None
    n_bad: int = 0

    def piece(self, text: str) -> "Decoded":
        """Return a text that was taken out of this one (a row, the article of a page), mended by itself.

        Raises:
            UndecodableError: it is blank, or no text.
        """
        n_bad = text.count("\ufffd") if self.n_bad else 0
        return _mended(_checked(Read(text, self.encoding, n_bad)))


def decode(data: bytes) -> Decoded:
    """Return the text of a file: decoded, mended, with LF newlines, in NFC.

    Raises:
        UndecodableError: the bytes are empty, blank, or no text.
    """
    return _mended(_checked(_read(data)))


def decode_container(data: bytes, *, is_page: bool = False) -> Decoded:
    """Return the characters of a file that texts are taken out of, piece by piece; they are not mended yet.

    Args:
        data: the bytes.
        is_page: it is an HTML page, and what it declares counts for its encoding.

    Raises:
        UndecodableError: the bytes are empty, blank, or no text.
    """
    text, encoding, n_bad = _checked(_read(data, is_page=is_page))
    return Decoded(normalise(text), encoding, n_bad=n_bad)


def normalise(text: str) -> str:
    """Return the text in NFC with LF newlines and no BOM; nothing else is changed."""
    return unicodedata.normalize("NFC", NEWLINE.sub("\n", text.removeprefix("\ufeff")))


def _read(data: bytes, *, is_page: bool = False) -> Read:
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UndecodableError("the file is empty or blank")
    return read_bytes(data, is_page=is_page)


def _checked(read: Read) -> Read:
    """Return what is text, and can be normalised in linear time."""
    if len(CONTROLS.findall(read.text)) > MAX_CONTROL_SHARE * len(read.text):
        raise UndecodableError("the file is binary, not text")
    if not read.text.isascii() and _marks_in_a_row().search(read.text):
        raise UndecodableError(f"more than {MOST_MARKS_IN_A_ROW} combining marks in a row are no text")
    return read


def _mended(read: Read) -> Decoded:
    """Return a text with what was mended in it."""
    repaired = _repair(read.text)
    text = normalise(repaired)
    if not text.strip():
        raise UndecodableError("the file is empty or blank")
    bad = f"bytes that are no {read.encoding} became U+FFFD: {read.n_bad}"
    told = [bad] * (read.n_bad > 0) + ["mojibake repaired"] * (repaired != read.text)
    return Decoded(text, read.encoding, "; ".join(told) or None, read.n_bad)


@cache
def _marks_in_a_row() -> re.Pattern[str]:
    """Return the pattern of more combining marks in a row than any script writes."""
    marks = [char for char in map(chr, range(0x300, LAST_PLANE_WITH_MARKS)) if unicodedata.combining(char)]
    return re.compile(f"[{''.join(marks)}]{{{MOST_MARKS_IN_A_ROW + 1}}}")


def _repair(text: str) -> str:
    """Undo UTF-8 that was read as cp1252, where the whole text agrees that it was."""
    if not MOJIBAKE.search(text):
        return text
    import ftfy

    mended = ftfy.fix_encoding(text)
    return text if "\ufffd" in mended and "\ufffd" not in text else mended
