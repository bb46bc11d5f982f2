"""JSON-LD of a page: the nodes that describe its article, with references resolved.

Belongs here: what schema.org's words mean. Does not belong here: which statement wins (fields.py).
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from lxml.etree import _Element

Node: TypeAlias = Mapping[str, Any]

ARTICLE = re.compile(r"(?:\w*Article|\w*Posting|Report|Review|CreativeWork)$")
RUNNING = "LiveBlogPosting"  # its headline is that of the running blog, not of what the page tells now
WEB_PAGE = re.compile(r"\w*Page$")
WRAPPING = re.compile(
    r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?://)?\s*(?:-->|\]\]>|/\*\]\]>\*/)\s*$"
)
TAG = re.compile(r"<[^<>]{1,200}>")
DEEPEST = 8  # nodes within nodes
MOST_NODES = 20_000


class LinkedData:
    """The JSON-LD of a page.

    Attributes:
        articles: the nodes of articles, those of a running blog last.
        pages: the nodes of the page itself.
    """

    def __init__(self, tree: _Element) -> None:
        nodes = list(_nodes(list(_scripts(tree))))[:MOST_NODES]
        self._by_id: dict[str, Node] = {}
        for node in nodes:
            identity = node.get("@id")
            if isinstance(identity, str) and len(node) > len(self._by_id.get(identity, {})):
                self._by_id[identity] = node
        articles = [node for node in nodes if any(ARTICLE.match(kind) for kind in types(node))]
        self.articles = sorted(articles, key=lambda node: RUNNING in types(node))
        self.pages = [node for node in nodes if any(WEB_PAGE.match(kind) for kind in types(node))]

    def about(self, headlines: set[str]) -> list[Node]:
        """Return the nodes of the page's article: of several articles those under one of its headlines, else the first.

        Args:
            headlines: the headlines that the page shows, folded.
        """
        ours = [node for node in self.articles if folded(text_of(node.get("headline"))) in headlines]
        return ours or [node for node in self.articles if node.get("headline")][:1] or self.articles[:1]

    def names(self, value: object) -> list[str]:
        """Return the names of persons or organisations, stated in place or by reference."""
        if isinstance(value, list):
            return [name for item in value for name in self.names(item)]
        if isinstance(value, dict):
            node = {**self._by_id.get(str(value.get("@id")), {}), **value}
            parts = [text_of(node.get(part)) for part in ("givenName", "familyName")]
            name = node.get("name") or node.get("byline") or " ".join(filter(None, parts))
            return self.names(name) if isinstance(name, list) else [text_of(name)] if text_of(name) else []
        return [text_of(value)] if text_of(value) else []


def types(node: Node) -> list[str]:
    """Return the types of a node."""
    kinds = node.get("@type")
    return [str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds])]


def text_of(value: object) -> str:
    """Return a string of JSON-LD as text: without the HTML that publishers leave in it, often escaped twice."""
    if not isinstance(value, str):
        return ""
    return " ".join(TAG.sub(" ", html.unescape(html.unescape(value))).split())


def folded(words: str) -> str:
    """Return words for comparison: their letters and digits alone, in small letters."""
    return " ".join(re.findall(r"\w+", words.casefold()))


def _scripts(tree: _Element) -> Iterator[object]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                yield json.loads(WRAPPING.sub("", script.text or ""), strict=False)
            except (ValueError, RecursionError):
                continue


def _nodes(value: object, depth: int = 0) -> Iterator[Node]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for part in ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "creator"):
            yield from _nodes(value.get(part), depth + 1)
