"""Formats: the bytes of a file read as documents, a module a format, with what stands beside.

Belongs here: what a format holds. Does not belong here: files and folders (seeds.py), characters (text.py).
"""

import re
from collections.abc import Iterable, Iterator

from pipeline.encodings import UndecodableError
from pipeline.formats.beside import METADATA_FILE, Beside, read_metadata
from pipeline.formats.packed import gunzip
from pipeline.formats.pages import Page, read_page
from pipeline.formats.rows import ROW_READERS, keyed, row_document
from pipeline.formats.seen import METADATA_COLUMNS, QuarantineError, Seen
from pipeline.formats.sniffing import REMEDIES, kind_of
from pipeline.text import decode, decode_container

__all__ = [
    "FORMATS",
    "METADATA_COLUMNS",
    "METADATA_FILE",
    "Beside",
    "QuarantineError",
    "Seen",
    "belongs_to_page",
    "read_file",
    "read_metadata",
    "suffix_known",
]
FORMATS = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".jsonl": "jsonl",
    ".csv": "csv",
}

SAVED = re.compile(r"(.+)[_.](?:files|fichiers|archivos|Dateien|file|bestanden|arquivos)", re.IGNORECASE)


def suffix_known(name: str) -> bool:
    """Tell whether a file of this name is read."""
    return suffix(name) in FORMATS


def suffix(name: str) -> str:
    """Return the extension of a name in lower case, with the full stop, that of what is gzipped within."""
    name = name.rsplit("/", 1)[-1].lower().removesuffix(".gz")
    return name[name.rfind(".") :] if "." in name else ""


def belongs_to_page(folder: str, names: Iterable[str]) -> bool:
    """Tell whether a folder holds what a browser saved beside a page of the same name: its pictures, styles and frames."""
    match = SAVED.fullmatch(folder)
    return match is not None and any(
        name.rsplit(".", 1)[0] == match.group(1) for name in names if FORMATS.get(suffix(name)) == "html"
    )


def read_file(path: str, data: bytes, digest: str, beside: Beside, max_bytes: int) -> Iterator[Seen]:
    """Yield the documents of a file: one, or one a row; a file or row that cannot be read has a reason.

    Args:
        path: relative to the seeds folder; its extension tells the format, where the first bytes tell no other.
        data: the bytes of the file.
        digest: their SHA-256.
        beside: what metadata files say.
        max_bytes: the most that a gzipped file may unpack to.
    """
    try:
        is_packed = path.lower().endswith(".gz") or kind_of(data) == "gzip"
        content = gunzip(data, max_bytes) if is_packed else data
        kind = _kind(path, content)
        decoded = decode(content) if kind == "text" else decode_container(content, is_page=kind == "html")
        if kind in ROW_READERS:
            for key, row in keyed(ROW_READERS[kind](decoded.text)):
                yield row_document(f"{path}#{key}", row, decoded, beside.of(f"{path}#{key}"))
            return
        page = read_page(decoded) if kind == "html" else Page(decoded, None, {})
    except (UndecodableError, QuarantineError) as error:
        yield Seen(path, digest, len(data), reason=str(error))
        return
    stated = {**page.fields, **beside.of(path)}
    text, encoding, repaired, _ = page.decoded
    yield Seen(path, digest, len(data), encoding, text, repaired, stated, page.layout)


def _kind(path: str, content: bytes) -> str:
    """Return how a file is read: as what its first bytes are, where they tell, else as its name says.

    Raises:
        QuarantineError: it is what is not read.
    """
    named, found = FORMATS[suffix(path)], kind_of(content)
    if found in REMEDIES:
        what, remedy = REMEDIES[found]
        raise QuarantineError(f"it is {what}, not what its name says: {remedy}")
    return "html" if found == "html" and named == "text" else named
