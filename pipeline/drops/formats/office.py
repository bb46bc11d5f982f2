"""Documents of office programs: .docx and .odt, their paragraphs in the order of the page."""

import io
from collections.abc import Iterator
from typing import Any

from pipeline.drops.formats.extra import needed
from pipeline.drops.formats.packed import check_unpacked
from pipeline.drops.formats.seen import GAP, UNICODE, Context, Found, QuarantineError, plain


def read_docx(data: bytes, context: Context) -> Iterator[Found]:
    """Yield the text of a Word document."""
    check_unpacked(data, context.max_bytes, "the document")
    try:
        document = needed("docx").Document(io.BytesIO(data))
        paragraphs = list(_docx_paragraphs(document))
        properties = document.core_properties
        extra = {"author": properties.author, "document_title": properties.title}
    except QuarantineError:
        raise
    except Exception as error:  # whatever a damaged file makes the library raise, the run goes on
        raise QuarantineError(f"the Word document is damaged: {type(error).__name__}") from error
    yield _found(paragraphs, extra)


def read_odt(data: bytes, context: Context) -> Iterator[Found]:
    """Yield the text of an OpenDocument text."""
    check_unpacked(data, context.max_bytes, "the document")
    try:
        document = needed("odfdo").Document(io.BytesIO(data))
        elements = document.body.xpath("//text:h|//text:p")
        paragraphs = [element.text_recursive for element in elements]
        extra = {"author": document.meta.creator, "document_title": document.meta.title}
    except QuarantineError:
        raise
    except Exception as error:  # whatever a damaged file makes the library raise, the run goes on
        raise QuarantineError(f"the OpenDocument text is damaged: {type(error).__name__}") from error
    yield _found(paragraphs, extra)


def _docx_paragraphs(document: Any) -> Iterator[str]:
    """Yield the paragraphs of a document, those in the cells of its tables where the tables stand."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text


def _found(paragraphs: list[str], extra: dict[str, Any]) -> Found:
    text = GAP.join(words.strip() for words in paragraphs if words and words.strip())
    return Found(
        plain(text, UNICODE, "the document"), extra={name: value for name, value in extra.items() if value}
    )
