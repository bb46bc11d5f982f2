"""Lines of a page's head: by-lines told by what they are (names, what people do, where they were sent), days, credits.

A line is read part by part, and is a header only where every part is one; so a sentence that begins with a name is none.
"""

import re
from functools import cache
from typing import NamedTuple

from pipeline.extract.layout.patterns import (
    agencies,
    form,
    given_names,
    in_order,
    patterns,
    people,
    shared_form,
)

MOST_DESCRIBING_WORDS = 14
MOST_NAME_WORDS = 5
LONGEST_SIGNATURE = 40
NAMES = ("names", "more names")
HANDLE = re.compile(r"@\w+|[\w.+-]+@[\w-]+\.\w[\w.]*")
SEPARATOR = re.compile(
    r"\s*[|•·]\s*|\s+[-–—/]\s+|,\s+(?!\d)|\s*(?=\()|(?<=\))[\s,]+|(?<=\w{4})\s+(?=\d{1,2}/\d{1,2}/\d{4})"
)
CAPITAL_WORD = r"(?:[A-ZÀ-Ý][\w’'-]*[\w’']|[A-ZÀ-Ý]\.(?:-?[A-ZÀ-Ý]\.)*)"
NAME = rf"{CAPITAL_WORD}(?:\s(?:{shared_form('particles')}|{CAPITAL_WORD})){{1,4}}"
TURNED = re.compile(rf"(?P<family>{CAPITAL_WORD}(?:[ -]{CAPITAL_WORD})?), (?P<given>{CAPITAL_WORD})")
PLACE_OR_OUTLET = re.compile(
    rf"{CAPITAL_WORD}(?:[\s-](?:{shared_form('place_words')}|{CAPITAL_WORD})){{0,4}}"
)


class Header(NamedTuple):
    """What a line of a head says: its role and its fields."""

    role: str
    fields: dict[str, str | None]


class _Part(NamedTuple):
    """A part of a line: what it is, and where the names in it stand."""

    kind: str  # names | more names | metadata | credit | posted | beside
    fields: dict[str, str | None]
    span: tuple[int, int] = (0, 0)


@cache
def _signed(language: str | None) -> re.Pattern[str]:
    """Return the names of a by-line with the word that signs them, if any, and the agency that follows, if any."""
    words = [form(code) for code in in_order(language)]
    before = "|".join(f"(?:{w.signed})" for w in words)
    and_ = "|".join(f"(?:{w.joined})" for w in words)
    with_ = "|".join(f"(?:{w.with_})" for w in words)
    return re.compile(
        rf"(?P<sign>(?i:{before})(?:\s*:\s*|\s+))?(?P<names>{NAME}(?:\s(?:{and_}|&)\s{NAME})*)"
        rf"(?:\s(?:(?:{with_}|{and_})\s)?(?P<credit>{agencies()}))?\.?"
    )


@cache
def _signed_loosely(language: str | None) -> re.Pattern[str]:
    """Return a signing word and whatever capital words follow it: «par J.-P. R.», «Texte : la Rédaction»."""
    before = "|".join(f"(?:{form(code).signed})" for code in in_order(language))
    with_ = "|".join(f"(?:{form(code).with_})" for code in in_order(language))
    return re.compile(
        rf"(?i:{before})(?:\s*:\s*|\s+)(?P<names>[A-ZÀ-Ý][^:;!?,|/\d«»\"]{{1,60}}?)(?:\s(?:{with_})\s(?P<credit>{agencies()}))?"
    )


@cache
def _joined(language: str | None) -> re.Pattern[str]:
    and_ = "|".join(f"(?:{form(code).joined})" for code in in_order(language))
    return re.compile(rf"(?:(?:{and_}|&)\s)?{NAME}(?:\s(?:{and_}|&)\s{NAME})*")


@cache
def _posted(language: str | None) -> re.Pattern[str]:
    posted = "|".join(f"(?:{form(code).posted})" for code in in_order(language))
    return re.compile(rf"(?i:{posted})(?:\s[^.!?:]{{1,40}})?\.?")


@cache
def _sentence(language: str | None) -> re.Pattern[str]:
    """Return what no name and no description of a person holds: a finite verb, or what begins a sentence."""
    verbs = "|".join(f"(?:{form(code).verbs})" for code in in_order(language))
    return re.compile(rf"(?<![\w-])(?:{verbs})(?![\w-])|[«»\"“”?!]")


@cache
def _opener(language: str | None) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form(code).openers})" for code in in_order(language)))


def read_header(line: str, language: str | None) -> Header | None:
    """Read a line of the head that holds names, days, credits, and what they are; None where a part is none of these.

    Names that no word signs must not be followed by a sentence, and a line of them ends without a full stop.
    """
    turned = TURNED.fullmatch(line)
    if turned and turned["given"] in given_names() and turned["family"] not in given_names():
        return Header("byline", {"byline": f"{turned['given']} {turned['family']}"})  # «Aubrac, Lucie»
    if _sentence(language).search(line):
        return None
    parts: list[_Part] = []
    at = 0
    for end, after in [*((m.start(), m.end()) for m in SEPARATOR.finditer(line)), (len(line), len(line))]:
        if end > at:
            part = _read_part(line, at, end, parts, language)
            if part is None:
                return None
            parts.append(part)
        at = after
    names = [part for part in parts if part.kind in NAMES]
    if not names and any(part.kind == "beside" for part in parts):
        return None
    if line.endswith(".") and parts[-1].kind == "beside" and not is_signed(line, language):
        return None
    return _header(line, parts, names, language)


