"""Who signs an article: names of authors and publishers, as pages write them.

Belongs here: what is a name in a by-line. Does not belong here: which statement wins (fields.py).
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from pipeline import lang
from pipeline.drops.formats.pages.lines import Line, marks, tidy
from pipeline.drops.formats.pages.linked_data import folded
from pipeline.drops.formats.pages.words import by_words, marked, vocabulary

NAMES_APART = re.compile(r"\s*[;|/•·]\s*|,\s*(?=\S+\s+\S)")
LONGEST_BY_LINE = 160
LONGEST_DETAILS = 400  # of a line of an article's details, in which an element is the by-line
LONGEST_NAME = 80
MOST_NAME_WORDS = 9
NEAR = 12  # lines by the headline, where a link or «By» alone tells a by-line
MOST_PARTS = 20  # of a by-line
AUTHOR_PAGE = re.compile(
    r"/(?:authors?|auteurs?|autrices?|journalistes?|journalists?|writers?|by|staff|people|profiles?|redacteurs?|redaction)/",
    re.IGNORECASE,
)


def compact(name: str) -> str:
    """Return a name of a site for comparison: small letters and digits, without article, ending and blank."""
    words = folded(re.sub(r"^https?://(?:www\.)?|/$", "", name.casefold())).split()
    return "".join(words[1:] if len(words) > 1 and words[0] in vocabulary("article") else words)


def is_publisher(author: str, publishers: set[str]) -> bool:
    """Tell whether a name is the publisher's, alone or with what stands beside it: its address, «with agencies»."""
    alone = re.split(
        rf"\s+(?:(?:{'|'.join(vocabulary('and'))})\s|\()|\.\w+$", author, maxsplit=1, flags=re.IGNORECASE
    )[0]
    return bool({compact(author), compact(alone)} & publishers)


def author_names(words: str) -> list[str]:
    """Return the names in what a page says of its authors, without «by» and roles; none where it holds no name."""
    words = tidy(_by().sub("", tidy(words), 1))
    if not words or "://" in words or "@" in words or words.startswith("(") or len(words) > LONGEST_BY_LINE:
        return []
    inverted = re.fullmatch(
        rf"((?:(?:{'|'.join(vocabulary('particle'))})\s)*[^\s,]+), ([^\s,]+(?:[\s-][^\s,]+)?)", words
    )
    if inverted and not {folded(part) for part in inverted.groups()} & _agencies():
        return [f"{inverted.group(2)} {inverted.group(1)}"]
    parts = NAMES_APART.split(words)
    return [
        name for n, part in enumerate(parts) if (name := _name(part)) and not (n and _role().search(name))
    ]


def _name(part: str) -> str | None:
    """Return a name, None for a login, a date, a sentence."""
    name = _by().sub("", part.strip(" ,.-–—:"), 1)
    n_words = len(name.split())
    if not name or n_words > MOST_NAME_WORDS or len(name) > LONGEST_NAME or re.search(r"\d", name):
        return None
    is_login = name.islower() and name.isascii()
    return None if is_login or re.search(r"[?!]|\.\s+\S{4}", name) else name


@cache
def _by() -> re.Pattern[str]:
    """Return what stands before an author in any language: «Par», «Written by», «Auteur :»."""
    return re.compile(rf"^[\s,]*(?:{'|'.join(vocabulary('by'))})(?:\s*:\s*|\s+)", re.IGNORECASE)


@cache
def _label() -> re.Pattern[str]:
    """Return the same as a label: «Auteur : »."""
    return re.compile(rf"(?:{'|'.join(vocabulary('by'))})\s*:\s*\S", re.IGNORECASE)


@cache
def _role() -> re.Pattern[str]:
    """Return the words of what an author does: «grand reporter», «Deputy Editor»."""
    return re.compile(rf"\b(?:{'|'.join(vocabulary('role'))})\b", re.IGNORECASE)


@cache
def _agencies() -> frozenset[str]:
    return frozenset(folded(name) for name in lang.load(lang.SHARED, "articles")["agencies"])


def visible_signatures(around: list[Line]) -> Iterator[list[str]]:
    """Yield the names of lines by the headline whose element, links or first words say that they are a by-line."""
    byline, comment = marked("byline"), marked("comment")
    lines = [line for line in around if len(line.text) <= LONGEST_DETAILS and by_words(line.text) is None]
    near = [line for line in lines[:NEAR] if not line.aside]
    for line in lines:
        around_it = " ".join(marks(e) for e in (line.element, *islice(line.element.iterancestors(), 2)))
        parts = list(islice(line.element.iter("*"), MOST_PARTS))
        if comment.search(around_it):
            continue
        own = [e for e in parts if e.tag == "a" and AUTHOR_PAGE.search(e.get("href") or "")]
        if byline.search(" ".join((around_it, *map(marks, parts)))):
            inner = [e for e in parts if e.tag in {"a", "span"} and byline.search(marks(e))]
            own += [e for e in inner if not any(e in other.iterancestors() for other in inner)]
            yield [name for e in own if _is_signature(name := tidy("".join(e.itertext())))]
            yield _signed(line)
        elif line in near:
            yield [name for e in own if is_signature_alone(name := tidy("".join(e.itertext())))]
    for line in near:
        label, words = _label().match(line.text), _by().sub("", line.text, 1)
        if (label and _is_signature(line.text)) or (words != line.text and is_signature_alone(words)):
            yield [line.text]


def _signed(line: Line) -> list[str]:
    """Return the names of a line that is a by-line: its parts, those aside that say what their owner does."""
    if len(line.text) > LONGEST_BY_LINE or not _is_signature(line.text):
        return []
    parts = [tidy(part) for part in line.parts if tidy(part)]
    names = [
        part for part in parts if len(part.split()) > 1 and _is_signature(part) and not _role().search(part)
    ]
    return names if names and len(parts) > 1 else [line.text]


def is_signature_alone(words: str) -> bool:
    """Tell whether a line is one or more names and nothing else: every word of it begins with a capital."""
    names = [
        name
        for part in author_names(words)
        for name in re.split(rf"\s(?:{'|'.join(vocabulary('and'))})\s", part)
    ]
    return bool(names) and all(
        2 <= len(name.split()) <= 4
        and all(w[0].isupper() for w in name.split())
        and not re.search(r"[:;!?»«\"]", name)
        for name in names
    )


def _is_signature(words: str) -> bool:
    """Tell whether words hold a name of two words or an agency, as a by-line does."""
    names = author_names(words)
    tokens = [token for name in names for token in name.split()]
    if sum(token[0].isupper() for token in tokens) * 2 < len(tokens):
        return False
    return any(
        len(re.findall(r"(?<!\w)[^\W\d_a-zß-ÿ]", name)) > 1 or folded(name) in _agencies() for name in names
    )
