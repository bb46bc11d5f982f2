"""What a document is before it is an article: a text with what stands beside it, or why there is none.

Belongs here: what every format gives. Does not belong here: any format.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple, TypedDict

from pipeline.drops.encodings import UndecodableError
from pipeline.drops.text import Decoded

METADATA_COLUMNS = ("published", "title", "byline", "publisher", "language", "url", "updated")
GAP = "\n\n"  # between the blocks of a text
LONGEST_KEY = 120
UNICODE = Decoded("", "utf-8")  # the file of texts that a library gives as characters


class QuarantineError(ValueError):
    """A file or row cannot be read; the message says why in one line."""


class Piece(TypedDict):
    """A piece of a text that was read off a page, with its role among those of the segments."""

    role: str
    start_char: int
    end_char: int


class Block(NamedTuple):
    """A piece of an article with its role, before it has its place in the text."""

    role: str
    text: str


class Context(NamedTuple):
    """What a reader of a file is told besides its bytes: the file's path, what `_columns.toml` names, how much it may unpack to."""

    path: str
    columns: Mapping[str, str]
    max_bytes: int


@dataclass(frozen=True)
class Seen:
    """A document as it lies in a drop: a text with what stands beside it, or the reason why there is none."""

    path: str
    sha256: str | None = None
    bytes: int | None = None
    encoding: str | None = None
    text: str | None = None
    reason: str | None = None
    beside: Mapping[str, str] = field(default_factory=dict)
    layout: list[Piece] | None = None
    extra: str | None = None


@dataclass(frozen=True)
class Found:
    """A document as a format holds it: its text with what it states, or the reason why there is none.

    Attributes:
        decoded: the text.
        fields: what the document states of itself, by METADATA_COLUMNS.
        extra: what else it states.
        layout: the pieces of a text that was read off a page.
        key: what tells it from the other documents of its file; None: it is the file.
        reason: why there is no text.
    """

    decoded: Decoded | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, object] = field(default_factory=dict)
    layout: list[Piece] | None = None
    key: str | None = None
    reason: str | None = None

    def seen(
        self, path: str, digest: str, n_bytes: int, beside: Mapping[str, str], remark: str | None = None
    ) -> Seen:
        """Return the document as it lies in a drop.

        Args:
            path: of the document.
            digest: the SHA-256 of its file.
            n_bytes: the size of its file.
            beside: what metadata files say of it; it wins.
            remark: what else is to be told of it.
        """
        stated = json.dumps(self.extra, ensure_ascii=False, sort_keys=True, default=str)
        extra = clean(stated) if self.extra else None
        if self.key is not None:
            text = self.decoded.text if self.decoded else None
            raw = json.dumps([text, sorted(self.fields.items()), extra]).encode()
            digest, n_bytes = sha256(raw).hexdigest(), len(raw)
        if self.decoded is None:
            return Seen(path, digest, n_bytes, reason=self.reason, extra=extra)
        text, encoding, repaired, _ = self.decoded
        reason = "; ".join(filter(None, (repaired, remark))) or None
        return Seen(
            path, digest, n_bytes, encoding, text, reason, {**self.fields, **beside}, self.layout, extra
        )


def clean(value: object) -> str:
    """Return a value as text; half a surrogate pair, which JSON can spell, becomes U+FFFD."""
    return str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def laid_out(blocks: Iterable[Block], file: Decoded) -> tuple[Decoded, list[Piece]]:
    """Return the text of some blocks that were taken out of a file, and where each stands in it.

    Raises:
        UndecodableError: the blocks hold no text.
    """
    kept: Sequence[Block] = [block for block in blocks if block.text.strip()]
    read = file.piece(GAP.join(clean(block.text) for block in kept))
    layout: list[Piece] = []
    start = 0
    for block, words in zip(kept, read.text.split(GAP), strict=True):
        layout.append(Piece(role=block.role, start_char=start, end_char=start + len(words)))
        start += len(words) + len(GAP)
    return read, layout


def plain(text: str, file: Decoded, what: str) -> Decoded:
    """Return a text that was taken out of a file; `what` names the part of the file in the reason.

    Raises:
        QuarantineError: there is no text.
    """
    try:
        return file.piece(clean(text))
    except UndecodableError as error:
        raise QuarantineError(str(error).replace("the file", what)) from error


def fields_of(values: Mapping[str, object]) -> dict[str, str]:
    """Return the values that state something, as text."""
    return {
        name: words for name, value in values.items() if value is not None and (words := clean(value).strip())
    }
