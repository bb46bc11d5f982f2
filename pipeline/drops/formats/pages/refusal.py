"""Pages that are no article: the front of a site, an error, a wall of cookies, a frame of a saved page."""

import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import urlparse

from pipeline.drops.formats.pages.fields import Statements
from pipeline.drops.formats.pages.lines import Line
from pipeline.drops.formats.pages.words import vocabulary

FRONT = re.compile(r"/?(?:index\.\w+|[a-z]{2}(?:-[a-z]{2})?/?)?$")
LONGEST_NOTICE = 1_200  # characters of the text of a page that tells why there is nothing to read
FEWEST_WORDS = 20  # of a page without a headline
MOST_LINKED = 0.6


def refusal(page: Statements, fields: dict[str, str], texts: Sequence[str]) -> str | None:
    """Say why a page is no article, in one line; None where it may be one.

    Args:
        page: the page.
        fields: what it states.
        texts: the paragraphs that were found, without the headline.
    """
    words = " ".join(texts or [line.text for line in page.lines])
    said = f"{fields.get('title', '')} {words}"
    if len(words) <= LONGEST_NOTICE and (notice := notice_in(said)):
        return f"the page is no article: it says «{notice}»"
    is_stated = any(node.get("headline") for node in page.data.articles) or "article" in page.metas.get(
        "og:type", []
    )
    address = fields.get("url")
    if not is_stated and address and FRONT.fullmatch(urlparse(address).path):
        return "the page is no article: it is the front of a site"
    has_headline = any(line.element.tag == "h1" for line in page.lines) or "og:title" in page.metas
    if not is_stated and not has_headline and len(words.split()) < FEWEST_WORDS:
        return "the page is no article: it has no headline and few words"
    if not is_stated and _linked(page.lines, set(texts)) > MOST_LINKED:
        return "the page is no article: it is made of links to others"
    return None


def _linked(lines: Sequence[Line], texts: set[str]) -> float:
    """Return the share of the paragraphs' characters that stand in links."""
    kept = [line for line in lines if line.text in texts]
    total = sum(len(line.text) for line in kept)
    return sum(len(line.text) * line.link_share for line in kept) / total if total else 0.0


def notice_in(words: str) -> str | None:
    """Return the words by which a page says that it has nothing to read."""
    match = _notices().search(words)
    return match.group() if match else None


@cache
def _notices() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(vocabulary('notice'))})(?!\w)", re.IGNORECASE)
