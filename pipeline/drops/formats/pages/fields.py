"""The fields of an article as its page states them: title, by-line, dates, publisher, address.

Every field has its sources in one order: the article's own JSON-LD, the meta elements of the article and of Dublin Core, the
visible headline, by-line and date, and last what trafilatura finds.
Belongs here: which statement wins. Does not belong here: the text of the article (body.py).
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlparse

from lxml.etree import _Element

from pipeline.drops.formats.pages.lines import Line, block_of, marks, tidy
from pipeline.drops.formats.pages.linked_data import RUNNING, LinkedData, Node, folded, text_of, types
from pipeline.drops.formats.pages.signatures import author_names, compact, is_publisher, visible_signatures
from pipeline.extract.publication import read_publication

TITLES = (
    "og:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "twitter:title",
    "title",
)
AUTHORS = (
    "article:author", "og:article:author", "article:author_name", "dc.creator", "dcterms.creator", "citation_author", "author",
    "parsely-author", "sailthru.author", "cxenseparse:author", "dcsext.author", "og:author", "byl",
)  # fmt: skip
PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "dc.date.created",
    "dcterms.created", "dc.date", "dcterms.date", "date.available", "prism.publicationdate", "citation_publication_date", "pubdate",
    "publish-date", "published_at", "publication_date", "parsely-pub-date", "cxenseparse:publishtime", "cxenseparse:recs:publishtime",
    "sailthru.date", "date",
)  # fmt: skip
UPDATED = (
    "article:modified_time", "og:article:modified_time", "datemodified", "dcterms.modified", "dc.date.modified", "date.modified",
    "og:updated_time", "lastmod", "last-modified",
)  # fmt: skip
HEADLINES = ("headline", "alternativeHeadline", "name")
SITES = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "application-name",
    "publisher",
    "apple-mobile-web-app-title",
)
SEPARATOR = re.compile(r"\s+[|\-–—•·»:<>]+\s+|\s*\|\s*")
LONGEST_DATE_LINE = 140
LONGEST_NAME = 80
FIRST_LINES = 40  # below a headline, where by-line and date stand
LINES_ABOVE = 4
LONGEST_TITLE = 1_000  # characters; what is longer is left as it is
MOST_PARTS = 8  # of a title, from its end, among which the site's name stands
EPOCH = re.compile(r"1\d{9}(?:\d{3})?$")


class Statements(NamedTuple):
    """What a page states, before anything is chosen."""

    tree: _Element
    metas: dict[str, list[str]]
    data: LinkedData
    lines: list[Line]


def read_fields(page: Statements, guess: dict[str, str]) -> dict[str, str]:
    """Return the fields of a page; `guess` is what trafilatura finds, taken where the page states nothing."""
    titles = {folded(words) for words in _stated_titles(page)}
    nodes = page.data.about(titles)
    sites = _sites(page, nodes, guess)
    title = _title(page, nodes, sites) or without_site(guess.get("title", ""), sites)
    below = lines_below(page.lines, title)
    around = [*below[:FIRST_LINES], *page.lines[: len(page.lines) - len(below)][: -LINES_ABOVE - 1 : -1]]
    published = _date(page, nodes, "datePublished", PUBLISHED) or _visible_date(page, around)
    updated = _date(page, nodes, "dateModified", UPDATED)
    guessed = _iso(guess.get("published"))
    if published is None and guessed and guessed != (updated or "")[: len(guessed)]:
        published = guessed
    fields = {
        "title": title,
        "byline": _byline(page, nodes, around, sites) or "",
        "published": published or "",
        "updated": updated
        if updated and updated != published and updated[:10] >= (published or "")[:10]
        else "",
        "publisher": sites[0] if sites else "",
        "url": _address(page, nodes) or guess.get("url", ""),
    }
    return {name: value for name, value in fields.items() if value}


def metas(tree: _Element) -> dict[str, list[str]]:
    """Return the contents of the meta elements of a page, by name in small letters, those of parts of the body aside."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = tidy(meta.get("content") or "")
        is_of_a_part = meta.get("itemprop") and any(
            a.get("itemtype", "").endswith(("ImageObject", "VideoObject")) for a in meta.iterancestors()
        )
        if name and content and not is_of_a_part:
            found.setdefault(name.lower(), []).append(text_of(content))
    return found