def is_signed(line: str, language: str | None) -> bool:
    """Tell whether a line begins with a word that signs and a name: «par Lucie Aubrac»."""
    match = _signed(language).match(line)
    return bool(match and match.group("sign"))


def _header(line: str, parts: list[_Part], names: list[_Part], language: str | None) -> Header:
    fields: dict[str, str | None] = {}
    for part in parts:
        for key, value in part.fields.items():
            if value:
                fields.setdefault(key, value)
    if names:
        last = names[0]
        for part in names[1:]:
            if part.kind == "more names" and line[last.span[1] : part.span[0]].strip() in {",", ""}:
                last = part
        fields["byline"] = without_role(line[names[0].span[0] : last.span[1]], language)
    is_byline = names or any(part.kind in {"credit", "posted"} for part in parts[:1])
    return Header("byline" if is_byline else "metadata", fields)


def _read_part(line: str, start: int, end: int, before: list[_Part], language: str | None) -> _Part | None:
    words = line[start:end]
    if known := _known_part(words, start, language):
        return known
    inside = words.strip("()")
    if _posted(language).fullmatch(inside):
        return _Part("posted", {})
    has_names = any(part.kind in NAMES for part in before)
    if has_names and (_is_beside(inside, language) or HANDLE.fullmatch(words)):
        return _Part("beside", {})
    if has_names and before[-1].kind == "names" and words in given_names():  # «Aubrac, Lucie»
        family = " " not in line[slice(*before[-1].span)]
        return _Part("more names" if family else "beside", {}, (start, end))
    return _names_part(words, start, before, language) or (
        _Part("beside", {}) if has_names and PLACE_OR_OUTLET.fullmatch(inside) else None
    )


def _names_part(words: str, start: int, before: list[_Part], language: str | None) -> _Part | None:
    """Return the names that a part holds, signed or bare, those that go on a list, and one that its role follows."""
    after_names = bool(before) and before[-1].kind in NAMES
    signed = _signed(language).fullmatch(words) or _signed_loosely(language).fullmatch(words)
    if signed and (signed.groupdict().get("sign", "") or _is_name(signed.group("names"), language)):
        span = (start + signed.start("names"), start + signed.end("names"))
        return _Part("more names" if after_names else "names", {"credit": signed.group("credit")}, span)
    if after_names and _joined(language).fullmatch(words):
        return _Part("more names", {}, (start, start + len(words)))
    length = _name_before_role(words, language)
    return _Part("names", {}, (start, start + length)) if length else None


def _known_part(words: str, start: int, language: str | None) -> _Part | None:
    """Return what the patterns of lines say of a part: a day, an agency, who wrote it."""
    for pattern in patterns(language).line:
        match = pattern.expression.fullmatch(words)
        if match and pattern.role in {"metadata", "byline"}:
            fields = match.groupdict()
            if fields.get("byline"):
                return _Part("names", fields, (start + match.start("byline"), start + match.end("byline")))
            return _Part("credit" if fields.get("credit") else "metadata", fields)
    return None


def _name_before_role(words: str, language: str | None) -> int | None:
    """Return the length of the name that what its owner does follows without a comma: «Lucie Aubrac Professeure à Tulle»."""
    found = words.split()
    for n in range(2, min(len(found), MOST_NAME_WORDS)):
        name = " ".join(found[:n])
        if re.fullmatch(NAME, name) and found[n][0].isupper() and _is_beside(" ".join(found[n:]), language):
            return len(name) if words.startswith(name) else None
    return None


def _is_name(words: str, language: str | None) -> bool:
    """Tell whether capital words may be a name: short, and not begun by a word that begins sentences."""
    return len(words) <= 2 * LONGEST_SIGNATURE and not _opener(language).fullmatch(words.split(maxsplit=1)[0])


def _is_beside(words: str, language: str | None) -> bool:
    """Tell whether words say what the owner of the name before them does."""
    found = words.split()
    first = re.sub(r"^\W+|\W+$", "", found[0].lower()) if found else ""
    known = any(first in people(code) for code in in_order(language))
    return known and len(found) <= MOST_DESCRIBING_WORDS


def without_role(names: str, language: str | None) -> str:
    """Return names without the capital noun for what their owner does that follows them: «Lucie Aubrac Historienne»."""
    words = names.split()
    while len(words) > 2 and any(words[-1].lower() in people(code) for code in in_order(language)):
        words.pop()
    return names[: names.rfind(words[-1]) + len(words[-1])] if words else names


def is_signature(line: str, language: str | None) -> bool:
    """Tell whether a line is a name and nothing else."""
    match = _signed(language).fullmatch(line)
    return bool(match and _is_name(match.group("names"), language)) and len(line) <= LONGEST_SIGNATURE
