"""HTML pages: the text of the article with the roles of its pieces, and what the page says of itself."""

from typing import Any, NamedTuple

from pipeline.drops.formats.seen import Piece, QuarantineError, clean, laid_out
from pipeline.drops.text import Decoded


class Page(NamedTuple):
    """An article read off a page: its text, the pieces that it is laid out in, its fields."""

    decoded: Decoded
    layout: list[Piece]
    fields: dict[str, str]


def read_page(page: Decoded) -> Page:
    """Return the article of a page.

    Raises:
        QuarantineError: the page holds no article.
    """
    import trafilatura
    from lxml import html

    from pipeline.drops.formats.pages.body import read_body
    from pipeline.drops.formats.pages.fields import Statements, metas, read_fields
    from pipeline.drops.formats.pages.lines import lines_of
    from pipeline.drops.formats.pages.linked_data import LinkedData, folded
    from pipeline.drops.formats.pages.refusal import refusal
    from pipeline.drops.formats.pages.signatures import author_names

    try:
        tree = html.document_fromstring(page.text.encode(), parser=html.HTMLParser(encoding="utf-8"))
        found = trafilatura.bare_extraction(
            page.text,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # whatever a hostile page makes the parser raise, the run goes on
        raise QuarantineError(f"the page cannot be read: {type(error).__name__}") from error
    statements = Statements(tree, metas(tree), LinkedData(tree), lines_of(tree))
    fields = read_fields(statements, _guess(found))
    title = fields.get("title", "")
    nodes = statements.data.about({folded(title)})
    blocks = read_body(statements, nodes, None if found is None else found.body, title)
    texts = [block.text for block in blocks if block.role != "title"]
    if why := refusal(statements, fields, texts):
        raise QuarantineError(why)
    if not any(block.role == "body" for block in blocks):
        raise QuarantineError("the page holds no article text")
    signed = ", ".join(
        name for block in blocks if block.role == "byline" for name in author_names(block.text)
    )
    if signed and fields.get("byline", fields.get("publisher")) == fields.get("publisher"):
        fields["byline"] = signed
    text, layout = laid_out(blocks, page)
    return Page(text, layout, fields)


def _guess(found: Any) -> dict[str, str]:
    """Return the fields that trafilatura finds."""
    names = {"title": "title", "published": "date", "publisher": "sitename", "url": "url"}
    values = ((field, getattr(found, name, None)) for field, name in names.items())
    return {field: clean(value) for field, value in values if value}
