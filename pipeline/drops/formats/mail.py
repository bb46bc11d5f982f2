"""Letters and what is packed like one: .eml, .mbox, and pages saved as .mhtml."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime

from pipeline.drops.encodings import UndecodableError
from pipeline.drops.formats.markup import text_of_markup
from pipeline.drops.formats.pages import read_page
from pipeline.drops.formats.seen import UNICODE, Context, Found, QuarantineError, fields_of, plain
from pipeline.drops.text import decode, decode_container

BETWEEN = re.compile(rb"^From [^\n]*\d{4}[^\n]*\r?\n", re.MULTILINE)
SHORTEST_PLAIN = 0.5  # of the marked-up part's text: a shorter plain part only says that there is another


def read_letter(data: bytes, _context: Context) -> Iterator[Found]:
    """Yield the document of a letter."""
    yield _letter(data, None)


def read_mbox(data: bytes, _context: Context) -> Iterator[Found]:
    """Yield the letters of a mailbox.

    Raises:
        QuarantineError: it is none.
    """
    starts = [match.end() for match in BETWEEN.finditer(data)]
    if not starts:
        raise QuarantineError("the file is no mailbox: no line begins with «From »")
    ends = [match.start() for match in BETWEEN.finditer(data)][1:]
    for number, (start, end) in enumerate(zip(starts, [*ends, len(data)], strict=True), 1):
        letter = re.sub(rb"^>(>*From )", rb"\1", data[start:end], flags=re.MULTILINE)
        try:
            yield _letter(letter, str(number))
        except (QuarantineError, UndecodableError) as error:
            yield Found(key=str(number), reason=str(error))


def read_mhtml(data: bytes, _context: Context) -> Iterator[Found]:
    """Yield the page inside an MHTML file.

    Raises:
        QuarantineError: it holds no page.
    """
    message = _message(data)
    page = next(
        (
            part
            for part in message.walk()
            if part.get_content_type() in {"text/html", "application/xhtml+xml"}
        ),
        None,
    )
    if page is None:
        raise QuarantineError("the MHTML file holds no page")
    content = page.get_payload(decode=True)
    charset = page.get_content_charset()
    declared = f"<!-- charset={charset} -->".encode() if charset else b""
    read = read_page(
        decode_container(declared + (content if isinstance(content, bytes) else b""), is_page=True)
    )
    address = str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "")
    yield Found(
        read.decoded, {"url": address, **read.fields} if "://" in address else read.fields, layout=read.layout
    )


def _letter(data: bytes, key: str | None) -> Found:
    message = _message(data)
    name, address = parseaddr(_header(message, "From"))
    fields = fields_of(
        {
            "title": _header(message, "Subject"),
            "publisher": name or address.rpartition("@")[2],
            "published": _moment(_header(message, "Date")),
        }
    )
    plain_part, marked_up = _part(message, "text/plain"), text_of_markup(_part(message, "text/html"))
    words = plain_part if len(plain_part) >= SHORTEST_PLAIN * len(marked_up) else marked_up
    return Found(plain(words, UNICODE, "the letter"), fields, {"from": address} if address else {}, key=key)


def _message(data: bytes) -> EmailMessage:
    try:
        message = message_from_bytes(data, policy=default)
    except (MessageError, ValueError, LookupError, IndexError) as error:
        raise QuarantineError(f"the letter is damaged: {type(error).__name__}") from error
    if not message.keys() or not isinstance(message, EmailMessage):
        raise QuarantineError("the file is no letter: it has no header")
    return message


def _header(message: EmailMessage, name: str) -> str:
    """Return a header as text; the standard parser raises on some that senders write."""
    try:
        return str(message.get(name) or "")
    except (MessageError, ValueError, LookupError, IndexError, AttributeError):
        raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
        return str(make_header(decode_header(str(raw))))


def _moment(words: str) -> str | None:
    try:
        return parsedate_to_datetime(words).isoformat(timespec="minutes")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _part(message: EmailMessage, kind: str) -> str:
    """Return the text of the first part of a kind, no attachment's; an empty text where there is none."""
    for part in message.walk():
        if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
            content = part.get_payload(decode=True)
            try:
                return decode(_declared(part, content if isinstance(content, bytes) else b"")).text
            except UndecodableError:
                continue
    return ""


def _declared(part: EmailMessage, content: bytes) -> bytes:
    """Return the content as UTF-8 where its header names the encoding, and that is right."""
    try:
        return content.decode(part.get_content_charset() or "utf-8").encode()
    except (LookupError, UnicodeDecodeError):
        return content
