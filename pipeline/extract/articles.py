"""Articles and segments: the fields of an article, and every piece of its text with its role.

Belongs here: the rows. Does not belong here: what a line of a page is (layout/), dates inside the text (dates/),
characters (text.py).
"""

import re

import polars as pl

from pipeline import lang
from pipeline.extract.ids import content_id
from pipeline.extract.language import detect_languages
from pipeline.extract.layout import Page, read_page
from pipeline.extract.publication import read_publication, span_of
from pipeline.tables import frame

WORD = re.compile(r"\w+")
FEWEST_TITLE_WORDS = 3  # before the name of a site


def read_articles(texts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read texts as articles: their language, then what each piece of the page is.

    Args:
        texts: one row a text: article_id, text, and what stands beside the file, each nullable:
            published, updated, title, byline, publisher, language, url, layout.

    Returns:
        articles and segments (tables/).
    """
    articles: list[dict[str, object]] = []
    segments: list[dict[str, object]] = []
    for row in detect_languages(texts).iter_rows(named=True):
        page = read_page(row["text"], row["language"], row.get("layout"))
        articles.append(_article(row, page))
        segments.extend(
            {
                "article_id": row["article_id"],
                "seq": seq,
                "role": piece.role,
                "start_char": piece.start,
                "end_char": piece.end,
                "text": page.words(piece),
            }
            for seq, piece in enumerate(page.pieces)
        )
    return frame("articles", articles), frame("segments", segments)


def article_id(text: str) -> int:
    """Return the identity of a text."""
    return content_id("article", text)


def without_site(title: str, page: Page) -> str:
    """Return a title without the names of sections and site that a page's head puts behind it.

    A bar parts them («Le quai rouvre | Mer | Port Info»); a dash only before a name that the page gives as its own.
    """
    words, _, behind = title.partition(" | ")
    if behind and len(WORD.findall(words)) >= FEWEST_TITLE_WORDS:
        return words.rstrip()
    words, _, site = title.rpartition(" - ")
    own = {name.casefold() for name in (page.fields.get("publisher"), page.fields.get("credit")) if name}
    return words.rstrip() if words and site.strip().casefold() in own else title


def _article(row: dict[str, object], page: Page) -> dict[str, object]:
    title = next(
        (without_site(page.words(piece), page) for piece in page.pieces if piece.role == "title"), None
    )
    stated = _date(row.get("published"), page.language)
    published = stated or _date(page.fields.get("published"), page.language)
    first, last = span_of(published) or (None, None)
    return {
        "article_id": row["article_id"],
        "language": page.language,
        "language_confidence": row["language_confidence"],
        "title": row.get("title") or title,
        "byline": row.get("byline") or page.fields.get("byline"),
        "publisher": row.get("publisher") or page.fields.get("publisher"),
        "credit": page.fields.get("credit"),
        "dateline_place": page.fields.get("place"),
        "published": published,
        "published_on": first if first == last else None,
        "published_from": first,
        "published_to": last,
        "published_method": ("metadata" if stated else "text") if published else None,
        "updated": _date(row.get("updated") or page.fields.get("updated"), page.language),
        "url": row.get("url"),
        "text": page.text,
        "n_chars": len(page.text),
        "n_words": len(WORD.findall(page.text)),
    }


def _date(words: object, language: str | None) -> str | None:
    """Return the ISO value of a date as a page writes it, read in the article's language, else in any."""
    for code in sorted((*lang.languages(), lang.SHARED), key=lambda code: code != language):
        found = read_publication(str(words), code) if words else None
        if found and (found.published or found.updated):
            return found.published or found.updated
    return None
