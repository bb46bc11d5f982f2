"""Sniffing: what a file is by its first bytes, whatever its name says.

Belongs here: telling kinds of files apart. Does not belong here: reading them (a module a format).
"""

import re
import zipfile
from io import BytesIO

HEAD_BYTES = 4_096
RTF, PDF, OLE, GZIP = (
    b"{\\rtf",
    re.compile(rb"(?:\A|\n)%PDF-\d"),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x1f\x8b\x08",
)
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
MHTML = re.compile(
    rb"\A[\w-]+:.*^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE,
)
IN_ZIPS = {
    "word/": "docx",
    "xl/": "xlsx",
    "ppt/": "pptx",
    "META-INF/container.xml": "epub",
    "content.xml": "odt",
}
# What it is, and what to do with it where it is not read.
REMEDIES = {
    "rtf": ("a rich-text file (RTF)", "save it as .txt in UTF-8"),
    "pdf": ("a PDF file", "name it .pdf"),
    "doc": ("a file of an old Microsoft Office", "save it as .txt in UTF-8"),
    "docx": ("a Word document", "name it .docx"),
    "xlsx": ("an Excel workbook", "save its sheet as CSV"),
    "pptx": ("a PowerPoint presentation", "save its text as .txt in UTF-8"),
    "odt": ("an OpenDocument file", "name a text .odt, save any other as CSV or .txt"),
    "epub": ("an e-book (EPUB)", "save its text as .txt in UTF-8"),
    "zip": ("a ZIP archive", "name it .zip"),
    "mhtml": ("a web archive (MHTML)", "name it .mhtml"),
}


def kind_of(data: bytes) -> str | None:
    """Return what bytes are: a key of REMEDIES, `html`, `gzip`, or None where their first bytes do not tell."""
    head = data[:HEAD_BYTES]
    if head.startswith(ZIPS):
        return _kind_of_zip(data)
    if head.lstrip().startswith(RTF):
        return "rtf"
    if PDF.search(head):
        return "pdf"
    if head.startswith(OLE):
        return "doc"
    if head.startswith(GZIP):
        return "gzip"
    if MHTML.search(head):
        return "mhtml"
    return "html" if HTML.match(head) else None


def _kind_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "zip"
    found = (kind for start, kind in IN_ZIPS.items() if any(name.startswith(start) for name in names))
    return next(found, "zip")
