"""The lines of a page: the runs of text between its block elements, in reading order.

One walk over the tree, linear in its size, that every question about the visible page is asked of: which lines are the
headline, the by-line, the standfirst, the body.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml.etree import _Element

from pipeline.drops.formats.pages.linked_data import folded
from pipeline.drops.formats.pages.words import marked

INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "head",
        "iframe",
        "object",
        "audio",
        "video",
        "canvas",
        "select",
        "option",
        "button",
        "textarea",
        "input",
    ]
)
ASIDE = frozenset(["aside", "nav", "footer", "form", "figure", "figcaption", "menu", "dialog"])
HUMP = re.compile(r"([a-z])([A-Z])")
LARGE_SHARE = 0.4
SOFT_HYPHENS = re.compile("[\u00ad\u200b\u2060\ufeff]")
INVISIBLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)


@dataclass
class Line:
    """A run of text with the block element that it stands in."""

    element: _Element
    aside: bool
    parts: list[str] = field(default_factory=list)
    link_chars: int = 0

    @cached_property
    def text(self) -> str:
        """The words, with single spaces."""
        return tidy("".join(self.parts))

    @cached_property
    def folded(self) -> str:
        """The words for comparison."""
        return folded(self.text)

    @property
    def link_share(self) -> float:
        """The share of the characters that stand in links."""
        return self.link_chars / max(1, sum(map(len, self.parts)))


def tidy(words: str) -> str:
    """Return words with single spaces, without the hyphens and joints that only a browser sees."""
    return " ".join(SOFT_HYPHENS.sub("", words).split())


def marks(element: _Element) -> str:
    """Return what an element says that it is, its classes, id and roles, in small letters with humps as hyphens."""
    named = (
        element.get(name) for name in ("class", "id", "itemprop", "rel", "data-testid", "data-component")
    )
    return HUMP.sub(r"\1-\2", " ".join(filter(None, named))).lower()


def block_of(element: _Element) -> _Element:
    """Return the block element that an element stands in: itself, where it is one."""
    while element.tag in INLINE and element.getparent() is not None:
        element = element.getparent()
    return element


def lines_of(tree: _Element) -> list[Line]:
    """Return the lines of a page in reading order."""
    return [line for line in _walk(tree, _central(tree)) if line.text]


def _central(tree: _Element) -> set[_Element]:
    """Return the elements that hold a headline or much of the page: whatever their class says, they are not aside."""
    sizes: dict[_Element, int] = {}
    central: set[_Element] = set()
    for element in reversed(list(tree.iter())):
        parent = element.getparent()
        seen = isinstance(element.tag, str) and element.tag not in UNSEEN
        size = sizes.get(element, 0) + (len(element.text or "") if seen else 0)
        sizes[element] = size
        if element.tag == "h1" or element in central:
            central.add(element)
            if parent is not None:
                central.add(parent)
        if parent is not None:
            sizes[parent] = sizes.get(parent, 0) + (size if seen else 0) + len(element.tail or "")
    return central | {element for element, size in sizes.items() if size > LARGE_SHARE * sizes[tree]}


def _walk(tree: _Element, central: set[_Element]) -> Iterator[Line]:
    """Yield runs of text; the tree is walked by hand, as pages nest deeper than Python calls."""
    current: Line | None = None
    stack: list[tuple[_Element, bool, bool, bool]] = [
        (tree, False, False, False)
    ]  # element, aside, link, leaving
    while stack:
        element, aside, in_link, leaving = stack.pop()
        is_block = isinstance(element.tag, str) and element.tag not in INLINE
        if leaving:
            if is_block and current is not None:
                yield current
                current = None
            parent = element.getparent()
            if element.tail and parent is not None:
                current = _say(current, parent, element.tail, aside=aside, in_link=in_link)
            continue
        seen = isinstance(element.tag, str) and element.tag not in UNSEEN and not _is_hidden(element)
        if is_block and current is not None:
            yield current
            current = None
        stack.append((element, aside, in_link, True))
        if not seen:
            continue
        within_aside = aside or (is_block and _is_aside(element) and element not in central)
        within_link = in_link or element.tag == "a"
        if element.text:
            current = _say(current, element, element.text, aside=within_aside, in_link=within_link)
        stack.extend((child, within_aside, within_link, False) for child in reversed(element))
    if current is not None:
        yield current


def _say(current: Line | None, element: _Element, words: str, *, aside: bool, in_link: bool) -> Line | None:
    """Add words to the current line, or begin one in the block that holds the element."""
    if current is None:
        if not words.strip():
            return None
        current = Line(block_of(element), aside)
    current.parts.append(words)
    if in_link:
        current.link_chars += len(words)
    return current


def _is_aside(element: _Element) -> bool:
    return element.tag in ASIDE or bool(marked("aside").search(marks(element)))


def _is_hidden(element: _Element) -> bool:
    return element.get("hidden") is not None or bool(INVISIBLE.search(element.get("style") or ""))
