"""What a file is by its first bytes, whatever its name says."""

import gzip
import zipfile
from io import BytesIO

import pytest

from pipeline.drops.formats import Beside, Seen, read_file
from pipeline.drops.formats.sniffing import REMEDIES, kind_of

TEXT = "Le pont rouvrira lundi, a dit la maire. Les travaux ont duré un mois.\n"
PAGE = f"<html><head><title>Le pont</title></head><body><article><p>{TEXT * 9}</p></article></body></html>"


def packed(*names: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, TEXT)
    return buffer.getvalue()


OTHERS = {
    "rtf": b"{\\rtf1\\ansi Le pont rouvrira lundi.}",
    "pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
    "docx": packed("[Content_Types].xml", "word/document.xml"),
    "xlsx": packed("[Content_Types].xml", "xl/workbook.xml"),
    "pptx": packed("[Content_Types].xml", "ppt/presentation.xml"),
    "odt": packed("mimetype", "content.xml"),
    "epub": packed("mimetype", "META-INF/container.xml"),
    "zip": packed("a.txt"),
    "mhtml": b"From: <Saved by a browser>\r\nSubject: Le pont\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related;\r\n\ttype="text/html"\r\n\r\n',
}


def read(name: str, data: bytes) -> Seen:
    (seen,) = read_file(name, data, "0" * 64, Beside(), 100_000)
    return seen


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv", "a.jsonl", "a.txt.gz"])
@pytest.mark.parametrize("kind", sorted(OTHERS))
def test_another_kind_of_file_is_set_aside_as_what_it_is_with_the_remedy(name: str, kind: str) -> None:
    data = OTHERS[kind]
    seen = read(name, gzip.compress(data) if name.endswith(".gz") else data)
    what, remedy = REMEDIES[kind]
    assert (seen.text, seen.reason) == (None, f"it is {what}, not what its name says: {remedy}")


def test_every_kind_that_is_not_read_is_tried() -> None:
    assert set(OTHERS) == set(REMEDIES)


def test_a_damaged_archive_is_one_still() -> None:
    assert kind_of(OTHERS["docx"][:60]) == "zip"


@pytest.mark.parametrize(
    "before", ["", "\ufeff", "\n  ", "<!-- saved -->\n", '<?xml version="1.0"?>\n', "<!DOCTYPE html>"]
)
def test_a_page_that_is_named_text_is_read_as_a_page(before: str) -> None:
    seen = read("a.txt", (before + PAGE).encode())
    assert "Le pont rouvrira lundi" in str(seen.text)
    assert "<p>" not in str(seen.text)
    assert seen.beside["title"] == "Le pont"


def test_a_gzipped_text_needs_no_ending_that_says_so() -> None:
    assert read("a.txt", gzip.compress(TEXT.encode())).text == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "Le format %PDF-1.7 est ancien.",
        "Content-Type: multipart/related, dit-il.",
        "PK, a-t-il dit.",
        "<html> est une balise",
    ],
)
def test_a_text_that_speaks_of_formats_is_text(text: str) -> None:
    assert read("a.txt", f"À lire : {text}".encode()).text == f"À lire : {text}"
