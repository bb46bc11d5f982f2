"""Europresse: an HTML file with an `article` element for each article."""

import re
from collections.abc import Iterator

from lxml import html
from lxml.etree import _Element

from pipeline.drops.formats.exports import article, counted_words, day_in
from pipeline.drops.formats.pages.lines import lines_of, tidy
from pipeline.drops.formats.pages.signatures import author_names
from pipeline.drops.formats.seen import Block, Found
from pipeline.drops.text import Decoded

MARKS = re.compile(r"docOcurrContainer|titreArticleVisu|DocPublicationName")
PAGE = re.compile(r"(?:^|[,\s])(?:p|pg|page)\.?\s*([A-Z]?\d[\w,\s-]*)$", re.IGNORECASE)
ISSUE = re.compile(r",?\s*n[o°º]\.?\s*([\d\s.,]+)$", re.IGNORECASE)


def is_europresse(text: str) -> bool:
    """Tell whether a page is an export of Europresse."""
    return len({match.group() for match in MARKS.finditer(text)}) >= 2


def read_europresse(decoded: Decoded) -> Iterator[Found]:
    """Yield the articles of an export, in their order."""
    tree = html.document_fromstring(decoded.text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    for number, element in enumerate(tree.iter("article"), 1):
        yield _article(number, element, decoded)


def _article(number: int, element: _Element, file: Decoded) -> Found:
    name = _text(element, "DocPublicationName")
    header = _text(element, "DocHeader")
    title = _text(element, "titreArticleVisu") or _text(element, "titreArticle")
    issue, page = ISSUE.search(name), PAGE.search(header)
    container = next(iter(_all(element, "docOcurrContainer")), None)
    paragraphs = [line.text for line in lines_of(container)] if container is not None else []
    standfirst = _text(element, "rdp__subtitle")
    fields = {
        "title": title,
        "byline": ", ".join(author_names(_text(element, "docAuthors"))),
        "publisher": ISSUE.sub("", name).strip(" ,"),
        "published": day_in(header),
    }
    extra = {
        "section": _section(header),
        "page": page.group(1).strip() if page else None,
        "issue": issue.group(1).strip() if issue else None,
        "document": _text(element, "publiC-lblNodoc"),
    }
    blocks = [
        Block("title", title),
        Block("lead", standfirst),
        *(Block("body", words) for words in paragraphs),
    ]
    return article(number, file, fields, blocks, extra)


def _section(header: str) -> str | None:
    """Return what stands before the date of a header, «Économie» of «Économie, jeudi 14 mars 2024 678 mots, p. 24»."""
    rest = counted_words().sub("", PAGE.sub("", header))
    parts = [part.strip() for part in rest.split(",")]
    dated = next((n for n, part in enumerate(parts) if day_in(part)), 0)
    return ", ".join(part for part in parts[:dated] if part) or None


def _all(element: _Element, name: str) -> Iterator[_Element]:
    return (part for part in element.iter("*") if name in (part.get("class") or "").split())


def _text(element: _Element, name: str) -> str:
    """Return the text of the first element of a class; a headline often stands beside the paragraph that should hold it."""
    for part in _all(element, name):
        words = tidy("".join(part.itertext()))
        if not words and part.getnext() is not None and not part.getnext().get("class"):
            words = tidy("".join(part.getnext().itertext()))
        if words:
            return words
    return ""