def lines_below(lines: list[Line], title: str) -> list[Line]:
    """Return the lines that follow the headline, all where the page shows none."""
    wanted = folded(title)
    start = next(
        (n + 1 for n, line in enumerate(lines) if line.element.tag == "h1" and line.folded == wanted), None
    )
    if start is None:
        start = next((n + 1 for n, line in enumerate(lines) if line.folded == wanted), None)
    if start is None:
        start = next(
            (n + 1 for n, line in enumerate(lines) if line.element.tag == "h1" and not line.aside), 0
        )
    return lines[start:]


def without_site(title: str, sites: Iterable[str]) -> str:
    """Return a title without the name of the site, and what follows it, that pages add."""
    names = {form for site in sites for form in (compact(site), "".join(folded(site).split())) if form}
    parts = list(SEPARATOR.finditer(title))[-MOST_PARTS:] if len(title) <= LONGEST_TITLE else []
    for match in reversed(parts):
        if any(_names_site(part, names) for part in SEPARATOR.split(title[match.end() :])):
            return without_site(title[: match.start()], sites)
    if parts and _names_site(title[: parts[0].start()], names) and "|" in parts[0].group():
        return title[parts[0].end() :].strip()
    return title.strip()


def _names_site(part: str, names: set[str]) -> bool:
    forms = {compact(part), "".join(folded(part).split())}
    return any(
        form in {name, name + "news", name + "online"}
        or (len(form) > 3 and name.startswith(form) and len(name) - len(form) <= 4)
        for name in names
        for form in forms
        if len(name) > 1
    )


def _stated_titles(page: Statements) -> Iterator[str]:
    for name in TITLES:
        yield from page.metas.get(name, [])
    yield from (line.text for line in page.lines if line.element.tag == "h1")
    yield tidy(page.tree.findtext(".//title") or "")


def _title(page: Statements, nodes: list[Node], sites: list[str]) -> str:
    """Return the headline: JSON-LD's, by the name that the h1 shows where it states several; else the meta elements', cut to the h1."""
    names = set(map(compact, sites))
    shown = [line.text for line in page.lines if line.element.tag == "h1" and len(line.text.split()) > 1]
    folds = {folded(words): words for words in reversed(shown)}
    metas = [words for name in TITLES for words in page.metas.get(name, [])]
    for_engines = without_site(tidy(page.tree.findtext(".//title") or ""), sites)
    meta = without_site(metas[0], sites) if metas else for_engines
    own = [node for node in nodes if RUNNING not in types(node)]
    stated = [words for name in HEADLINES for node in own if (words := text_of(node.get(name)))]
    if stated:
        agreed = next((folds[folded(words)] for words in stated if folded(words) in folds), None)
        return agreed or without_site(stated[0], sites)
    within = [
        words
        for fold, words in folds.items()
        if fold and f" {fold} " in f" {folded(meta)} " and len(fold) > 0.4 * len(meta)
    ]
    if within or metas:
        return within[0] if within else meta
    return next((words for words in shown if not _names_site(words, names)), meta)


def _sites(page: Statements, nodes: list[Node], guess: dict[str, str]) -> list[str]:
    """Return the names of the publisher and its site, the best first."""
    found = [name for node in nodes for name in page.data.names(node.get("publisher"))]
    found += [name for key in SITES for name in page.metas.get(key, [])]
    found += [guess["publisher"]] if guess.get("publisher") else []
    address = urlparse(_address(page, nodes) or guess.get("url", ""))
    host = (address.hostname or "").removeprefix("www.")
    names = [
        name for name in found if "://" not in name and not name.startswith("@") and len(name) <= LONGEST_NAME
    ]
    brands = [host, host.rsplit(".", 1)[0]] if host else []
    return list(dict.fromkeys([*sorted(names, key=lambda name: name.islower() and " " not in name), *brands]))


