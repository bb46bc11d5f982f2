"""Encodings: which characters bytes are. Where bytes are none U+FFFD stands, and the places are counted.

Does not belong here: what is done to characters once they are read (text.py).
"""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE_BYTES = 65_536
ASCII = bytes(range(0x80))
SEQUENCE = re.compile(  # of UTF-8, more than a byte long (RFC 3629)
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
OF_LATIN_PRESS = re.compile(
    rb"[\xc2\xc3\xc5][\x80-\xbf]|\xe2\x80[\x80-\xbf]"
)  # no two letters in windows-1252
CUT_LEADS = (b"\xc2", b"\xc3", b"\xc5", b"\xe2")  # with which no word ends in windows-1252
SEQUENCES_A_BAD_BYTE = 4  # in other scripts, where they may be two letters of an older encoding
HIGH_BYTES_A_BAD_BYTE = 20  # of windows-1252
BYTES_A_BAD_BYTE = 100  # of UTF-16 and UTF-32
DECLARED = re.compile(
    rb"(?:charset|<\?xml[^>]{0,100}\sencoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE
)
DECLARED_BYTES = 2_048
# What labels mean on the web (WHATWG Encoding Standard), by the name that Python gives to the label's literal meaning.
ON_THE_WEB = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
}
NOT_DECLARABLE = re.compile(
    r"utf[-_]?\d.*|unicode.*"
)  # by their form they are told, and a label of them says nothing
# What bytes are taken for when nothing says so: the encodings of the web, and of DOS.
KNOWN = "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859_2 iso8859_5 iso8859_7 iso8859_15 koi8_r koi8_u"
KNOWN += " mac_roman mac_cyrillic cp866 cp850 cp437 big5 gb18030 euc_jp cp932 iso2022_jp euc_kr cp949 cp874"


class Read(NamedTuple):
    """Characters, the encoding that they were in, and in how many places U+FFFD stands for bytes that are none."""

    text: str
    encoding: str
    n_bad: int = 0


class UndecodableError(ValueError):
    """The bytes are no text; the message says why in one line."""


def read_bytes(data: bytes, *, is_page: bool = False) -> Read:
    """Return the characters of bytes, without BOM.

    UTF-8, UTF-16 and UTF-32 are told by BOM or by form, also where a few bytes are bad or the last character is cut.
    Other bytes are read as what an HTML page declares, unless they read better as windows-1252; as windows-1252; as what
    charset-normalizer finds.

    Raises:
        UndecodableError: the bytes are text in no known encoding.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _wide(data, encoding)
    for encoding in _utf16_by_form(data):
        return _wide(data, encoding)
    has_bom = data.startswith(codecs.BOM_UTF8)
    data = data.removeprefix(codecs.BOM_UTF8)
    if read := _utf8(data):
        return read._replace(encoding="utf-8-sig") if has_bom else read
    for encoding in _eight_bits(data, declared(data) if is_page else None):
        read = _read(data, encoding)
        if encoding != "cp1252" or _reads_like_text(read):
            return read
    raise UndecodableError("the bytes are text in no known encoding")


def declared(page: bytes) -> str | None:
    """Return the encoding that an HTML page says it has, by Python's name, None where it says none that counts."""
    found = DECLARED.search(page, 0, DECLARED_BYTES)
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name if found else "utf-8"
    except LookupError:
        return None
    return None if NOT_DECLARABLE.fullmatch(name) else ON_THE_WEB.get(name, name)


def _read(data: bytes, encoding: str) -> Read:
    """Decode bytes; where they are no text of the encoding, U+FFFD stands."""
    try:
        return Read(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return Read(text, encoding, len(text) - len(data.decode(encoding, "ignore")))


def _utf8(data: bytes) -> Read | None:
    """Read bytes as UTF-8 where they are, or where more of them can be nothing else than are bad."""
    try:
        return Read(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        first = error
    rest, n_sequences = SEQUENCE.subn(b"", data)
    n_bad = len(rest.translate(None, ASCII))
    tail = data[first.start :] if first.reason == "unexpected end of data" else b""
    is_cut = bool(tail) and (n_sequences > 0 or len(tail) > 1 or tail in CUT_LEADS)
    is_latin = n_sequences >= n_bad and OF_LATIN_PRESS.search(data) is not None
    if is_cut or is_latin or n_sequences >= SEQUENCES_A_BAD_BYTE * n_bad:
        return _read(data, "utf-8")
    return None


def _wide(data: bytes, encoding: str) -> Read:
    """Read UTF-16 or UTF-32, which may be cut inside a character.

    Raises:
        UndecodableError: too much of it is none.
    """
    read = _read(data, encoding)
    if read.n_bad > max(3, len(data) // BYTES_A_BAD_BYTE):
        raise UndecodableError(f"the bytes are not valid {encoding}")
    return read


def _utf16_by_form(data: bytes) -> list[str]:
    """Name UTF-16 without a BOM where most odd or most even bytes of the sample are NUL."""
    sample = data[:SAMPLE_BYTES]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > half // 2:
        return ["utf-16-le"]
    if half and sample[0::2].count(0) > half // 2:
        return ["utf-16-be"]
    return []


def _eight_bits(data: bytes, label: str | None) -> Iterator[str]:
    """Yield what bytes that are no Unicode may be: what they are labelled, windows-1252, what they look like."""
    if label and label != "cp1252" and _likeliest(data, label, "cp1252") == label:
        yield label
    yield "cp1252"
    if found := _likeliest(data, *KNOWN.split()):
        yield found


def _likeliest(data: bytes, *encodings: str) -> str | None:
    """Return in which of some encodings the words beyond ASCII read most like those of a language."""
    from charset_normalizer import from_bytes

    lines = (line for line in re.split(rb"[\n<>]", data) if not line.isascii())
    best = from_bytes(b"\n".join(lines)[:SAMPLE_BYTES], cp_isolation=list(encodings)).best()
    return codecs.lookup(best.encoding).name if best else None


def _reads_like_text(read: Read) -> bool:
    """Tell whether the letters beyond ASCII sit among letters, as they do in Latin script, and few bytes are bad."""
    sample = read.text[:SAMPLE_BYTES]
    high = sum(1 for char in sample if char > "\x7f")
    if read.n_bad * HIGH_BYTES_A_BAD_BYTE > high:
        return False
    letters = sum(1 for char in sample if char > "\x7f" and (char.isalpha() or char in "«»“”‘’–—…€°\xa0"))
    return letters >= 0.8 * high and high < 0.3 * len(sample)
