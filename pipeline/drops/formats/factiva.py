"""Factiva: HTML or text, by field codes (HD, BY, PD, SN, LP, TD) or as lines in a fixed order, each article ended by its number."""

import re
from collections.abc import Iterator, Sequence

from lxml import html
from lxml.etree import _Element

from pipeline.drops.formats.exports import article, counted_words, day_in, unwrapped
from pipeline.drops.formats.pages.lines import lines_of, tidy
from pipeline.drops.formats.pages.signatures import author_names
from pipeline.drops.formats.seen import Block, Found
from pipeline.drops.text import Decoded

NUMBER = r"[A-Z0-9]{2,10}0020\d{6}[a-z0-9]{6,10}"
ENDING = re.compile(rf"^\s*Document\s+({NUMBER})\s*$", re.MULTILINE)
PAGE_MARKS = re.compile(r"class=[\"'](?:article \w{2}Article|\w{2}Headline|articleParagraph)")
CODES = (
    "SE",
    "HD",
    "BY",
    "CR",
    "WC",
    "PD",
    "ET",
    "SN",
    "SC",
    "ED",
    "PG",
    "VOL",
    "LA",
    "CY",
    "LP",
    "TD",
    "ART",
    "CT",
    "RF",
    "CO",
    "IN",
    "NS",
    "RE",
    "IPC",
    "IPD",
    "PUB",
    "AN",
)
CODED = re.compile(rf"^\s{{0,3}}({'|'.join(CODES)})(?:\s{{2,}}|\t|\s*$)(.*)$")
CLOCK = re.compile(r"\d{1,2}[:h.]\d{2}$")
CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}$")
PAGE = re.compile(r"[A-Z]?\d{1,4}(?:[-,]\s?\d{1,4})*$")
COPYRIGHT = re.compile(r"(?:copyright|©|\(c\))", re.IGNORECASE)


def is_factiva_page(text: str) -> bool:
    """Tell whether a page is an export of Factiva."""
    return PAGE_MARKS.search(text) is not None and re.search(NUMBER, text) is not None


def is_factiva_text(text: str) -> bool:
    """Tell whether a text is an export of Factiva."""
    return ENDING.search(text) is not None


def read_factiva_page(decoded: Decoded) -> Iterator[Found]:
    """Yield the articles of an HTML export."""
    tree = html.document_fromstring(decoded.text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    elements = [part for part in tree.iter("div") if re.match(r"article(?:\s|$)", part.get("class") or "")]
    for number, element in enumerate(elements, 1):
        coded = {
            tidy("".join(cells[0].itertext())): cells[1]
            for row in element.iter("tr")
            if len(cells := list(row.iter("td"))) > 1
        }
        if "HD" in coded:
            values = {code: [line.text for line in lines_of(cell)] for code, cell in coded.items()}
            yield _by_codes(number, values, decoded)
        else:
            yield _by_order(number, _lines(element), decoded, author=_author(element))


def read_factiva_text(decoded: Decoded) -> Iterator[Found]:
    """Yield the articles of a text export."""
    start = 0
    for number, match in enumerate(ENDING.finditer(decoded.text), 1):
        lines = decoded.text[start : match.end()].split("\n")
        start = match.end()
        values: dict[str, list[str]] = {}
        code = None
        for line in lines:
            hit = CODED.match(line)
            code = hit.group(1) if hit else code
            if code:
                values.setdefault(code, []).append(hit.group(2) if hit else line)
        if "HD" in values and {"LP", "TD", "PD"} & set(values):
            paragraphs = {code: list(unwrapped(found)) for code, found in values.items()}
            yield _by_codes(number, paragraphs, decoded)
        else:
            yield _by_order(number, list(unwrapped(_apart(lines))), decoded)


def _apart(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines, with a blank one after each line of a header, which stand under each other."""
    in_header = True
    for line in lines:
        yield line
        if in_header:
            yield ""
        in_header = in_header and not COPYRIGHT.match(line.strip())


def _by_codes(number: int, values: dict[str, list[str]], file: Decoded) -> Found:
    said = {code: " ".join(words).strip() for code, words in values.items()}
    clock = said.get("ET", "")
    fields = {
        "title": said.get("HD"),
        "byline": ", ".join(author_names(said.get("BY", ""))),
        "publisher": said.get("SN"),
        "published": _moment(said.get("PD", ""), clock),
        "language": None,
    }
    extra = {
        "section": said.get("SE"),
        "page": said.get("PG"),
        "code": said.get("SC"),
        "credit": said.get("CR"),
        "document": re.sub(r"^Document\s+", "", said.get("AN", "")) or None,
    }
    blocks = [Block("title", said.get("HD", "")), *(Block("lead", words) for words in values.get("LP", []))]
    blocks += [Block("body", words) for words in values.get("TD", [])]
    return article(number, file, fields, blocks, extra)


def _by_order(number: int, lines: Sequence[str], file: Decoded, author: str = "") -> Found:
    """Read lines in Factiva's order: headline, by-line, length, day, hour, outlet, code, page, language, copyright, text."""
    lines = [line for line in lines if line]
    ending = next((match for line in lines if (match := ENDING.match(line))), None)
    lines = [line for line in lines if not ENDING.match(line)]
    dated = next((n for n, line in enumerate(lines[:12]) if len(line) < 60 and day_in(line)), None)
    counted = next((n for n, line in enumerate(lines[:12]) if counted_words().fullmatch(line)), dated)
    if dated is None or counted is None:
        return article(number, file, {"title": lines[0] if lines else ""}, _blocks("", lines), {})
    at = dated + 1
    clock = lines[at] if at < len(lines) and CLOCK.match(lines[at]) else ""
    at += bool(clock)
    outlet = lines[at] if at < len(lines) else ""
    head_end = next((n + 1 for n, line in enumerate(lines[:20]) if n > at and COPYRIGHT.match(line)), at + 1)
    details = lines[at + 1 : head_end]
    above = lines[:counted]
    byline = author or (above[-1] if len(above) > 1 and len(above[-1]) < 80 else "")
    title = next((line for line in above if line != byline), "")
    fields = {
        "title": title,
        "byline": ", ".join(author_names(byline)),
        "publisher": outlet,
        "published": _moment(lines[dated], clock),
    }
    extra = {
        "page": next((line for line in details if PAGE.match(line)), None),
        "code": next((line for line in details if CODE.match(line) and not PAGE.match(line)), None),
        "section": next((line for line in above if line not in {byline, title}), None),
        "document": ending.group(1) if ending else None,
    }
    return article(number, file, fields, _blocks(title, lines[head_end:]), extra)


def _blocks(title: str, lines: Sequence[str]) -> list[Block]:
    return [Block("title", title), *(Block("body", line) for line in lines)]


def _moment(day: str, clock: str) -> str | None:
    """Return a day with its hour as ISO 8601."""
    found = day_in(day)
    match = re.match(r"(\d{1,2})[:h.](\d{2})", clock)
    if found and match and len(found) == len("2023-09-11"):
        return f"{found}T{int(match.group(1)):02}:{match.group(2)}"
    return found


def _lines(element: _Element) -> list[str]:
    return [line.text for line in lines_of(element)]


def _author(element: _Element) -> str:
    named = (part for part in element.iter("div") if (part.get("class") or "") == "author")
    return next((tidy("".join(part.itertext())) for part in named), "")
