"""Bytes to text: encoding, BOM, NFC, newlines. The only place that changes characters.

Does not belong here: what the text means (extract/), where the bytes come from (frames.py, defs/).
"""

import codecs
import re
import unicodedata
from functools import cache
from typing import NamedTuple

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE_BYTES = 65_536
MOJIBAKE = re.compile("[ÃÂâÅ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
MAX_CONTROL_SHARE = 0.002
MOST_MARKS_IN_A_ROW = 100  # normalising takes the square of their number
LAST_PLANE_WITH_MARKS = 0x1FFFF
DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
DECLARED_BYTES = 2_048
DECLARABLE = re.compile(r"(iso[-_]?8859|latin|windows|cp|koi8|mac|gb|big5|euc|shift)[-_]?\w*", re.IGNORECASE)


class Decoded(NamedTuple):
    """A text, how it was encoded, and what was repaired (None: nothing)."""

    text: str
    encoding: str
    repaired: str | None = None


class UndecodableError(ValueError):
    """The bytes are no text; the message says why in one line."""


def decode(data: bytes, *, is_page: bool = False) -> Decoded:
    """Return the text of a file: decoded, without BOM, LF newlines, NFC.

    UTF-8, UTF-16 and UTF-32 are told by BOM or by form; other bytes are read as what an HTML page (`is_page`)
    declares, as cp1252 where that gives text, else as what charset-normalizer finds.

    Raises:
        UndecodableError: the bytes are empty, blank, or no text.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UndecodableError("the file is empty or blank")
    text, encoding = _decode(data, _declared(data) if is_page else None)
    if len(CONTROLS.findall(text)) > MAX_CONTROL_SHARE * len(text):
        raise UndecodableError("the file is binary, not text")
    if not text.isascii() and _marks_in_a_row().search(text):
        raise UndecodableError(f"more than {MOST_MARKS_IN_A_ROW} combining marks in a row are no text")
    mended = _repair(text)
    reason = "mojibake repaired" if mended != text else None
    text = normalise(mended)
    if not text.strip():
        raise UndecodableError("the file is empty or blank")
    return Decoded(text, encoding, reason)


def normalise(text: str) -> str:
    """Return the text in NFC with LF newlines and no BOM; nothing else is changed."""
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


@cache
def _marks_in_a_row() -> re.Pattern[str]:
    """Return the pattern of more combining marks in a row than any script writes."""
    marks = [char for char in map(chr, range(0x300, LAST_PLANE_WITH_MARKS)) if unicodedata.combining(char)]
    return re.compile(f"[{''.join(marks)}]{{{MOST_MARKS_IN_A_ROW + 1}}}")


def _declared(page: bytes) -> str | None:
    """Return the eight-bit or East Asian encoding that an HTML page says it has, if Python knows it."""
    found = DECLARED.search(page, 0, DECLARED_BYTES)
    name = found.group(1).decode("ascii") if found else ""
    if not DECLARABLE.fullmatch(name):
        return None
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _decode(data: bytes, declared: str | None) -> tuple[str, str]:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strict(data, encoding), encoding
    for encoding in ("utf-8", *_utf16_by_form(data), *([declared] if declared else ()), "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp1252" or _reads_like_text(text):
            return text, encoding
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE_BYTES]).best()
    if best is None:
        raise UndecodableError("the bytes are text in no known encoding")
    return _strict(data, best.encoding), best.encoding


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UndecodableError(f"the bytes are not valid {encoding.removesuffix('-sig')}") from error


def _utf16_by_form(data: bytes) -> list[str]:
    """Name UTF-16 without a BOM where most odd or most even bytes of the sample are NUL."""
    sample = data[:SAMPLE_BYTES]
    half = len(sample) // 2
    if not half or len(data) % 2:
        return []
    if sample[1::2].count(0) > half // 2:
        return ["utf-16-le"]
    if sample[0::2].count(0) > half // 2:
        return ["utf-16-be"]
    return []


def _reads_like_text(text: str) -> bool:
    """Tell whether the letters beyond ASCII sit among letters, as they do in Latin script."""
    sample = text[:SAMPLE_BYTES]
    high = sum(1 for char in sample if char > "\x7f")
    letters = sum(1 for char in sample if char > "\x7f" and (char.isalpha() or char in "«»“”‘’–—…€°\xa0"))
    return letters >= 0.8 * high and high < 0.3 * len(sample)


def _repair(text: str) -> str:
    """Undo UTF-8 that was read as cp1252, where the whole text agrees that it was."""
    if not MOJIBAKE.search(text):
        return text
    import ftfy

    mended = ftfy.fix_encoding(text)
    return text if "\ufffd" in mended and "\ufffd" not in text else mended
