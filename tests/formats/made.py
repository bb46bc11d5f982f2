"""Files for the tests: feeds, letters, office documents, PDFs and archives, each made here."""

import io
import tarfile
import zipfile
from collections.abc import Mapping

import docx as python_docx
import odfdo

from tests.formats.pages import HEADLINE

LETTER = (
    "From: =?utf-8?q?La_Vigie_=C3=A9l?= <lettre@vigie.example>\r\nTo: x@y.example\r\nSubject: =?utf-8?q?Le_bac_reprend?=\r\n"
    "Date: Tue, 5 Mar 2024 08:10:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{plain}\r\n"
    "--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{html}\r\n--b--\r\n"
)


def rss(*texts: str) -> str:
    """Return a feed with the texts in its first entry, and an entry without any."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>La Vigie de Morlane</title><language>fr-FR</language>
<item><title>Le bac &amp; la criée</title><link>https://vigie.example/1</link><dc:creator>Ysé Tanguy</dc:creator>
<pubDate>Tue, 05 Mar 2024 08:10:00 +0100</pubDate><category>Port</category>
<description>Court.</description><content:encoded><![CDATA[{"".join(f"<p>{words}</p>" for words in texts)}]]></content:encoded></item>
<item><title>Vide</title><link>https://vigie.example/2</link></item>
</channel></rss>"""


def atom(words: str) -> str:
    """Return a feed with one entry."""
    return f"""<?xml version="1.0" encoding="iso-8859-1"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>La Vigie</title><entry><title>Le bac</title><author><name>Ysé Tanguy</name></author>
<link href="https://vigie.example/1"/><published>2024-03-05T08:10:00+01:00</published><updated>2024-03-05T09:00:00+01:00</updated>
<summary>{words}</summary></entry></feed>"""


def letter(plain: str, html: str) -> bytes:
    first, second = LETTER.split("{plain}")
    middle, last = second.split("{html}")
    return first.encode() + plain.encode("iso-8859-1") + middle.encode() + html.encode() + last.encode()


def mhtml(html: str, *, charset: str = "utf-8") -> bytes:
    head = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://vigie.example/bac\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: binary\r\nContent-Location: https://vigie.example/bac\r\n\r\n"
    )
    return head.encode() + html.encode(charset) + b"\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"


def docx(paragraphs: tuple[str, ...]) -> bytes:
    document = python_docx.Document()
    document.add_heading(HEADLINE, 0)
    for words in paragraphs:
        document.add_paragraph(words)
    document.add_table(1, 1).cell(0, 0).text = "Horaires : 7 h à 20 h."
    document.add_paragraph("Fin.")
    document.core_properties.author = "Bureau"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def odt(paragraphs: tuple[str, ...]) -> bytes:
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, HEADLINE))
    for words in paragraphs:
        document.body.append(odfdo.Paragraph(words))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(lines: tuple[str, ...]) -> bytes:
    """Return a PDF of one page, its lines under each other."""
    words = b" T* ".join(
        b"(" + line.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj" for line in lines
    )
    stream = b"BT /F1 11 Tf 14 TL 40 780 Td " + words + b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("out.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()
