"""Exports of press databases: many articles in one file, each with its header.

Belongs here: what Europresse, Factiva and LexisNexis share, and how each is told. The formats are in europresse.py,
factiva.py and nexis.py; the labels of their fields are data, lang/<code>/exports.toml.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from pipeline import lang
from pipeline.drops.encodings import UndecodableError
from pipeline.drops.formats.seen import Block, Found, fields_of, laid_out
from pipeline.drops.text import Decoded
from pipeline.extract.publication import read_publication

DAY = len("2023-09-11")


def article(
    number: int,
    file: Decoded,
    fields: Mapping[str, object],
    blocks: Iterable[Block],
    extra: Mapping[str, object],
) -> Found:
    """Return an article of an export as a document; without a text it has a reason.

    Args:
        number: its number in the file, from 1.
        file: the export.
        fields: what its header states, by METADATA_COLUMNS.
        blocks: its headline, standfirst and paragraphs.
        extra: what else its header states.
    """
    blocks = list(blocks)
    stated, rest, key = fields_of(fields), {k: v for k, v in extra.items() if v}, str(number)
    if not any(block.role in {"body", "lead"} and block.text.strip() for block in blocks):
        return Found(fields=stated, extra=rest, key=key, reason="the export holds no text of this article")
    try:
        decoded, layout = laid_out(blocks, file)
    except UndecodableError as error:
        return Found(fields=stated, extra=rest, key=key, reason=str(error).replace("the file", "the article"))
    return Found(decoded, stated, rest, layout, key)


def day_in(line: str) -> str | None:
    """Return the day, with its hour if any, that a header line states; None where it states none."""
    found = read_publication(line)
    return found.published if found and found.published and len(found.published) >= DAY else None


@cache
def labels(kind: str) -> tuple[str, ...]:
    """Return the words that exports have for something, in every language, in small letters."""
    codes = (lang.SHARED, *lang.languages())
    return tuple(word.casefold() for code in codes for word in lang.load(code, "exports").get(kind, ()))


@cache
def counted_words() -> re.Pattern[str]:
    """Return the pattern of the length of an article: «345 mots»."""
    return re.compile(
        rf"(?<!\d)(?:\d{{1,3}}(?:[ .,\u00a0\u202f]\d{{3}})+|\d+)\s(?:{'|'.join(map(re.escape, labels('words')))})\b",
        re.IGNORECASE,
    )


def unwrapped(lines: Iterable[str]) -> Iterator[str]:
    """Yield the paragraphs of lines that were broken at a width: what no blank line parts belongs together."""
    held: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            held.append(line.strip())
        elif held:
            yield " ".join(held)
            held = []
