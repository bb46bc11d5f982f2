"""The text of an article as its page lays it out: headline, standfirst, paragraphs, headings.

trafilatura finds the paragraphs. What it leaves out of the article's own containers, or of the body that JSON-LD states, is
put back where it stands. Does not belong here: fields (fields.py).
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element

from pipeline.drops.formats.pages.fields import Statements, lines_below
from pipeline.drops.formats.pages.lines import Line, marks, tidy
from pipeline.drops.formats.pages.linked_data import Node, folded, text_of
from pipeline.drops.formats.pages.signatures import is_signature_alone
from pipeline.drops.formats.pages.words import by_words, marked
from pipeline.drops.formats.seen import Block

SENTENCE_END = re.compile(r"[.!?…][\"»”’')\]]*$")
SHORTEST_SURE = 25  # characters of a line that stands nowhere else by chance
WORDS_A_RUN = 4
SHORTEST_PARAGRAPH = 40
MOST_LINKED = 0.5
MOSTLY_LINK = 0.8
WITHIN = -1  # a line that is part of a block
MAIN_SHARE = 0.2  # of the body's characters: a container that holds so much is one of the article's own
CLEARLY_LONGER = 1.1
LONGEST_STANDFIRST = 700
SHORTEST_STANDFIRST = 20
MOST_STANDFIRSTS = 4
FIRST_BLOCKS = 5  # where the names of the authors may stand alone
LONGEST_SIGNATURE = 80
BLOCKS = frozenset({"p", "head", "quote", "item", "list", "table", "row", "cell", "code", "div", "ab"})


def read_body(page: Statements, nodes: list[Node], found: _Element | None, title: str) -> list[Block]:
    """Return the blocks of the article in reading order, its headline first where the page shows it.

    Args:
        page: the page.
        nodes: the JSON-LD of the article.
        found: the body that trafilatura found, if any.
        title: the headline.
    """
    body = [] if found is None else list(_blocks(found))
    body = _without_head(body, title)
    stated = "\n".join(words for node in nodes if isinstance(words := node.get("articleBody"), str))
    body = _completed(page.lines, body, folded(text_of(stated)))
    body = [Block(by_words(block.text) or block.role, block.text) for block in body]
    paragraphs = [words for words in map(text_of, stated.split("\n")) if words]
    in_one = len(body) == 1 and len(paragraphs) > 1 and folded(body[0].text) == folded(text_of(stated))
    if in_one or len(folded(text_of(stated))) > CLEARLY_LONGER * sum(
        len(folded(block.text)) for block in body
    ):
        body = [Block("body", words) for words in paragraphs]
    for n, block in enumerate(body[:FIRST_BLOCKS]):
        if len(block.text) <= LONGEST_SIGNATURE and is_signature_alone(block.text):
            body[n] = Block("byline", block.text)
    standfirst = _standfirst(page, nodes, body, title)
    known = {folded(block.text) for block in standfirst}
    body = [block for block in body if folded(block.text) not in known]
    return [*([Block("title", title)] if title else []), *standfirst, *body]


def _blocks(body: _Element) -> Iterator[Block]:
    """Yield the paragraphs and headings of trafilatura's tree; an element's own text first, then what its blocks hold."""
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        if element is body or element.tag in BLOCKS:
            role = "heading" if element.tag == "head" else "body"
            for words in _runs(element):
                yield Block(role, words)
            if element is not body and element.tail and element.tail.strip():
                yield Block("body", tidy(element.tail))


def _runs(element: _Element) -> Iterator[str]:
    """Yield the text of an element outside the blocks within it, line by line."""
    parts = [element.text or ""]
    for child in element:
        if child.tag in BLOCKS:
            break
        parts += ["\n\n" if child.tag == "lb" else "".join(child.itertext()), child.tail or ""]
    for words in "".join(parts).split("\n\n"):
        if tidy(words):
            yield tidy(words)


def _without_head(body: list[Block], title: str) -> list[Block]:
    """Return the blocks without the headline, which stands once, on top."""
    wanted = folded(title)
    return [block for block in body if not (wanted and folded(block.text) == wanted)]


def _completed(lines: list[Line], body: list[Block], stated: str) -> list[Block]:
    """Put back, where they stand, the paragraphs of the article's own containers and of its stated body that are missing.

    What is a link from end to end, and no sentence, leads to another article.
    """
    exact = {folded(block.text): n for n, block in enumerate(body)}
    read, wanted = _Words(" ".join(exact)), _Words(stated)
    places = [exact.get(line.folded, WITHIN if read.hold(line.folded) else None) for line in lines]
    own = _containers([line for line, place in zip(lines, places, strict=True) if place is not None])
    missing: dict[int, list[Block]] = {}
    links: dict[int, bool] = {}
    last = -1
    for line, place in zip(lines, places, strict=True):
        if place is not None:
            last = max(last, place)
            links[place] = links.get(place, True) and line.link_share > MOSTLY_LINK
        elif line.folded not in exact and (
            (not line.aside and wanted.hold(line.folded)) or (_is_paragraph(line) and own.hold(line))
        ):
            missing.setdefault(last, []).append(Block("body", line.text))
            exact[line.folded] = last
    body = [
        Block("boilerplate", block.text) if links.get(n) and not SENTENCE_END.search(block.text) else block
        for n, block in enumerate(body)
    ]
    return [
        *missing.get(-1, []),
        *(block for n, kept in enumerate(body) for block in (kept, *missing.get(n, []))),
    ]


class _Words:
    """A text that is asked which lines stand in it, in time that grows with the line alone."""

    def __init__(self, text: str) -> None:
        words = text.split()
        self._runs = {tuple(words[n : n + WORDS_A_RUN]) for n in range(len(words) - WORDS_A_RUN + 1)}

    def hold(self, line: str) -> bool:
        """Tell whether a folded line, long enough not to stand there by chance, does."""
        words = line.split()
        runs = (tuple(words[n : n + WORDS_A_RUN]) for n in range(len(words) - WORDS_A_RUN + 1))
        return (
            len(line) >= SHORTEST_SURE
            and len(words) >= WORDS_A_RUN
            and all(run in self._runs for run in runs)
        )


class Containers(NamedTuple):
    """What holds the paragraphs of an article: their parents, what these look like, and what calls itself its body."""

    parents: set[_Element]
    looks: set[str]
    bodies: set[_Element]

    def hold(self, line: Line) -> bool:
        """Tell whether a line stands in one of them."""
        if _holder(line.element) in self.parents:
            return True
        return not line.aside and (
            _look(line.element) in self.looks or line.element.getparent() in self.bodies
        )


def _containers(kept: list[Line]) -> Containers:
    """Return the containers of the lines that were kept."""
    long = [line for line in kept if len(line.text) >= SHORTEST_PARAGRAPH]
    sizes: Counter[str] = Counter()
    for line in long:
        sizes[_look(line.element)] += len(line.text)
    total = sum(sizes.values())
    looks = {look for look, size in sizes.items() if look and size > MAIN_SHARE * total}
    parents = {_holder(line.element) for line in long if not line.aside or _look(line.element) in looks}
    above = {element for line in long for element in line.element.iterancestors()}
    bodies = {element for element in above if marked("body").search(marks(element))}
    return Containers({parent for parent in parents if parent is not None}, looks, bodies)


def _holder(element: _Element) -> _Element | None:
    """Return what holds a paragraph among others: its parent, or what is above a wrapper of this paragraph alone."""
    parent = element.getparent()
    while parent is not None and len(parent) == 1 and parent.tag != "body":
        parent = parent.getparent()
    return parent


def _look(element: _Element) -> str:
    """Return what the container of a paragraph looks like; an empty text where it looks like any other."""
    parent = element.getparent()
    said = "" if parent is None else parent.get("class") or parent.get("id") or ""
    return f"{element.tag} {said}" if said else ""


def _is_paragraph(line: Line) -> bool:
    return (
        line.link_share < MOST_LINKED
        and len(line.text) >= SHORTEST_PARAGRAPH
        and SENTENCE_END.search(line.text) is not None
        and not marked("caption").search(marks(line.element))
    )


def _standfirst(page: Statements, nodes: list[Node], body: list[Block], title: str) -> list[Block]:
    """Return the standfirst: lines between the headline and the first paragraph that say or state that they are one."""
    first = next(
        (
            folded(block.text)
            for block in body
            if block.role == "body" and len(block.text) > SHORTEST_PARAGRAPH
        ),
        None,
    )
    descriptions = [
        text_of(node.get(name))
        for node in nodes
        for name in ("description", "alternativeHeadline", "abstract")
    ]
    descriptions += [
        words
        for name in ("og:description", "description", "twitter:description", "dc.description")
        for words in page.metas.get(name, [])
    ]
    stated = {folded(words) for words in descriptions if len(words) >= SHORTEST_STANDFIRST}
    found: list[Block] = []
    for line in lines_below(page.lines, title):
        if line.folded == first or len(found) >= MOST_STANDFIRSTS:
            break
        says = " ".join(
            marks(element) for element in (line.element, line.element.getparent()) if element is not None
        )
        is_said = marked("standfirst").search(says) is not None and not marked("caption").search(
            marks(line.element)
        )
        is_stated = any(
            line.folded == words
            or (len(line.folded) > SHORTEST_PARAGRAPH and words.startswith(line.folded[:-3]))
            for words in stated
        )
        if (
            (is_stated or (is_said and by_words(line.text) is None))
            and SHORTEST_STANDFIRST <= len(line.text) <= LONGEST_STANDFIRST
            and line.link_share < MOST_LINKED
        ):
            found.append(Block("lead", line.text))
    return found
