"""PDF files that have a text layer, their lines put together to paragraphs."""

import re
from collections.abc import Iterator

from pipeline.drops.formats.extra import needed
from pipeline.drops.formats.seen import GAP, UNICODE, Context, Found, QuarantineError, plain

MOST_PAGES = 2_000
FEWEST_CHARACTERS = 20  # a page; fewer are a stamp on a scan
FULL_LINE = 0.75  # of the width of a page's long lines: what is as long runs on into the next line
HYPHEN = re.compile(r"[\ufffe\u00ad\x02]\s*|(?<=[a-zà-ÿ])-\r?\n(?=[a-zà-ÿ])")
BULLET = re.compile(r"\s*[-–—•*▪]\s")


def read_pdf(data: bytes, context: Context) -> Iterator[Found]:
    """Yield the text of a PDF file.

    Raises:
        QuarantineError: it is damaged, locked, or has no text layer.
    """
    pdfium = needed("pypdfium2")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        raise QuarantineError(
            "the PDF is locked by a password" if is_locked else "the PDF is damaged"
        ) from error
    try:
        n_pages = len(document)
        if n_pages > MOST_PAGES:
            raise QuarantineError(f"the PDF has {n_pages} pages, more than {MOST_PAGES}")
        pages = [_page(document, number) for number in range(n_pages)]
    except pdfium.PdfiumError as error:
        raise QuarantineError("the PDF is damaged") from error
    finally:
        document.close()
    if sum(map(len, pages)) > context.max_bytes:
        raise QuarantineError(f"larger than the limit of {context.max_bytes} bytes when unpacked")
    if sum(map(len, pages)) < FEWEST_CHARACTERS * max(1, n_pages):
        raise QuarantineError("the PDF has no text layer: it is a scan, and wants OCR first")
    yield Found(
        plain(GAP.join(filter(None, map(_paragraphs, pages))), UNICODE, "the PDF"), extra={"pages": n_pages}
    )


def _page(document: "object", number: int) -> str:
    page = document[number]  # type: ignore[index]
    text_page = page.get_textpage()
    words = text_page.get_text_range()
    text_page.close()
    page.close()
    return str(words)


def _paragraphs(page: str) -> str:
    """Return the text of a page with the lines of a paragraph put together: those that reach the margin run on."""
    lines = [" ".join(line.split()) for line in HYPHEN.sub("", page).splitlines()]
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return ""
    margin = FULL_LINE * lengths[int(0.8 * (len(lengths) - 1))]
    out: list[str] = []
    runs_on = False
    for line in lines:
        if line and runs_on and not BULLET.match(line):
            out[-1] += f" {line}"
        elif line:
            out.append(line)
        runs_on = len(line) >= margin
    return "\n".join(out)
