"""Side by side: two outlets on one story, speaker by speaker; one statement in all its versions, word by word."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import chain
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from pipeline.desk.addresses import number_of
from pipeline.desk.listing import record_address
from pipeline.desk.pages import language, message, page
from pipeline.desk.rows import Row, ask, statement
from pipeline.warehouse import Target, connect

MOST_WORDS = 400  # of a version that is compared word by word: what takes time grows with their square
MOST_VERSIONS = 100


class Piece(NamedTuple):
    """Some words of a version: `same` as in the fullest text, `added` to it, or `missing` from this version."""

    words: str
    what: str


class Speaker(NamedTuple):
    """What a speaker says in each of two outlets; the name is None for quotes without a speaker."""

    name: str | None
    entity_id: int | None
    sides: tuple[list[Row], list[Row]]


def compare_page(request: Request, target: Target) -> Response:
    """Answer with two outlets on one story: by default those that quote most."""
    story = number_of(request.query_params.get("story", ""))
    with connect(target) as con:
        outlets = ask(con, statement("story_outlets"), {"story": story})
        names = [row["publisher"] for row in outlets]
        if len(names) < 2:
            return message(request, 404, "one_outlet")
        one = _picked(request.query_params.get("one"), names)
        picked = one, _picked(request.query_params.get("other"), [name for name in names if name != one])
        values = {"story": story, "one": picked[0], "other": picked[1]}
        articles, quotes = (
            ask(con, statement("story_articles"), values),
            ask(con, statement("story_quotes"), values),
        )
        title = ask(con, statement("story_titles"), {"ids": [story]})[0]["title"]
    return page(
        request,
        "compare.html",
        story=story,
        title=title,
        names=names,
        picked=picked,
        articles=[[row for row in articles if row["publisher"] == name] for name in picked],
        speakers=speakers(quotes, picked),
        shared=shared(quotes),
        record=record_address(language(request)),
    )


def speakers(quotes: Sequence[Row], picked: Sequence[str]) -> list[Speaker]:
    """Return the speakers with what they say on either side: who speaks on both first, then who says most."""
    found: dict[object, Speaker] = {}
    for row in quotes:
        who = found.setdefault(row["speaker"], Speaker(row["speaker"], row["speaker_entity_id"], ([], [])))
        who.sides[row["publisher"] != picked[0]].append(row)
    return sorted(
        found.values(),
        key=lambda who: (
            who.name is None,
            not all(who.sides),
            -len(who.sides[0]) - len(who.sides[1]),
            who.name or "",
        ),
    )


def shared(quotes: Sequence[Row]) -> set[int]:
    """Return the statements that stand in both outlets."""
    outlets: dict[int, set[str]] = {}
    for row in quotes:
        if row["statement_id"] is not None:
            outlets.setdefault(row["statement_id"], set()).add(row["publisher"])
    return {number for number, names in outlets.items() if len(names) > 1}


def statement_page(request: Request, target: Target) -> Response:
    """Answer with a statement in all its versions."""
    number = number_of(request.path_params["key"])
    with connect(target) as con:
        found = ask(con, statement("statement"), {"statement": number})
        if not found:
            return message(request, 404, "no_record")
        versions = ask(con, statement("versions"), {"statement": number, "n_rows": MOST_VERSIONS})
    row = found[0]
    return page(
        request,
        "statement.html",
        row=row,
        versions=[(version, differences(row["text"], version["text"])) for version in versions],
        record=record_address(language(request)),
    )


def differences(fullest: str, version: str) -> list[Piece]:
    """Return a version word by word beside the fullest text, in order; what is very long stands uncompared."""
    one, other = fullest.split(), version.split()
    if max(len(one), len(other)) > MOST_WORDS:
        return [Piece(version, "same")]

    def pieces(tag: str, i1: int, i2: int, j1: int, j2: int) -> list[Piece]:
        if tag == "equal":
            return [Piece(" ".join(other[j1:j2]), "same")]
        made = [Piece(" ".join(one[i1:i2]), "missing")] if i2 > i1 else []
        return [*made, Piece(" ".join(other[j1:j2]), "added")] if j2 > j1 else made

    matcher = SequenceMatcher(
        None, [_bare(word) for word in one], [_bare(word) for word in other], autojunk=False
    )
    return list(chain.from_iterable(pieces(*code) for code in matcher.get_opcodes()))


def _bare(word: str) -> str:
    """Return a word without capitals and the marks around it."""
    return word.strip("«»“”\"'’.,;:!?()[]…").casefold() or word


def _picked(asked: str | None, names: Sequence[str]) -> str:
    """Return the outlet that is asked for where there is such a one, else the first."""
    return asked if asked is not None and asked in names else names[0]
