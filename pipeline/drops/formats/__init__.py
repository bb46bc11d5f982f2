"""Formats: the bytes of a file read as documents, a module a format, with what stands beside.

Belongs here: what a format holds. Does not belong here: files and folders (seeds.py), characters (text.py).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

from pipeline.drops.encodings import UndecodableError
from pipeline.drops.formats.beside import BESIDE_FILES, METADATA_FILE, Beside
from pipeline.drops.formats.europresse import is_europresse, read_europresse
from pipeline.drops.formats.factiva import (
    is_factiva_page,
    is_factiva_text,
    read_factiva_page,
    read_factiva_text,
)
from pipeline.drops.formats.feeds import read_feed
from pipeline.drops.formats.mail import read_letter, read_mbox, read_mhtml
from pipeline.drops.formats.nexis import is_nexis, read_nexis
from pipeline.drops.formats.office import read_docx, read_odt
from pipeline.drops.formats.packed import gunzip, members
from pipeline.drops.formats.pages import read_page
from pipeline.drops.formats.pdf import read_pdf
from pipeline.drops.formats.rows import read_csv, read_json
from pipeline.drops.formats.seen import METADATA_COLUMNS, Context, Found, QuarantineError, Seen
from pipeline.drops.formats.sniffing import REMEDIES, kind_of
from pipeline.drops.text import Decoded, decode, decode_container

__all__ = [
    "BESIDE_FILES",
    "FORMATS",
    "METADATA_COLUMNS",
    "METADATA_FILE",
    "Beside",
    "QuarantineError",
    "Seen",
    "belongs_to_page",
    "read_file",
    "suffix",
    "suffix_known",
    "unknown_extension",
]
DEEPEST = 2  # archives within archives
SAVED = re.compile(r"(.+)[_.](?:files|fichiers|archivos|Dateien|file|bestanden|arquivos)", re.IGNORECASE)


def _text(decoded: Decoded, _context: Context) -> Iterator[Found]:
    """Yield the document of a text file, or the articles of an export."""
    if is_factiva_text(decoded.text):
        yield from read_factiva_text(decoded)
    elif is_nexis(decoded.text):
        yield from read_nexis(decoded)
    else:
        yield Found(decoded)


def _page(decoded: Decoded, _context: Context) -> Iterator[Found]:
    """Yield the article of a page, or the articles of an export."""
    if is_europresse(decoded.text):
        yield from read_europresse(decoded)
    elif is_factiva_page(decoded.text):
        yield from read_factiva_page(decoded)
    else:
        page = read_page(decoded)
        yield Found(page.decoded, page.fields, layout=page.layout)


OF_TEXT: dict[str, Callable[[Decoded, Context], Iterator[Found]]] = {
    ".txt": _text,
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), _page),
    **dict.fromkeys((".csv", ".tsv"), read_csv),
    **dict.fromkeys((".jsonl", ".ndjson", ".json"), read_json),
    **dict.fromkeys((".xml", ".rss", ".atom"), read_feed),
}
OF_BYTES: dict[str, Callable[[bytes, Context], Iterator[Found]]] = {
    **dict.fromkeys((".mhtml", ".mht"), read_mhtml),
    ".eml": read_letter,
    ".mbox": read_mbox,
    ".docx": read_docx,
    ".odt": read_odt,
    ".pdf": read_pdf,
}
ARCHIVES = {".zip": "zip", ".tar": "tar", ".tgz": "tar"}
FORMATS = (*OF_TEXT, *OF_BYTES, *ARCHIVES)
PAGES = frozenset(name for name, reader in OF_TEXT.items() if reader is _page)


def suffix_known(name: str) -> bool:
    """Tell whether a file of this name is read."""
    return suffix(name) in FORMATS or name.rsplit("/", 1)[-1] in BESIDE_FILES


def suffix(name: str) -> str:
    """Return the extension of a name in lower case, with the full stop, that of what is gzipped within."""
    name = name.rsplit("/", 1)[-1].lower().removesuffix(".gz")
    return name[name.rfind(".") :] if "." in name else ""


def belongs_to_page(folder: str, names: Iterable[str]) -> bool:
    """Tell whether a folder holds what a browser saved beside a page of the same name: its pictures, styles and frames."""
    match = SAVED.fullmatch(folder)
    return match is not None and any(
        name.rsplit(".", 1)[0] == match.group(1) for name in names if suffix(name) in {*PAGES}
    )


def read_file(
    path: str, data: bytes, digest: str, beside: Beside, max_bytes: int, depth: int = 0
) -> Iterator[Seen]:
    """Yield the documents of a file: one, or one a row; a file or row that cannot be read has a reason.

    Args:
        path: relative to the seeds folder; its extension tells the format, where the first bytes tell no other.
        data: the bytes of the file.
        digest: their SHA-256.
        beside: what metadata files say.
        max_bytes: the most that a packed file may unpack to.
        depth: how many archives the file lies in.
    """
    kind = suffix(path)
    try:
        is_packed = path.lower().endswith(".gz") or kind_of(data) == "gzip"
        content = gunzip(data, max_bytes) if is_packed and kind not in ARCHIVES else data
        if kind in ARCHIVES:
            yield from _archive(path, content, beside, max_bytes, depth)
            return
        n_found = 0
        for found in _found(kind, content, Context(path, beside.columns_of(path), max_bytes)):
            n_found += 1
            name = path if found.key is None else f"{path}#{found.key}"
            yield found.seen(name, digest, len(data), beside.of(name), beside.fault_of(name))
        if not n_found:
            raise QuarantineError("the file holds no article")
    except (UndecodableError, QuarantineError) as error:
        yield Seen(path, digest, len(data), reason=str(error))


def _archive(path: str, data: bytes, beside: Beside, max_bytes: int, depth: int) -> Iterator[Seen]:
    """Yield the documents of the files of an archive; their paths follow its own, as those of rows do."""
    if depth >= DEEPEST:
        raise QuarantineError(f"an archive within {DEEPEST} others is not read")
    files = list(members(data, ARCHIVES[suffix(path)], max_bytes))
    if not files:
        raise QuarantineError("the archive holds no files")
    inner = beside.within(path)
    for member in files:
        if member.path.rsplit("/", 1)[-1] in BESIDE_FILES and member.reason is None:
            yield from inner.add(f"{path}#{member.path}", member.data)
    for member in files:
        name = f"{path}#{member.path}"
        if member.path.rsplit("/", 1)[-1] in BESIDE_FILES and member.reason is None:
            continue
        if member.reason or not suffix_known(member.path):
            yield Seen(name, reason=member.reason or unknown_extension(member.path))
        else:
            yield from read_file(
                name, member.data, sha256(member.data).hexdigest(), inner, max_bytes, depth + 1
            )


def unknown_extension(name: str) -> str:
    """Return the reason why a file of this name is not read."""
    return f"skipped: unknown extension {suffix(name) or '(none)'}; what is read: {', '.join(FORMATS)}, also .gz of these"


def _found(kind: str, content: bytes, context: Context) -> Iterator[Found]:
    """Return the documents of a file, read as what its first bytes are, where they tell, else as its name says.

    Raises:
        QuarantineError: it is another kind of file than its name says.
    """
    if kind in OF_BYTES:
        return OF_BYTES[kind](content, context)
    found = kind_of(content)
    if found in REMEDIES:
        what, remedy = REMEDIES[found]
        raise QuarantineError(f"it is {what}, not what its name says: {remedy}")
    if kind == ".txt" and found != "html":
        return _text(decode(content), context)
    is_page = kind in PAGES or kind == ".txt"
    reader = _page if is_page else OF_TEXT[kind]
    return reader(decode_container(content, is_page=is_page), context)
