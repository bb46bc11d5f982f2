"""Fragments of HTML: the text of a column, a feed or a letter that is marked up."""

import re

FRAGMENT = re.compile(
    r"</(?:p|div|span|a|b|i|em|strong|ul|li|h[1-6]|br|table|blockquote)>|<br\s*/?>|<p[\s>]", re.IGNORECASE
)


def text_of_markup(words: str) -> str:
    """Return the text of a fragment of HTML, its lines apart; what is no HTML comes back as it is."""
    if not FRAGMENT.search(words):
        return words
    from lxml import etree, html

    from pipeline.drops.formats.pages.lines import lines_of

    try:
        tree = html.document_fromstring(
            f"<html><body>{words}</body></html>".encode(), parser=html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, ValueError):
        return words
    return "\n\n".join(line.text for line in lines_of(tree)) or words