def _address(page: Statements, nodes: list[Node]) -> str | None:
    links = [
        link.get("href") for link in page.tree.iter("link") if (link.get("rel") or "").lower() == "canonical"
    ]
    stated = [node.get("url") for node in nodes]
    for address in (*links, *page.metas.get("og:url", []), *stated):
        if isinstance(address, str) and re.match(r"https?://[^\s/]+\.[^\s/]+", address):
            return address
    return None


def _date(page: Statements, nodes: list[Node], prop: str, names: Iterable[str]) -> str | None:
    """Return a date of the article: JSON-LD's, the meta elements', then that of the article's own time element, the page's."""
    stated = (node.get(prop) for node in nodes)
    inside = (content for name in names for content in page.metas.get(name, []))
    times = (
        element.get("datetime") or element.get("content") or ""
        for element in page.tree.iter("time", "span", "div", "p")
        if element.get("itemprop") == prop
    )
    pages = (node.get(prop) for node in page.data.pages)
    return next((date for value in (*stated, *inside, *times, *pages) if (date := _iso(value))), None)


def _visible_date(page: Statements, around: list[Line]) -> str | None:
    """Return the date that stands by the headline: of a time element, else of a short line with a date."""
    places = {line.element for line in around}
    for element in page.tree.iter("time"):
        holder = block_of(element)
        is_update = re.search(r"updat|modif", marks(element))
        if holder in places and not is_update and (date := _iso(element.get("datetime"))):
            return date
    for line in around:
        if (
            len(line.text) <= LONGEST_DATE_LINE
            and any(char.isdigit() for char in line.text)
            and not line.text.endswith(".")
        ):
            found = read_publication(line.text)
            if found and found.published and len(found.published) >= len("2023-09-11"):
                return found.published
    return None


def _iso(value: object) -> str | None:
    """Return a moment as ISO 8601 with its offset, to the minute; midnight sharp is a day without an hour."""
    words = text_of(value) if isinstance(value, str) else str(value) if isinstance(value, int) else ""
    if EPOCH.match(words):
        words = datetime.fromtimestamp(int(words[:10]), UTC).isoformat()
    match = re.match(
        r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:[.,]\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?$", words
    )
    if match is None:
        found = read_publication(words) if words else None
        return found.published if found else None
    day, minute, second, zone = match.groups()
    try:
        datetime.fromisoformat(day)
    except ValueError:
        return None
    if minute is None or (minute == "00:00" and second in {None, ":00"}):
        return day
    offset = "+00:00" if zone == "Z" else zone or ""
    return f"{day}T{minute}{offset[:3]}:{offset[-2:]}" if offset else f"{day}T{minute}"


def _byline(page: Statements, nodes: list[Node], around: list[Line], sites: list[str]) -> str | None:
    """Return the authors: those of the first source that names one other than the publisher; else the publisher, if it signs."""
    linked = [
        [name for part in ("author", "creator") for name in page.data.names(node.get(part))] for node in nodes
    ]
    linked += [page.data.names(node.get("author")) for node in page.data.pages]
    stated = [page.metas.get(name, []) for name in AUTHORS]
    visible = list(visible_signatures(around))
    publishers = {compact(site) for site in sites}
    shown = " ".join(f" {line.folded} " for line in around)
    confirmed = [names for names in stated if any(f" {folded(name)} " in shown for name in names)]
    signed_by_publisher = None
    for names, signs in [
        *((n, True) for n in linked),
        *((n, False) for n in confirmed),
        *((n, True) for n in visible),
        *((n, False) for n in stated),
    ]:
        authors = list(dict.fromkeys(author for name in names for author in author_names(name)))
        others = [author for author in authors if not is_publisher(author, publishers)]
        if others:
            return ", ".join(others)
        if authors and signs and signed_by_publisher is None:
            signed_by_publisher = authors[0]
    return signed_by_publisher
