"""Finds newspapers, channels, agencies and sites by the names that the press writes; which there are: media.csv beside this.

A row of it: name, aliases, country, kind (agency or media), wikidata_id; `common` lists the spellings that are also common
words or other names, which are the medium's only where something beside them says so.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import polars as pl

from pipeline import lang

SCHEMA = dict.fromkeys(("name", "aliases", "country", "kind", "wikidata_id", "common"), pl.String)
PAIR, SHORT = (
    2,
    2,
)  # words of a name that papers set with a hyphen or without; letters of a word that may be another
WORD = re.compile(r"(?<![\w@#])\w+")


class Hit(NamedTuple):
    """A medium's name in a text: where it stands with its article and without, how it is listed, and how sure that is."""

    start: int
    bare_start: int
    end: int
    name: str
    kind: str  # agency, media or platform
    is_common: bool
    is_titled: bool  # its article is written with a capital


class _Spelling(NamedTuple):
    bare: str  # without its article
    name: str
    kind: str
    is_common: bool
    has_article: bool
    needs_article: bool


@cache
def packaged_media() -> pl.DataFrame:
    """Return the media that come with the package, one row a medium."""
    text = files("pipeline.extract").joinpath("media.csv").read_bytes()
    return pl.read_csv(text, schema=SCHEMA)


@cache
def _whole_names() -> dict[str, tuple[str, str]]:
    """Return the spelling as listed, and its kind, of every one without its article in small letters."""
    found: dict[str, tuple[str, str]] = {}
    for name, kind, _ in _listed():
        found.setdefault(_bare(name).casefold(), (name, "media" if kind == "platform" else kind))
    return found


def _looked_up(name: str) -> tuple[str, str] | None:
    return _whole_names().get(_bare(name.replace("’", "'")).casefold())


def kind_of(name: str) -> str | None:
    """Return agency or media for a name that is a medium's, with its article or without; else None."""
    found = _looked_up(name)
    return found[1] if found else None


def listed_as(name: str) -> str | None:
    """Return how a medium's name is listed, or the first one that stands in a longer name; None if there is none."""
    found = _looked_up(name)
    if found:
        return found[0]
    hit = next(find_media(name.replace("’", "'")), None)
    return hit.name if hit else None


@cache
def common_spellings() -> frozenset[str]:
    """Return the spellings that are not enough on their own to be a medium's."""
    return frozenset(one for listed in packaged_media()["common"].drop_nulls() for one in listed.split("|"))


def find_media(text: str) -> Iterator[Hit]:
    """Yield the names of media in a text with plain apostrophes, none over another, «au Monde» as «Monde».

    A name of one word that has an article is none without it; nor is a part of a longer word, but «RTL-LCI» are two.
    """
    reached = 0
    by_word = _by_word()
    for word in _first_word().finditer(text):
        if word.start() < reached:
            continue
        for one in by_word.get(word.group(), ()):
            end = word.start() + len(one.bare)
            if not text.startswith(one.bare, word.start()) or text[end : end + 1].isalnum():
                continue
            article = _article_before(text, word.start()) if one.has_article else None
            if (one.needs_article and article is None) or _goes_on().match(text, end):
                continue
            start = word.start() - len(article or "")
            is_titled = start < word.start() and text[start].isupper()
            yield Hit(start, word.start(), end, one.name, one.kind, one.is_common, is_titled)
            reached = end
            break


def _article_before(text: str, at: int) -> str | None:
    """Return the article that a place stands after, «» for one that is part of a preposition («au»), None for none."""
    left = text[max(0, at - 5) : at]
    for article in _articles():
        if left.casefold().endswith(article) and not left[: -len(article)][-1:].isalnum():
            return left[len(left) - len(article) :]
    return next(("" for word in _contracted() if re.search(rf"(?<!\w){word} $", left, re.IGNORECASE)), None)


@cache
def _first_word() -> re.Pattern[str]:
    """Return a pattern for the words that begin as the name of a medium does."""
    return re.compile(rf"[{re.escape(''.join(sorted({word[0] for word in _by_word()})))}](?<![\w@#].)\w*")


@cache
def _articles() -> tuple[str, ...]:
    return tuple(lang.load(None, "sources")["articles"])


@cache
def _goes_on() -> re.Pattern[str]:
    """Return a pattern for what makes a name the start of another's: «La Tribune» of «La Tribune du Lac»."""
    links = "|".join(lang.load(None, "sources")["links"])
    return re.compile(rf" (?:{links})[ ]?(?=[A-ZÀ-Þ])")


@cache
def _contracted() -> tuple[str, ...]:
    return tuple(lang.load(None, "sources")["contracted"])


def _bare(name: str) -> str:
    article = next((one for one in _articles() if name.casefold().startswith(one)), "")
    return name[len(article) :]


def _listed() -> Iterator[tuple[str, str, bool]]:
    """Yield every spelling, its kind, and whether it is common."""
    common = common_spellings()
    for name, aliases, kind in packaged_media().select("name", "aliases", "kind").iter_rows():
        for one in [name, *(aliases.split("|") if aliases else [])]:
            yield one, kind, one in common
    for name in lang.load(None, "sources")["platforms"]:
        yield name, "platform", False


def _as_set(bare: str, is_common: bool) -> Iterator[str]:
    """Yield a spelling as papers set it: capitals in words, none after the first, a hyphen or a blank; a common one as it is.

    Of names of two words alone: «BFM-TV», «BFM TV», «Ouest France», «France inter».
    """
    yield bare
    yield " ".join(word[:1].upper() + word[1:] for word in bare.split(" "))
    parts = re.split(r"[ -]", bare)
    if is_common or len(parts) != PAIR or not all(part.isalpha() and len(part) > SHORT for part in parts):
        return
    first, last = parts
    yield f"{first} {last}"
    yield f"{first}-{last}"
    if not last.isupper():
        yield f"{first} {last.lower()}"


@cache
def _by_word() -> dict[str, list[_Spelling]]:
    """Return the spellings by their first word, the longest first."""
    found: dict[str, dict[str, _Spelling]] = defaultdict(dict)
    for spelled, kind, is_common in _listed():
        bare = _bare(spelled)
        for one in _as_set(bare, is_common):
            first = WORD.match(one)
            if first:
                needs = bare != spelled and (" " not in one or is_common)
                row = _Spelling(one, spelled, kind, is_common, bare != spelled, needs)
                found[first.group()].setdefault(one, row)
    return {word: sorted(rows.values(), key=lambda row: -len(row.bare)) for word, rows in found.items()}
