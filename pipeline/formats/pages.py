"""HTML pages: the text of the article, and what the page says of itself."""

from pipeline.formats.seen import QuarantineError, clean
from pipeline.text import Decoded


def read_page(page: Decoded) -> tuple[Decoded, dict[str, str]]:
    """Return the text of a page and what it says of itself; its date only where its own markup states one."""
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            page.text,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # whatever a hostile page makes the parser raise, the run goes on
        raise QuarantineError(f"the page cannot be read: {type(error).__name__}") from error
    if found is None or not (found.text or "").strip():
        raise QuarantineError("the page holds no article text")
    fields = {
        "title": found.title,
        "published": found.date,
        "byline": found.author,
        "publisher": found.sitename,
        "url": found.url,
    }
    return page.piece(clean(found.text)), {name: clean(value) for name, value in fields.items() if value}
