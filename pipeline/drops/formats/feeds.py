"""RSS and Atom feeds: every entry is a document."""

import re
from collections.abc import Iterator
from typing import Any

from pipeline.drops.formats.extra import needed
from pipeline.drops.formats.markup import text_of_markup
from pipeline.drops.formats.seen import Context, Found, QuarantineError, fields_of, plain
from pipeline.drops.text import Decoded

FEED = re.compile(r"<(?:rss|feed|rdf:RDF|channel)[\s>]")
HEAD = 4_096  # characters in which the root element stands


def read_feed(decoded: Decoded, _context: Context) -> Iterator[Found]:
    """Yield the entries of a feed.

    Raises:
        QuarantineError: it is no feed.
    """
    if not FEED.search(decoded.text[:HEAD]):
        raise QuarantineError("the XML file is no RSS or Atom feed")
    declared = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded.text)
    feed = needed("feedparser").parse(declared.encode(), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        raise QuarantineError("the feed has no entries")
    for number, entry in enumerate(feed.entries, 1):
        yield _entry(number, entry, feed.feed, decoded)


def _entry(number: int, entry: Any, feed: Any, file: Decoded) -> Found:
    contents = [content.get("value", "") for content in entry.get("content", [])]
    words = max([*contents, entry.get("summary", "")], key=len)
    outlet = (entry.get("source") or {}).get("title") or feed.get("title")
    fields = fields_of(
        {
            "title": text_of_markup(entry.get("title", "")),
            "byline": ", ".join(a["name"] for a in entry.get("authors", []) if a.get("name"))
            or entry.get("author"),
            "publisher": outlet,
            "published": entry.get("published"),
            "updated": entry.get("updated") if entry.get("updated") != entry.get("published") else None,
            "url": entry.get("link"),
            "language": (feed.get("language") or "")[:2].lower() or None,
        }
    )
    extra = (
        {"tags": [tag.get("term") for tag in entry.get("tags", []) if tag.get("term")]}
        if entry.get("tags")
        else {}
    )
    try:
        return Found(plain(text_of_markup(words), file, "the entry"), fields, extra, key=str(number))
    except QuarantineError:
        return Found(fields=fields, extra=extra, key=str(number), reason="the entry has no text")
